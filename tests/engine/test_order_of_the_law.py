"""Steps 3 to 7: elements, bars, exemptions, and what circumstances that meet make of the penalty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.conditions import ALWAYS
from discretion.penalty import Force
from discretion.plan import ABOUT, Masks
from discretion.plan import formula as f
from discretion.plan.law import _ranks
from discretion.plan.model import EntryRule, Rule
from discretion.rulebook import Source, SourceKind

NAMES = ("done", "late", "harmless", "first", "reduced", "helped", "child", "ill", "hindered")
FACTS = "\n".join(f"{name}: {{label: {name}, type: boolean}}" for name in NAMES)
SOURCE = "source: {kind: statute, cite: [test-law/general]}"
LISTS = {
    "barred": f"- {{id: late, label: 过时效, when: {{late: true}}, {SOURCE}}}",
    "exempt": f"""
        - {{id: harmless, label: 轻微, force: shall, when: {{harmless: true}}, orders: [教育], {SOURCE}}}
        - {{id: first, label: 首违, force: may, when: {{first: true}}, orders: [教育], {SOURCE}}}
    """,
    "mitigated": f"- {{id: reduced, label: 减轻, when: {{reduced: true}}, {SOURCE}}}",
    "lighter": f"""
        - {{id: helped, label: 从轻, when: {{helped: true}}, {SOURCE}}}
        - {{id: child, label: 从轻或者减轻, or_mitigated: true, when: {{child: true}}, {SOURCE}}}
        - {{id: ill, label: 可以从轻或者减轻, force: may, or_mitigated: true, when: {{ill: true}}, {SOURCE}}}
    """,
    "heavier": f"- {{id: hindered, label: 从重, when: {{hindered: true}}, {SOURCE}}}",
}
POLICY = """
lighter: {{share: [0, 0.3]}}
heavier: {{share: [0.7, 1]}}
mitigated: {{share_of_floor: {{from: 0.3, below: 1}}, without_floor: {{share_of_cap: {{from: 0, to: 0.1}}}}}}
lighter_and_heavier: {lighter}
mitigated_and_heavier: {mitigated}
"""


@pytest.fixture(scope="module")
def decide(tiny: Callable[..., Any], brief: Callable[..., str]) -> Callable[..., str]:
    """Decide a case in which only the named facts are true; the law gives 1000 to 5000 元."""
    books: dict[tuple[str, str], Any] = {}

    def write(true: str, lighter: str = "offset", mitigated: str = "open") -> str:
        key = lighter, mitigated
        if key not in books:
            policy = POLICY.format(lighter=lighter, mitigated=mitigated)
            books[key] = tiny(FACTS, elements="{done: true}", policy=policy, lists=LISTS)
        return brief(books[key].recommend({name: name in true.split() for name in NAMES}))

    return write


GENERAL, LIGHTER, HEAVIER = "general/only [1000..5000]", "lighter/only [1000..2200]", "heavier/only [3800..5000]"
MITIGATED = "mitigated/only [300..1000)"


@pytest.mark.parametrize(
    ("true", "result"),
    [
        ("done", GENERAL),
        ("", "not_established"),
        ("late harmless", "not_established"),  # what is not established needs no bar
        ("done late", "time_barred"),
        ("done late harmless first helped hindered", "time_barred"),  # limitation comes before everything else
        ("done harmless", "exempt"),
        ("done harmless hindered", "exempt"),  # shall be exempt, whatever else
        ("done harmless first reduced", "exempt"),
        ("done first", f"{GENERAL} ~exempt"),  # may be exempt: offered, never chosen silently
        ("done first hindered", f"{HEAVIER} ~exempt"),
        ("done helped", LIGHTER),
        ("done hindered", HEAVIER),
        ("done reduced", MITIGATED),
        ("done child", f"{LIGHTER} ~mitigated"),  # 应当从轻或者减轻
        ("done ill", f"{GENERAL} ~mitigated ~lighter"),  # 可以从轻或者减轻
        ("done ill hindered", f"{HEAVIER} ~mitigated ~lighter"),  # of one rank neither is chosen away
        ("done ill child", f"{LIGHTER} ~mitigated"),
        ("done child reduced", MITIGATED),
        ("done helped reduced", MITIGATED),
        ("done first child", f"{LIGHTER} ~exempt ~mitigated"),
    ],
)
def test_each_step_comes_in_its_turn(decide: Callable[..., str], true: str, result: str) -> None:
    assert decide(true) == result


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("offset", GENERAL),
        ("lighter", LIGHTER),
        ("heavier", HEAVIER),
        ("open", f"{GENERAL} ~lighter ~heavier"),  # both are shown, none is preferred
    ],
)
def test_lighter_meets_heavier(decide: Callable[..., str], policy: str, result: str) -> None:
    assert decide("done helped hindered", lighter=policy) == result


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("offset", GENERAL),
        ("mitigated", MITIGATED),
        ("heavier", HEAVIER),
        ("open", f"{GENERAL} ~mitigated ~heavier"),
    ],
)
def test_mitigated_meets_heavier(decide: Callable[..., str], policy: str, result: str) -> None:
    assert decide("done reduced hindered", mitigated=policy) == result
    assert decide("done reduced helped hindered", lighter="lighter", mitigated=policy) == result


def test_an_exemption_orders_to_educate_and_names_its_rule(tiny: Callable[..., Any]) -> None:
    book = tiny(FACTS, elements="{done: true}", policy=POLICY.format(lighter="offset", mitigated="open"), lists=LISTS)
    false = dict.fromkeys(NAMES, False)
    exempt = book.recommend(false | {"done": True, "harmless": True})
    assert (exempt.penalty, exempt.orders) == (None, ["责令改正", "教育"])
    assert [reason.rule for reason in exempt.reasons if reason.step == "exempt"] == ["exempt:harmless"]
    offered = book.recommend(false | {"done": True, "first": True})
    assert offered.orders == ["责令改正"]
    assert [(item.disposition, item.rules) for item in offered.alternatives] == [("exempt", ["exempt:first"])]


def test_where_the_law_sets_no_penalty_waiving_is_the_outcome(
    tiny: Callable[..., Any], brief: Callable[..., str]
) -> None:
    """可以不予处罚 beside nothing to impose is no alternative (浙江省公路条例 art. 53 (1))."""
    book = tiny(FACTS, "- {range: any, penalty: {}}", elements="{done: true}", lists=LISTS)
    false = dict.fromkeys(NAMES, False)
    assert brief(book.recommend(false | {"done": True, "first": True})) == "may-exempt/only"
    assert brief(book.recommend(false | {"done": True})) == "general/only"


@pytest.mark.parametrize(
    ("law", "tier", "effects"),
    [
        # tiers by share; each circumstance takes its part of the tier's band, mitigation goes below the law's floor
        (
            "{from: 1000, to: 5000}",
            "{share: [0.3, 0.7]}",
            ["[2200..3800]", "[2200..2680]", "[3320..3800]", "[300..1000)"],
        ),
        # a law with only a cap has no floor to go below: the policy says what 减轻 means
        ("{to: 30000}", "{share: [0, 0.3]}", ["(0..9000]", "(0..2700]", "[6300..9000]", "(0..3000]"]),
        # 可以处 stays 可以处
        ("{to: 200, force: may}", "{share: [0, 1]}", ["may (0..200]", "may (0..60]", "may [140..200]", "may (0..20]"]),
        # a fixed amount cannot move
        ("{fixed: 3000}", "{share: [0, 1]}", ["[3000..3000]", "[3000..3000]", "[3000..3000]", "[900..3000)"]),
        # 5 元 to 8 元, rounded down to whole 元 from the low end: 0.9 → 0, 2.1 → 2; below 5 元 but no less than 1.5, in whole 元 2
        ("{from: 5, to: 8}", "{share: [0, 1]}", ["[5..8]", "[5..5]", "[7..8]", "[2..5)"]),
        # the least whole 元 of 0.33 to 8 is 1; below it there is no whole 元 any more
        ("{from: 0.33, to: 8}", "{share: [0, 1]}", ["[1..8]", "[1..3]", "[5..8]", "[0.99..1)"]),
    ],
)
def test_what_a_circumstance_makes_of_a_band(
    tiny: Callable[..., Any], brief: Callable[..., str], law: str, tier: str, effects: list[str]
) -> None:
    book = tiny(
        FACTS,
        f"- {{range: any, penalty: {{fine: {law}}}}}",
        f"- {{tier: only, label: 一般, when: {{}}, penalty: {{fine: {tier}}}}}",
        lists=LISTS,
    )
    false = dict.fromkeys(NAMES, False)
    found = [brief(book.recommend(false | {name: True})) for name in ("done", "helped", "hindered", "reduced")]
    names = ("general", "lighter", "heavier", "mitigated")
    assert found == [f"{name}/only {effect}" for name, effect in zip(names, effects, strict=True)]


def test_mitigation_no_longer_commands_a_revocation_but_still_confiscates(
    tiny: Callable[..., Any], brief: Callable[..., str]
) -> None:
    law = "- {range: any, penalty: {fine: {from: 1000, to: 5000}, revoke: shall, confiscate: {illegal_gain: shall}}}"
    book = tiny(FACTS, law, lists=LISTS)
    false = dict.fromkeys(NAMES, False)
    assert brief(book.recommend(false | {"reduced": True})) == (
        "mitigated/only [300..1000) +confiscate.illegal_gain may +revoke"
    )


def test_rules_that_are_not_named_do_not_hold() -> None:
    assert Masks() == (0,) * len(ABOUT)
    assert Masks._fields == ABOUT


@pytest.mark.parametrize(
    ("entries", "mask", "ranks"),
    [
        ([], 0, (0, 0)),
        ([("shall", "statute")], 0, (0, 0)),  # it does not hold
        ([("shall", "proposed"), ("shall", "statute"), ("shall", "published")], 0b111, (3, 0)),
        ([("may", "proposed"), ("may", "statute"), ("may", "published")], 0b111, (0, 3)),
        ([("may", "proposed"), ("may", "statute"), ("may", "published")], 0b101, (0, 2)),
        ([("shall", "proposed"), ("may", "statute")], 0b11, (1, 0)),  # what is commanded need not be allowed
        ([("shall", "proposed"), ("may", "statute")], 0b10, (0, 3)),
    ],
)
def test_the_highest_rank_that_commands_or_else_that_allows(
    entries: list[tuple[str, str]], mask: int, ranks: tuple[int, int]
) -> None:
    rules = tuple(
        EntryRule(Rule("", "", f.TRUE, ALWAYS, (), source=Source.model_construct(kind=SourceKind(kind))), Force(force))
        for force, kind in entries
    )
    assert _ranks(rules, mask) == ranks
