"""The effect of other rules on decided cases: in columns, and the same as deciding every case anew with the engine."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("ibis", reason="可选组件 audit 未安装：影响分析的测试跳过")

from discretion.audit import connect, read_mapping
from discretion.decide.versions import compare_subjects
from discretion.decisions import Store, judge, unsettled
from discretion.impact import DecisionFile, Impact, Recorded, as_if, impact, text, write_page, write_workbook
from discretion.penalty import Order

Build = Callable[..., Any]
FACTS = """
load: {label: 实际载客人数, type: integer, unit: 人, range: "[0..100]", severity: aggravating}
harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {{tier: slight, label: 轻微, when: {{load: "<= {edge}", harm: [none, slight]}}, penalty: {{fine: {{share: [0, 0.5]}}}}}}
- {{tier: grave, label: 严重, when: {{any: [{{load: "> {edge}"}}, {{harm: grave}}]}}, penalty: {{fine: {{share: [0.5, 1]}}}}}}
"""
EXEMPT = """
- {id: few, label: 人数很少, force: may, when: {load: "< 3", harm: none}, source: {kind: statute, cite: [test-law/general]}}
"""


@pytest.fixture(scope="module")
def books(tiny: Build) -> tuple[Any, Any]:
    return tiny(FACTS, tiers=TIERS.format(edge=10)), tiny(FACTS, tiers=TIERS.format(edge=20), lists={"exempt": EXEMPT})


def stored(book: Any, path: Path, rows: list[tuple[dict[str, Any], int]]) -> Store:
    store = Store(path)
    store.add(
        book.library.decided(book.case(facts, case=f"案{number}"), fine=fine, unit=f"{number % 2 + 1}队")
        for number, (facts, fine) in enumerate(rows)
    )
    return store


def measured(books: tuple[Any, Any], store: Store) -> Impact:
    a, b = (as_if(book.library.rulebook) for book in books)
    with closing(connect()) as backend:
        return impact(a, b, backend, Recorded(store), names=("旧", "新"))


ROWS: list[tuple[dict[str, Any], int]] = [
    ({"load": 15, "harm": "none"}, 400_000),  # 严重 before, 轻微 after: no longer in the band
    ({"load": 30, "harm": "none"}, 400_000),  # 严重 both times
    ({"load": 2, "harm": "none"}, 200_000),  # newly may be exempted
    ({"harm": "slight"}, 200_000),  # a fact is missing on both sides
]


def test_the_cases_are_named_with_what_they_would_come_to(books: Any, tmp_path: Path) -> None:
    found = measured(books, stored(books[0], tmp_path / "a.duckdb", ROWS))
    assert text(found) == (
        "以新代替旧，对已决案件的影响\n"
        "读入4件\n"
        "结果不同的2件：减轻2件\n"
        "原在裁量幅度内、将在幅度外的1件\n"
        "两方规则完全相同、结果必然相同的0件\n"
        "\n"
        "各违法行为（件数，结果不同的件数，其中将在幅度外的件数）\n"
        "  测试行为：4，2（减轻2件），1\n"
        "\n"
        "各单位（件数，结果不同的件数，其中将在幅度外的件数）\n"
        "  1队：2，2（减轻2件），1\n"
        "\n"
        "案件\n"
        "  案0（测试行为，1队，已罚款4000元）：减轻，将在幅度外\n"
        "    原：“严重”阶次，处3000元以上5000元以下罚款\n"
        "    新：“轻微”阶次，处1000元以上3000元以下罚款\n"
        "  案2（测试行为，1队，已罚款2000元）：减轻\n"
        "    原：“轻微”阶次，处1000元以上3000元以下罚款\n"
        "    新：“轻微”阶次，处1000元以上3000元以下罚款，可以不予处罚\n"
    )


YEARS = (
    'years: {label: 违法行为终了至被发现的满年数, type: integer, unit: 年, range: "[0..50]", finding: {elapsed: years}}'
)
BY_YEARS = """
- {{tier: recent, label: 及时, when: {{years: "< 2"}}, penalty: {{fine: {{share: [0, {share}]}}}}}}
- {{tier: old, label: 久远, when: {{years: ">= 2"}}, penalty: {{fine: {{share: [0, 0.1]}}}}}}
"""


@pytest.mark.parametrize(("occurred", "otherwise"), [("2026-03-02", 1), ("2025-03-21", 1), ("2022-03-02", 0)])
def test_what_was_decided_within_a_year_was_discovered_within_it(
    tiny: Build, tmp_path: Path, occurred: str, otherwise: int
) -> None:
    """Of a later decision without a day of discovery nothing is known: it may have been discovered at once, or long after."""
    books = tuple(tiny(YEARS, tiers=BY_YEARS.format(share=share)) for share in ("0.5", "0.3"))
    store = Store(tmp_path / "store.duckdb")
    store.add([books[0].library.decided(books[0].case({}, case="案1", occurred=occurred), fine=200_000, unit="1队")])
    assert measured(books, store).total.otherwise == otherwise


def test_a_workbook_has_one_row_per_case(books: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装：xlsx 的测试跳过")
    write_workbook(measured(books, stored(books[0], tmp_path / "a.duckdb", ROWS)), tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["受影响的案件"].iter_rows(values_only=True))
    assert rows[0] == ("案号", "单位", "案由", "决定日期", "已作罚款（元）", "轻重", "依旧", "依新", "将在幅度外")
    assert [(row[0], row[5], row[8]) for row in rows[1:]] == [("案0", "减轻", "是"), ("案2", "减轻", "否")]


def test_a_page_says_the_answer_first_and_then_every_case(books: Any, tmp_path: Path) -> None:
    write_page(measured(books, stored(books[0], tmp_path / "a.duckdb", ROWS)), tmp_path / "a.html")
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    found = [
        page.find(word) for word in ("对已决案件的影响", "读入4件", "测试行为", "1队", "案0", "4000元", "将在幅度外")
    ]
    assert -1 not in found
    assert found[:5] == sorted(found[:5])
    assert "案1" not in page


def test_the_same_rules_are_not_computed(books: Any, tmp_path: Path) -> None:
    found = measured((books[0], books[0]), stored(books[0], tmp_path / "a.duckdb", ROWS))
    assert (found.same_rules, found.total.otherwise, found.changes) == (4, 0, ())


def test_a_file_gives_what_the_store_gives(books: Any, tmp_path: Path) -> None:
    store = stored(books[0], tmp_path / "a.duckdb", ROWS)
    lines = [f"案{n},{f.get('load', '')},{f['harm']},{fine // 100},{n % 2 + 1}队" for n, (f, fine) in enumerate(ROWS)]
    (tmp_path / "d.csv").write_text("\n".join(["案号,人数,后果,罚款,单位", *lines]), encoding="utf-8")
    (tmp_path / "m.yaml").write_text(
        "id: 案号\nviolation: {constant: test.act}\noccurred: {constant: 2026-03-02}\ndecided: {constant: 2026-03-20}\n"
        "unit: 单位\nparty: {constant: organisation}\nfine: 罚款\nfacts: {load: 人数, harm: 后果}\n".replace(
            "2026", '"2026'
        )
        .replace("-02}", '-02"}')
        .replace("-20}", '-20"}'),
        encoding="utf-8",
    )
    a, b = (as_if(book.library.rulebook) for book in books)
    mapping = read_mapping(tmp_path / "m.yaml", a.rulebook.vocabulary)
    with closing(connect()) as backend:
        found = impact(a, b, backend, DecisionFile(str(tmp_path / "d.csv"), mapping), names=("旧", "新"))
    assert found == measured(books, store)


@settings(max_examples=2)
@given(
    st.lists(
        st.tuples(
            st.fixed_dictionaries(
                {}, optional={"load": st.integers(0, 30), "harm": st.sampled_from(["none", "slight", "grave"])}
            ),
            st.integers(0, 600_000),
        ),
        min_size=1,
        max_size=60,
    )
)
def test_it_equals_deciding_every_case_anew(
    books: Any, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[dict[str, Any], int]]
) -> None:
    store = stored(books[0], tmp_path_factory.mktemp("impact") / "a", rows)
    found = {change.case: (change.direction, change.newly_outside) for change in measured(books, store).changes}
    expected = {}
    for _, _, item in store.standing():
        days = item.occurred.isoformat(), item.decided.isoformat(), None
        a, b = (judge(book.plan, item.facts, days, item.party) for book in books)
        open_ = [unsettled(side) for side in (a, b)]
        direction = _direction(a, b) if not any(open_) else None if all(open_) else "open"
        if direction is not None:
            outside = [open_[at] or not _inside(side, item.fine) for at, side in enumerate((a, b))]
            expected[item.case] = direction, not outside[0] and outside[1] and not open_[1]
    assert found == expected


def _direction(a: Any, b: Any) -> str | None:
    if (a.settled.disposition, a.settled.force, a.settled.offered, a.fine) == (
        b.settled.disposition, b.settled.force, b.settled.offered, b.fine,
    ):  # fmt: skip
        return None
    order = {Order.HARSHER: "heavier", Order.MILDER: "milder", Order.INCOMPARABLE: "incomparable"}.get(
        compare_subjects(b, a)
    )
    return order or ("milder" if set(b.settled.offered) > set(a.settled.offered) else "other")


def _inside(side: Any, fine: int) -> bool:
    """Whether what was decided is what the rules give: in the band; or nothing, where they offer that."""
    return fine in side.fine if fine else bool(side.settled.offered)
