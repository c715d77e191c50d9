"""Write the generated parts of docs/laws.md: the table of laws with what was confirmed, and the notes of the data.

The hand-written parts stay: only what stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` is replaced.
A developer's tool; it needs the folder of law texts (see confirm_laws.py). ``--check`` only compares.

Exit code: 0 written or up to date, 1 ``--check`` found the page out of date, 2 unusable input.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from confirm_laws import confirm_law
from law_texts import ROOT, TEXTS

PAGE = ROOT / "docs" / "laws.md"
LEVELS = {
    "law": "法律",
    "administrative-regulation": "行政法规",
    "local-regulation": "地方性法规",
    "departmental-rule": "部门规章",
    "local-rule": "地方政府规章",
}


def table(rulesets: Path, texts: Path) -> Iterator[str]:
    """One row for every version of every law."""
    yield "| 法律 | 标识 | 层级 | 施行 | 终止 | 等级 | 文本 | 条款 | 已核对 | 未核对 |"
    yield "|---|---|---|---|---|---|---|---:|---:|---:|"
    rows = [(read(path), confirm_law(path, texts)) for path in sorted((rulesets / "laws").glob("*.yaml"))]
    rows.sort(key=lambda row: (list(LEVELS).index(row[0]["level"]), row[0]["law"], row[0]["effective"]))
    confirmed = unconfirmed = 0
    for law, report in rows:
        provisions = len(law["provisions"])
        confirmed += report.confirmed
        unconfirmed += provisions - report.confirmed
        name = f"`{law['law']}@{law['version']}`"
        text = report.text.name if report.text else "无全文"
        cells = (
            law["label"], name, LEVELS[law["level"]], law["effective"], law.get("until", ""), law["source"]["grade"],
            text, provisions, report.confirmed, provisions - report.confirmed,
        )  # fmt: skip
        yield f"| {' | '.join(str(cell) for cell in cells)} |"
    yield f"| **合计** | {len(rows)}个版本 | | | | | | {confirmed + unconfirmed} | {confirmed} | {unconfirmed} |"


def notes(rulesets: Path, texts: Path) -> Iterator[str]:  # noqa: ARG001 - the parts of a page take the same
    """What the encoders left to a lawyer, law by law, then violation by violation."""
    for path in sorted((rulesets / "laws").glob("*.yaml")):
        law = read(path)
        lines = [f"**文本存疑**：{law['doubt']}"] if law.get("doubt") else []
        lines += [said for said in (law["source"].get("note"), law.get("note")) if said]
        lines += [f"{body['cite']}：{body['note']}" for body in law["provisions"].values() if body.get("note")]
        if lines:
            yield f"- **{law['label']}**（`{law['law']}@{law['version']}`）"
            yield from (f"  - {tidy(line)}" for line in dict.fromkeys(lines))
    yield ""
    yield "违法行为文件中的说明和法条空隙的处理："
    yield ""
    for path in sorted(rulesets.glob("**/violations/*.yaml")):
        violation = read(path)
        area = path.relative_to(rulesets).parts[-4]
        lines = [violation["remark"]] if violation.get("remark") else []
        lines += [closure["reason"] for closure in violation.get("closes", ())]
        lines += [note for note in [(violation.get("source") or {}).get("note")] if note]
        if lines:
            yield f"- `{violation['violation']}`（{area}）：{'；'.join(tidy(line) for line in dict.fromkeys(lines))}"


PARTS = {"table": table, "notes": notes}


def tidy(text: str) -> str:
    return re.sub(r"\s+", "", text).rstrip("。")


def read(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def page(text: str, rulesets: Path, texts: Path) -> str:
    """The page with its generated parts renewed."""
    for name, part in PARTS.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"{begin} … {end} is missing")
        head, _, rest = text.partition(begin)
        tail = rest.partition(end)[2]
        text = f"{head}{begin}\n" + "\n".join(part(rulesets, texts)) + f"\n{end}{tail}"
    return text


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="folder of law texts")
    parser.add_argument("--check", action="store_true", help="say whether the page is up to date")
    options = parser.parse_args(arguments)
    if not options.texts.is_dir():
        print(f"no such folder: {options.texts}", file=sys.stderr)
        return 2
    old = PAGE.read_text(encoding="utf-8")
    new = page(old, ROOT / "rulesets", options.texts)
    if options.check:
        print("docs/laws.md is up to date" if new == old else "docs/laws.md is out of date: run tools/laws_page.py")
        return int(new != old)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
