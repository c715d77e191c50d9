"""CEL in Rust (common-expression-language): one program; ``map`` over a list of one stands for the missing ``let``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from benchmarks.overload.cases import Answer

NAME = "CEL (Rust)"
PROGRAM = """
[(height_m <= 4.2 && width_m <= 3.0 && length_m <= 20.0 ? [0, 200]
  : (height_m <= 4.5 && width_m <= 3.75 && length_m <= 28.0 ? [200, 1000] : [1000, 3000]))
 .map(v, excess_mass_kg <= 1000 ? v : v + excess_mass_kg / 1000 * 500).map(v, v > 30000 ? 30000 : v)]
.map(s, corrected_on_time && harm == 'none'
  ? (excess_mass_kg <= 1000 && first_offence ? ['exempt', false, 0, 0]
                                             : ['mitigated', excess_mass_kg <= 1000, s[0] / 2, s[0]])
  : (obstructed || prior_count_12m >= 3 ? ['heavier', excess_mass_kg <= 1000, (s[0] + s[1]) / 2, s[1]]
                                        : ['general', excess_mass_kg <= 1000, s[0], s[1]]))[0]
"""


def engine() -> Callable[[dict[str, Any]], list[Any]]:
    """Compiled once."""
    import cel

    run: Callable[[dict[str, Any]], list[Any]] = cel.compile(PROGRAM).execute
    return run


def answer(result: list[Any]) -> Answer:
    """Its result in the neutral form."""
    return Answer(result[0], result[1], int(result[2]), int(result[3]))
