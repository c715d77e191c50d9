"""Reading legal Chinese is the inverse of writing it, or gives up: it never says something else."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discretion.conditions import Condition, parse_condition
from discretion.facts import Fact, FactType, Vocabulary, Words
from discretion.importing.conditions import ConditionReader
from discretion.importing.penalties import PenaltyReader
from discretion.library import Library
from discretion.penalty import Fine
from discretion.plan import formula as f
from discretion.plan.lower import Lowering
from discretion.plan.space import satisfiable
from discretion.rulebook import load, shipped_rulesets
from discretion.words import number
from discretion.words.fine import say_imposed


@cache
def vocabulary() -> Vocabulary:
    return load(shipped_rulesets()).vocabulary


@cache
def reader() -> ConditionReader:
    return ConditionReader(vocabulary())


def differ(a: Condition, b: Condition) -> bool:
    """Whether some facts satisfy exactly one of two conditions (where that is settled)."""
    lowering = Lowering(vocabulary())
    left, right = lowering.condition(a), lowering.condition(b)
    if left == right:
        return False
    only = f.either((f.both((left, f.negate(right))), f.both((right, f.negate(left)))))
    return satisfiable(only, lowering.box)


TESTS = ("= {a}", "> {a}", ">= {a}", "< {a}", "<= {a}", "[{a}..{b}]", "({a}..{b}]", "[{a}..{b})", "({a}..{b})")


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    """Conjunctions over a few facts of every kind, now and then with a choice among them."""
    facts = vocabulary()
    names = draw(st.lists(st.sampled_from(sorted(facts)), min_size=1, max_size=3, unique=True))
    when: dict[str, Any] = {}
    for name in names:
        fact = facts[name]
        if fact.type is FactType.BOOLEAN:
            when[name] = draw(st.booleans())
        elif fact.values:
            when[name] = draw(st.lists(st.sampled_from(list(fact.values)), min_size=1, max_size=2, unique=True))
        elif fact.type is not FactType.DATE:
            a = draw(st.integers(0, 200))
            when[name] = draw(st.sampled_from(TESTS)).format(a=a, b=a + draw(st.integers(1, 200)))
    if len(when) > 1 and draw(st.booleans()):
        return {"any": [{key: value} for key, value in when.items()]}
    return when


@settings(max_examples=200)
@given(conditions())
def test_what_is_read_is_what_was_written(when: dict[str, Any]) -> None:
    condition = parse_condition(when)
    read = reader().read(f"{Words(vocabulary()).condition(condition)}的")
    if read is not None:
        assert not differ(condition, parse_condition(read))


def test_values_that_two_facts_say_alike_say_neither() -> None:
    """转包或者违法分包 is said of the builder and of the designer: which of them is asked, never guessed."""
    clauses = {"assigned": "转包", "subcontracted": "违法分包"}
    kind = {"type": "enum", "values": {"none": "没有", **clauses}, "clauses": clauses}
    labels = {"builder": "施工单位转包、违法分包", "designer": "勘察、设计单位转包、违法分包"}
    facts = {name: Fact.model_validate({"label": label, **kind}) for name, label in labels.items()}
    both, builder = (
        ConditionReader(Vocabulary({name: facts[name] for name in names})) for names in (labels, ["builder"])
    )
    when = {"builder": ["assigned", "subcontracted"]}
    said = Words(Vocabulary(facts)).condition(parse_condition(when))
    assert (said, builder.read(said), both.read(said)) == ("转包或者违法分包", when, None)


def test_nearly_every_shipped_condition_is_read(shipped: Library) -> None:
    words, read, total = Words(vocabulary()), 0, 0
    for versions in shipped.rulebook.areas.values():
        for ruleset in versions:
            for file in ruleset.violations.values():
                for tier in file.model.tiers:
                    if tier.when is not None:
                        total += 1
                        read += reader().read(words.condition(tier.when)) is not None
    assert read / total > 0.95


@pytest.mark.parametrize(
    "text",
    [
        "超限质量较大",
        "超限质量超过1000",  # no unit
        "超限质量超过1000元",  # the wrong unit
        "超限质量10至20吨",  # 至 does not say whether its ends belong
        "初次违法，且（及时改正",
        "及时改正，或者初次违法，且没有危害后果",  # 且 and 或者 without brackets
        "实际载客人数超过三人",  # two facts of that name
        "",
    ],
)
def test_what_is_doubtful_is_not_read(text: str) -> None:
    assert reader().read(text) is None


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("处3000元罚款", {"fixed": 3000}),
        ("处3000元以上1万元以下罚款", {"from": 3000, "to": 10000}),
        ("处３千元罚款", None),
        ("处5000元以下的罚款", {"to": 5000}),
        ("可以处超过3000元、不超过1万元的罚款", {"above": 3000, "to": 10000, "force": "may"}),
        ("处1.5万元罚款", {"fixed": 15000}),
        ("处10,000元罚款", {"fixed": 10000}),
        ("处一万元以上三万元以下罚款", {"from": 10000, "to": 30000}),
        ("处违法所得1倍以上5倍以下罚款", {"times": "illegal_gain_yuan", "from": 1, "to": 5}),
        (
            "处法定幅度（3000元以上1万元以下）的30%至70%的罚款，即5100元以上7900元以下",
            {"share": [Decimal("0.3"), Decimal("0.7")]},
        ),
        ("处法定幅度（3000元以上1万元以下）的30%至70%的罚款，即5100元以上8000元以下", None),
    ],
)
def test_fines(text: str, fine: dict[str, object] | None) -> None:
    found = PenaltyReader(vocabulary()).read(text)
    assert (found[0]["fine"] if found is not None else None) == fine


UNITS = {"occupied_area_m2": 1, "excess_mass_kg": 1000}


@st.composite
def fines(draw: st.DrawFn) -> dict[str, Any]:
    """Fines of the forms that words alone can carry."""
    a, b = draw(st.integers(1, 300)) * 100, draw(st.integers(1, 300)) * 100
    low, high = sorted((a, a + b))
    form = draw(st.sampled_from(["fixed", "range", "times", "each", "brackets", "share"]))
    force: dict[str, Any] = draw(st.sampled_from([{}, {"force": "may"}]))
    force |= draw(st.sampled_from([{}, {"left_of": {"cap": 30000, "after": "illegal_gain_yuan"}}]))
    limits: dict[str, Any] = draw(st.sampled_from([{}, {"cap": 30000}]))
    of = draw(st.sampled_from(["occupied_area_m2", "excess_mass_kg"]))
    counted = {
        "of": of,
        "per": UNITS[of],
        "rounding": draw(st.sampled_from(["down", "up", "half-up", "none"])),
        **limits,
    }
    match form:
        case "fixed":
            return {"fixed": a, **force}
        case "range":
            ends = draw(st.sampled_from([("from", "to"), ("above", "to"), ("from", "below"), ("", "to")]))
            return {key: value for key, value in zip(ends, (low, high), strict=True) if key} | force
        case "times":
            return {"times": "illegal_gain_yuan", "from": a // 100, "to": a // 100 + b // 100, **force}
        case "each":
            return {"each": a, **counted, **force}
        case "brackets":
            steps = [{"above": 0, "each": low}, {"above": 5000, "each": high}]
            return {"brackets": steps, **counted, **force}
        case _:
            return {"share": [Decimal(draw(st.integers(0, 4))) / 10, Decimal(draw(st.integers(5, 9))) / 10], **force}


@settings(max_examples=300)
@given(fines())
def test_a_fine_that_is_written_is_read_again(fine: dict[str, Any]) -> None:
    written = Fine.model_validate(fine)
    read = PenaltyReader(vocabulary()).read(say_imposed(written, None, Words(vocabulary())))
    assert read is not None
    assert Fine.model_validate(read[0]["fine"]) == written


@pytest.mark.parametrize(
    ("text", "fine"),
    [
        ("按占用公路面积每平方米处50元罚款，不足一平方米的按一平方米计，最高不得超过3万元",
         {"each": 50, "per": 1, "of": "occupied_area_m2", "rounding": "up", "cap": 30000}),
        ("按超限质量每吨500元罚款，不足一吨的不计", {"each": 500, "per": 1000, "of": "excess_mass_kg", "rounding": "down"}),
        ("按占用公路面积每平方米处50元罚款", None),  # a part of a square metre?
        ("每超1000千克罚款500元，最高不得超过30000元", None),  # of what?
        ("按超限质量每立方米500元罚款，不足一立方米的不计", None),  # another unit
        ("处罚款，分段累计：超限质量超过1000千克的部分，每1000千克300元（不足一个单位的部分不计）", None),  # and below?
    ],
)  # fmt: skip
def test_fines_by_quantity_of_other_tables(text: str, fine: dict[str, object] | None) -> None:
    found = PenaltyReader(vocabulary()).read(text)
    assert (found[0]["fine"] if found is not None else None) == fine


def test_other_measures() -> None:
    found = PenaltyReader(vocabulary()).read(
        "责令停止经营；没收违法所得，并处2万元罚款，可以责令停业整顿3日以上7日以下，吊销道路运输经营许可证"
    )
    assert found == (
        {
            "confiscate": {"illegal_gain": "shall"},
            "fine": {"fixed": 20000},
            "suspend_business": {"force": "may", "days": "[3..7]"},
            "revoke": {"force": "shall", "what": "道路运输经营许可证"},
        },
        ["责令停止经营"],
    )
    assert PenaltyReader(vocabulary()).read("不予处罚") == ({}, [])
    choice = {"warning": "shall", "fine": {"to": 200}, "choose": ["warning", "fine"]}
    assert PenaltyReader(vocabulary()).read("警告，或者处200元以下罚款") == (choice, [])
    assert PenaltyReader(vocabulary()).read("警告，或者可以处200元以下罚款") is None


@given(st.integers(1, 9999))
def test_numerals(value: int) -> None:
    digits, places = "零一二三四五六七八九", ["", "十", "百", "千"]
    said, zero = "", False
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if digit == "0":
            zero = True
        else:
            said += ("零" if zero and said else "") + digits[int(digit)] + places[place]
            zero = False
    assert number(said) == value
    assert number(f"{value:,}") == value
