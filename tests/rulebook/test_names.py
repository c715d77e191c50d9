"""Names of violations in headers and lists are checked when the rulebook is loaded; ``except`` takes an entry out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.conftest import SOURCE, Tiny

from discretion.errors import RulebookError

FACTS = """
repeated: {label: 再次, type: boolean}
"""
HEAVIER = f"""
- id: repeated
  label: 再次
  %s
  when: {{repeated: true}}
  cite: [test-law/general]
  {SOURCE}
"""


def test_a_region_unifies_only_violations_that_it_has(tiny: Callable[..., Tiny]) -> None:
    with pytest.raises(RulebookError) as caught:
        tiny(FACTS, header="unifies: [test.act, test.atc]")
    assert "ruleset.yaml:13:21: 没有违法行为 test.atc（是否想写：test.act）" in str(caught.value)


@pytest.mark.parametrize("field", ["violations", "except"])
def test_a_list_entry_names_violations_that_exist(tiny: Callable[..., Tiny], field: str) -> None:
    with pytest.raises(RulebookError) as caught:
        tiny(FACTS, lists={"heavier": HEAVIER % f"{field}: [test.*, other.*]"})
    assert "没有违法行为 other.*" in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "disposition"),
    [
        ("violations: all", "heavier"),
        ("violations: [test.act]", "heavier"),
        ("except: [test.act]", "general"),
        ("except: [test.*]", "general"),
    ],
)
def test_except_takes_the_entry_out_of_force(tiny: Callable[..., Tiny], limits: str, disposition: str) -> None:
    book = tiny(FACTS, lists={"heavier": HEAVIER % limits})
    assert book.recommend({"repeated": True}).disposition == disposition


def test_a_fact_is_presumed_once(tiny: Callable[..., Tiny]) -> None:
    """Twice, and the decision would say it twice, or two things of it."""
    twice = """
presume:
  - {facts: {first: false}, basis: 未检索到记录的，不作认定}
  - {facts: {first: true}, basis: 由当事人提出}
"""
    with pytest.raises(RulebookError, match=r"first 在第1条推定中已经写明（改法：删去其中一处）"):
        tiny("first: {label: 初次违法, type: boolean}", header=twice).recommend({})
