"""Like cases: the same rules first, then the nearest by facts; never by party, unit, or the order of the rows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("duckdb", reason="可选组件 audit 未安装：处理决定库的测试跳过")

from discretion.decisions import Store
from discretion.decisions.spread import quartiles
from discretion.errors import CaseError

Build = Callable[..., Any]
FACTS = """
load: {label: 实际载客人数, type: integer, unit: 人, range: "[0..100]", severity: aggravating}
harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {load: "<= 10", harm: [none, slight]}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: grave, label: 严重, when: {any: [{load: "> 10"}, {harm: grave}]}, penalty: {fine: {share: [0.5, 1]}}}
"""
CASE = {"load": 8, "harm": "none"}


@pytest.fixture(scope="module")
def book(tiny: Build) -> Any:
    return tiny(FACTS, tiers=TIERS)


def stored(book: Any, path: Path, rows: list[dict[str, Any]]) -> Store:
    store = Store(path)
    store.add(
        book.library.decided(book.case(item["facts"], case=item["case"]), fine=item["fine"], unit=item.get("unit"))
        for item in rows
    )
    return store


# The band of 轻微 is 1000 to 3000 元: its decisions lie at 0 %, 10 %, … 90 % of it. Two are unpunished.
DECIDED = [
    {"case": f"轻{number}", "facts": {"load": number, "harm": "none"}, "fine": 100_000 + 20_000 * number}
    for number in range(10)
] + [
    {"case": "免1", "facts": {"load": 5, "harm": "none"}, "fine": 0},
    {"case": "免2", "facts": {"load": 5, "harm": "none"}, "fine": 0},
    {"case": "重1", "facts": {"load": 11, "harm": "none"}, "fine": 400_000},
]  # fmt: skip


def test_two_sentences_for_the_file(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED)
    found = book.library.similar(book.case(CASE), store, amount=200_000)
    assert found.text == (
        "处理决定库中与本案适用相同规则（“轻微”阶次）的决定有12件：不予处罚2件、罚款（没有写明从轻、从重）10件；"
        "罚款数额为1000元至2800元，其中10件在裁量幅度中的位置：中位数45.0%，中间一半22.5%至67.5%。"
        "拟处罚款2000元，位于本案裁量幅度（1000元以上3000元以下）的50.0%处，在同类案件的中间一半之内；"
        "与最接近的决定（轻8）相比，本案规则所依据的事实相同，该案罚款2600元。"
    )
    like, unlike = found.groups
    assert (like.same, like.n, unlike.same, unlike.n) == (True, 12, False, None)
    assert (found.proposed.below, found.proposed.equal, found.proposed.above) == (7, 1, 4)


def test_every_difference_is_named_and_a_small_group_tells_no_amounts(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED)
    found = book.library.similar(book.case({"load": 14, "harm": "slight"}), store)
    (near,) = found.groups[0].nearest
    assert (near.case, near.fine) == ("重1", None)
    assert [item.text for item in near.differences] == ["实际载客人数多3人", "危害后果为轻微（该案为没有）"]
    assert found.groups[0].outcomes == []
    assert found.sentences[0] == "处理决定库中与本案适用相同规则（“严重”阶次）的决定不足10件，不作统计。"


def test_the_case_itself_and_revoked_decisions_do_not_count(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED)
    revoked = next(item for number, _, item in store.all() if number == 1)
    store.add([revoked.model_copy(update={"corrects": 1, "revoked": "行政复议撤销"})])
    assert book.library.similar(book.case(CASE, case="轻8"), store).groups[0].n == 10


def test_a_discreet_answer_does_not_show_by_its_number_what_was_decided_in_a_case(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED)
    named, unnamed = (book.library.similar(book.case(CASE, case=name), store, discreet=True) for name in ("轻8", None))
    assert named.model_copy(update={"case": None}) == unnamed
    assert unnamed.groups[0].n == 12


def test_what_is_known_of_a_violation_is_kept_until_a_row_of_it_is_written(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED[:2])
    made: list[str] = []
    known = lambda violation: store.once(violation, "known", lambda: made.append(violation))  # noqa: E731
    for violation in ("test.act", "test.other", "test.act", "test.other"):
        known(violation)
    assert made == ["test.act", "test.other"]
    old = next(item for number, _, item in store.all() if number == 1)
    store.add([old.model_copy(update={"case": "另1", "violation": "test.other"})])
    for violation in ("test.act", "test.other"):
        known(violation)
    assert made == ["test.act", "test.other", "test.other"]
    store.add([old.model_copy(update={"corrects": 1, "violation": "test.third"})])  # it was another violation after all
    known("test.act")
    assert made[3:] == ["test.act"]


def test_open_facts_are_asked_for(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED)
    with pytest.raises(
        CaseError, match="结果取决于尚未查明的事实，不能确定本案的同类案件（允许：实际载客人数；改法：先查明这些事实）"
    ):
        book.library.similar(book.case({"harm": "none"}), store)


def test_without_any_decision_it_says_so(book: Any, tmp_path: Path) -> None:
    store = stored(book, tmp_path / "a.duckdb", DECIDED[:1])
    found = book.library.similar(book.case({"load": 50, "harm": "grave"}, case="轻0"), store)
    assert (
        found.text == "处理决定库中没有与本案适用相同规则（“严重”阶次）的决定。处理决定库中没有同一违法行为的其他决定。"
    )


def test_decisions_that_cannot_be_compared_are_not_said_to_be_none(book: Any, tmp_path: Path) -> None:
    ((_, _, whole),) = stored(book, tmp_path / "a.duckdb", DECIDED[:1]).all()
    store = Store(tmp_path / "b.duckdb")
    store.add([whole.model_copy(update={"facts": {"load": "1"}})])
    found = book.library.similar(book.case({"load": 50, "harm": "grave"}), store)
    assert (found.standing, found.unclear) == (1, 1)
    assert found.sentences[1] == "处理决定库中同一违法行为的其他决定依据其他法律，或者事实不全，不能与本案比较。"


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "facts": st.fixed_dictionaries(
                {"load": st.integers(0, 30), "harm": st.sampled_from(["none", "slight", "grave"])}
            ),
            "fine": st.integers(0, 600_000),
        }
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=15)
@given(rows=ROWS, seed=st.integers(0, 100))
def test_neither_order_nor_party_nor_unit_matters(
    book: Any, tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], seed: int
) -> None:
    folder = tmp_path_factory.mktemp("similar")
    named = [item | {"case": f"案{number}"} for number, item in enumerate(rows)]
    shuffled = Random(seed).sample(named, len(named))
    texts = []
    for name, items, kind in (("a", named, "organisation"), ("b", shuffled, "person")):
        store, decided = Store(folder / name), []
        for number, item in enumerate(items):
            case = book.case(item["facts"], case=item["case"], party={"kind": kind})
            unit = f"单位{number % 3}" if kind == "person" else None
            decided.append(book.library.decided(case, fine=item["fine"], unit=unit))
        store.add(decided)
        texts.append(
            book.library.similar(book.case(CASE, party={"kind": kind}), store, amount=150_000, least=3).to_json()
        )
    assert texts[0] == texts[1]


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=40))
def test_quartiles_are_exact(pairs: list[tuple[int, int]]) -> None:
    values = sorted(Fraction(part, whole) for part, whole in pairs)
    found = quartiles(*zip(*pairs, strict=True))

    def at(quarter: int) -> Fraction:
        place, rest = divmod(quarter * (len(values) - 1), 4)
        return values[place] if not rest else values[place] + (values[place + 1] - values[place]) * Fraction(rest, 4)

    assert (found.lower, found.median, found.upper) == (at(1), at(2), at(3))


def test_what_records_prove_is_written_out_and_decides_the_same(library: Any, tmp_path: Path) -> None:
    case = {
        "case": "1", "violation": "highway.overload.mass", "place": "420106", "occurred": "2026-03-02",
        "decided": "2026-03-20", "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
        "records": [
            {"kind": "prior_decision", "date": "2025-11-02", "violation": "highway.overload.mass", "subject": "party"},
            {"kind": "correction", "date": "2026-03-03"},
        ],
    }  # fmt: skip
    row = library.decided(case, fine=550_000)
    assert (row.facts["prior_count_12m"], row.facts["corrected_in_time"]) == (1, True)
    store = Store(tmp_path / "a.duckdb")
    store.add([row])
    (same,) = library.similar({**case, "case": "2"}, store, least=2).groups
    assert (same.same, [item.differences for item in same.nearest]) == (True, [[]])
