"""JsonLogic (panzi-json-logic): it has no names for parts, so rules write them into the facts one after the other."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.overload.cases import Answer

NAME = "json-logic"
Rule = dict[str, Any]


def engine() -> Callable[[dict[str, Any]], list[Any]]:
    """The rules are data; nothing is compiled."""
    from json_logic import jsonLogic

    steps, final = _steps(), _final()

    def run(facts: dict[str, Any]) -> list[Any]:
        known = dict(facts)
        for name, rule in steps:
            known[name] = jsonLogic(rule, known)
        result: list[Any] = jsonLogic(final, known)
        return result

    return run


def answer(result: list[Any]) -> Answer:
    """Its result in the neutral form."""
    return Answer(result[0], bool(result[1]), int(result[2]), int(result[3]))


def _var(name: str) -> Rule:
    return {"var": name}


def _within(height: float, width: float, length: float) -> Rule:
    limits = {"height_m": height, "width_m": width, "length_m": length}
    return {"and": [{"<=": [_var(name), limit]} for name, limit in limits.items()]}


def _capped(rule: Rule) -> Rule:
    return {"min": [rule, 30000]}


def _steps() -> list[tuple[str, Rule]]:
    excess = _var("excess_mass_kg")
    by_tonne = {"/": [{"-": [excess, {"%": [excess, 1000]}]}, 2]}  # 500 × whole tonnes: there is no floor
    size = {"if": [_within(4.2, 3, 20), [0, 200], _within(4.5, 3.75, 28), [200, 1000], [1000, 3000]]}
    return [
        ("warned", {"<=": [excess, 1000]}),
        ("by_mass", {"if": [_var("warned"), 0, _capped(by_tonne)]}),
        ("size", size),
        ("least", _capped({"+": [_var("size.0"), _var("by_mass")]})),
        ("most", _capped({"+": [_var("size.1"), _var("by_mass")]})),
    ]


def _final() -> Rule:
    warned, least, most = _var("warned"), _var("least"), _var("most")
    spared = {"and": [_var("corrected_on_time"), {"==": [_var("harm"), "none"]}]}
    worse = {"or": [_var("obstructed"), {">=": [_var("prior_count_12m"), 3]}]}
    exempt = {"merge": ["exempt", False, 0, 0]}
    mitigated = {"merge": ["mitigated", warned, {"/": [least, 2]}, least]}
    heavier = {"merge": ["heavier", warned, {"/": [{"+": [least, most]}, 2]}, most]}
    first = {"and": [warned, _var("first_offence")]}
    return {
        "if": [spared, {"if": [first, exempt, mitigated]}, worse, heavier, {"merge": ["general", warned, least, most]}]
    }
