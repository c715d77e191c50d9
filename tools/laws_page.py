"""Write the generated parts of docs/laws.md: the table of laws with what was confirmed, and the notes of the data.

The hand-written parts stay: only what stands between ``<!-- begin NAME -->`` and ``<!-- end NAME -->`` is replaced.
``--check`` only compares.

Exit code: 0 written or up to date, 1 ``--check`` found the page out of date.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from law_gaps import gaps

from discretion.check.text import Users, read_law, said_by, text_of, users_of
from discretion.rulebook import Layer, load

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "laws.md"
LEVELS = {
    "law": "法律",
    "administrative-regulation": "行政法规",
    "local-regulation": "地方性法规",
    "departmental-rule": "部门规章",
    "local-rule": "地方政府规章",
}


def table(rulesets: Path) -> Iterator[str]:
    """One row for every version of every law."""
    yield "| 法律 | 标识 | 层级 | 施行 | 终止 | 等级 | 文本 | 条款 | 已核对 | 未核对 |"
    yield "|---|---|---|---|---|---|---|---:|---:|---:|"
    users, layer = users_of(load(rulesets)), Layer(rulesets)
    rows = [(law, *confirmed(law, layer, users)) for law in map(read, sorted((rulesets / "laws").glob("*.yaml")))]
    rows.sort(key=lambda row: (list(LEVELS).index(row[0]["level"]), row[0]["law"], row[0]["effective"]))
    for law, name, number in rows:
        cells = (
            law["label"], f"`{law['law']}@{law['version']}`", LEVELS[law["level"]], law["effective"], law.get("until", ""), law["source"]["grade"],
            name, len(law["provisions"]), number, len(law["provisions"]) - number,
        )  # fmt: skip
        yield f"| {' | '.join(str(cell) for cell in cells)} |"
    total, sure = sum(len(law["provisions"]) for law, *_ in rows), sum(number for *_, number in rows)
    yield f"| **合计** | {len(rows)}个版本 | | | | | | {total} | {sure} | {total - sure} |"


def confirmed(law: Any, layer: Layer, users: Users) -> tuple[str, int]:
    """The text of a law, and how many of its provisions agree with it."""
    text = text_of(law, layer)
    if text is None:
        return "无全文", 0
    doubtful = {item.name for item in read_law(law, text, users) if item.unexplained}
    there = {name for name, body in law["provisions"].items() if said_by(text, str(body["cite"]))}
    return text.name, len(there - doubtful)


def notes(rulesets: Path) -> Iterator[str]:
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


def left(rulesets: Path) -> Iterator[str]:
    """What of the penalty articles is in no law file."""
    return gaps([read(path) for path in sorted((rulesets / "laws").glob("*.yaml"))], Layer(rulesets))


PARTS = {"table": table, "gaps": left, "notes": notes}


def tidy(text: str) -> str:
    return re.sub(r"\s+", "", text).rstrip("。")


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def page(text: str, rulesets: Path) -> str:
    """The page with its generated parts renewed."""
    for name, part in PARTS.items():
        begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
        if begin not in text or end not in text:
            raise ValueError(f"{begin} … {end} is missing")
        head, _, rest = text.partition(begin)
        tail = rest.partition(end)[2]
        text = f"{head}{begin}\n" + "\n".join(part(rulesets)) + f"\n{end}{tail}"
    return text


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="say whether the page is up to date")
    options = parser.parse_args(arguments)
    old = PAGE.read_text(encoding="utf-8")
    new = page(old, ROOT / "rulesets")
    if options.check:
        print("docs/laws.md is up to date" if new == old else "docs/laws.md is out of date: run tools/laws_page.py")
        return int(new != old)
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
