"""A recommendation can be stored, sent, copied and compared: it is then all that it says, without the library behind it."""

from __future__ import annotations

import pickle
from copy import deepcopy
from typing import Any

import pytest
from pydantic import ValidationError
from tests.conftest import judged

from discretion import Library, Recommendation
from discretion.case import Case

CASE: dict[str, Any] = {
    "case": "2026-0001",
    "violation": "highway.overload.mass",
    "place": "330106",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True},
}
OPEN = CASE | {"facts": {"gross_mass_kg": 60000}}


@pytest.fixture(params=[CASE, OPEN], ids=["determined", "open"])
def result(request: pytest.FixtureRequest, library: Library) -> Recommendation:
    return library.recommend(request.param)


def test_json_gives_back_what_was_said(result: Recommendation) -> None:
    text = result.to_json()
    again = Recommendation.model_validate_json(text)
    assert again == result
    assert again.to_json() == text
    assert (again.explain(), again.hints()) == (result.explain(), result.hints())


def test_what_was_read_back_is_written_in_one_line_too(result: Recommendation) -> None:
    again = Recommendation.model_validate_json(result.to_json())
    assert again.line() == result.line()
    assert again.to_json(indent=None, parts=["reasons"]) == result.to_json(indent=None, parts=["reasons"])


def test_a_result_is_a_result_and_nothing_else_is(result: Recommendation) -> None:
    assert Recommendation.model_validate(result) is result
    for wrong in (5, "处罚", None):
        with pytest.raises(ValidationError, match="valid dictionary or instance of Recommendation"):
            Recommendation.model_validate(wrong)


def test_a_stored_result_still_explains_itself(result: Recommendation) -> None:
    again = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
    assert again == result
    assert (again.to_json(), again.explain()) == (result.to_json(), result.explain())


def test_what_is_stored_or_copied_leaves_the_library_behind(result: Recommendation) -> None:
    assert len(pickle.dumps(result)) < 2 * len(result.to_json().encode())
    copied = deepcopy(result)
    assert copied == result
    assert copied.reasons is not result.reasons
    assert copied.explain() == result.explain()


def test_results_are_equal_by_what_they_say(library: Library, result: Recommendation) -> None:
    assert library.recommend(CASE) == library.recommend(CASE)
    assert library.recommend(CASE) != library.recommend(OPEN)
    assert result != "处罚"


def test_every_golden_case_can_be_stored(library: Library) -> None:
    """One in 150, so that each area has some."""
    for golden in judged(library.rulebook)[::150]:
        case, area = library.case(golden.case.case), golden.ruleset.area
        result = library.recommend(case, area=area)
        text = result.to_json()
        assert Recommendation.model_validate_json(text) == result
        assert pickle.loads(pickle.dumps(result)) == deepcopy(result) == result  # noqa: S301
        again = Case.model_validate_json(case.model_dump_json())
        assert again == case
        assert library.recommend(again, area=area) == result


@pytest.mark.parametrize(
    "more",
    [
        {"records": []},
        {"searched": {}, "workdays": [], "reasons": {}, "evidence": {}, "subjects": {}, "co_parties": []},
        {"facts": {**CASE["facts"], "harm": None}},
        {"authority": None, "discovered": None},
    ],
)
def test_what_says_nothing_makes_no_difference(library: Library, more: dict[str, Any]) -> None:
    plain, wordy = library.case(CASE), library.case(CASE | more)
    assert (plain, hash(plain)) == (wordy, hash(wordy))
    assert library.recommend(plain).receipt == library.recommend(wordy).receipt


def test_no_facts_and_no_word_of_facts_are_one(library: Library) -> None:
    silent = {name: value for name, value in CASE.items() if name != "facts"}
    assert library.recommend(silent).receipt == library.recommend(silent | {"facts": {}}).receipt
    assert library.case(silent) != library.case(CASE)


def test_a_period_is_written_as_it_was_read(library: Library) -> None:
    case = library.case(CASE | {"occurred": {"from": "2026-03-01", "to": "2026-03-02"}})
    assert '"occurred":{"from":"2026-03-01","to":"2026-03-02"}' in case.model_dump_json()
    assert Case.model_validate_json(case.model_dump_json()) == case
