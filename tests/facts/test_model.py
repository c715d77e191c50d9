"""Definitions of facts: what makes one complete, and what makes it nonsense."""

from __future__ import annotations

from typing import Any

import pytest

from discretion.documents import from_data, validate
from discretion.errors import RulebookError
from discretion.facts import Fact, Severity, Vocabulary


def define(**keys: Any) -> Fact:
    return validate(Fact, from_data({"label": "事实", **keys}, error=RulebookError))


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"type": "enum"}, "values 只用于且必须用于 enum"),
        ({"type": "boolean", "values": {"a": "甲"}}, "values 只用于且必须用于 enum"),
        ({"type": "enum", "values": {}}, "enum 至少要有一个值"),
        ({"type": "integer"}, "integer 类型的事实必须写 range"),
        ({"type": "money"}, "money 类型的事实必须写 range"),
        ({"type": "decimal", "digits": 2}, "decimal 类型的事实必须写 range"),
        ({"type": "decimal", "range": "[0..1]"}, "decimal 类型的事实必须写 digits"),
        ({"type": "integer", "range": "[0..1]", "digits": 2}, "digits 只用于 decimal"),
        ({"type": "integer", "range": "> 0"}, 'range 应当是带端点的区间，例如 "[0..100000]"'),
        ({"type": "integer", "range": "[0..x]"}, 'range 应当是带端点的区间，例如 "[0..100000]"'),
        ({"type": "integer", "range": 5}, 'range 应当是带端点的区间，例如 "[0..100000]"'),
        ({"type": "integer", "range": "[5..1]"}, "两端写反了"),
        ({"type": "integer", "range": "(0..1)"}, "range 里没有任何值"),
        ({"type": "integer", "range": "[0..0.5]"}, "range 的端点：应当是整数"),
        ({"type": "decimal", "digits": 1, "range": "[0..0.55]"}, "range 的端点：最多1位小数"),
        ({"type": "integer", "range": '[@"2026-01-01"..@"2026-12-31"]'}, "range 的端点：应当是数"),
        ({"type": "date", "range": "[0..10]"}, "range 的端点：应当是日期，例如 2026-03-02"),
        ({"type": "boolean", "derive": "1 + 1"}, "boolean 由条件推导，例如 derive: {prior_count_12m: 0}"),
        ({"type": "integer", "derive": {"a": 1}}, 'integer 由算式推导，例如 derive: "a + b"'),
        ({"type": "enum", "values": {"a": "甲"}, "derive": "a"}, "enum 不能推导"),
        (
            {"type": "integer", "derive": "a", "judgement": True},
            "推导的事实不能同时写 finding、judgement 或 default_from",
        ),
        ({"type": "integer", "derive": "a +"}, "不是有效的 FEEL 表达式：“a +”之后还缺内容"),
        (
            {"type": "boolean", "finding": {"kind": "correction", "count": "prior_decision"}},
            "finding 必须且只能写 kind、count、sum、party、elapsed 之一",
        ),
        (
            {"type": "boolean", "finding": {"count": "prior_decision", "party": "age"}},
            "finding 必须且只能写 kind、count、sum、party、elapsed 之一",
        ),
        ({"type": "integer", "range": "[0..9]", "finding": {"sum": "prior_decision"}}, "finding 的 sum 只用于金额"),
        ({"type": "money", "range": "[0..9]", "finding": {"sum": "correction"}}, "不是允许的值"),
        (
            {"type": "money", "range": "[0..9]", "finding": {"sum": "prior_decision", "by": "any"}},
            "finding 的 sum 不与 distinct、including_this、by: any 同用",
        ),
        ({"type": "boolean", "severity": "bad"}, "不是允许的值"),
    ],
)
def test_an_incomplete_or_contradictory_definition_is_refused(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(RulebookError) as caught:
        define(**keys)
    assert message in str(caught.value)


def test_derived_facts_need_no_range() -> None:
    assert define(type="decimal", derive="a * 100 / b").derived
    assert define(type="boolean", derive={"a": 0}).derived
    assert not define(type="boolean").derived


def test_severity_says_which_direction_is_worse() -> None:
    assert define(type="boolean", severity="mitigating").severity is Severity.MITIGATING


WORDS = Vocabulary(
    {
        "older": define(type="integer", range="[0..9]"),
        "recent": define(type="integer", range="[0..9]"),
        "count": define(type="integer", derive="older + recent"),
        "first": define(type="boolean", derive={"count": 0}),
        "axles": define(type="enum", values={"two": "二轴"}),
        "by_axles": define(type="integer", lookup={"of": "axles", "values": {"two": 18000}}),
        "limit": define(type="integer", range="[1..100000]", default_from="by_axles"),
    }
)


def test_a_derived_fact_rests_on_stated_ones() -> None:
    assert WORDS.parents("first") == ("count",)
    assert WORDS.parents("count") == ("older", "recent")
    assert WORDS.stated("first") == {"older", "recent"}
    assert WORDS.stated("older") == {"older"}
    assert WORDS.stated("by_axles") == {"axles"}
    assert WORDS.stated("limit") == {"limit"}


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ({"typical": "[0..200]"}, "typical 应当在 range 之内"),
        ({"typical": "[0..0.5]"}, "typical 的端点"),
    ],
)
def test_what_is_typical_lies_within_the_range(keys: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Fact.model_validate({"label": "面积", "type": "integer", "range": "[0..100]", **keys})
