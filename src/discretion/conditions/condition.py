"""Conditions: one unary test per fact, joined by all / any / not (design §4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import PlainValidator, WithJsonSchema

from discretion.conditions.feel import parse_tests
from discretion.conditions.spelling import sensible_list
from discretion.conditions.tree import (
    AnyOf,
    Compare,
    Expression,
    FeelError,
    Interval,
    Name,
    NoneOf,
    Number,
    UnaryTest,
    bounds_of,
)

Path = tuple[str | int, ...]
MAX_DEPTH = 12


@dataclass(frozen=True, slots=True)
class FactTest:
    """One unary test on one fact. A boolean is tested by ``truth`` alone."""

    fact: str
    test: UnaryTest | None
    truth: bool | None
    path: Path


@dataclass(frozen=True, slots=True)
class Conjunction:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Disjunction:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    item: Condition


Condition = FactTest | Conjunction | Disjunction | Negation
ALWAYS = Conjunction(())


def parse_condition(raw: object, path: Path = ()) -> Condition:
    """Parse the YAML of a ``when``: a mapping of fact to unary test.

    Raises:
        FeelError: the shape or a test is wrong; the message names the fact.
    """
    if isinstance(raw, (FactTest, Conjunction, Disjunction, Negation)):
        return raw
    if not isinstance(raw, dict):
        raise FeelError('条件应当是“事实: 检验”的映射，例如 {excess_mass_kg: "> 0"}')
    if len(path) > 2 * MAX_DEPTH:
        raise FeelError(f"条件嵌套超过{MAX_DEPTH}层")
    items = tuple(_entry(key, value, (*path, key)) for key, value in raw.items())
    return items[0] if len(items) == 1 else Conjunction(items)


def conjuncts(condition: Condition) -> tuple[Condition, ...]:
    """Split a condition into the parts that must all hold."""
    return condition.items if isinstance(condition, Conjunction) else (condition,)


def leaves(condition: Condition) -> Iterator[FactTest]:
    """Every test of a fact in a condition, in order, whatever joins or negates it."""
    match condition:
        case FactTest():
            yield condition
        case Conjunction(items) | Disjunction(items):
            for item in items:
                yield from leaves(item)
        case Negation(item):
            yield from leaves(item)


def numbers_in(condition: Condition) -> Iterator[Decimal]:
    """Every number that a condition compares a fact with."""
    for leaf in leaves(condition):
        yield from (bound.value for bound in bounds_of(leaf.test) if isinstance(bound, Number))


def tested(*conditions: Condition) -> set[str]:
    """The facts that conditions test."""
    return {test.fact for condition in conditions for test in leaves(condition)}


def _entry(key: str, value: object, path: Path) -> Condition:
    if key in ("all", "any"):
        if not isinstance(value, list) or not value:
            raise FeelError(f"“{key}”之下应当是非空的条件列表")
        items = tuple(parse_condition(item, (*path, index)) for index, item in enumerate(value))
        return Conjunction(items) if key == "all" else Disjunction(items)
    if key == "not":
        return Negation(parse_condition(value, path))
    try:
        return _fact_test(key, value, path)
    except FeelError as error:
        raise FeelError(f"{key}：{error}") from None


def _fact_test(fact: str, value: object, path: Path) -> FactTest:
    if isinstance(value, bool):
        return FactTest(fact, None, value, path)
    if isinstance(value, list):
        if not value:
            raise FeelError("检验列表为空")
        members = tuple(_test(item) for item in value)
        return FactTest(fact, members[0] if len(members) == 1 else sensible_list(members), None, path)
    return FactTest(fact, _test(value), None, path)


def _test(value: object) -> UnaryTest:
    match value:
        case bool():
            raise FeelError("列表中不能写 true / false")
        case int():
            return Compare("=", Number(Decimal(value)))
        case Decimal():
            return Compare("=", Number(value))
        case date():  # a caller's dict may hold real dates
            return parse_tests(f'@"{value.isoformat()}"')
        case str():
            return parse_tests(value)
        case _:
            raise FeelError(
                "不写 null；不论某一事实如何的，不写该事实" if value is None else f"不能作为检验：{value!r}"
            )


def enum_names(test: UnaryTest) -> tuple[str, ...] | None:
    """Return the plain names a test lists (``none``, ``[none, slight]``), or None if it is no such list."""
    members = test.tests if isinstance(test, AnyOf) else (test,)
    found = tuple(
        member.bound.name
        for member in members
        if isinstance(member, Compare) and member.op == "=" and isinstance(member.bound, Name)
    )
    return found if len(found) == len(members) else None


def ordered_codes(test: UnaryTest, codes: Sequence[str]) -> UnaryTest:
    """A test of an ordered enum by rank (``>= serious``, ``[slight..serious]``) as the list of the codes that pass it.

    Args:
        test: any test; one that compares no codes by rank is returned as it is.
        codes: the values of the enum, from light to severe.

    Raises:
        FeelError: a bound is no value of this enum, or nothing passes.
    """
    match test:
        case AnyOf(tests):
            return AnyOf(tuple(member for item in tests for member in _members(ordered_codes(item, codes))))
        case NoneOf(inner):
            return NoneOf(ordered_codes(inner, codes))
        case Compare("=", _):
            return test
        case Compare(op, bound):
            rank = _rank(bound, codes)
            first, last = (rank + (op == ">"), len(codes) - 1) if op in (">", ">=") else (0, rank - (op == "<"))
        case Interval(low, low_inclusive, high, high_inclusive):
            first, last = _rank(low, codes) + (not low_inclusive), _rank(high, codes) - (not high_inclusive)
    passing = tuple(Compare("=", Name(code)) for code in codes[first : last + 1])
    if not passing:
        raise FeelError(f"没有任何值符合（由轻到重：{'、'.join(codes)}）")
    return passing[0] if len(passing) == 1 else AnyOf(passing)


def _members(test: UnaryTest) -> tuple[UnaryTest, ...]:
    return test.tests if isinstance(test, AnyOf) else (test,)


def _rank(bound: Expression, codes: Sequence[str]) -> int:
    if isinstance(bound, Name) and bound.name in codes:
        return codes.index(bound.name)
    found = f"：{bound.name}" if isinstance(bound, Name) else ""
    raise FeelError(f"列举值只能与同一事实的值比较，没有这个值{found}")


ConditionField = Annotated[
    Condition,
    PlainValidator(parse_condition),
    WithJsonSchema({"type": "object", "description": "事实: 检验（FEEL unary tests）；另有 all / any / not"}),
]
