"""What the law makes of the rules that hold, where some may be open: what all outcomes have in common in which the same do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from itertools import accumulate, chain
from typing import NamedTuple

from discretion.audit.outcome import named
from discretion.audit.questions import one_holds
from discretion.plan import (
    NONE,
    OUTSIDE,
    PARTY,
    SEVERAL,
    Ends,
    Fork,
    LawNode,
    Masks,
    Plan,
    Settled,
    Status,
    answers,
    binding_first,
    class_guards,
    classes,
    law_of,
    measures_of,
    of_list,
    per_plan,
    recent,
    sanctions_of,
    settle,
)
from discretion.plan import formula as f
from discretion.rulebook import DECIDING

ROWS = ("tiers", "ranges")


class Conclusion(NamedTuple):
    """An outcome without its amounts, as ``columns.OUTCOME`` names it.

    Attributes:
        ends: of the band.
        law: of the statutory range.
    """

    status: str | None = None
    disposition: str | None = None
    force: str | None = None
    tier: str | None = None
    statutory_range: str | None = None
    offered: str | None = None
    fine_force: str | None = None
    measures: str | None = None
    ends: Ends | None = None
    law: Ends | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What tells it apart; the ends of a sanction are one object."""
        return (*self[:-2], id(self.ends), id(self.law))


UNKNOWN = Conclusion(Status.UNDETERMINED.value)


@per_plan
def guards(plan: Plan) -> tuple[f.Formula, ...]:
    """All that the law asks of a case."""
    return tuple(chain.from_iterable(_asked(plan).values()))


@per_plan
def _asked(plan: Plan) -> Mapping[str, tuple[f.Formula, ...]]:
    """By question: of a list, when some entry of each class holds."""
    lists: dict[str, tuple[f.Formula, ...]] = {about: tuple(class_guards(plan, about).values()) for about in DECIDING}
    rows = {about: tuple(rule.guard for rule in plan.rules(about)) for about in (*ROWS, "supplements")}
    return {"established": (plan.established,), "outside": (plan.outside,) if plan.scope else (), **lists, **rows}


@per_plan
def _places(plan: Plan) -> Mapping[str, slice]:
    """Where among the ``guards`` those of each question are."""
    ends = list(accumulate(map(len, _asked(plan).values())))
    return dict(zip(_asked(plan), map(slice, [0, *ends], ends), strict=True))


def conclusion_of(plan: Plan, holds: tuple[bool | None, ...]) -> Conclusion:
    """What follows when some of the ``guards`` hold; ``UNKNOWN`` where the law turns on an open one."""
    return recent(answers(plan, conclusion_of), holds, partial(_concluded, plan, holds))


def _concluded(plan: Plan, holds: tuple[bool | None, ...]) -> Conclusion:
    held = _Held(plan, holds)
    settled = _settled(plan, held)
    if settled is None:
        return UNKNOWN
    known, added = answers(plan, _concluded), held.of("supplements")
    if (settled, added) not in known:
        known[settled, added] = _conclusion(plan, settled, added)
    conclusion: Conclusion = known[settled, added]
    return conclusion


def _conclusion(plan: Plan, settled: Settled, added: tuple[bool | None, ...]) -> Conclusion:
    """An outcome, with what the general law adds."""
    sanction = sanctions_of(plan, settled).get(PARTY)
    if sanction is not None and None in added:
        return UNKNOWN
    measures = measures_of(plan, sanction, Masks(supplements=_mask(added))) if sanction is not None else ()
    law = plan.statute[settled.range].party["general"].ends if settled.range is not None else None
    ends = sanction.ends if sanction is not None else None
    return Conclusion(**named(plan, settled, sanction, measures), ends=ends, law=law)


def _settled(plan: Plan, held: _Held) -> Settled | None:
    (established,), outside = held.of("established"), held.of("outside")
    if established is None or (established is False and None in outside):
        return None
    if not established:
        return OUTSIDE if any(outside) else settle(plan, None)
    try:
        return settle(plan, held)  # type: ignore[arg-type]
    except _Open as open_:
        # Entries of a list may be open and not matter: the tree of the law knows.
        return _walked(plan, held) if open_.about in DECIDING else None


class _Open(Exception):  # noqa: N818 - a question, not an error
    def __init__(self, about: str) -> None:
        super().__init__(about)
        self.about = about


class _Held:
    """Which guards hold; stands for ``Masks``, where one entry stands for all of its class."""

    def __init__(self, plan: Plan, holds: tuple[bool | None, ...]) -> None:
        self._plan, self._holds = plan, holds
        self._places, self._masks = _places(plan), answers(plan, _Held)

    def of(self, about: str) -> tuple[bool | None, ...]:
        """What holds of one question of the law."""
        return self._holds[self._places[about]]

    def __getattr__(self, name: str) -> int:
        held = self.of(name)
        if (name, held) not in self._masks:
            self._masks[name, held] = self.mask(name, held)
        mask: int | None = self._masks[name, held]
        if mask is None:
            raise _Open(name)
        return mask

    def mask(self, name: str, held: tuple[bool | None, ...]) -> int | None:
        """As in ``Masks``; None where it is open."""
        if name in ROWS:
            return _row_mask(self._plan, name, held)
        if None in held:
            return None
        bits = [1 << own[0] for own in classes(self._plan, name).values()]
        return sum(bit for bit, holds in zip(bits, held, strict=True) if holds)


def _row_mask(plan: Plan, about: str, held: tuple[bool | None, ...]) -> int | None:
    """The rows that hold, as far as it matters which; None where that is open."""
    if None not in held:
        return _mask(held)
    if about == "tiers" and plan.first_match:
        number, found = next((number, holds) for number, holds in enumerate(held) if holds is not False)
        return None if found is None else 1 << number
    return 1 << held.index(True) if True in held and one_holds(plan, about) else None


def _mask(held: tuple[bool | None, ...]) -> int:
    return sum(1 << number for number, holds in enumerate(held) if holds)


def _walked(plan: Plan, held: _Held) -> Settled | None:
    """Down the tree of the law: of a list, one class of entries after the other is asked for, as far as it still matters."""
    node: LawNode | None = law_of(plan).root
    rows: dict[str, int] = {}
    while isinstance(node, Fork):
        if node.about in ROWS:
            mask = _row_mask(plan, node.about, held.of(node.about))
            if mask is None:
                return None
            first = node.about == "tiers" and plan.first_match
            rows[node.about] = NONE if not mask else SEVERAL if mask.bit_count() > 1 and not first else _lowest(mask)
            node = dict(node.answers)[rows[node.about]]
        elif node.about in DECIDING:
            node = _of_list(plan, node, held.of(node.about))
        else:
            node = dict(node.answers)[held.of(node.about)[0] is True]
    if node is None:
        return None
    tier, found = (rows[about] if has else None for about, has in zip(ROWS, (node.tier, node.range), strict=True))
    return replace(node.settled, tier=tier, range=found)


def _of_list(plan: Plan, node: Fork, held: tuple[bool | None, ...]) -> LawNode | None:
    """Where a list leads; None where a class is open that still matters."""
    known = dict(zip(classes(plan, node.about), held, strict=True))
    found = of_list(node, binding_first(plan, node.about), known.__getitem__)
    return None if isinstance(found, tuple) else found


def _lowest(mask: int) -> int:
    return (mask & -mask).bit_length() - 1
