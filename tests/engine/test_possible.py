"""The law over what facts may be: what is certain excludes the rest, what is open leaves both ways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from discretion.decide.possible import Walk
from discretion.plan import Box, Plan
from discretion.plan.boundaries import slots_of

NAMES = ("done", "late", "harmless", "first", "small", "large", "hired", "owned")
FACTS = "\n".join(f"{name}: {{label: {name}, type: boolean}}" for name in NAMES)
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
LISTS = {
    "barred": f"- {{id: late, label: 过时效, when: {{late: true}}, {SOURCE}}}",
    "exempt": f"""
        - {{id: harmless, label: 轻微, when: {{harmless: true}}, {SOURCE}}}
        - {{id: first, label: 首违, force: may, when: {{first: true}}, {SOURCE}}}
    """,
}
RANGES = """
- {range: hired, when: {hired: true}, penalty: {fine: {from: 1000, to: 5000}}}
- {range: owned, when: {owned: true}, penalty: {fine: {from: 5000, to: 9000}}}
"""
TIERS = """
- {tier: small, label: 小, when: {small: true}, penalty: statute}
- {tier: large, label: 大, when: {large: true}, penalty: statute}
"""
BOTH = {"general small hired", "general large hired"}
TWO_RANGES = {"本案同时落入两个法定幅度"}
NO_TIER = {"没有裁量阶次与本案相符 hired"}


@pytest.fixture(scope="module")
def plans(tiny: Callable[..., Any]) -> dict[str, Plan]:
    """Two tiers of which one must hold alone; and of which the first that holds counts."""
    made = {
        hit: tiny(FACTS, RANGES, TIERS, elements="{done: true}", lists=LISTS, violation=f"hit: {hit}").plan
        for hit in ("unique", "first")
    }
    return dict(made)


def walked(plan: Plan, facts: Mapping[str, bool | None]) -> tuple[Walk, Box]:
    """These facts, of which None is open; all others are as in a plain case."""
    plain = {"done": True, "small": True, "hired": True}
    known = {name: facts.get(name, plain.get(name, False)) for name in plan.index}
    box = [(0, 1) if value is None else (int(value), int(value)) for value in known.values()]
    return Walk(plan, frozenset(slot for slot, value in enumerate(known.values()) if value is None)), box


def possible(plan: Plan, **facts: bool | None) -> set[str]:
    """What the law can make of these facts."""
    walk, box = walked(plan, facts)
    found = set()
    for settled, _ in walk.possible(box):
        words = [str(settled.fault or settled.disposition or settled.status)]
        words += [plan.tiers[settled.tier].tier] if settled.tier is not None else []
        words += [plan.ranges[settled.range].range] if settled.range is not None else []
        words += [f"~{item}" for item in settled.offered]
        found.add(" ".join(words))
    return found


@pytest.mark.parametrize(
    ("facts", "outcomes"),
    [
        ({}, {"general small hired"}),
        ({"done": False}, {"not_established"}),
        ({"done": None}, {"not_established", "general small hired"}),
        ({"late": True, "harmless": None}, {"time_barred"}),
        ({"late": None}, {"time_barred", "general small hired"}),
        # of two entries each may be open alone
        ({"harmless": None}, {"exempt", "general small hired"}),
        ({"first": None}, {"general small hired", "general small hired ~exempt"}),
        ({"first": True}, {"general small hired ~exempt"}),
        ({"first": True, "harmless": None}, {"exempt", "general small hired ~exempt"}),
        ({"first": None, "harmless": True}, {"exempt"}),
        ({"first": None, "harmless": None}, {"exempt", "general small hired", "general small hired ~exempt"}),
        # a statutory range: a fault of the rulebook that is not certain is left out
        ({"hired": False}, {"法定幅度没有覆盖本案"}),
        ({"hired": None}, {"general small hired"}),
        ({"owned": None}, {"general small hired"}),
        ({"owned": True}, {"本案同时落入两个法定幅度"}),
        ({"hired": None, "owned": True}, {"general small owned"}),
        ({"hired": None, "owned": None}, {"general small hired", "general small owned"}),
    ],
)
def test_what_may_come_out(plans: dict[str, Plan], facts: dict[str, bool | None], outcomes: set[str]) -> None:
    assert possible(plans["unique"], **facts) == outcomes


@pytest.mark.parametrize(
    ("facts", "unique", "first"),
    [
        ({"large": True}, {"本案同时符合两个裁量阶次 hired"}, {"general small hired"}),
        ({"large": None}, {"general small hired"}, {"general small hired"}),
        ({"small": None}, {"general small hired"}, {"general small hired"}),
        ({"small": None, "large": True}, {"general large hired"}, BOTH),
        ({"small": None, "large": None}, BOTH, BOTH),
        ({"small": False}, NO_TIER, NO_TIER),
        ({"owned": True}, TWO_RANGES, TWO_RANGES),  # of statutory ranges no first one counts
    ],
)
def test_which_tier_may_hold(
    plans: dict[str, Plan], facts: dict[str, bool | None], unique: set[str], first: set[str]
) -> None:
    assert possible(plans["unique"], **facts) == unique
    assert possible(plans["first"], **facts) == first


def open_fact(plan: Plan, **facts: bool | None) -> str | None:
    """The fact that is asked for first; None where the law is settled."""
    walk, box = walked(plan, facts)
    atom = walk.open_atom(box)
    return None if atom is None else plan.slots[slots_of(atom)[0]].name


@pytest.mark.parametrize(
    ("facts", "unique", "first"),
    [
        ({}, None, None),
        ({"done": None, "late": None}, "done", "done"),  # in the order of the law
        ({"late": True, "harmless": None}, None, None),  # what is barred asks nothing more
        ({"harmless": None, "first": None}, "harmless", "harmless"),
        ({"first": None}, "first", "first"),
        ({"harmless": True, "first": None}, None, None),
        ({"small": None}, "small", "small"),
        ({"large": None}, "large", None),  # beside the first tier that holds, another may be a fault
        ({"large": None, "small": False}, "large", "large"),
        ({"large": True, "small": None}, "small", "small"),
        ({"owned": None}, "owned", "owned"),  # of statutory ranges no first one counts
        ({"hired": None, "owned": True}, "hired", "hired"),
        ({"hired": False, "owned": None}, "owned", "owned"),
    ],
)
def test_what_is_asked_for(
    plans: dict[str, Plan], facts: dict[str, bool | None], unique: str | None, first: str | None
) -> None:
    assert open_fact(plans["unique"], **facts) == unique
    assert open_fact(plans["first"], **facts) == first


SUPPLEMENTS = """
supplements:
  - {id: one, label: 没收, when: {first: true}, penalty: {confiscate: {goods: shall}}, cite: [test-law/general], source: {kind: proposed, method: 测试}}
  - {id: two, label: 警告, when: {late: true}, penalty: {warning: shall}, cite: [test-law/general], source: {kind: proposed, method: 测试}}
  - {id: three, label: 通报, when: {harmless: true}, penalty: {criticism: shall}, cite: [test-law/general], source: {kind: proposed, method: 测试}}
"""


@pytest.mark.parametrize(
    ("facts", "bits", "asked"),
    [
        ({}, {0b000}, None),
        ({"first": True, "harmless": True}, {0b101}, None),
        ({"late": None}, {0b000, 0b010}, "late"),
        ({"first": True, "late": None, "harmless": None}, {0b001, 0b011, 0b101, 0b111}, "late"),
        ({"done": False, "late": None}, {0b000}, None),  # nothing is added to no penalty
    ],
)
def test_what_the_general_law_may_add(
    tiny: Callable[..., Any], facts: dict[str, bool | None], bits: set[int], asked: str | None
) -> None:
    read = f"- {{id: read, label: 读, when: {{done: false, first: true, late: true, harmless: true}}, {SOURCE}}}"
    plan = tiny(FACTS, RANGES, TIERS, elements="{done: true}", header=SUPPLEMENTS, lists={"lighter": read}).plan
    walk, box = walked(plan, facts)
    assert {found for _, found in walk.possible(box)} == bits
    assert open_fact(plan, **facts) == asked


def test_where_one_range_sets_no_penalty_waiving_is_the_outcome_there_only(tiny: Callable[..., Any]) -> None:
    third = "- {range: neither, when: {hired: false, owned: false}, penalty: {}}\n"
    plan = tiny(FACTS, RANGES + third, TIERS, elements="{done: true}", lists=LISTS).plan
    assert possible(plan, first=True, hired=False) == {"exempt small neither"}
    assert possible(plan, first=True, hired=False, owned=True) == {"general small owned ~exempt"}
    bare = RANGES.replace("{fine: {from: 1000, to: 5000}}", "{}")
    plan = tiny(FACTS, bare, TIERS, elements="{done: true}", lists=LISTS).plan
    assert possible(plan, first=True) == {"exempt small hired"}
    assert possible(plan, first=True, hired=False, owned=True) == {"general small owned ~exempt"}
    assert possible(plan, first=True, hired=None, owned=None, small=None, large=None) == {
        "exempt small hired",
        "exempt large hired",
        "general small owned ~exempt",
        "general large owned ~exempt",
    }
