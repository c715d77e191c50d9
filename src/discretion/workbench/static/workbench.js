// The live parts of the workbench: a case's form saves itself and shows what comes of it; texts can be copied.
// Everything works without it, by the buttons.

for (const part of document.querySelectorAll("[data-fetch]")) beside(part);

const form = document.querySelector("form[data-live]");
if (form && !form.querySelector("fieldset.all").disabled) live(form);

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy-one],[data-copy-all]");
  if (!button) return;
  const all = "copyAll" in button.dataset;
  const texts = all
    ? [...button.closest(".part").querySelectorAll(".said:has([data-copy])")].map((said) => `【${said.querySelector("h4").textContent}】${said.querySelector("[data-copy]").textContent}`)
    : [button.closest(".said").querySelector("[data-copy]").textContent];
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(texts.join("\n"));
    button.textContent = "已复制";
  } catch {
    button.textContent = "浏览器不允许复制，请选中文字后复制";
  }
  setTimeout(() => { button.textContent = words; }, 2000);
});

// What one person typed is not for the next at the same machine.
document.querySelector("form[action$='/sign-out']")?.addEventListener("submit", () => sessionStorage.clear());

// What takes its time comes after the page; without the script, or when it fails, there is a link to it.
async function beside(part) {
  const round = part.dataset.round = String(Number(part.dataset.round ?? 0) + 1);
  try {
    const answer = await fetch(part.dataset.fetch, { headers: { "x-live": "1" } });
    const text = await answer.text();
    if (answer.ok && !answer.redirected && part.dataset.round === round) part.innerHTML = text;
  } catch { /* the link stays */ }
}

function live(form) {
  const state = document.getElementById("state");
  const result = document.getElementById("live");
  const place = `case:${form.action}`;
  let timer = 0, busy = false, again = false, stopped = false, unsaved = false;

  restore();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { unsaved = false; sessionStorage.removeItem(place); });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
  window.addEventListener("online", () => { if (unsaved) save(); });

  function changed() {
    unsaved = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, 500);
  }

  function typed() {
    const fields = new URLSearchParams(new FormData(form));
    fields.set("do", "save");
    return fields;
  }

  async function save() {
    if (stopped) return;
    if (busy) { again = true; return; }
    busy = true;
    again = false;
    say("正在保存……");
    try {
      const answer = await fetch(form.action, { method: "POST", body: typed(), headers: { "x-live": "1" } });
      if (answer.status === 200) {
        unsaved = again;
        if (!again) sessionStorage.removeItem(place);
        show(await answer.text(), answer.headers.get("x-version"));
      } else if (answer.status === 409) {
        stopped = true;
        result.innerHTML = await answer.text();
        say("本案已在别处保存；按“保存并看结果”可以对照");
      } else if (answer.status === 401 || answer.status === 403) {
        say("登录已经失效。请在新的窗口登录，然后刷新本页：填写的内容会恢复");
      } else {
        say("没有保存成功，正在重试……");
        timer = setTimeout(save, 5000);
      }
    } catch {
      say("连接中断，尚未保存；填写的内容留在本页，正在重试……");
      timer = setTimeout(save, 3000);
    } finally {
      busy = false;
      if (again) save();
    }
  }

  function show(text, version) {
    result.innerHTML = text;
    for (const field of document.querySelectorAll("input[name=version]")) field.value = version;
    for (const error of form.querySelectorAll(".error")) error.textContent = "";
    for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
    for (const wrong of form.querySelectorAll(".wrong")) wrong.classList.remove("wrong");
    for (const link of result.querySelectorAll("[data-key]")) {
      const field = document.getElementById(link.dataset.key);
      const error = document.getElementById(`${link.dataset.key}-error`);
      if (error) error.textContent = link.textContent;
      if (field) { field.setAttribute("aria-invalid", "true"); field.closest(".field")?.classList.add("wrong"); }
    }
    const missing = (result.querySelector("[data-missing]")?.dataset.missing ?? "").split(" ");
    for (const question of form.querySelectorAll(".question")) question.classList.toggle("missing", missing.includes(question.dataset.fact));
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    const verdict = [...result.querySelectorAll(".verdict")].map((part) => [...part.querySelectorAll(".name,.amount")].map((line) => line.textContent).join("，"));
    const near = document.getElementById("beside");
    if (near) beside(near);
    say(`已保存 ${time}${verdict.length ? `；${verdict.join("；")}` : ""}`);
  }

  function say(words) { state.textContent = words; }

  // What was typed and not yet acknowledged survives a reload of this window; never longer, as the machine may be shared.
  function keep() {
    try { sessionStorage.setItem(place, typed().toString()); } catch { /* full or forbidden: the form itself still has it */ }
  }

  function restore() {
    const kept = sessionStorage.getItem(place);
    if (!kept) return;
    const fields = new URLSearchParams(kept);
    for (const field of form.elements) {
      if (!field.name || ["csrf", "version", "do"].includes(field.name)) continue;
      if (field.type === "radio" || field.type === "checkbox") field.checked = fields.get(field.name) === field.value;
      else if (fields.has(field.name)) field.value = fields.get(field.name);
    }
    if (fields.get("version") !== form.elements.version.value) {
      say("已恢复上次没有保存的内容；其间本案在别处保存过，请核对后再保存");
      return;
    }
    unsaved = true;
    save();
  }
}
