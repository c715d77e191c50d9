"""A limit over several cases, 同一车辆一年内累计罚款不超过3万元: what earlier fines leave of it, and never less than the statute commands."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import SOURCE

from discretion.check.run import run_checks
from discretion.documents import read
from discretion.errors import CaseError, RulebookError
from discretion.importing import import_table
from discretion.tables import publish, view
from discretion.tables.writers import write

Build = Callable[..., Any]
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "writing-rulesets.md").read_text(encoding="utf-8")
PAGE = PAGE.partition("### A limit over several cases")[2]
FACTS = """
area: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}
reduced: {label: 立功, type: boolean, severity: mitigating}
fined:
  label: 同一车辆一年内同类违法已处罚款
  type: money
  unit: 元
  range: "[0..1000000]"
  severity: mitigating
  finding: {sum: prior_decision, by: vehicle, months: 12, since: decision}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {area: "<= 10"}, penalty: {fine: {share: [0, 0.3], left_of: {cap: 30000, after: fined}}}}
- {tier: general, label: 一般, when: {area: "(10..50]"}, penalty: {fine: {from: 6000, to: 9000, left_of: {cap: 30000, after: fined}}}}
- {tier: serious, label: 严重, when: {area: "> 50"}, penalty: {fine: {fixed: 10000, left_of: {cap: 30000, after: fined}}}}
"""
FLOOR = "- {range: any, penalty: {fine: {from: 3000, to: 10000}}}"
NO_FLOOR = "- {range: any, penalty: {fine: {to: 10000, force: may}}}"
LISTS = {
    kind: f"- {{id: {kind}, label: 有立功表现, when: {{reduced: true}}, cite: [test-law/general], {SOURCE}}}"
    for kind in ("mitigated", "lighter")
}
SEARCHED = "records: {complete: [prior_decision], basis: 测试}"
BOOKS: dict[str, Any] = {}  # by law: made once, not for every example
PRIOR = {"kind": "prior_decision", "date": "2026-01-05", "violation": "test.act", "subject": "vehicle", "who": "浙A1"}


def text(book: Any, area: int, fined: object, *, reduced: bool = False) -> str:
    return str(book.recommend({"area": area, "fined": fined, "reduced": reduced}).penalty.text)


@pytest.fixture(scope="module")
def book(tiny: Build) -> Any:
    return tiny(FACTS, FLOOR, TIERS, header=SEARCHED)


@pytest.mark.parametrize(
    ("area", "fined", "expected"),
    [
        (5, 0, "处3000元以上5100元以下罚款"),
        (5, 24900, "处3000元以上5100元以下罚款"),  # 5100 元 are left: it does not bite
        (5, 25000, "处3000元以上5000元以下罚款"),
        (5, "25000.50", "处3000元以上4999元以下罚款"),  # whole 元, for the party
        (20, 22000, "处6000元以上8000元以下罚款"),
        (20, 25000, "处5000元罚款"),  # below the tier's own range, still within the law
        (20, 27000, "处3000元罚款"),
        (20, 27001, "处3000元罚款"),  # a benchmark cannot go below the statute's minimum
        (20, 40000, "处3000元罚款"),
        (60, 22000, "处8000元罚款"),
    ],
)
def test_what_is_left(book: Any, area: int, fined: object, expected: str) -> None:
    assert text(book, area, fined) == expected


@pytest.mark.parametrize(
    ("fined", "expected"),
    [(0, "可以处3000元以下罚款"), (28000, "可以处2000元以下罚款"), ("29999.50", "可以处1元以下罚款"), (40000, "可以处1元以下罚款")],
)  # fmt: skip
def test_where_the_law_has_no_minimum_nothing_is_still_no_fine(tiny: Build, fined: object, expected: str) -> None:
    book = tiny(FACTS, NO_FLOOR, TIERS)
    assert text(book, 5, fined) == expected
    steps = book.recommend({"area": 5, "fined": fined, "reduced": False}).computation
    assert ("法条没有规定最低限，处以罚款的，为1元" in steps[-1].text) == ("1元以下" in expected)


@pytest.mark.parametrize(
    ("kind", "area", "fined", "expected"),
    [
        ("mitigated", 20, 0, "处900元以上不足3000元罚款"),
        ("mitigated", 20, 28000, "处900元以上2000元以下罚款"),
        ("mitigated", 20, 29500, "处500元罚款"),  # 减轻 goes below the statute, and the limit binds it there
        ("mitigated", 20, 40000, "处1元罚款"),
        ("lighter", 20, 22000, "处6000元以上6600元以下罚款"),  # the lower part of what is left
        ("lighter", 20, 40000, "处3000元罚款"),
    ],
)
def test_circumstances_move_what_is_left(tiny: Build, kind: str, area: int, fined: object, expected: str) -> None:
    assert text(tiny(FACTS, FLOOR, TIERS, lists={kind: LISTS[kind]}), area, fined, reduced=True) == expected


def test_the_decision_says_what_was_imposed_what_is_left_and_what_the_law_holds(book: Any) -> None:
    records = [{**PRIOR, "fine": 20000, "id": "1号"}, {**PRIOR, "date": "2026-02-05", "fine": "8000", "id": "2号"}]
    result = book.recommend({"area": 20, "reduced": False}, records=records, subjects={"vehicle": "浙A1"})
    (said,) = [item.text for item in result.sections if item.name == "result"]
    assert said == (
        "责令改正；对当事人处3000元罚款。罚款的计算：“一般”阶次的累计限额：限额3万元，同一车辆一年内同类违法已处罚款28000元，"
        "尚余2000元；裁量基准不能低于法定最低限，罚款不低于3000元。"
    )
    assert (
        "根据记录（2026年1月5日处罚决定（1号）、2026年2月5日处罚决定（2号）），认定同一车辆一年内同类违法已处罚款28000元"
        in result.explain()
    )
    assert "“一般”阶次出自规则库的建议稿，不是法律，也不是已发布的裁量基准" in result.hints()
    assert book.library.verify(json.loads(result.to_json())).reproduced  # and the fines of the records with it


def test_the_example_of_the_documentation(tiny: Build) -> None:
    facts, tiers, case, said = re.findall(r"```(?:yaml)?\n(.*?)```", PAGE, re.DOTALL)[:4]
    book = tiny(facts.partition("\n")[2], FLOOR, tiers.partition("\n")[2], header=SEARCHED)
    result = book.recommend({}, **read(case).data)
    assert [result.penalty.text, *(item.text for item in result.computation)] == said.strip().split("\n")


def test_the_table_says_it(book: Any) -> None:
    table = str(write(publish(view(book.library, "national", date(2026, 3, 2))), "md"))
    assert (
        "处法定幅度（3000元以上10000元以下）的30%以下的罚款，即3000元以上5100元以下，与同一车辆一年内同类违法已处罚款合计最高不超过3万元"
        in table
    )
    assert "处1万元罚款，与同一车辆一年内同类违法已处罚款合计最高不超过3万元" in table


def test_a_workbook_of_ours_comes_back_with_the_limit_that_was_edited(book: Any, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="可选组件 xlsx 未安装")
    file, day = tmp_path / "t.xlsx", date(2026, 3, 2)
    content = write(publish(view(book.library, "national", day)), "xlsx")
    assert isinstance(content, bytes)
    file.write_bytes(content)
    sheets = openpyxl.load_workbook(file)
    cell = next(cell for row in sheets["裁量基准"] for cell in row if "处1万元罚款，与" in str(cell.value))
    cell.value = cell.value.replace("不超过3万元", "不超过2万元")
    sheets.save(file)
    tiers = read(import_table(file, book.library, day).files["violations/test.act.yaml"]).data["tiers"]
    assert [tier["penalty"]["fine"] for tier in tiers] == [
        {"share": [0, Decimal("0.3")], "left_of": {"cap": 30000, "after": "fined"}},
        {"from": 6000, "to": 9000, "left_of": {"cap": 30000, "after": "fined"}},
        {"fixed": 10000, "left_of": {"cap": 20000, "after": "fined"}},
    ]
    assert tiers[-1]["source"]["kind"] == "proposed"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([], "处6000元以上9000元以下罚款"),  # looked for, and none found
        ([{"fine": 25000}], "处5000元罚款"),
        ([{"fine": 25000, "date": "2026-03-20"}], "处5000元罚款"),  # of the same day: it is made already
        ([{"fine": 25000, "date": "2025-03-19"}], "处6000元以上9000元以下罚款"),  # more than a year ago
        ([{"fine": 25000, "who": "浙B2"}], "处6000元以上9000元以下罚款"),
        ([{"fine": 25000, "subject": "party", "who": None}], "处6000元以上9000元以下罚款"),
        ([{"fine": 25000, "id": "1号"}, {"fine": "25000.00", "id": "1号"}], "处5000元罚款"),  # one document, twice
        ([{"fine": 12500, "id": "1号"}, {"fine": 12500, "id": "2号"}], "处5000元罚款"),
        ([{"fine": 12000}, {"fine": 13000}], "处5000元罚款"),  # without numbers: one day, two sums
        ([{"fine": 25000, "id": "1号"}, {}], "处5000元罚款"),  # the same decision, entered without number and fine
    ],
)
def test_records_give_the_sum(book: Any, records: list[dict[str, Any]], expected: str) -> None:
    case = {"records": [PRIOR | record for record in records], "subjects": {"vehicle": "浙A1"}}
    assert book.recommend({"area": 20, "reduced": False}, **case).penalty.text == expected


def test_a_decision_without_its_fine_may_have_imposed_any(book: Any) -> None:
    result = book.recommend({"area": 20, "reduced": False}, records=[PRIOR], subjects={"vehicle": "浙A1"})
    assert (result.tier, [item.fact for item in result.missing]) == ("open", ["fined"])
    assert [item.penalty.text for item in result.outcomes] == ["处3000元以上9000元以下罚款"]
    assert "属于“一般”阶次，阶次之内的结果待定；法定幅度不受其影响" in result.explain()


def test_two_acts_of_one_case_are_not_counted_against_one_another_and_it_is_said(book: Any) -> None:
    """Each decision is written for its own act; which of them takes what is left is not for the rules to choose."""
    acts = [{"violation": "test.act", "act": act, "facts": {"area": 60, "fined": 22000}} for act in ("a", "b")]
    case = {"occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}, "violations": acts}
    result = book.library.recommend(case)
    assert result.penalty.text == "处16000元罚款"
    said = "各行为的累计限额只减去此前的罚款，没有互相扣减，合计是否超过限额须核对"
    assert said in result.explain() + result.hints()
    assert said not in str(book.library.recommend({**case, "violations": acts[:1]}).reasons)


def test_a_statement_against_the_records_is_an_error(book: Any) -> None:
    case = {"records": [{**PRIOR, "fine": 20000}], "subjects": {"vehicle": "浙A1"}}
    with pytest.raises(CaseError) as error:
        book.recommend({"area": 20, "reduced": False, "fined": 0}, **case)
    assert "载明为 0元，但记录（2026年1月5日处罚决定（浙A1））表明是 2万元" in str(error.value)


@given(
    law=st.sampled_from([FLOOR, NO_FLOOR]),
    area=st.integers(0, 100),
    cents=st.integers(0, 5_000_000),
    more=st.integers(0, 1_000_000),
)
def test_never_above_the_limit_never_below_the_law_never_more_for_more(
    tiny: Build, law: str, area: int, cents: int, more: int
) -> None:
    if law not in BOOKS:
        BOOKS[law] = tiny(FACTS, law, TIERS)
    book = BOOKS[law]

    def ends(fined: int) -> tuple[Decimal, Decimal]:
        fine = book.recommend({"area": area, "fined": f"{Decimal(fined) / 100:f}", "reduced": False}).penalty.fine
        return Decimal(fine.low), Decimal(fine.high)

    (low, high), (later_low, later_high) = ends(cents), ends(cents + more)
    least = 3000 if law == FLOOR else 1
    assert later_low <= low
    assert later_high <= high
    assert high <= max(Decimal(30000) - Decimal(cents) / 100, Decimal(least))
    assert (low if law == FLOOR else high) >= least


@pytest.mark.parametrize("law", [FLOOR, NO_FLOOR])
def test_columns_say_the_same(tiny: Build, tmp_path: Path, law: str) -> None:
    pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")
    from discretion.audit import FINDINGS, audit, connect, read_mapping

    book = tiny(FACTS, law, TIERS, lists=LISTS)
    cases = [
        (area, fined, reduced)
        for area in (5, 20, 60)
        for fined in ("0", "22000", "25000.5", "28000", "29999.99", "40000")
        for reduced in (True, False)
    ]
    lines = [f"{n},1,{area},{fined},{'是' if reduced else '否'}" for n, (area, fined, reduced) in enumerate(cases)]
    (tmp_path / "d.csv").write_text("案号,罚款,面积,已罚,立功\n" + "\n".join(lines), encoding="utf-8")
    (tmp_path / "m.yaml").write_text(
        "id: 案号\nviolation: {constant: test.act}\noccurred: {constant: '2026-03-02'}\ndecided: {constant: '2026-03-20'}\n"
        "party: {constant: organisation}\nfine: 罚款\nfacts: {area: 面积, fined: 已罚, reduced: 立功}\n",
        encoding="utf-8",
    )
    mapping = read_mapping(tmp_path / "m.yaml", book.library.rulebook.vocabulary)
    with closing(connect()) as backend:
        audit(book.library, backend, str(tmp_path / "d.csv"), mapping, lambda *_: None)
        rows = {int(row["id"]): row for row in backend.fetch(backend.table(FINDINGS)).to_pylist()}
    for number, (area, fined, reduced) in enumerate(cases):
        fine = book.recommend({"area": area, "fined": fined, "reduced": reduced}).penalty.fine
        row = rows[number]
        found = [row[name] for name in ("low", "high", "low_inclusive", "high_inclusive")]
        assert found == [*(int(Decimal(end) * 100) for end in (fine.low, fine.high)), fine.low_inclusive, fine.high_inclusive]  # fmt: skip


def test_the_prover_sees_the_same_fine(book: Any, tiny: Build) -> None:
    pytest.importorskip("z3", reason="可选组件 check 未安装")
    assert proofs(book) == []
    worse = tiny(FACTS.replace('1000000]"\n  severity: mitigating', '1000000]"\n  severity: aggravating'), FLOOR, TIERS)
    (message,) = proofs(worse)
    assert "已处罚款" in message


def proofs(book: Any) -> list[str]:
    day = date(2026, 3, 2)
    chain = book.library.rulebook.chain(book.library.rulebook.version("national"), day)
    found = run_checks(book.library.plans, chain, "test.act", day, {"statute", "inversion"})
    return [item.message for item in found if item.verdict.value != "PROVEN"]


@pytest.mark.parametrize(
    ("ranges", "fine", "message"),
    [
        ("- {range: any, penalty: {fine: {to: 9, left_of: {cap: 9, after: fined}}}}", "{share: 1}", "写在裁量基准的阶次中，不写在法律中"),
        (FLOOR, "{above: 3000, to: 5000, left_of: {cap: 9, after: fined}}", "用 from、to，不用 above、below"),
        (FLOOR, "{sum: [{fixed: 1, left_of: {cap: 9, after: fined}}]}", "left_of 是整个罚款的限额，写在 sum 之外"),
        (FLOOR, "{fixed: 5000, left_of: {cap: 9, after: area}}", "占用面积不是金额"),
        (FLOOR, "{fixed: 5000, left_of: {cap: 9, after: find}}", "没有名为 find 的事实"),
    ],
)  # fmt: skip
def test_what_is_refused(tiny: Build, ranges: str, fine: str, message: str) -> None:
    with pytest.raises(RulebookError, match=message):
        _ = tiny(FACTS, ranges, f"- {{tier: only, label: 一般, when: {{}}, penalty: {{fine: {fine}}}}}").plan


def test_a_lower_limit_is_milder_law_and_behaviour(book: Any, tmp_path: Path, discretion: Callable[..., Any]) -> None:
    pytest.importorskip("z3", reason="可选组件 check 未安装")
    lower = Path(shutil.copytree(book.folder, tmp_path / "lower"))
    file = lower / "national/1/violations/test.act.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("cap: 30000", "cap: 20000"), encoding="utf-8")
    _, said, _ = discretion("diff", book.folder, lower, "--on", "2026-03-02")
    assert (
        "~ 阶次“严重”的处罚：处1万元罚款，与同一车辆一年内同类违法已处罚款合计最高不超过3万元"
        " → 处1万元罚款，与同一车辆一年内同类违法已处罚款合计最高不超过2万元〔较轻〕" in said
    )
    assert "新规定在任何情形下都不更重，下列案件较轻" in said
    assert "罚款最多低7000元" in said  # 3000 元 instead of 10000 元, where 2万元 were imposed before
