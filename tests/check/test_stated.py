"""What a golden case states, and whether a condition can still hold of it: three values, by the plan's formulas."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from tests.check.test_planted import BOOK

from discretion.check import Verdict, run_rulebook_checks
from discretion.check.checks import stated
from discretion.check.stated import Conditions
from discretion.conditions import parse_condition
from discretion.facts import Fact, Vocabulary
from discretion.library import Library
from discretion.rulebook import StatedAct, StatedCase

FACTS = {
    "load_kg": {"label": "载质量", "type": "integer", "unit": "kg", "range": "[0..100000]"},
    "limit_kg": {"label": "限定质量", "type": "integer", "unit": "kg", "range": "[1..100000]"},
    "excess_kg": {"label": "超出质量", "type": "integer", "unit": "kg", "derive": "max(load_kg - limit_kg, 0)"},
    "heavy": {
        "label": "超出一吨",
        "type": "boolean",
        "derive": {"any": [{"excess_kg": "> 1000"}, {"load_kg": "> 50000"}]},
    },
    "harm": {
        "label": "危害后果",
        "type": "enum",
        "values": {"none": "没有", "slight": "轻微", "grave": "严重"},
        "severity": "aggravating",
    },
    "rescued": {"label": "抢险", "type": "boolean"},
}
VOCABULARY = Vocabulary({name: Fact.model_validate(fact) for name, fact in FACTS.items()})
COLOUR = Fact.model_validate({"label": "颜色", "type": "enum", "values": {"red": "红", "blue": "蓝"}})
CASES = "national/1/cases/demo.load.yaml"


@pytest.mark.parametrize(
    ("condition", "stated", "expected"),
    [
        ({"load_kg": "[1000..2000]"}, {"load_kg": 2000}, True),
        ({"load_kg": "[1000..2000)"}, {"load_kg": 2000}, False),
        ({"load_kg": "[1000..2000)"}, {"limit_kg": 2000}, None),
        ({"harm": ["none", "slight"]}, {"harm": "grave"}, False),
        ({"harm": ">= slight"}, {"harm": "none"}, False),  # by rank, as the plan reads it
        ({"rescued": True, "load_kg": "> 1"}, {"load_kg": 1}, False),  # whatever the other is
        ({"any": [{"rescued": True}, {"load_kg": "> 1"}]}, {"load_kg": 1}, None),
        ({"not": {"rescued": True}}, {"rescued": True}, False),
        ({"excess_kg": "> 0"}, {"load_kg": 9, "limit_kg": 9}, False),
        ({"excess_kg": "> 0"}, {"load_kg": 9}, None),
        ({"heavy": True}, {"load_kg": 50001}, True),  # by one of its parts, of the other nothing is known
        ({"heavy": False}, {"load_kg": 50001}, False),
        ({"load_kg": "> 1"}, {"load_kg": "eins"}, None),  # no value of the fact: the case is refused where it is run
        ({"harm": ["slihgt"]}, {"harm": "slight"}, False),  # no value of the fact: nothing fulfils it
    ],
)
def test_whether_a_condition_holds(condition: object, stated: dict[str, object], expected: bool | None) -> None:
    conditions = Conditions(VOCABULARY)
    assert conditions.holds(parse_condition(condition), conditions.box(stated)) is expected


def test_what_is_stated_goes_before_what_is_presumed() -> None:
    conditions, rescued = Conditions(VOCABULARY), parse_condition({"rescued": True})
    presumed = conditions.box({"rescued": False})
    assert [conditions.holds(rescued, conditions.box(stated, presumed)) for stated in ({}, {"rescued": True})] == [
        False, True,
    ]  # fmt: skip


def test_numbers_are_stated_with_quotes_or_without() -> None:
    facts = {"load_kg": 3000, "length_m": "4.50", "rescued": False, "harm": "slight", "goods": ["sand"], "day": "2026-03-02"}  # fmt: skip
    assert dict(StatedAct("demo.load", facts, ("case",)).numbers) == {"load_kg": 3000, "length_m": Decimal("4.50")}


@pytest.mark.parametrize(
    ("occurred", "day"),
    [
        ("2026-03-02", date(2026, 3, 2)),
        ({"from": "2026-03-02", "to": "2026-03-09"}, None),  # it lasted
        ("gestern", None),  # the case is refused where it is run
    ],
)
def test_the_day_of_an_act_is_told_in_the_act_or_in_the_case(occurred: object, day: date | None) -> None:
    acts = {"violations": [{"violation": "demo.load"}, {"violation": "demo.lights", "occurred": "2026-01-01"}]}
    one, several = (case_of({**case, "occurred": occurred}) for case in ({"violation": "demo.load"}, acts))
    assert one.single and [act.occurred for act in one.acts] == [day]
    assert not several.single and [act.occurred for act in several.acts] == [day, date(2026, 1, 1)]


def test_the_records_of_a_case_and_what_was_searched() -> None:
    records = [{"kind": "obstruction", "date": "2026-01-06"}, {"kind": "deadline"}, {"kind": "deadline"}]
    case = case_of({"facts": {"lights": 5}, "records": records, "searched": {"merit": False}})
    assert sorted(case.recorded) == ["deadline", "obstruction"] and case.searched == {"merit": False}
    assert sorted(case.named) == ["deadline", "lights", "obstruction"]


def case_of(case: dict[str, object]) -> StatedCase:
    """A golden case of the book, with this in it."""
    return StatedCase(Library.load(BOOK, drafts=True).rulebook.rulesets[0], Path(CASES), 0, {"case": case})


def told(cases: str) -> list[tuple[str, str]]:
    """What the checks that read golden cases say of a file of them: id and place."""
    rulebook = Library.load({**BOOK, CASES: cases}, drafts=True).rulebook
    codes = ["stated", "expected", "untested", "border", "typical", "double"]
    found = [item for item in run_rulebook_checks(rulebook, date(2026, 6, 1), codes) if item.verdict is Verdict.REFUTED]
    return [(item.id, str(item.where).removeprefix("<草稿>/")) for item in found]


UNTRIED = (
    "border/national@1/demo.load/lights/2",
    "national/1/violations/demo.load.yaml:8:37",
)  # as 5 is stated, and 2 is not
LIGHT = "cases:\n  - name: 灯具\n    case: {violation: demo.load, facts: {gross_kg: 2, limit_kg: 1, lights: 5}}\n    expect: {status: determined, tier: slight}\n"


def test_a_case_is_read_however_its_yaml_is_written() -> None:
    block = "cases:\n- name: 灯具\n  expect:\n    status: determined\n    tier: slight\n  case:\n    violation: demo.load\n    facts:\n      gross_kg: 2\n      limit_kg: 1\n      lights: 5\n"
    assert [told(text) for text in (LIGHT, block)] == [
        [UNTRIED, ("stated/national@1/demo.load/slight", f"{CASES}:3:42")],
        [UNTRIED, ("stated/national@1/demo.load/slight", f"{CASES}:9:7")],
    ]


def test_what_is_said_of_each_act_counts() -> None:
    acts = "cases:\n  - name: 两项\n    case: {violations: [{violation: demo.load, facts: {lights: 5}}, {violation: demo.lod, facts: {lights: 0}}]}\n    expect: {status: determined, tier: slight}\n"
    assert told(acts) == [("expected/national@1/demo.load/demo.lod/3", f"{CASES}:3:81"), UNTRIED]


def test_a_file_of_cases_that_is_no_yaml_is_told_of() -> None:
    assert told("cases:\n  - name: 灯具\n    name: 灯具\n") == [
        ("untested/national@1/demo.load", "national/1/violations/demo.load.yaml:2:12"),
        ("expected/demo.load.yaml/unreadable", f"{CASES}:3:5"),
    ]


def test_of_a_fact_that_nobody_defined_no_test_admits_every_value() -> None:
    test = parse_condition({"colour": ["red", "blue"]})
    assert [stated._whatever(test, facts) for facts in ({}, {"colour": COLOUR})] == [False, True]
