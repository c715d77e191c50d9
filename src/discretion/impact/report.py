"""An impact for people: a page of text, or a workbook with one row per case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from discretion.audit import replaced, write_xlsx
from discretion.facts import say_yuan, yuan
from discretion.impact.model import DIRECTIONS, ChangedCase, Impact, Tally

NAMED = 20  # cases that the text names; the workbook and JSON have all


def text(found: Impact) -> str:
    """The summary: first the answer, then by violation, by unit, and the cases."""
    total = found.total
    lines = [
        f"以{found.b}代替{found.a}，对已决案件的影响",
        f"读入{found.read}件" + (f"，其中{found.unusable}件数据无法使用" if found.unusable else ""),
        f"结果不同的{total.otherwise}件：{_directions(total)}",
        f"原在裁量幅度内、将在幅度外的{total.newly_outside}件",
        f"两方规则完全相同、结果必然相同的{found.same_rules}件",
    ]
    for title, tallies in (("各违法行为", found.violations), ("各单位", found.units)):
        if tallies:
            lines += ["", f"{title}（件数，结果不同的件数，其中将在幅度外的件数）"]
            lines += [
                f"  {item.name}：{item.n}，{item.otherwise}（{_directions(item)}），{item.newly_outside}"
                for item in tallies
            ]
    if found.changes:
        lines += ["", "案件"]
        lines += [line for change in found.changes[:NAMED] for line in _case(change)]
        if len(found.changes) > NAMED:
            lines.append(f"  ……另有{len(found.changes) - NAMED}件；全部见 --output 的工作簿或者 --format json")
    return "\n".join(lines) + "\n"


def write_workbook(found: Impact, path: Path) -> None:
    """One row per case, with filters; the counts on a second sheet."""
    import pyarrow as pa

    columns: Mapping[str, list[str | None]] = {
        "案号": [item.case for item in found.changes],
        "单位": [item.unit for item in found.changes],
        "案由": [item.label for item in found.changes],
        "决定日期": [item.decided for item in found.changes],
        "已作罚款（元）": [yuan(item.fine) for item in found.changes],
        "轻重": [DIRECTIONS[item.direction] for item in found.changes],
        f"依{found.a}": [item.before for item in found.changes],
        f"依{found.b}": [item.after for item in found.changes],
        "将在幅度外": ["是" if item.newly_outside else "否" for item in found.changes],
    }
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    notes = dict(_notes(found))
    with replaced(path) as temporary:
        write_xlsx(temporary, table, title="受影响的案件", notes=notes)


def _notes(found: Impact) -> Iterator[tuple[str, str]]:
    yield "比较", f"以{found.b}代替{found.a}"
    yield "读入", f"{found.read}件，其中{found.unusable}件数据无法使用"
    yield "规则相同", f"{found.same_rules}件，结果必然相同"
    yield "结果不同", f"{found.total.otherwise}件：{_directions(found.total)}"
    yield "将在幅度外", f"{found.total.newly_outside}件原在裁量幅度内"
    for item in _all(found):
        yield (
            item.name,
            f"{item.n}件，结果不同{item.otherwise}件：{_directions(item)}；将在幅度外{item.newly_outside}件",
        )


def _all(found: Impact) -> Iterable[Tally]:
    return (*found.violations, *found.units)


def _directions(tally: Tally) -> str:
    parts = [f"{DIRECTIONS[name]}{number}件" for name, number in tally.directions.items() if number]
    return "，".join(parts) or "没有"


def _case(item: ChangedCase) -> Iterator[str]:
    outside = "，将在幅度外" if item.newly_outside else ""
    unit = f"，{item.unit}" if item.unit else ""
    yield f"  {item.case}（{item.label}{unit}，已罚款{say_yuan(item.fine)}）：{DIRECTIONS[item.direction]}{outside}"
    yield f"    原：{item.before}"
    yield f"    新：{item.after}"
