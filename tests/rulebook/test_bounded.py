"""A hostile rulebook is refused with a message: it neither hangs nor ends in a stack trace."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.errors import RulebookError

Build = Callable[..., Any]
MASS = "mass: {label: 质量, type: integer, unit: kg, range: '[0..10]', severity: aggravating}\n"


@pytest.mark.parametrize("steps", [8, 60, 3000])
def test_facts_that_double_with_every_step(tiny: Build, steps: int) -> None:
    """As nested entities in XML: sixty lines would be 2**60 operations."""
    lines = [f"x{n}: {{label: 甲{n}, type: integer, derive: 'x{n - 1} + x{n - 1}'}}" for n in range(1, steps)]
    facts = MASS + "x0: {label: 甲, type: integer, derive: 'mass + mass'}\n" + "\n".join(lines)
    with pytest.raises(RulebookError) as caught:
        tiny(facts)
    assert str(caught.value).endswith(
        "yaml:9:42: 事实 x6 的推导展开后超过200步（改法：减少推导的层数，或者同一事实出现的次数）"
    )


def test_a_long_chain_of_facts(tiny: Build) -> None:
    lines = [f"x{n}: {{label: 甲{n}, type: integer, derive: 'x{n - 1} + 1'}}" for n in range(1, 300)]
    facts = MASS + "x0: {label: 甲, type: integer, derive: 'mass + 1'}\n" + "\n".join(lines)
    with pytest.raises(RulebookError, match="推导展开后超过200步"):
        tiny(facts)


def test_a_sum_of_too_many_fines(tiny: Build) -> None:
    items = ", ".join(["{each: 500, per: 1, of: mass, rounding: down}"] * 41)
    with pytest.raises(RulebookError) as caught:
        tiny(MASS, ranges=f"- {{range: any, penalty: {{fine: {{sum: [{items}], cap: 90000}}}}}}")
    assert str(caught.value).endswith("“sum”最多40项（发现：列表（41项））")


def test_a_sum_within_a_sum(tiny: Build) -> None:
    inner = "{sum: [{fixed: 100}], cap: 500}"
    with pytest.raises(RulebookError, match="其中不能有 share、at 或者另一个 sum"):
        tiny(MASS, ranges=f"- {{range: any, penalty: {{fine: {{sum: [{inner}], cap: 90000}}}}}}")
