"""The order of the law as a tree: which questions it asks, in which order, and what it makes of the answers.

The law is written once, in ``plan.law.settle``. It is run on every combination of answers it can ask for: each question (is the case barred?
exempt? within which range?) branches, a way that asks nothing more is a leaf. What distinguishes no outcome (which of two entries of the
same force holds) is one answer. Whoever knows less than all facts walks this tree: regions of missing facts by three values, the prover by
claims, columns by expressions. Nobody restates a question, or its place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, combinations

from discretion.penalty import Force
from discretion.plan import formula as f
from discretion.plan.law import OUTSIDE, Masks, Settled, is_bare, settle
from discretion.plan.memo import per_plan
from discretion.plan.model import Plan
from discretion.rulebook import DECIDING, ListKind

WEIGHED = (ListKind.MITIGATED, ListKind.LIGHTER, ListKind.HEAVIER)
NONE, SEVERAL = -1, -2  # no row holds, more than one does


@dataclass(frozen=True, slots=True)
class Leaf:
    """What a way through the law ends in; ``settled`` without its row numbers, which are columns of their own.

    Attributes:
        tier: whether the outcome has a tier.
        range: whether it has a statutory range.
    """

    settled: Settled
    tier: bool
    range: bool

    @property
    def decided(self) -> bool:
        """Whether it ends in a cell of the plan."""
        return self.tier and self.range and self.settled.fault is None


@dataclass(frozen=True, slots=True, eq=False)
class Fork:
    """A question and where each answer leads.

    Attributes:
        about: ``established``, ``outside``, a list of circumstances, ``tiers`` or ``ranges``.
        answers: for a list, sets of classes of entries (see ``classes``); for rows, the row, NONE or SEVERAL.
    """

    about: str
    answers: tuple[tuple[Answer, LawNode], ...]


Class = tuple[Force, bool, int]  # of a list entry: its force, whether it offers mitigation, its rank
Answer = bool | int | frozenset[Class]
LawNode = Leaf | Fork


class Law:
    """The tree of all questions of a plan (equal parts are one object), and its leaves.

    Args:
        plan: the plan.
        certain: ``tiers`` or ``ranges`` if exactly one of them is known to hold: that none or several do is not asked.

    Attributes:
        root: the first question.
        gates: what ends the matter before any range or tier is looked for, in order.
        leaves: with their numbers; those that have the same effect are neighbours.
    """

    def __init__(self, plan: Plan, certain: Collection[str] = ()) -> None:
        self.plan: Plan = plan
        self._certain = certain
        self._leaves: dict[Leaf, Leaf] = {}
        self._questions: dict[tuple[str, tuple[tuple[Answer, int], ...]], Fork] = {}
        self._grown: dict[tuple[tuple[str, int], ...], LawNode] = {}
        self._alike: dict[bool | None, dict[str, int]] = {}
        established = self._grow({})
        self.root: LawNode = self._question("established", ((True, established), (False, self._unestablished())))
        self.gates: tuple[Gate, ...] = tuple(_gates(established))
        self.leaves: dict[Leaf, int] = {leaf: number for number, leaf in enumerate(sorted(self._leaves, key=_kind))}

    def _unestablished(self) -> LawNode:
        """An element fails; or the elements hold, but the library's item does not cover the act."""
        none = self._leaf(settle(self.plan, None))
        return self._question("outside", ((True, self._leaf(OUTSIDE)), (False, none))) if self.plan.scope else none

    def _grow(self, given: dict[str, int]) -> LawNode:
        """The tree below some answers. What follows a tier and a range depends only on what kind of cell they meet in,
        so that it is grown once a kind, not once a cell.
        """
        given = {**given, **self._cell_like(given)}
        key = tuple(sorted(given.items()))
        if key not in self._grown:
            self._grown[key] = self._branch(given)
        return self._grown[key]

    def _cell_like(self, given: dict[str, int]) -> dict[str, int]:
        met = {about: given[about] for about in ("tiers", "ranges") if given.get(about, 0).bit_count() == 1}
        if len(met) < 2:
            return {}
        cell = self.plan.cells.get((met["tiers"].bit_length() - 1, met["ranges"].bit_length() - 1))
        return self._alike.setdefault(None if cell is None else is_bare(cell), met)

    def _branch(self, given: dict[str, int]) -> LawNode:
        try:
            return self._leaf(settle(self.plan, _Probe(given)))  # type: ignore[arg-type]
        except _Asked as asked:
            about = asked.about
        answers = _answers(self.plan, about, about in self._certain)
        return self._question(about, tuple((answer, self._grow({**given, about: mask})) for answer, mask in answers))

    def _leaf(self, settled: Settled) -> Leaf:
        tier, found = settled.tier is not None, settled.range is not None
        leaf = Leaf(replace(settled, tier=None, range=None), tier, found)
        return self._leaves.setdefault(leaf, leaf)

    def _question(self, about: str, answers: tuple[tuple[Answer, LawNode], ...]) -> LawNode:
        if len({id(node) for _, node in answers}) == 1:
            return answers[0][1]
        key = about, tuple((answer, id(node)) for answer, node in answers)
        return self._questions.setdefault(key, Fork(about, answers))


@dataclass(frozen=True, slots=True)
class Gate:
    """A list that can end the matter.

    Attributes:
        ending: the classes of entries of which one is enough.
        settled: what the matter then comes to.
    """

    about: ListKind
    ending: frozenset[Class]
    settled: Settled


@per_plan
def law_of(plan: Plan) -> Law:
    """The law of a plan, nothing being known of its rows."""
    return Law(plan)


def classes(plan: Plan, about: str) -> dict[Class, list[int]]:
    """The entries of a list by what the law distinguishes, with their bits."""
    found: dict[Class, list[int]] = {}
    for bit, entry in enumerate(plan.lists[ListKind(about)]):
        rank = entry.rank if about in WEIGHED else 0
        found.setdefault((entry.force, entry.or_mitigated, rank), []).append(bit)
    return found


def binding_first(plan: Plan, about: str) -> list[Class]:
    """The classes of a list in the order in which they are asked for: those that bind first."""
    return sorted(classes(plan, about), key=lambda item: item[0] is not Force.SHALL)


def of_list(node: Fork, order: Iterable[Class], holds: Callable[[Class], bool | None]) -> LawNode | Class:
    """Where a list leads: one class after the other is asked for, as far as the answer still matters; the class if that is open."""
    fitting = {answer: target for answer, target in node.answers if isinstance(answer, frozenset)}
    for key in order:
        if len({id(target) for target in fitting.values()}) == 1:
            break
        truth = holds(key)
        if truth is None:
            return key
        fitting = {answer: target for answer, target in fitting.items() if (key in answer) is truth}
    return next(iter(fitting.values()))


def class_guards(plan: Plan, about: str) -> dict[Class, f.Formula]:
    """When some entry of each class holds."""
    rules = plan.rules(about)
    return {key: f.either(rules[bit].guard for bit in bits) for key, bits in classes(plan, about).items()}


def gate_guards(plan: Plan) -> dict[Gate, f.Formula]:
    """When each gate ends the matter, by its own entries alone."""
    return {
        gate: f.either(guard for key, guard in class_guards(plan, gate.about).items() if key in gate.ending)
        for gate in law_of(plan).gates
    }


def asked(plan: Plan, masks: Masks) -> tuple[str, ...]:
    """What the law asks of a case, in order: the lists, tiers and ranges that it comes to before it is settled."""
    log = _Log(masks)
    settle(plan, log)  # type: ignore[arg-type]
    return tuple(log.read)


def _gates(node: LawNode) -> Iterator[Gate]:
    while isinstance(node, Fork) and node.about in DECIDING:
        answers = {frozenset(answer): target for answer, target in node.answers if isinstance(answer, frozenset)}
        ending = {
            key: target
            for answer, target in answers.items()
            for key in answer
            if len(answer) == 1 and all(key not in other or to is target for other, to in answers.items())
        }
        ends = {key: target for key, target in ending.items() if isinstance(target, Leaf)}
        if not ends:
            return
        (only,) = {target.settled for target in ends.values()}
        yield Gate(ListKind(node.about), frozenset(ends), only)
        node = answers[frozenset()]


def _kind(leaf: Leaf) -> tuple[object, ...]:
    settled = leaf.settled
    return (
        not leaf.decided, not leaf.range, settled.effect, settled.disposition or "", settled.status, settled.force,
        settled.offered, settled.fault or "",
    )  # fmt: skip


def _answers(plan: Plan, about: str, certain: bool) -> Iterator[tuple[Answer, int]]:
    """The answers to a question, each with a mask that stands for it."""
    if about in DECIDING:
        found = classes(plan, about)
        subsets = chain.from_iterable(combinations(found, size) for size in range(len(found) + 1))
        for subset in subsets:
            yield frozenset(subset), sum(1 << found[key][0] for key in subset)
        return
    rows = len(plan.rules(about))
    for row in range(rows):
        yield row, 1 << row
    if certain:
        return
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


class _Log:
    """Stands for ``Masks``: notes what is asked for."""

    def __init__(self, masks: Masks) -> None:
        self._masks = masks
        self.read: dict[str, None] = {}

    def __getattr__(self, name: str) -> int:
        self.read[name] = None
        value: int = getattr(self._masks, name)
        return value
