// Search, only-differences, fold and unfold, links into what is folded. No network; every page can be read without it.
"use strict";
(() => {
  document.documentElement.classList.add("live");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  for (const controls of all("[data-controls]")) {
    const target = document.getElementById(controls.dataset.controls);
    const items = all("[data-item]", target);
    const texts = new Map();
    const search = controls.querySelector("[data-search]");
    const only = controls.querySelector("[data-only]");
    const fold = controls.querySelector("[data-fold]");
    const said = controls.querySelector("output");
    const text = (item) => {
      if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
      return texts.get(item);
    };
    const show = () => {
      const words = search ? search.value.toLowerCase().split(/\s+/).filter(Boolean) : [];
      let shown = 0;
      for (const item of items) {
        item.hidden = (only && only.checked && "same" in item.dataset) || !words.every((word) => text(item).includes(word));
        shown += !item.hidden;
      }
      for (const group of all("[data-group]", target)) group.hidden = !group.querySelector("[data-item]:not([hidden])");
      if (said) said.textContent = shown === items.length ? "" : `显示${shown}项，共${items.length}项`;
    };
    for (const input of [search, only]) if (input) input.addEventListener("input", show);
    if (fold) {
      fold.addEventListener("click", () => {
        const folded = all("details", target).filter((item) => !item.closest("[hidden]"));
        const open = folded.some((item) => !item.open);
        for (const item of folded) item.open = open;
        fold.textContent = open ? "全部折叠" : "全部展开";
      });
    }
    show();
  }

  const reveal = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let item = target; item; item = item.parentElement) {
      if (item.tagName === "DETAILS") item.open = true;
      item.hidden = false;
    }
    const inner = target.querySelector(":scope > details");
    if (inner) inner.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
