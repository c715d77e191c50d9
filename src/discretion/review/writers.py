"""A review as text, JSON, or one publication (HTML, Word, Markdown): the cells, what is open, what would change, what fails."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict

from discretion.diff.reporters import conclusion, publish, write_json, write_text
from discretion.facts import say_day
from discretion.impact import text as impact_text
from discretion.importing import READ, CellChange
from discretion.pages import Chapter, Column, Publication, Table, TableRow
from discretion.review.review import MovedCase, Review
from discretion.tables.writers import write as write_tables

FORMATS = ("text", "json", "html", "docx", "md")
CELLS = (Column("位置", 16), Column("结果", 8), Column("原来", 30), Column("改为", 30), Column("说明", 30))
CHECKS = (Column("检查", 10), Column("不成立的", 70), Column("此前", 10))


def write(found: Review, style: str) -> str | bytes:
    """Write a review in one of ``FORMATS``; bytes for docx.

    Raises:
        MissingExtra: docx needs the extra ``tables``.
    """
    if style == "text":
        return "\n".join(_text(found)) + "\n"
    if style == "json":
        return _json(found)
    return write_tables(_publication(found), style)


def summary(found: Review) -> str:
    """3处已读取，1处未读取 …"""
    counts = Counter(_result(item) for item in found.cells.changes)
    return "，".join(f"{count}处{name}" for name, count in counts.items()) or "没有改动"


def _result(item: CellChange) -> str:
    return "错误" if item.error else item.status


def _title(found: Review) -> str:
    return f"{found.cells.file} 对照{found.cells.view.ruleset.header.model.name}，{say_day(found.cells.view.day)}"


def _text(found: Review) -> Iterator[str]:
    yield f"{_title(found)}：{summary(found)}"
    for item in found.cells.changes:
        before = f"“{_short(item.before)}” → " if item.before else ""
        yield f"{_result(item)} {item.where} {before}“{_short(item.after)}”：{item.why}"
    yield from (f"提示 {problem}" for problem in found.cells.problems)
    yield from (f"没有编入 {problem}" for problem in found.draft.refused)
    yield from (f"说明 {note}" for note in found.notes)
    if found.report is not None:
        yield ""
        yield f"■ 草案{found.draft.ruleset.header.model.name}，建议稿，未审：{_contents(found)}"
        yield write_text(found.report).rstrip("\n")
    if found.checks:
        yield ""
        yield "■ 不成立的检查"
        yield from (f"  {item.name}（{item.code}） {item.text}（{_before(item.before)}）" for item in found.checks)
    if found.impact is not None:
        yield ""
        yield "■ " + impact_text(found.impact).rstrip("\n")
    if found.golden:
        yield ""
        yield f"■ 结果不同的范例案件（{len(found.golden)}件）"
        yield from (f"  {item.name}\n    现行：{item.before}\n    草案：{item.after}" for item in found.golden)


def _contents(found: Review) -> str:
    lists = f"，{len(found.draft.lists)}种清单" if found.draft.lists else ""
    return f"{len(found.draft.violations)}项违法行为{lists}"


def _before(before: bool) -> str:
    return "改动之前也不成立" if before else "因改动而不成立"


def _json(found: Review) -> str:
    changes = [{key: value for key, value in asdict(item).items() if value != ""} for item in found.cells.changes]
    data = {
        "file": found.cells.file, "against": found.cells.view.ruleset.id, "day": found.cells.view.day.isoformat(), "settled": found.settled,
        "summary": summary(found), "changes": changes, "problems": list(found.cells.problems), "notes": list(found.notes),
        "refused": [problem.data("refused") for problem in found.draft.refused],
        "draft": {"ruleset": found.draft.ruleset.id, "violations": list(found.draft.violations), "lists": list(found.draft.lists)},
        "diff": None if found.report is None else json.loads(write_json(found.report)),
        "checks": [asdict(item) for item in found.checks],
        "impact": None if found.impact is None else found.impact.data(),
        "golden": [{"case": item.name, "before": item.before, "after": item.after, "problems": _problems(item)} for item in found.golden],
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _problems(item: MovedCase) -> list[dict[str, object]]:
    return [problem.data("golden") for problem in item.problems]


def _publication(found: Review) -> Publication:
    sections = [Chapter("逐格的结果", (_cells(found),))]
    left = [*found.cells.problems, *map(str, found.draft.refused), *found.notes]
    if left:
        rows = tuple(TableRow((text,)) for text in left)
        sections.append(Chapter("待处理", (Table("待处理", (Column("事项", 100),), rows),)))
    if found.checks:
        rows = tuple(TableRow((item.name, item.text, _before(item.before))) for item in found.checks)
        sections.append(Chapter("不成立的检查", (Table("不成立的检查", CHECKS, rows),)))
    if found.golden:
        rows = tuple(TableRow((item.name, item.before, item.after)) for item in found.golden)
        columns = (Column("范例案件", 30), Column("现行", 35), Column("草案", 35))
        sections.append(Chapter("结果不同的范例案件", (Table("结果不同的范例案件", columns, rows),)))
    if found.impact is not None:
        lines = tuple(line.strip() for line in impact_text(found.impact).splitlines() if line.strip())
        sections.append(Chapter("已决案件", (), lines))
    notes = [summary(found)]
    if found.report is not None:
        sections += publish(found.report).sections
        notes.append(f"草案{found.draft.ruleset.header.model.name}：{_contents(found)}，均为建议稿，未审")
        notes += [line for item in found.report.comparisons for line in conclusion(item)]
    return Publication(f"{_title(found)}：审核", tuple(notes), tuple(sections))


def _cells(found: Review) -> Table:
    ordered = sorted(found.cells.changes, key=lambda item: (not item.error, item.status == READ))  # what is open first
    rows = tuple(TableRow((item.where, _result(item), item.before, item.after, item.why)) for item in ordered)
    return Table("逐格的结果", CELLS, rows, notes=() if rows else ("没有改动",))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}……"
