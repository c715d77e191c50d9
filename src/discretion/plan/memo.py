"""What is worked out of a plan (or of a decision) once and kept with it: typed, and keyed by the function that makes it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol, TypeVar


class Keeps(Protocol):
    """Whatever has a memory of its own, and never changes otherwise."""

    @property
    def memo(self) -> dict[Any, Any]:
        """Results by function."""


Kept = TypeVar("Kept", bound=Keeps)
Result = TypeVar("Result")


def once(function: Callable[[Kept], Result]) -> Callable[[Kept], Result]:
    """Remember the result of a function with the plan (or decision) it is of."""

    @wraps(function)
    def remembered(owner: Kept) -> Result:
        memo = owner.memo
        try:
            result: Result = memo[function]
        except KeyError:
            result = memo[function] = function(owner)
        return result

    return remembered


per_plan = per_decision = once


def answers(owner: Keeps, of: Callable[..., object]) -> dict[Any, Any]:
    """The answers of a function that are kept with a plan (or decision), by what they depend on besides."""
    try:
        kept: dict[Any, Any] = owner.memo[of]
    except KeyError:
        kept = owner.memo.setdefault(of, {})
    return kept


def recent(kept: dict[Any, Any], key: object, make: Callable[[], Result], most: int = 512) -> Result:
    """One of the last answers, or a new one that is kept with them: for what depends on the facts of a case too."""
    try:
        found: Result = kept[key]
    except KeyError:
        if len(kept) >= most:
            kept.clear()
        found = kept[key] = make()
    return found


def often(kept: dict[Any, list[Any]], key: object, make: Callable[[], Result], most: int = 8) -> Result:
    """What depends on the facts of a case too: the few answers that are asked for most are kept, as that of the empty case is.

    Args:
        kept: by key, how often it was asked for and the answer.
        key: what the answer depends on.
        make: works it out.
        most: how many are kept; a new one takes the place of the newest of those asked for least.

    >>> kept = {}
    >>> for key in ("empty", "empty", *range(20)):
    ...     _ = often(kept, key, lambda: "answer")
    >>> list(kept)
    ['empty', 0, 1, 2, 3, 4, 5, 19]
    """
    entry = kept.get(key)
    if entry is None:
        if len(kept) >= most:
            kept.pop(min(reversed(list(kept.items())), key=lambda item: item[1][0])[0], None)
        entry = kept[key] = [0, make()]
    entry[0] += 1
    found: Result = entry[1]
    return found
