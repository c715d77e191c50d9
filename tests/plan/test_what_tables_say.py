"""Forms of published tables: a tier's own 减轻 (a share of the statutory minimum, of the computed sum, a floor of its own), 可以 made 应当, 执法层级."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from tests.conftest import SOURCE

from discretion.check.run import run_checks
from discretion.tables import publish, view
from discretion.tables.writers import write

Build = Callable[..., Any]
FACTS = """
mass: {label: 超限质量, type: integer, unit: kg, range: "[1000..100000]", severity: aggravating}
reduced: {label: 立功, type: boolean}
"""
RANGE = "- {range: any, penalty: {fine: {from: 30000, to: 100000, force: may}}}"
EACH = "- {range: any, penalty: {fine: {each: 500, per: 1000, of: mass, rounding: half-up, cap: 30000}}}"
MITIGATED = {
    "mitigated": f"- {{id: reduced, label: 减轻, when: {{reduced: true}}, cite: [test-law/general], {SOURCE}}}"
}
SHARE = "- {{tier: only, label: 一般, when: {{}}, penalty: statute, mitigated: {{share_of_floor: {{{part}}}, without_floor: {{share_of_cap: {{to: 0.1}}}}{least}}}}}"


@pytest.mark.parametrize(
    ("ranges", "part", "least", "text"),
    [
        (RANGE, "from: 0.5, to: 0.5", "", "可以处15000元罚款"),  # the half of the minimum
        (RANGE, "from: 0, below: 1", ", at_least: 5000", "可以处5000元以上不足30000元罚款"),  # 不低于5000元
        (RANGE, "from: 0.5, below: 1", ", at_least: 5000", "可以处15000元以上不足30000元罚款"),  # already above it
        (RANGE, "from: 0.1, to: 0.1", ", at_least: 5000", "可以处3000元罚款"),  # never above the upper end
        (EACH, "from: 0.2, to: 0.2", "", "处1100元罚款"),  # 10500 kg are 11 t: a fifth of 5500 元
    ],
)
def test_a_mitigated_fine_is_what_the_tier_says(tiny: Build, ranges: str, part: str, least: str, text: str) -> None:
    book = tiny(FACTS, ranges, SHARE.format(part=part, least=least), lists=MITIGATED)
    result = book.recommend({"mass": 10500, "reduced": True})
    assert (result.disposition, result.penalty.text) == ("mitigated", text)


def test_without_the_circumstance_the_statute_stands(tiny: Build) -> None:
    book = tiny(FACTS, RANGE, SHARE.format(part="from: 0.5, to: 0.5", least=""), lists=MITIGATED)
    assert book.recommend({"mass": 10500, "reduced": False}).penalty.text == "可以处3万元以上10万元以下罚款"


def test_reason_table_and_proof_know_it(tiny: Build) -> None:
    book = tiny(FACTS, RANGE, SHARE.format(part="from: 0, below: 1", least=", at_least: 5000"), lists=MITIGATED)
    result = book.recommend({"mass": 10500, "reduced": True})
    (said,) = [item.text for item in result.sections if item.name == "result"]
    assert "低于3万元，不低于5000元" in said
    table = write(publish(view(book.library, "national", date(2026, 3, 2))), "md")
    assert "减轻处罚的，罚款为法定最低限的不足100%；法条只规定上限的，为上限的10%以下；不低于5000元" in str(table)
    pytest.importorskip("z3", reason="可选组件 check 未安装")
    assert _statute(book) == []


def test_a_tier_makes_the_permission_a_duty(tiny: Build) -> None:
    """可以处 of the statute, 处 in the tier: it binds the authority's own discretion, and is no breach of the statute."""
    tier = "- {tier: only, label: 严重, when: {}, penalty: {fine: {share: [0.5, 1], force: shall}}}"
    book = tiny(FACTS, RANGE, tier)
    assert book.recommend({"mass": 10500, "reduced": False}).penalty.text == "处65000元以上100000元以下罚款"
    pytest.importorskip("z3", reason="可选组件 check 未安装")
    assert _statute(book) == []


def test_the_level_of_enforcement_is_told_with_the_procedure(tiny: Build) -> None:
    book = tiny(FACTS, RANGE, violation="enforcement: 设区的市级、县级")
    result = book.recommend({"mass": 10500, "reduced": False})
    assert [flag.text for flag in result.procedure] == ["执法层级：设区的市级、县级"]
    assert "执法层级：设区的市级、县级" in result.hints()
    table = write(publish(view(book.library, "national", date(2026, 3, 2))), "md")
    assert "执法层级：设区的市级、县级" in str(table)


def _statute(book: Any) -> list[str]:
    chain = book.library.rulebook.chain(book.library.rulebook.version("national"), date(2026, 3, 2))
    found = run_checks(book.library.plans, chain, "test.act", date(2026, 3, 2), {"statute"})
    return [item.message for item in found if item.verdict.value != "PROVEN"]
