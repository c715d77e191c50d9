"""Cases of the overload workload, and the rule as a programmer would write it by hand: the floor, and the oracle."""

from __future__ import annotations

import random
from decimal import Decimal
from typing import Any, NamedTuple

SEED = 20260302
HARMS = ("none", "minor", "major")
REGIONS = ("north", "south", "east", "west", "centre")


class Answer(NamedTuple):
    """What every engine must give; amounts in 元."""

    decision: str
    warning: bool
    low: int
    high: int


def by_hand(facts: dict[str, Any]) -> tuple[str, bool, int, int]:
    """The rule written by hand."""
    height, width, length = facts["height_m"], facts["width_m"], facts["length_m"]
    if height <= 4.2 and width <= 3 and length <= 20:
        low, high = 0, 200
    elif height <= 4.5 and width <= 3.75 and length <= 28:
        low, high = 200, 1000
    else:
        low, high = 1000, 3000
    excess = facts["excess_mass_kg"]
    warning = excess <= 1000
    if not warning:
        by_mass = excess // 1000 * 500
        if by_mass > 30000:  # noqa: PLR1730 - min() takes longer than all the rest
            by_mass = 30000
        low += by_mass
        high += by_mass
        if low > 30000:  # noqa: PLR1730
            low = 30000
        if high > 30000:  # noqa: PLR1730
            high = 30000
    if facts["corrected_on_time"] and facts["harm"] == "none":
        if warning and facts["first_offence"]:
            return "exempt", False, 0, 0
        return "mitigated", warning, low // 2, low
    if facts["obstructed"] or facts["prior_count_12m"] >= 3:
        return "heavier", warning, (low + high) // 2, high
    return "general", warning, low, high


def generate(count: int, seed: int = SEED) -> list[dict[str, Any]]:
    """Facts with floats, as peers take them; three in ten dimensions lie on an edge of a rule or one step beside it."""
    rng = random.Random(seed)
    return [
        {
            "height_m": _dimension(rng, (3.5, 5.0), (4.2, 4.5), 2),
            "width_m": _dimension(rng, (2.3, 4.2), (3.0, 3.75), 2),
            "length_m": _dimension(rng, (12.0, 33.0), (20.0, 28.0), 1),
            "excess_mass_kg": _excess(rng),
            "prior_count_12m": rng.randint(0, 5),
            "first_offence": rng.random() < 0.5,
            "corrected_on_time": rng.random() < 0.5,
            "harm": rng.choice(("none", *HARMS)),
            "region": rng.choice(REGIONS),
            "obstructed": rng.random() < 0.1,
        }
        for _ in range(count)
    ]


def exact(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts for an engine that refuses floats: the dimensions as decimals, as JSON is read."""
    return {name: Decimal(str(value)) if isinstance(value, float) else value for name, value in facts.items()}


def _dimension(rng: random.Random, span: tuple[float, float], edges: tuple[float, ...], digits: int) -> float:
    if rng.random() < 0.3:
        return round(rng.choice(edges) + rng.choice((-1, 0, 1)) * 0.1**digits, digits)
    return round(rng.uniform(*span), digits)


def _excess(rng: random.Random) -> int:
    kind = rng.random()
    if kind < 0.25:
        return rng.choice((0, 1, 999, 1000, rng.randint(0, 1000)))
    if kind < 0.45:
        return rng.randint(1, 65) * 1000 + rng.choice((-1, 0, 1))
    return rng.randint(1001, 70000)
