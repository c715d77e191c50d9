"""Facts go back to the places where a case says them: of the act, of the party, of the time that passed."""

from __future__ import annotations

from discretion.case import stating
from discretion.facts import Fact


def fact(**keys: object) -> Fact:
    return Fact.model_validate({"label": "事实", "type": "integer", "range": "[0..99]", **keys})


def test_each_fact_has_its_place() -> None:
    said = stating(
        [
            ("mass", fact(), 5),
            ("priors", fact(finding={"count": "prior_decision"}), 2),
            ("age", fact(finding={"party": "age"}), 16),
            ("years", fact(finding={"elapsed": "years"}), 3),
        ]
    )
    assert said.facts == {"mass": 5, "priors": 2}  # what records would show may be stated too
    assert said.party == {"kind": "organisation", "age": 16}
    assert said.years == 3


def test_of_nothing_a_case_of_an_organisation_discovered_at_once() -> None:
    assert stating([]) == ({}, {"kind": "organisation"}, 0)
