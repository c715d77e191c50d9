"""Conditions: the YAML of ``when``, its shapes, its errors, and the laws of three-valued logic."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from discretion.conditions import (
    ALWAYS,
    Conjunction,
    Disjunction,
    FactTest,
    FeelError,
    Negation,
    conjuncts,
    enum_names,
    parse_condition,
)
from discretion.conditions.feel import parse_tests
from discretion.conditions.tree import AnyOf, Compare, DateLiteral, Name, Number

EXCESS = FactTest("excess_mass_kg", parse_tests("(1000..5000]"), None, ("excess_mass_kg",))


def test_one_fact_one_test() -> None:
    assert parse_condition({"excess_mass_kg": "(1000..5000]"}) == EXCESS


def test_several_facts_must_all_hold() -> None:
    corrected = FactTest("corrected", None, True, ("corrected",))
    condition = parse_condition({"excess_mass_kg": "(1000..5000]", "corrected": True})
    assert condition == Conjunction((EXCESS, corrected))
    assert conjuncts(condition) == (EXCESS, corrected)
    assert conjuncts(EXCESS) == (EXCESS,)


def test_nothing_to_test_always_holds() -> None:
    assert parse_condition({}) == ALWAYS == Conjunction(())


def test_any_all_and_not_keep_the_path_for_error_messages() -> None:
    condition = parse_condition({"any": [{"a": "> 1"}, {"all": [{"b": True}, {"c": 2}]}], "not": {"d": "x"}})
    a = FactTest("a", parse_tests("> 1"), None, ("any", 0, "a"))
    b = FactTest("b", None, True, ("any", 1, "all", 0, "b"))
    c = FactTest("c", parse_tests("2"), None, ("any", 1, "all", 1, "c"))
    d = FactTest("d", parse_tests("x"), None, ("not", "d"))
    assert condition == Conjunction((Disjunction((a, Conjunction((b, c)))), Negation(d)))


@pytest.mark.parametrize(
    ("raw", "test"),
    [
        (3, Compare("=", Number(Decimal(3)))),
        (Decimal("0.5"), Compare("=", Number(Decimal("0.5")))),
        (date(2026, 5, 1), Compare("=", DateLiteral(date(2026, 5, 1)))),
        (["none", "slight"], AnyOf((Compare("=", Name("none")), Compare("=", Name("slight"))))),
        (["> 5"], parse_tests("> 5")),
        ([1, "> 5"], AnyOf((parse_tests("1"), parse_tests("> 5")))),
    ],
)
def test_a_value_is_a_test_for_equality_and_a_list_means_or(raw: Any, test: object) -> None:
    condition = parse_condition({"x": raw})
    assert isinstance(condition, FactTest)
    assert condition.test == test


def test_enum_names_are_told_from_other_tests() -> None:
    assert enum_names(parse_tests("none, slight")) == ("none", "slight")
    assert enum_names(parse_tests("none")) == ("none",)
    assert enum_names(parse_tests("none, > 5")) is None
    assert enum_names(parse_tests("not(none)")) is None


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("> 5", '条件应当是“事实: 检验”的映射，例如 {excess_mass_kg: "> 0"}'),
        ({"any": []}, "“any”之下应当是非空的条件列表"),
        ({"all": {"a": 1}}, "“all”之下应当是非空的条件列表"),
        ({"not": [{"a": 1}]}, '条件应当是“事实: 检验”的映射，例如 {excess_mass_kg: "> 0"}'),
        ({"a": []}, "a：检验列表为空"),
        ({"a": [True, False]}, "a：列表中不能写 true / false"),
        ({"a": None}, "a：不写 null；不论某一事实如何的，不写该事实"),
        ({"a": 0.5}, "a：不能作为检验：0.5"),
        ({"a": ">> 5"}, "a：不是有效的 FEEL 表达式：第2个字符处“> 5”无法识别"),
    ],
)
def test_wrong_shapes_are_refused_and_the_fact_is_named(raw: Any, message: str) -> None:
    with pytest.raises(FeelError) as caught:
        parse_condition(raw)
    assert str(caught.value) == message


def test_conditions_nested_like_a_bomb_are_refused() -> None:
    bomb: dict[str, Any] = {"a": 1}
    for _ in range(50):
        bomb = {"any": [bomb]}
    with pytest.raises(FeelError, match="条件嵌套超过12层"):
        parse_condition(bomb)
