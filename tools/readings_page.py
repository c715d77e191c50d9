"""Write docs/readings.md: the second reading of every violation, and what the mechanical reader found in the laws.

The first part comes from docs/readings.yaml, written by hand by who compared a violation with its text; the second
from the check ``text`` and the ``reading:`` fields of the laws.
``--check`` only compares.

Exit code: 0 written or up to date, 1 ``--check`` found the page out of date.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from discretion.check.text import KINDS, Compared, read_law, text_of, users_of
from discretion.rulebook import load as load_rules

ROOT = Path(__file__).resolve().parent.parent
RULESETS = ROOT / "rulesets"
PAGE = ROOT / "docs" / "readings.md"


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) or {}
    return data


VERDICTS = {"exact": "相符", "mended": "已改", "doubt": "存疑", "unread": "未复读"}
HEAD = """# 第二遍读

规则库的每一项违法行为，由没有编写它的人对照法条再读一遍：要件（没有自加的，没有遗漏的）、条款项、受罚主体、责令事项、应当与可以、择一、施行日、旧法。
本页由 `tools/readings_page.py` 生成：第一部分取自 `docs/readings.yaml`，第二部分取自检查 `text` 和法律文件中的 `reading`。
“相符”不是保证；“存疑”的请律师核对；没有列入 `docs/readings.yaml` 的，写作“未复读”。
"""


def violations(rulesets: Path, readings: dict[str, object]) -> Iterator[str]:
    """One line for every violation of every area."""
    labels = {path.stem: str(load(path).get("label") or "") for path in rulesets.glob("national/*/violations/*.yaml")}
    rows = sorted((path.parents[2].name, path.stem, path) for path in rulesets.rglob("violations/*.yaml"))
    lines, counts = [], Counter[str]()
    for area, name, path in rows:
        said = readings.get(f"{area}/{name}", "unread")
        verdict, what = next(iter(said.items())) if isinstance(said, dict) else (str(said), "")
        counts[verdict] += 1
        label = load(path).get("label") or labels.get(name, "")
        lines.append(f"| {area} | `{name}` | {label} | {VERDICTS[verdict]} | {what} |")
    told = "，".join(f"{VERDICTS[key]}{counts[key]}项" for key in VERDICTS if counts[key])
    yield f"\n## 一、违法行为\n\n共{len(lines)}项：{told}。\n"
    yield "| 区域 | 标识 | 违法行为 | 结论 | 说明 |\n|---|---|---|---|---|"
    yield from lines


def laws(rulesets: Path) -> Iterator[str]:
    """What the mechanical reader found, law by law; then every difference that stands, with its reason."""
    book = load_rules(rulesets)
    users = users_of(book)
    read: dict[str, list[Compared] | None] = {}
    for file in (file for versions in book.laws.values() for file in versions):
        law, text = file.document.data, text_of(file.document.data, book.layers[0])
        read[f"{law['law']}@{law['version']}"] = None if text is None else read_law(law, text, users)
    found = [provision for provisions in read.values() for provision in provisions or []]
    unexplained = Counter(d.code.split(":")[0] for p in found for d in p.unexplained)
    told = "，".join(f"{KINDS[kind]}{count}处" for kind, count in unexplained.most_common()) or "0处"
    yield f"\n## 二、法律条款的机械复读\n\n读了{len(found)}条有罚则的条款，没有说明的差异：{told}。\n"
    yield "| 法律版本 | 条款 | 有说明的差异 | 没有说明的差异 |\n|---|---:|---:|---:|"
    for name, provisions in read.items():
        if provisions is None:
            yield f"| `{name}` | 手边没有文本 | | |"
        elif provisions:
            explained = sum(len(provision.explained) for provision in provisions)
            yield f"| `{name}` | {len(provisions)} | {explained} | {sum(len(p.unexplained) for p in provisions)} |"
    yield "\n有说明的差异：\n"
    for provision in found:
        for code, why in provision.explained.items():
            yield f"- `{provision.law}/{provision.name}`（{provision.body['cite']}）`{code}`：{why}"


def page(rulesets: Path) -> str:
    readings = load(ROOT / "docs" / "readings.yaml")["readings"]
    return "\n".join([HEAD.rstrip(), *violations(rulesets, readings), *laws(rulesets)]) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--check", action="store_true", help="only say whether the page is up to date")
    options = parser.parse_args(arguments)
    text = page(RULESETS)
    if options.check:
        return int(not PAGE.is_file() or PAGE.read_text(encoding="utf-8") != text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
