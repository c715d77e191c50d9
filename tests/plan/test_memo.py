"""What is worked out once and kept: with its owner, by what it depends on, and never without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discretion.plan import answers, often, per_plan, recent


class Owner:
    def __init__(self) -> None:
        self.memo: dict[Any, Any] = {}


def counted() -> tuple[Callable[[object], object], list[object]]:
    """A function that gives back what it is asked, and what it was asked."""
    asked: list[object] = []

    def ask(what: object) -> object:
        asked.append(what)
        return what

    return ask, asked


def test_a_result_is_worked_out_once_for_each_owner_even_if_it_is_nothing() -> None:
    made: list[Owner] = []

    def nothing(owner: Owner) -> None:
        made.append(owner)

    keep = per_plan(nothing)
    one, other = Owner(), Owner()
    for owner in (one, other, one):
        keep(owner)
    assert made == [one, other]


def test_answers_are_kept_by_function() -> None:
    owner = Owner()
    answers(owner, len)["key"] = 1
    assert (answers(owner, len), answers(owner, max)) == ({"key": 1}, {})


def test_of_recent_answers_no_more_are_kept_than_allowed() -> None:
    ask, asked = counted()
    kept: dict[Any, Any] = {}
    for key in (1, 2, 1, 2, 3, 3, 1):
        assert recent(kept, key, lambda key=key: ask(key), most=2) == key  # type: ignore[misc]
    assert asked == [1, 2, 3, 1]  # the third made room for itself
    assert list(kept) == [3, 1]


def test_the_answers_asked_for_most_stay() -> None:
    ask, asked = counted()
    kept: dict[Any, list[Any]] = {}
    for key in ("empty", "empty", *range(5), "empty", 0):
        assert often(kept, key, lambda key=key: ask(key), most=3) == key  # type: ignore[misc]
    assert asked == ["empty", 0, 1, 2, 3, 4]
    assert {key: times for key, (times, _) in kept.items()} == {"empty": 3, 0: 2, 4: 1}
