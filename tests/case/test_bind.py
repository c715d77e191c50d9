"""Names and values that no violation could have: how many are told of, and how much of a value is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.case import check_facts, check_names
from discretion.errors import CaseError
from discretion.facts import Vocabulary

FACTS = """
gross_mass_kg: {label: 车货总质量, type: integer, unit: kg, range: "[0..100]"}
mass_limit_kg: {label: 限定标准, type: integer, unit: kg, range: "[1..100]"}
excess_mass_kg: {label: 超限质量, type: integer, unit: kg, derive: "max(gross_mass_kg - mass_limit_kg, 0)"}
kind: {label: 种类, type: enum, values: {a: 甲, b: 乙}}
done: {label: 实施, type: boolean}
"""


@pytest.fixture(scope="module")
def vocabulary(tiny: Callable[..., Any]) -> Vocabulary:
    found: Vocabulary = tiny(FACTS).plan.vocabulary
    return found


def refused(check: Callable[[], None]) -> list[str]:
    with pytest.raises(CaseError) as caught:
        check()
    return str(caught.value).split("\n")


def test_what_is_known_or_null_is_not_refused(vocabulary: Vocabulary) -> None:
    check_names(["gross_mass_kg", "kind"], vocabulary)
    check_facts(vocabulary, {"gross_mass_kg": 100, "kind": None, "done": False})


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("gross_mass_t", "没有名为 gross_mass_t 的事实（是否想写：gross_mass_kg；改法：gross_mass_kg 的单位是 kg：换算数值，不要只改名称）"),
        ("gross_mas_kg", "没有名为 gross_mas_kg 的事实（是否想写：gross_mass_kg）"),
        ("colour", "没有名为 colour 的事实"),
        (
            "excess_mass_kg",
            "excess_mass_kg（超限质量）由其他事实推导，不能直接载明（改法：改为载明 gross_mass_kg、mass_limit_kg）",
        ),
    ],
)  # fmt: skip
def test_a_name_that_cannot_be_stated(vocabulary: Vocabulary, name: str, said: str) -> None:
    assert refused(lambda: check_names([name], vocabulary)) == [f"facts.{name}: {said}"]


def test_it_is_the_name_that_is_wrong_not_its_value(vocabulary: Vocabulary) -> None:
    for name in ("colour", "excess_mass_kg"):
        with pytest.raises(CaseError) as caught:
            check_names([name], vocabulary)
        assert [problem.where.name for problem in caught.value.problems if problem.where is not None] == [True]


@pytest.mark.parametrize(("stated", "told"), [(49, 49), (50, 50), (60, 50)])
def test_fifty_unknown_names_are_enough(vocabulary: Vocabulary, stated: int, told: int) -> None:
    with pytest.raises(CaseError) as caught:
        check_names([f"x{number}" for number in range(stated)], vocabulary)
    assert len(caught.value.problems) == told


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"done": "true"}, 'facts.done: 实施：应当是 true 或 false（发现："true"；允许：true、false；改法：不加引号）'),
        ({"kind": "c" * 60}, f"facts.kind: 种类：不是列举的值（发现：{'c' * 60}；允许：a、b）"),
        ({"kind": "c" * 61}, f"facts.kind: 种类：不是列举的值（发现：{'c' * 60}…；允许：a、b）"),
    ],
)
def test_a_value_that_does_not_fit_is_shown_as_far_as_a_reader_wants_it(
    vocabulary: Vocabulary, facts: dict[str, Any], said: str
) -> None:
    assert refused(lambda: check_facts(vocabulary, facts)) == [said]


@pytest.mark.parametrize(
    ("raw", "refused"), [("a", False), (None, False), ("c", True), (["a"], True), (True, True), ({"a": 1}, True)]
)
def test_a_wrong_value_is_wrong_also_of_a_fact_that_no_rule_reads(
    tiny: Callable[..., Any], raw: object, refused: bool
) -> None:
    book = tiny(FACTS)
    assert "kind" not in book.plan.index
    if not refused:
        assert book.recommend({"kind": raw}).status == "determined"
        return
    with pytest.raises(CaseError, match=r"facts\.kind: 种类"):
        book.recommend({"kind": raw})
