"""The regional matrix as text, json, or tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict

from discretion.diff.matrix import Matrix, MatrixRow
from discretion.diff.reporters.words import facts_words
from discretion.pages import Column, Publication, Row, Section, Table

NOTE = (
    "典型案件由各区域规则的界限共同划定：任何一个区域的构成要件、阶次、法定幅度能够区分的，各取一例，没有从轻、减轻、从重等情节。"
    "次序按结果不一致的案件所占比例，与罚款金额无关。"
)
ABSENT = "没有该违法行为"


def render_matrix(matrix: Matrix, style: str) -> str | bytes:
    """Write a matrix in one of the formats of a comparison."""
    if style == "text":
        return "\n".join(_text(matrix)) + "\n"
    if style == "json":
        rows = [{**asdict(row), "differing": row.differing, "shared": row.shared} for row in matrix.rows]
        agreed, total = matrix.cases
        data = {
            "schema_version": "1", "sides": [asdict(side) for side in matrix.sides], "agreed": agreed, "cases": total,
            "agreement": [dict(zip(("a", "b", "agreed", "cases"), item, strict=True)) for item in matrix.agreement],
            "rows": rows,
        }  # fmt: skip
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    from discretion.tables.writers import write

    return write(_publication(matrix), style)


def _text(matrix: Matrix) -> Iterator[str]:
    for side in matrix.sides:
        yield f"· {side}"
    yield from matrix_conclusion(matrix)
    for row in matrix.rows:
        if not row.differing:
            continue
        yield ""
        yield f"■ {_title(row)}"
        for case in row.cases:
            if case.agreed:
                continue
            yield f"  {facts_words(case.facts)}"
            alike: dict[str, list[str]] = {}
            for side, result in zip(matrix.sides, case.results, strict=True):
                alike.setdefault(result or ABSENT, []).append(side.label)
            for result, labels in alike.items():
                yield f"    {'、'.join(labels)}：{result}"


def matrix_conclusion(matrix: Matrix) -> list[str]:
    """The first lines of every report."""
    agreed, total = matrix.cases
    shared = [row for row in matrix.rows if row.shared]
    differing = [row for row in shared if row.differing]
    lines = [
        (
            f"各区域都有的违法行为{len(shared)}项，典型案件{total}件，结果全部一致的{agreed}件（{_share(agreed, total)}）；"
            f"有不一致的违法行为{len(differing)}项；只有部分区域有的违法行为{len(matrix.rows) - len(shared)}项。"
        )
    ]
    lines += [
        f"{matrix.sides[a].label}与{matrix.sides[b].label}：{same}／{count}件一致（{_share(same, count)}）"
        for a, b, same, count in matrix.agreement
    ]
    incomplete = [row.label for row in matrix.rows if not row.complete]
    if incomplete:
        lines.append(f"典型案件没有列全的：{'；'.join(incomplete)}。")
    if differing:
        lines.append(
            f"最需要统一的：{'；'.join(f'{row.label}（{row.differing}／{len(row.cases)}）' for row in differing[:10])}。"
        )
    return lines


def _share(part: int, whole: int) -> str:
    return f"{part * 1000 // whole // 10}.{part * 1000 // whole % 10}%" if whole else "—"


def _title(row: MatrixRow) -> str:
    some = "" if row.shared else "，只有部分区域处罚"
    return f"{row.label}（{row.violation}）：{len(row.cases)}件典型案件中{row.differing}件结果不一致{some}"


def ranking(matrix: Matrix) -> Table:
    """The violations most in need of unification first."""
    names = [side.label for side in matrix.sides]
    return Table(
        "需要统一的违法行为",
        (Column("违法行为", 50), Column("典型案件", 10), Column("不一致", 10), Column("比例", 10), Column("范围", 20)),
        tuple(
            Row(
                (
                    row.label, str(len(row.cases)), str(row.differing), _share(row.differing, len(row.cases)),
                    "各区域都有" if row.shared else "、".join(n for n, has in zip(names, row.regions, strict=True) if has) + "有",
                ),
                row.violation,
            )
            for row in matrix.rows
            if row.differing
        ),
    )  # fmt: skip


def _publication(matrix: Matrix) -> Publication:
    names = [side.label for side in matrix.sides]
    columns = (Column("典型案件", 30), *(Column(name, max(70 // len(names), 12)) for name in names))
    tables = tuple(
        Table(
            _title(row), columns,
            tuple(
                Row((facts_words(case.facts), *(result or ABSENT for result in case.results)), row.violation)
                for case in row.cases
            ),
        )
        for row in matrix.rows
        if row.differing
    )  # fmt: skip
    sections = [Section("一致程度", (ranking(matrix),), tuple(matrix_conclusion(matrix)))]
    if tables:
        sections.append(Section("逐案比较", tables))
    title = f"{'、'.join(names)}裁量一致性比较"
    return Publication(title, (*(str(side) for side in matrix.sides), NOTE), tuple(sections))
