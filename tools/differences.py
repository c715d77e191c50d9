"""Write docs/differences.md: what really differs between regions and versions, computed by ``discretion diff``; ``make differences``.

And docs/samples: one page and one Word document of every kind, as the commands write them.

python tools/differences.py [DATE]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from discretion.case import Case
from discretion.diff import Comparison, Matrix, Report, Revisions, Side, Sides, build, compare
from discretion.diff.reporters import (
    cases,
    conclusion,
    matrix_conclusion,
    ranking,
    render,
    render_matrix,
    sides_words,
    summary,
)
from discretion.documents import from_data, validate, write_atomically
from discretion.engine import recommend
from discretion.errors import CaseError
from discretion.library import Library
from discretion.pages import Chapter, Column, Publication, Table, TableRow
from discretion.penalty import Force
from discretion.report import report
from discretion.rulebook import inherit, shipped_rulesets
from discretion.tables import booklet, view
from discretion.tables.writers import md, write

PAGE = Path(__file__).parents[1] / "docs" / "differences.md"
SAMPLES = PAGE.parent / "samples"
OVERLOAD = "highway.overload.mass"
# Limits of GB 1589 for vehicle trains by axles, as in 《超限运输车辆行驶公路管理规定》 art. 3, and a light two-axle truck.
TRUCKS = {"两轴货车": 18000, "三轴货车": 25000, "四轴货车": 31000, "五轴列车": 43000, "六轴列车": 49000}
PERCENT = (2, 10, 20, 25, 40, 50, 60, 100)
REGIONS = ("jing-jin-ji", "yangtze-delta", "yellow-river", "chengdu-chongqing", "pearl-river")
PROVINCES = ("beijing", "shanghai", "zhejiang", "shandong", "henan", "chongqing", "guangdong")


def main(on: date) -> None:
    """Compute everything and write the page."""
    with Revisions(Path.cwd()) as revisions:
        sides = Sides((shipped_rulesets(),), on, revisions)
        regions, provinces = _matrix(sides, REGIONS, on), _matrix(sides, PROVINCES, on)
        differing = compare(*_pair(sides, f"zhejiang:{on}", f"guangdong:{on}"))
        _samples(sides, differing, provinces, on)
        sections = [
            _overload(*_pair(sides, f"national:{on}", f"zhejiang:{on}")),
            _comparison(
                "《道路运输条例》：2022年版与2023年版",
                _pair(sides, "national:2023-07-19", "national:2023-07-20"),
                law="road-transport-regulations",
            ),
            _comparison("长三角与珠江流域及琼州海峡", _pair(sides, f"yangtze-delta:{on}", f"pearl-river:{on}")),
            _compared("浙江与广东", differing, whole=False),
            *(
                Chapter(title, (ranking(matrix),) if ranking(matrix).rows else (), tuple(matrix_conclusion(matrix)))
                for title, matrix in (
                    ("五个区域的一致程度", regions),
                    ("有省级规则的省市的一致程度", provinces),
                )
            ),
        ]
    note = (
        f"本页由 make differences 计算生成（适用{on.isoformat()}有效的规定），不是手工编写；规则改变后重新生成。"
        "结论对全部可能的案件成立，由求解器证明；示例由双方规则分别实际计算。各区域没有公布统一文本的，沿用全国规则，因此相同。"
    )
    write_atomically(PAGE, md.write(Publication("规则差异", (note,), tuple(sections))))


def _samples(sides: Sides, differing: Comparison, provinces: Matrix, on: date) -> None:
    """One page and one document of every kind."""
    SAMPLES.mkdir(exist_ok=True)
    library = Library(sides.operand("zhejiang").plans.rulebook)
    shown = view(library, "zhejiang", on)
    for style in ("html", "docx"):
        _keep(f"difference.{style}", render(Report((differing,)), style))
        _keep(f"matrix.{style}", render_matrix(provinces, style))
        _keep(f"benchmark.{style}", write(booklet(shown, inherited=False), style))
    for name, page in report(shown, check=False, name="report").items():
        _keep(name, page)


def _keep(name: str, content: str | bytes) -> None:
    (SAMPLES / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def _pair(sides: Sides, a: str, b: str) -> tuple[Side, Side]:
    ((first, second),) = sides.pairs(sides.operand(a), sides.operand(b))
    assert first is not None and second is not None
    return first, second


def _matrix(sides: Sides, areas: tuple[str, ...], on: date) -> Matrix:
    return build([_pair(sides, f"{area}:{on}", f"{area}:{on}")[0] for area in areas])


def _overload(a: Side, b: Side) -> Chapter:
    found = compare(a, b, violations=[OVERLOAD])
    tables = (_trucks(a, b), *(cases(item, found) for item in found.violations))
    return Chapter(
        "全国与浙江：车货总质量超限", tables, (_command(found, f" --violation {OVERLOAD}"), *conclusion(found))
    )


def _trucks(a: Side, b: Side) -> Table:
    columns = Column("超限比例", 8), *(Column(f"{name}（限{limit // 1000}吨）", 16) for name, limit in TRUCKS.items())
    rows = tuple(
        TableRow(
            (
                f"{percent}%",
                *(f"{_result(a, limit, percent)} → {_result(b, limit, percent)}" for limit in TRUCKS.values()),
            )
        )
        for percent in PERCENT
    )
    return Table(f"各型货车的处理（{a.name.label} → {b.name.label}，没有其他情节）", columns, rows)


def _result(side: Side, limit: int, percent: int) -> str:
    day = side.day.isoformat()
    data = {
        "case": "truck", "violation": OVERLOAD, "occurred": day, "decided": day, "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": limit + limit * percent // 100, "mass_limit_kg": limit, "divisible_load": True},
    }  # fmt: skip
    found = recommend(
        side.plans, validate(Case, from_data(data, "truck", error=CaseError), error=CaseError), area=side.name.area
    )
    if found.penalty is None:
        return "可以不予处罚" if found.force is Force.MAY else "不予处罚"
    return found.penalty.text.replace("，责令改正", "")


def _comparison(title: str, pair: tuple[Side, Side], *, law: str = "") -> Chapter:
    found = compare(*pair, violations=sorted({name for side in pair for name in _under(side, law)}) if law else ())
    return _compared(title, found)


def _compared(title: str, found: Comparison, *, whole: bool = True) -> Chapter:
    tables = [summary(found)]
    if whole:
        tables += [cases(item, found) for item in found.violations if item.behaviour.regions]
    return Chapter(title, tuple(tables), (_command(found), *sides_words(found), *conclusion(found)))


def _under(side: Side, law: str) -> Iterator[str]:
    """The violations that a law punishes."""
    for name in side.rulebook.violation_ids(side.chain):
        provision = inherit(side.chain, name).violation.provision or ""
        if provision.partition("/")[0] == law:
            yield name


def _command(found: Comparison, more: str = "") -> str:
    return f"完整的报告：discretion diff {found.a.source} {found.b.source}{more} --format html"


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else date.today())  # noqa: DTZ011 - a developer's tool
