"""An impact as a page: the answer first, then by violation, by unit, and the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from discretion.documents import write_atomically
from discretion.facts import say_yuan
from discretion.impact.model import DIRECTIONS, ChangedCase, Impact, Tally
from discretion.pages import Chapter, Column, Publication, Table, TableRow, render

SHOWN = 1000  # cases on the page; the workbook has all


def write_page(found: Impact, path: Path) -> None:
    """Write the page.

    Args:
        found: the impact.
        path: the HTML file.
    """
    write_atomically(path, render("document.html", document=publication(found)))


def publication(found: Impact) -> Publication:
    """The page as data."""
    sections = [
        Chapter(title, (_tallies(title, head, tallies),))
        for title, head, tallies in (("各违法行为", "案由", found.violations), ("各单位", "单位", found.units))
        if tallies
    ]
    if found.changes:
        sections.append(Chapter("结果不同的案件", (_cases(found),)))
    total = found.total
    counts = ((total.directions[name], f"件{label}") for name, label in DIRECTIONS.items() if total.directions[name])
    summary = ((total.otherwise, "件结果不同"), *counts, (total.newly_outside, "件将在幅度外"))
    title = f"以{found.b}代替{found.a}，对已决案件的影响"
    return Publication(title, tuple(_notes(found)), tuple(sections), summary=summary)


def _notes(found: Impact) -> Iterator[str]:
    total = found.total
    unusable = f"，其中{found.unusable}件数据无法使用" if found.unusable else ""
    yield f"读入{found.read}件{unusable}；两方规则完全相同、结果必然相同的{found.same_rules}件。"
    if total.directions["open"]:
        yield f"{DIRECTIONS['open']}：一方没有适用的规则，或者案卷没有写明其规则要问的事实。"
    yield "将在幅度外：所作罚款原在裁量幅度内。"
    yield "裁量基准视为一直适用；法律按案件自己的日期，从旧兼从轻。"


def _tallies(title: str, head: str, tallies: Iterable[Tally]) -> Table:
    tallies = tuple(tallies)
    kinds = [name for name in DIRECTIONS if any(item.directions[name] for item in tallies)]  # no columns of noughts
    columns = ("件数", "结果不同", *(DIRECTIONS[name] for name in kinds), "将在幅度外")
    rows = (
        (item.n, item.otherwise, *(item.directions[name] for name in kinds), item.newly_outside) for item in tallies
    )
    return Table(
        title,
        (Column(head, 20), *(Column(name, 6) for name in columns)),
        tuple(TableRow((item.name, *map(str, row))) for item, row in zip(tallies, rows, strict=True)),
    )


def _cases(found: Impact) -> Table:
    columns = (
        Column("案号", 14), Column("单位", 10), Column("案由", 14), Column("决定日期", 10), Column("已作罚款", 10), Column("轻重", 7),
        Column(f"依{found.a}", 24), Column(f"依{found.b}", 24), Column("将在幅度外", 7),
    )  # fmt: skip
    rest = len(found.changes) - SHOWN
    notes = (f"以上为前{SHOWN}件，另有{rest}件；全部见工作簿（-o 文件名.xlsx）。",) if rest > 0 else ()
    return Table("结果不同的案件", columns, tuple(_case(item) for item in found.changes[:SHOWN]), notes=notes)


def _case(item: ChangedCase) -> TableRow:
    outside = "是" if item.newly_outside else "否"
    return TableRow((item.case, item.unit or "—", item.label, item.decided, say_yuan(item.fine), DIRECTIONS[item.direction],
                item.before, item.after, outside))  # fmt: skip
