"""The regional matrix as text, json, tables, or a picture: violations × regions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from itertools import combinations, groupby

from discretion.diff.matrix import Matrix, MatrixCase, MatrixRow
from discretion.diff.reporters.overview import brief
from discretion.diff.reporters.words import facts_words, proposed_words
from discretion.pages import RANKS, Chapter, Column, Publication, Table, TableRow, render

NOTE = (
    "同与不同是对全部可能的案件（含从轻、减轻、从重和不予处罚的情节）证明的结论；格中的处理只是举例，由各区域的规则分别实际计算得出。"
    "次序按示例案件罚款上限的差距，与案件多少无关。“没有编入”只说规则库里没有，不等于该区域不处罚。"
)
ABSENT = "没有编入"


def render_matrix(matrix: Matrix, style: str) -> str | bytes:
    """Write a matrix in one of the formats of a comparison."""
    if style == "text":
        return "\n".join(_text(matrix)) + "\n"
    if style == "json":
        return json.dumps(_data(matrix), ensure_ascii=False, indent=2) + "\n"
    if style == "html":
        return render(
            "matrix.html",
            proposed=proposed_words(*matrix.sides), title=_title(matrix), matrix=matrix, summary=_summary(matrix), conclusion=matrix_conclusion(matrix),
            note=NOTE, absent=ABSENT, facts=lambda said: facts_words(brief(said)), cells=_cells,
        )  # fmt: skip
    from discretion.tables.writers import write

    return write(_publication(matrix), style)


def matrix_conclusion(matrix: Matrix) -> list[str]:
    """The first lines of every report."""
    shared = [row for row in matrix.rows if row.shared]
    same = [row for row in shared if row.same]
    unknown = [row for row in shared if row.unknown]
    open_ = f"，{len(unknown)}项有未能证明之处" if unknown else ""
    first = (
        f"各区域都有规定的违法行为{len(shared)}项：{len(same)}项任何案件的处理都相同（已证明），{len(shared) - len(same)}项不全相同{open_}；"
        f"只编入部分区域规定的{len(matrix.rows) - len(shared)}项。"
    )
    lines = [first]
    for a, b in combinations(range(len(matrix.sides)), 2):
        alike, different, open_pairs = matrix.pair(a, b)
        more = f"，{open_pairs}项未能证明" if open_pairs else ""
        lines.append(f"{matrix.sides[a].label}与{matrix.sides[b].label}：{alike}项相同，{different}项不同{more}")
    return lines


def ranking(matrix: Matrix) -> Table:
    """The violations most in need of unification first: what each region does with the same case."""
    columns = Column("违法行为", 24), Column("示例案件", 26), *(Column(side.label, 16) for side in matrix.sides)
    rows = [_row(row, row.cases[0]) for row in matrix.rows if row.shared and not row.same and row.cases]
    return Table("违法行为 × 区域", columns, tuple(rows))


def _row(row: MatrixRow, case: MatrixCase) -> TableRow:
    cells = (
        ABSENT if result is None else f"{result}（{RANKS[rank]}）" if rank else result
        for result, rank in zip(case.results, case.ranks, strict=True)
    )
    return TableRow((row.label, facts_words(brief(case.facts)), *cells), row.violation)


def _data(matrix: Matrix) -> dict[str, object]:
    pairs = [
        dict(zip(("a", "b", "same", "different", "unknown"), (a, b, *matrix.pair(a, b)), strict=True))
        for a, b in combinations(range(len(matrix.sides)), 2)
    ]
    rows = [{**asdict(row), "same": row.same, "shared": row.shared} for row in matrix.rows]
    return {"schema_version": "2", "sides": [asdict(side) for side in matrix.sides], "pairs": pairs, "rows": rows}


def _text(matrix: Matrix) -> Iterator[str]:
    yield from (f"· {side}" for side in matrix.sides)
    yield from matrix_conclusion(matrix)
    for row in matrix.rows:
        if row.same:
            continue
        yield ""
        yield f"■ {row.label}（{row.violation}）{'' if row.shared else '：只编入部分区域的规定'}"
        for case in row.cases:
            yield f"  {facts_words(case.facts)}"
            alike: dict[str, list[str]] = {}
            for side, result in zip(matrix.sides, case.results, strict=True):
                alike.setdefault(result or ABSENT, []).append(side.label)
            for result, labels in alike.items():
                yield f"    {'、'.join(labels)}：{result}"


def _cells(case: MatrixCase, matrix: Matrix) -> list[tuple[str, str | None, str, int, int]]:
    """The cells of a case: labels, result, rank, how many regions beside each other share it, and which of the results it is."""
    kinds = list(dict.fromkeys(case.results))
    every = zip((side.label for side in matrix.sides), case.results, case.ranks, strict=True)
    found = []
    for (result, rank), items in groupby(every, key=lambda item: item[1:]):
        labels = [label for label, _, _ in items]
        found.append(("、".join(labels), result, rank, len(labels), kinds.index(result)))
    return found


def _summary(matrix: Matrix) -> list[tuple[int, str]]:
    shared = [row for row in matrix.rows if row.shared]
    same = sum(row.same for row in shared)
    return [
        (len(shared) - same, "项处理不全相同"), (same, "项任何案件的处理都相同"),
        (len(matrix.rows) - len(shared), "项只编入部分区域的规定"), (len(matrix.sides), "个区域"),
    ]  # fmt: skip


def _title(matrix: Matrix) -> str:
    return f"{'、'.join(side.label for side in matrix.sides)}裁量一致性比较"


def _publication(matrix: Matrix) -> Publication:
    sections = [
        Chapter("违法行为与区域", (ranking(matrix),), tuple(matrix_conclusion(matrix)[:1])),
        Chapter("两两比较", (_pairs(matrix),)),
    ]
    rows = [_row(row, case) for row in matrix.rows if row.shared and not row.same for case in row.cases]
    if rows:
        sections.append(Chapter("全部示例", (Table("全部示例", ranking(matrix).columns, tuple(rows), group=1),)))
    part = tuple(TableRow((row.label, _with(row, matrix)), row.violation) for row in matrix.rows if not row.shared)
    if part:
        columns = Column("违法行为", 60), Column("编入了规定的区域", 40)
        note = ("没有编入，不等于该区域不处罚。",)
        sections.append(Chapter("只编入部分区域规定的", (Table("只编入部分区域规定的", columns, part),), note))
    same = tuple(TableRow((row.label,), row.violation) for row in matrix.rows if row.same)
    if same:
        sections.append(Chapter("处理相同的", (Table("处理相同的", (Column("违法行为", 100),), same),)))
    sides = "；".join(str(side) for side in matrix.sides)
    return Publication(_title(matrix), (sides, *proposed_words(*matrix.sides), NOTE), tuple(sections))


def _pairs(matrix: Matrix) -> Table:
    """How many violations two regions punish alike, pair by pair."""
    columns = (
        Column("区域", 20), Column("与", 20), Column("相同", 20), Column("不同", 20), Column("未能证明", 20),
    )  # fmt: skip
    pairs = combinations(range(len(matrix.sides)), 2)
    rows = (
        TableRow((matrix.sides[a].label, matrix.sides[b].label, *(f"{number}项" for number in matrix.pair(a, b))))
        for a, b in pairs
    )
    return Table("两两比较", columns, tuple(rows), group=1)


def _with(row: MatrixRow, matrix: Matrix) -> str:
    """The regions whose rules of a violation the library has."""
    return "、".join(side.label for side, group in zip(matrix.sides, row.groups, strict=True) if group is not None)
