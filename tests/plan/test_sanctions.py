"""What a tier gives within a statutory range, and what each circumstance makes of it: as far as the law has it, and no further."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from discretion.facts import Fact, Vocabulary
from discretion.penalty import Measure, Penalty
from discretion.plan import terms as t
from discretion.plan.ends import shown
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.model import Cell, Sanction
from discretion.plan.sanctions import statute_cell, tier_cell, whole_cell
from discretion.rulebook import Policy

WORDS = Vocabulary({"past": Fact.model_validate({"label": "已处罚款", "type": "money", "range": "[0..100000]"})})
BELOW: Mapping[str, Any] = {"from": Decimal("0.3"), "below": 1}
OF_CAP: Mapping[str, Any] = {"from": 0, "to": Decimal("0.1")}
POLICY = {
    "lighter": {"share": [0, Decimal("0.3")]},
    "heavier": {"share": [Decimal("0.7"), 1]},
    "mitigated": {"share_of_floor": BELOW, "without_floor": {"share_of_cap": OF_CAP}},
    "lighter_and_heavier": "offset",
    "mitigated_and_heavier": "open",
}
FINE = {"fine": {"from": 1000, "to": 5000}}
CHOICE = {**FINE, "suspend_licence": "shall", "revoke": "shall", "choose": ["suspend_licence", "revoke"]}  # 并处…或者…
OR_FINE = {**FINE, "revoke": "shall", "choose": ["fine", "revoke"]}  # 处…或者…
OPTION = {**FINE, "suspend_licence": "may", "revoke": "may", "choose": ["suspend_licence", "revoke"]}  # 可以处…或者…
BESIDE = {**CHOICE, "warning": "shall"}
Said = Mapping[str, Any]


def policy(**more: Any) -> Policy:
    return Policy.model_validate(POLICY | more)


def mitigating(least: int | None = None, *, floor: Said = BELOW, cap: Said = OF_CAP) -> Policy:
    own = {} if least is None else {"at_least": least}
    return policy(mitigated={"share_of_floor": floor, "without_floor": {"share_of_cap": cap}, **own})


def statute(law: Said, how: Policy | None = None) -> Cell:
    return statute_cell(Penalty.model_validate(law), how or policy(), Lowering(WORDS))


def tier(law: Said, own: Said | str, how: Policy | None = None) -> Cell:
    """A tier of a ruleset within a range of the law."""
    lowering, how = Lowering(WORDS), how or policy()
    penalty = own if isinstance(own, str) else Penalty.model_validate(own)
    return tier_cell(penalty, statute_cell(Penalty.model_validate(law), how, lowering), how, lowering)


def said(measure: Measure) -> str:
    force = "" if measure.force == "shall" else f"{measure.force} "
    return f"+{force}{measure.key}" + (f" {measure.extent}" if measure.extent else "")


def told(found: Sanction, stated: int = 0) -> str:
    """A sanction on one line: the fine in 元, cut to the statute, and the measures; at so many 分 of the only fact it reads."""
    words = [said(measure) for measure in found.measures]
    if found.ends is not None:
        ends = found.ends
        low, high = t.evaluate(ends.lowest, [stated]), t.evaluate(ends.highest, [stated])
        over, under = ([t.evaluate(end, [stated]) for end in several] for several in (ends.over, ends.under))
        force = "" if found.force == "shall" else f"{found.force} "
        words.insert(0, force + shown(low, high, over, under).interval)
    return " ".join(words)


def effects(cell: Cell) -> dict[str, str]:
    return {effect: told(found) for effect, found in cell.party.items()}


def test_a_statutory_range_is_itself_whatever_the_circumstances() -> None:
    cell = statute({**FINE, "revoke": "may", "also": {"responsible_person": {"fine": {"from": 100, "to": 200}}}})
    assert effects(cell) == {"general": "[1000..5000] +may revoke"}
    assert {who: told(part["general"]) for who, part in cell.others.items()} == {"responsible_person": "[100..200]"}


def test_the_law_itself_knows_no_limit_over_several_cases() -> None:
    with pytest.raises(LoweringError, match="几起案件合在一起的限额（left_of）写在裁量基准的阶次中，不写在法律中"):
        statute({"fine": {"from": 1000, "to": 5000, "left_of": {"cap": 9000, "after": "past"}}})


def test_circumstances_move_the_fine_and_mitigation_takes_the_duty_of_measures() -> None:
    """减轻 30 % 至不足 100 % of the floor; what is confiscated stays confiscated."""
    law = {**FINE, "revoke": "shall", "confiscate": {"illegal_gain": "shall"}}
    assert effects(tier(law, "statute")) == {
        "general": "[1000..5000] +confiscate.illegal_gain +revoke",
        "lighter": "[1000..2200] +confiscate.illegal_gain +revoke",
        "heavier": "[3800..5000] +confiscate.illegal_gain +revoke",
        "mitigated": "[300..1000) +confiscate.illegal_gain +may revoke",
    }


def test_of_a_fixed_fine_every_share_is_the_whole() -> None:
    cell = tier(FINE, {"fine": {"fixed": 2000}})
    assert effects(cell) == {
        "general": "[2000..2000]", "lighter": "[2000..2000]", "heavier": "[2000..2000]", "mitigated": "[300..1000)",
    }  # fmt: skip
    assert cell.party["lighter"] is cell.party["general"]


def test_a_range_without_a_fine_has_nothing_to_move() -> None:
    assert effects(tier({"warning": "shall"}, "statute")) == {
        "general": "+warning", "lighter": "+warning", "heavier": "+warning", "mitigated": "+may warning",
    }  # fmt: skip


@pytest.mark.parametrize(("unit", "lighter"), [(1, "[1000..2200]"), (10, "[1000..2200]"), (100, "[1000..2200]")])
def test_shares_are_rounded_to_the_unit_of_the_ruleset(unit: int, lighter: str) -> None:
    assert effects(tier(FINE, "statute", policy(rounding={"unit": unit})))["lighter"] == lighter
    odd = {"fine": {"from": 1000, "to": 1999}}
    upper = {1: "[1000..1299]", 10: "[1000..1290]", 100: "[1000..1200]"}[unit]
    assert effects(tier(odd, "statute", policy(rounding={"unit": unit})))["lighter"] == upper


@pytest.mark.parametrize(
    ("law", "own", "general"),
    [
        # the fine: within the law's, commanded as the law commands it unless the tier says otherwise
        (FINE, {"fine": {"share": [0, Decimal("0.5")]}}, "[1000..3000]"),
        (FINE, {"fine": {"from": 500, "to": 9000}}, "[1000..5000]"),
        ({"fine": {"from": 1000, "to": 5000, "force": "may"}}, {"fine": {"fixed": 2000}}, "may [2000..2000]"),
        ({"fine": {"from": 1000, "to": 5000, "force": "may"}}, {"fine": {"fixed": 2000, "force": "shall"}}, "[2000..2000]"),
        ({"warning": "shall"}, {"fine": {"fixed": 2000}, "warning": "shall"}, "+warning"),  # the law has no fine
        (FINE, {"fine": {"fixed": 2000}, "warning": "shall"}, "[2000..2000]"),  # nor a warning
        # measures: those that the law commands come along, those that it allows do not
        ({**FINE, "revoke": "shall"}, {"fine": {"fixed": 2000}}, "[2000..2000] +revoke"),
        ({**FINE, "revoke": "may"}, {"fine": {"fixed": 2000}}, "[2000..2000]"),
        ({**FINE, "revoke": "may"}, {"fine": {"fixed": 2000}, "revoke": "shall"}, "[2000..2000] +revoke"),
        ({**FINE, "revoke": "shall"}, {"fine": {"fixed": 2000}, "revoke": "may"}, "[2000..2000] +may revoke"),
        # of a choice all that can still be chosen comes along; what the tier commands of it settles it
        (CHOICE, {"fine": {"fixed": 2000}}, "[2000..2000] +choice suspend_licence +choice revoke"),
        (CHOICE, {"fine": {"fixed": 2000}, "revoke": "shall"}, "[2000..2000] +revoke"),
        (OR_FINE, {"fine": {"fixed": 2000}}, "choice [2000..2000] +choice revoke"),
        (OR_FINE, {"fine": {"fixed": 2000, "force": "shall"}}, "[2000..2000]"),
        (OR_FINE, {"revoke": "shall"}, "+revoke"),
        (OPTION, {"fine": {"fixed": 2000}, "revoke": "may"}, "[2000..2000] +option revoke"),
        (OPTION, {"fine": {"fixed": 2000}, "revoke": "shall"}, "[2000..2000] +revoke"),
        (BESIDE, {"fine": {"fixed": 2000, "force": "shall"}}, "[2000..2000] +warning +choice suspend_licence +choice revoke"),
        # how long: within the law's, else as long as the law has it
        ({"suspend_licence": {"months": "[3..6]"}}, {"suspend_licence": {"months": "[4..5]"}}, "+suspend_licence 4个月以上5个月以下"),
        ({"suspend_licence": {"months": "[3..6]"}}, {"suspend_licence": {"months": "[4..7]"}}, "+suspend_licence 3个月以上6个月以下"),
        ({"suspend_licence": {"months": "[3..6]"}}, {"suspend_licence": "shall"}, "+suspend_licence 3个月以上6个月以下"),
        ({"suspend_licence": "shall"}, {"suspend_licence": {"months": "[4..7]"}}, "+suspend_licence 4个月以上7个月以下"),
    ],
)  # fmt: skip
def test_a_tier_gives_what_the_law_has(law: Said, own: Said, general: str) -> None:
    assert effects(tier(law, own))["general"] == general


def test_what_a_tier_says_beyond_the_law_is_kept_as_its_words() -> None:
    found = tier(FINE, {"fine": {"fixed": 2000}, "revoke": "shall"}).party["general"]
    assert told(found) == "[2000..2000]"
    assert found.written is not None
    assert told(found.written) == "[2000..2000] +revoke"
    fine = tier({"warning": "shall"}, {"fine": {"fixed": 2000}, "warning": "shall"}).party["general"].written
    assert fine is not None
    assert told(fine) == "[2000..2000] +warning"
    assert (
        tier({**FINE, "revoke": "may"}, {"fine": {"fixed": 2000}, "revoke": "shall"}).party["general"].written is None
    )


@pytest.mark.parametrize(
    ("fine", "cut"),
    [
        ({"share": [0, Decimal("0.5")]}, False),
        ({"at": "midpoint"}, False),
        ({"from": 1000, "to": 5000}, False),
        ({"from": 1000, "to": 4000}, True),
        ({"from": 2000, "to": 5000}, True),
        ({"fixed": 2000}, True),
    ],
)
def test_only_what_may_lie_outside_is_cut(fine: Said, cut: bool) -> None:
    assert (tier(FINE, {"fine": fine}).party["general"].clamp is not None) is cut


ALSO = {**FINE, "also": {"responsible_person": {"fine": {"from": 100, "to": 200}}}}


@pytest.mark.parametrize(
    ("own", "person"),
    [
        ("statute", "[100..200]"),
        ({"fine": {"share": [0, Decimal("0.5")]}}, "[100..150]"),  # the same share of his own range
        ({"fine": {"at": "cap"}}, "[200..200]"),
        ({"fine": {"fixed": 2000}}, "[100..200]"),  # an amount is the enterprise's only
        ({"fine": {"fixed": 2000}, "also": {"responsible_person": {"fine": {"fixed": 120}}}}, "[120..120]"),
        ({"fine": {"share": 1, "left_of": {"cap": 9000, "after": "past"}}}, "[200..200]"),  # the limit is too
    ],
)
def test_who_is_not_named_takes_the_same_share_of_his_own_range(own: Said | str, person: str) -> None:
    assert told(tier(ALSO, own).others["responsible_person"]["general"]) == person


def test_a_whole_cell_has_every_effect_for_everybody() -> None:
    cell = whole_cell(statute(ALSO), policy())
    assert effects(cell) == effects(tier(FINE, "statute"))
    assert {effect: told(found) for effect, found in cell.others["responsible_person"].items()} == {
        "general": "[100..200]", "lighter": "[100..130]", "heavier": "[170..200]", "mitigated": "[30..100)",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("law", "how", "mitigated"),
    [
        ({"from": 1000, "to": 5000}, mitigating(), "[300..1000)"),
        ({"from": 1000, "to": 5000}, mitigating(floor={"above": Decimal("0.3"), "to": 1}), "(300..1000]"),
        ({"from": 1000, "to": 5000}, mitigating(floor={"from": 0, "below": 1}), "(0..1000)"),
        ({"above": 1000, "to": 5000}, mitigating(), "[300..1000)"),
        ({"from": 3, "to": 5}, mitigating(), "[1..3)"),
        ({"from": 1, "to": 5}, mitigating(), "[0.99..1)"),
        ({"to": 5000}, mitigating(), "(0..500]"),
        ({"to": 5}, mitigating(), "(0..1]"),
        ({"to": 5000}, mitigating(cap={"from": Decimal("0.05"), "below": Decimal("0.1")}), "[250..500)"),
        # of a cap of a few 元: one is left, unless less than one is meant
        ({"to": 5}, mitigating(cap={"from": 0, "below": Decimal("0.1")}), "[0..0]"),
        ({"to": 5}, mitigating(cap={"from": Decimal("0.05"), "to": Decimal("0.1")}), "[1..1]"),
        # a floor of its own, never above its upper end
        ({"from": 1000, "to": 5000}, mitigating(200), "[300..1000)"),
        ({"from": 1000, "to": 5000}, mitigating(400), "[400..1000)"),
        ({"from": 1000, "to": 5000}, mitigating(2000), "[999.99..1000)"),
        ({"to": 5000}, mitigating(1), "[1..500]"),
    ],
)
def test_mitigated_is_below_the_floor_or_a_part_of_the_cap(law: Said, how: Policy, mitigated: str) -> None:
    assert effects(tier({"fine": law}, "statute", how))["mitigated"] == mitigated


@pytest.mark.parametrize(
    ("law", "how", "mitigated"),
    [
        ({"from": 1000, "to": 5000}, mitigating(), "[300..500]"),
        ({"from": 1000, "to": 5000}, mitigating(floor={"above": Decimal("0.3"), "to": 1}), "[300.01..500]"),
        ({"to": 5000}, mitigating(cap={"from": 0, "to": Decimal("0.2")}), "(0..500]"),
        ({"to": 5000}, mitigating(cap={"from": 0, "to": Decimal("0.05")}), "(0..250]"),
    ],
)
def test_mitigated_is_within_what_earlier_fines_leave(law: Said, how: Policy, mitigated: str) -> None:
    """They leave 500 元."""
    limited = {"fine": {**law, "left_of": {"cap": 500, "after": "past"}}}
    assert effects(tier({"fine": law}, limited, how))["mitigated"] == mitigated


@pytest.mark.parametrize(
    ("floor", "to", "mitigated"),
    [
        (12000, BELOW, "[3600..12000)"),  # as it is said of a floor that is written: not 11999元以下
        (12000, {"from": Decimal("0.3"), "to": Decimal("0.8")}, "[3600..9600]"),
        (12000, {"above": Decimal("0.3"), "to": 1}, "[3601..12000]"),
        (2, BELOW, "[1..2)"),
        (1, BELOW, "[0..0]"),  # below one 元 there is none
    ],
)
def test_mitigated_is_below_a_floor_that_is_worked_out(floor: int, to: Said, mitigated: str) -> None:
    """One to five times what was earned."""
    cell = tier({"fine": {"times": "past", "from": 1, "to": 5}}, "statute", mitigating(floor=to))
    assert told(cell.party["mitigated"], floor * 100) == mitigated


def test_a_measure_is_called_what_the_law_calls_it_and_imposed_by_whom_the_law_says() -> None:
    law = {"suspend_business": {"words": "责令停产停业整顿", "by": "原许可机关"}}
    plain = tier(law, {"suspend_business": "shall"}).party["general"].measures
    assert [(item.words, item.by) for item in plain] == [("责令停产停业整顿", "原许可机关")]
    named = tier(law, {"suspend_business": {"words": "停业整顿", "by": "许可机关"}}).party["general"].measures
    assert [(item.words, item.by) for item in named] == [("停业整顿", "许可机关")]


def test_where_no_fine_is_given_none_is_cut() -> None:
    assert tier({**FINE, "warning": "shall"}, {"warning": "shall"}).party["general"].clamp is None
