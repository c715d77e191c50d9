"""Every way through ``settle``: which rules it looks at, in which order, and what it makes of them.

The order of the law is written once, in ``engine.decide.settle``. To have it as columns, it is run on every combination
of answers it can ask for: each question (is the case barred? exempt? within which range?) branches, a way that
asks nothing more is a leaf. What distinguishes no outcome (which of two entries of the same force holds) is one answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations

from discretion.engine.decide import Masks, Settled, settle
from discretion.penalty import Force
from discretion.plan.model import EntryRule, Plan

LISTS = ("barred", "exempt", "mitigated", "lighter", "heavier")
NONE, SEVERAL = -1, -2  # no row holds, more than one does


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a way through the law ends in."""

    number: int
    settled: Settled


@dataclass(frozen=True, slots=True)
class Question:
    """A question and where each answer leads.

    Attributes:
        about: a list of circumstances, ``tiers``, ``ranges``, or ``established``.
        answers: for a list, sets of classes of entries (see ``classes``); for rows, the row, NONE or SEVERAL.
    """

    about: str
    answers: tuple[tuple[object, Node], ...]


Node = Leaf | Question
Class = tuple[Force, bool]  # of a list entry: its force, and whether it offers mitigation


def law_tree(plan: Plan) -> tuple[Node, tuple[Leaf, ...]]:
    """The tree of all questions of a plan, and its distinct leaves."""
    leaves: dict[Settled, Leaf] = {}

    def leaf(settled: Settled) -> Leaf:
        return leaves.setdefault(settled, Leaf(len(leaves), settled))

    def grow(given: dict[str, int]) -> Node:
        probe = _Probe(given)
        try:
            return leaf(settle(plan, probe))  # type: ignore[arg-type]
        except _Asked as asked:
            about = asked.about
        branches = tuple((answer, grow({**given, about: mask})) for answer, mask in _answers(plan, about))
        return branches[0][1] if len({id(node) for _, node in branches}) == 1 else Question(about, branches)

    established = grow({})
    not_established = leaf(settle(plan, None))
    root = Question("established", ((True, established), (False, not_established)))
    return root, tuple(leaves.values())


def classes(plan: Plan, name: str) -> dict[Class, list[int]]:
    """The entries of a list by what the law distinguishes, with their bits."""
    found: dict[Class, list[int]] = {}
    for bit, entry in enumerate(entries(plan, name)):
        key = (entry.force, entry.or_mitigated) if name in ("exempt", "lighter") else (Force.SHALL, False)
        found.setdefault(key, []).append(bit)
    return found


def entries(plan: Plan, name: str) -> tuple[EntryRule, ...]:
    """The entries of one list of circumstances."""
    found: tuple[EntryRule, ...] = getattr(plan, name)
    return found


def _answers(plan: Plan, about: str) -> Iterator[tuple[object, int]]:
    """The answers to a question, each with a mask that stands for it."""
    if about in LISTS:
        found = classes(plan, about)
        subsets = chain.from_iterable(combinations(found, size) for size in range(len(found) + 1))
        for subset in subsets:
            yield frozenset(subset), sum(1 << found[key][0] for key in subset)
        return
    rows = len(getattr(plan, about))
    for row in range(rows):
        yield row, 1 << row
    yield NONE, 0
    if rows > 1 and not (about == "tiers" and plan.first_match):
        yield SEVERAL, 0b11


class _Asked(Exception):  # noqa: N818 - it is a question, not an error
    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.about = about


class _Probe:
    """Stands for ``Masks``: gives what is decided, and asks for what is not."""

    def __init__(self, given: dict[str, int]) -> None:
        self._given = given

    def __getattr__(self, name: str) -> int:
        if name not in Masks._fields:
            raise AttributeError(name)
        if name not in self._given:
            raise _Asked(name)
        return self._given[name]
