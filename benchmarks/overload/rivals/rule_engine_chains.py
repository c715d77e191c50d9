"""rule-engine: chains for the tables, a rule for the mass; it returns constants, so the sums are glue in Python."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.overload.cases import Answer

NAME = "rule-engine"
SIZE = [
    ("height_m <= 4.2 and width_m <= 3 and length_m <= 20", (0, 200)),
    ("height_m <= 4.5 and width_m <= 3.75 and length_m <= 28", (200, 1000)),
]
MASS = "excess_mass_kg <= 1000 ? 0 : $min([excess_mass_kg // 1000 * 500, 30000])"
CIRCUMSTANCES = [
    ("corrected_on_time and harm == 'none' and excess_mass_kg <= 1000 and first_offence", "exempt"),
    ("corrected_on_time and harm == 'none'", "mitigated"),
    ("obstructed or prior_count_12m >= 3", "heavier"),
]


def engine() -> Callable[[dict[str, Any]], Answer]:
    """Compiled once."""
    from rule_engine import Chain, Context, Rule, resolve_item

    context = Context(resolver=resolve_item)
    size = Chain(SIZE, default_value=(1000, 3000), context=context).evaluate
    mass = Rule(MASS, context=context).evaluate
    circumstances = Chain(CIRCUMSTANCES, default_value="general", context=context).evaluate

    def run(facts: dict[str, Any]) -> Answer:
        floor, cap = size(facts)
        by_mass = int(mass(facts))
        warned = by_mass == 0
        low, high = min(floor + by_mass, 30000), min(cap + by_mass, 30000)
        decision = circumstances(facts)
        if decision == "exempt":
            return Answer(decision, False, 0, 0)
        if decision == "mitigated":
            return Answer(decision, warned, low // 2, low)
        return Answer(decision, warned, (low + high) // 2 if decision == "heavier" else low, high)

    return run


def answer(result: Answer) -> Answer:
    """It is the neutral form already."""
    return result
