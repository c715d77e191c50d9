"""A pure function: the same case gives the same bytes, whatever its order, in whatever thread, in whatever context."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import ROUND_UP, Inexact, localcontext
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion import Library, Recommendation

Brief = Callable[[Recommendation], str]

CASE: dict[str, Any] = {
    "case": "2026-0001",
    "violation": "road.freight.unlicensed",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {
        "engaged_in_freight": True,
        "has_road_permit": False,
        "goods_vehicle_mass_kg": 12_000,
        "unlicensed_vehicle_count": 1,
        "illegal_gain_yuan": "10000.01",
        "harm": "slight",
    },
    "records": [
        {"kind": "prior_decision", "date": "2025-11-02", "violation": "road.freight.unlicensed"},
        {"kind": "correction", "date": "2026-03-03"},
        {"kind": "disclosure", "date": "2026-03-02"},
    ],
}


def test_the_same_case_gives_the_same_bytes(library: Library) -> None:
    assert library.recommend(CASE).to_json() == library.recommend(CASE).to_json()


def test_another_load_and_another_process_give_the_same_bytes(library: Library) -> None:
    """Hash seeds differ between processes: nothing may depend on the order of a set."""
    code = (
        "import sys, discretion; "
        "sys.stdout.buffer.write(discretion.Library.default().recommend(sys.stdin.read()).to_json().encode())"
    )
    here = library.recommend(CASE).to_json()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", code],
            input=json.dumps(CASE).encode(),
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        )
        assert run.stdout.decode() == here


def test_json_text_bytes_and_a_mapping_are_one_case(library: Library) -> None:
    text = json.dumps(CASE, ensure_ascii=False)
    assert library.recommend(text).to_json() == library.recommend(CASE).to_json()
    assert library.recommend(text.encode()).to_json() == library.recommend(CASE).to_json()


@settings(max_examples=15)
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_and_of_records_changes_nothing(library: Library, random: Random) -> None:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            items = list(value.items())
            random.shuffle(items)
            return {key: shuffled(item) for key, item in items}
        if isinstance(value, list):
            return random.sample([shuffled(item) for item in value], len(value))
        return value

    assert library.recommend(shuffled(CASE)).to_json() == library.recommend(CASE).to_json()


@settings(max_examples=15)
@given(st.lists(st.integers(0, 2), min_size=1, max_size=4))
def test_a_record_that_is_told_twice_counts_once(library: Library, repeated: list[int]) -> None:
    records = CASE["records"]
    twice = {**CASE, "records": [*records, *(records[number] for number in repeated)]}
    assert library.recommend(twice).to_json() == library.recommend(CASE).to_json()


def test_reading_the_reasons_or_not_changes_nothing(library: Library) -> None:
    fresh, read = library.recommend(CASE), library.recommend(CASE)
    assert read.explain()
    assert [read.nearest, read.reasons, read.procedure, read.receipt]
    assert fresh.to_json() == read.to_json()


def test_eight_threads_on_one_library_give_the_same_bytes() -> None:
    """A fresh library, so that parsing and compiling happen in the threads too."""
    shared = Library.default()
    cases = [
        CASE,
        {**CASE, "place": "330106"},
        {**CASE, "place": "500101"},
        {**CASE, "violation": "highway.overload.mass", "facts": {"gross_mass_kg": 55_300}, "records": []},
    ]

    def work(number: int) -> list[str]:
        order = [cases[(number + index) % len(cases)] for index in range(len(cases))]
        found = {json.dumps(case): shared.recommend(case).to_json() for case in order}
        return [found[json.dumps(case)] for case in cases]

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(16)))
    assert all(result == results[0] for result in results)
    alone = Library.default()
    assert results[0] == [alone.recommend(case).to_json() for case in cases]


@pytest.mark.parametrize("precision", [1, 6])
def test_the_decimal_context_of_the_caller_changes_nothing(library: Library, precision: int) -> None:
    """With six digits 10 000.01 would be 10 000, on the other side of art. 63."""
    expected = library.recommend(CASE).to_json()
    with localcontext() as context:
        context.prec, context.rounding = precision, ROUND_UP
        context.traps[Inexact] = True
        assert Library.default().recommend(CASE).to_json() == expected


# ---- the receipt -----------------------------------------------------------------------------------------------------


def test_the_receipt_names_what_was_used(library: Library) -> None:
    result = library.recommend({**CASE, "place": "330106"})
    receipt = result.receipt
    assert set(receipt.rulesets) == {"national@2026.1", "yangtze-delta@2026.1", "zhejiang@2026.1", "hangzhou@2026.1"}
    assert set(receipt.laws) == {"road-transport-regulations@2023-07-20", "administrative-penalty-law@2021-07-15"}
    digests = [*receipt.rulesets.values(), *receipt.laws.values(), receipt.facts_digest, receipt.decision_digest]
    assert all(len(digest) == 64 and set(digest) <= set("0123456789abcdef") for digest in digests)


def test_the_receipt_changes_with_the_facts_and_with_nothing_else(library: Library) -> None:
    first, again = library.recommend(CASE).receipt, library.recommend(CASE).receipt
    assert first == again
    more = {**CASE, "facts": {**CASE["facts"], "illegal_gain_yuan": "10000.02"}}
    other = library.recommend(more).receipt
    assert other.facts_digest != first.facts_digest
    assert other.decision_digest != first.decision_digest
    assert other.rulesets == first.rulesets


def test_a_receipt_replays(library: Library) -> None:
    result = library.recommend(CASE)
    assert library.recommend(result.receipt.case).to_json() == result.to_json()


# ---- labels are not law ----------------------------------------------------------------------------------------------

FACTS = """
mass: {label: 质量, type: integer, range: "[0..100]", severity: aggravating}
harm: {label: 后果, type: enum, values: {none: 无, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: a, label: 轻微, when: {harm: [none, slight], mass: "< 5, = 7"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: b, label: 一般, otherwise: true, penalty: {fine: {share: [0.3, 1]}}}
"""


def everything(book: Any, brief: Brief) -> list[tuple[str, list[str]]]:
    found = []
    for harm in ("none", "slight", "grave"):
        for mass in (0, 4, 5, 6, 7, 8):
            result = book.recommend({"mass": mass, "harm": harm})
            found.append((brief(result), [reason.rule for reason in result.reasons]))
    return found


def test_labels_change_words_only(tiny: Callable[..., Any], brief: Brief) -> None:
    before = tiny(FACTS, tiers=TIERS)
    after = tiny(
        FACTS.replace("质量", "车货总质量").replace("轻微", "较小"),
        tiers=TIERS.replace("一般", "普通").replace("轻微", "轻"),
    )
    assert everything(after, brief) == everything(before, brief)


def test_reordered_values_of_a_list_mean_the_same(tiny: Callable[..., Any], brief: Brief) -> None:
    before = tiny(FACTS, tiers=TIERS)
    again = TIERS.replace("[none, slight]", "[slight, none]").replace("< 5, = 7", "= 7, < 5")
    assert everything(tiny(FACTS, tiers=again), brief) == everything(before, brief)


def test_the_order_of_facts_in_a_condition_means_nothing(tiny: Callable[..., Any], brief: Brief) -> None:
    swapped = TIERS.replace('{harm: [none, slight], mass: "< 5, = 7"}', '{mass: "< 5, = 7", harm: [none, slight]}')
    assert swapped != TIERS
    assert everything(tiny(FACTS, tiers=swapped), brief) == everything(tiny(FACTS, tiers=TIERS), brief)
