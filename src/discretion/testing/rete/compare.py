"""Compare: the rows that the Rete network matches against those that the engine matches, on given facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from discretion.decide import decide
from discretion.plan import ABOUT, Plan, Values
from discretion.testing.rete.normal import TooLarge
from discretion.testing.rete.process import Matcher, ProcessFailure
from discretion.testing.rete.rules import network

BATCH = 500


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Facts at which the two match different rows; ``only_*`` name the rows that only one of them matches."""

    values: Values
    only_engine: tuple[str, ...]
    only_rete: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReteComparison:
    """What the comparison of one plan came to.

    Attributes:
        failure: why the comparison ended before all facts were compared, if it did.
    """

    compared: int
    disagreements: tuple[Disagreement, ...] = ()
    failure: str | None = None

    @property
    def agrees(self) -> bool:
        """Whether everything was compared, and the same."""
        return not self.disagreements and self.failure is None


def compare(plan: Plan, facts: Iterable[Values], matcher: Matcher) -> ReteComparison:
    """Match complete facts with both. A crash is part of the result, never an exception.

    Raises:
        MissingExtra: durable-rules is not installed or does not work on this Python.
    """
    compared, found = 0, []
    try:
        rete = network(plan)
        matcher.load(rete)
        for batch in _batches(facts):
            matches = matcher.match([rete.fact(values) for values in batch])
            for values, theirs in zip(batch, matches, strict=True):
                ours = matched(plan, values)
                # When the elements do not hold the engine asks nothing further.
                relevant = theirs if "established" in ours else theirs & {"established"}
                compared += 1
                if ours != relevant:
                    only = tuple(sorted(ours - relevant)), tuple(sorted(relevant - ours))
                    found.append(Disagreement(values, *only))
    except TooLarge:
        return ReteComparison(compared, tuple(found), "条件展开后过大，没有复核")
    except ProcessFailure as failure:
        return ReteComparison(compared, tuple(found), str(failure))
    return ReteComparison(compared, tuple(found))


def matched(plan: Plan, values: Values) -> frozenset[str]:
    """The names of the rows that the engine matches."""
    masks = decide(plan, values).masks
    if masks is None:
        return frozenset()
    names = {
        f"{about}.{bit}" for about in ABOUT for bit in range(len(plan.rules(about))) if getattr(masks, about) >> bit & 1
    }
    return frozenset({"established", *names})


def _batches(facts: Iterable[Values]) -> Iterator[list[Values]]:
    remaining = iter(facts)
    while batch := list(islice(remaining, BATCH)):
        yield batch
