"""A case system asks what the catalogue says, and nothing else, until there is a result."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from discretion import CaseError, Library, UsageError

DAY = date(2026, 3, 2)
CASE = {"place": "330106", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}


def test_elements_come_first_then_range_circumstances_and_tiers(library: Library) -> None:
    stages = [question.stage for question in library.questions("road.passenger.unlicensed", "zhejiang", DAY)]
    assert stages == sorted(stages, key=["elements", "range", "circumstances", "tiers"].index)
    assert (stages[0], stages[-1]) == ("elements", "tiers")


def test_a_question_has_all_that_a_form_needs(library: Library) -> None:
    asked = {question.fact: question for question in library.questions("highway.overload.mass", "zhejiang", DAY)}
    mass = asked["gross_mass_kg"]
    assert (mass.label, mass.type, mass.unit, mass.low, mass.high) == ("车货总质量", "integer", "千克", "0", "500000")
    assert mass.evidence == "称重检测单、检定合格证书"
    harm = asked["harm"]
    assert (harm.options[0].value, harm.options[0].label) == ("none", "没有")
    assert (asked["minor"].presumed, asked["prior_count_12m"].from_records) == (False, True)


def test_amounts_are_written_in_yuan(library: Library) -> None:
    asked = {question.fact: question for question in library.questions("road.passenger.unlicensed", "national", DAY)}
    assert (asked["illegal_gain_yuan"].unit, asked["illegal_gain_yuan"].low) == ("元", "0")


ANSWERS: dict[str, dict[str, Any]] = {
    "highway.overload.mass": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
    "road.passenger.unlicensed": {
        "engaged_in_passenger": True,
        "has_road_permit": False,
        "illegal_gain_yuan": "800.50",
        "passengers_aboard": 3,
        "harm": "none",
    },
    "taxi.driver.meter": {"harm": "none"},
}

PARTIES = {
    "highway.overload.mass": "organisation",
    "road.passenger.unlicensed": "person",
    "taxi.driver.meter": "person",
}


@pytest.mark.parametrize("violation", ANSWERS)
def test_a_form_driven_by_the_next_question_reaches_a_result(library: Library, violation: str) -> None:
    case: dict[str, Any] = CASE | {"violation": violation, "facts": {}, "party": {"kind": PARTIES[violation]}}
    asked: list[str] = []
    while (question := library.next_question(case)) is not None:
        assert question.fact not in asked
        asked.append(question.fact)
        answer = ANSWERS[violation].get(question.fact, question.options[0].value if question.options else question.low)
        case = case | {"facts": {**case["facts"], question.fact: answer}}
    assert library.recommend(case).status in ("determined", "not_established")


def test_what_the_schema_allows_the_engine_takes(library: Library) -> None:
    for violation, facts in ANSWERS.items():
        schema = library.facts_schema(violation, "zhejiang", DAY)
        Draft202012Validator.check_schema(schema)
        Draft202012Validator(schema).validate(facts)


def test_what_the_schema_refuses_the_engine_refuses(library: Library) -> None:
    schema = Draft202012Validator(library.facts_schema("highway.overload.mass", "zhejiang", DAY))
    for facts in ({"gross_mass_kg": "60000"}, {"harm": "bad"}, {"gross_mass_t": 60}, {"minor": 1}):
        assert not schema.is_valid(facts)
    with pytest.raises(CaseError):
        library.recommend(CASE | {"violation": "highway.overload.mass", "facts": {"harm": "bad"}})


def test_an_unknown_name_says_what_there_is(library: Library) -> None:
    with pytest.raises(UsageError, match=r"没有违法行为 highway.overload.maas.*是否想写：highway.overload.mass"):
        library.questions("highway.overload.maas", "zhejiang", DAY)
    with pytest.raises(UsageError, match=r"没有区域 zhejian.*是否想写：zhejiang"):
        library.violations("zhejian", DAY)


def test_every_shipped_violation_can_be_asked_about(library: Library) -> None:
    for area in library.areas(DAY):
        own = library.rulebook.version(area.id).violations
        for entry in library.violations(area.id, DAY):
            if entry.id not in own:  # what is inherited is asked as in the area it comes from
                continue
            schema = library.facts_schema(entry.id, area.id, DAY)
            assert schema["properties"], entry.id
            assert (
                entry.label
                and entry.provision.startswith("《")
                and entry.source in ("statute", "published", "proposed")
            )
