"""Two plans of one violation: facts at which their results differ, or a proof that there are none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import chain
from random import Random
from typing import Any

from discretion.check import coherent
from discretion.errors import MissingExtra
from discretion.plan import (
    ABOUT,
    Cell,
    Ends,
    EnumTable,
    Plan,
    Rule,
    Sanction,
    Values,
    Var,
    boundary_facts,
    gate_guards,
    random_facts,
    search,
)
from discretion.plan import formula as f
from discretion.testing.result import result

RANDOM = 500  # facts tried beyond the boundaries
CUTS = 300


def differing(old: Plan, new: Plan) -> Iterator[Values]:
    """Facts (in the slots of the old plan) at which the results differ, around the boundaries of either first."""
    if [slot.name for slot in new.slots] == [slot.name for slot in old.slots]:
        there = list(range(len(old.slots)))
    else:
        there = [old.index.get(slot.name, -1) for slot in new.slots]
    candidates = chain(
        boundary_facts(old),
        (_in_slots_of(old, new, values) for values in boundary_facts(new)),
        random_facts(old, Random(0), RANDOM),  # noqa: S311 - no secret; the same cases every time
    )
    for values in candidates:
        moved = tuple(values[at] if at >= 0 else new.slots[slot].low for slot, at in enumerate(there))
        if result(old, values) != result(new, moved):
            yield values


def equivalent(old: Plan, new: Plan) -> bool:
    """Whether it is proved that no facts at all make a difference. False is no proof of the contrary."""
    if any(slot.name not in old.index for slot in new.slots):
        return False
    slots = {slot: old.index[item.name] for slot, item in enumerate(new.slots)}
    impossible = _Impossible(old)
    established = _moved(new.established, slots)
    if not impossible.same(old.established, established):
        return False

    asked = [
        old.established,
        coherent(old),
    ]  # what must hold for a rule to be asked for at all, of a case that there can be

    def never(formula: f.Formula) -> bool:
        return impossible(f.both((*asked, formula)))

    for name in ABOUT:
        for before, after in _guards(old, new, name):
            moved = f.FALSE if after is None else _moved(after, slots)
            known = f.FALSE if before is None else before
            differ = (f.both((known, f.negate(moved))), f.both((moved, f.negate(known))))
            if known != moved and not all(map(never, differ)):
                return False
        asked += [f.negate(guard) for gate, guard in gate_guards(old).items() if gate.about == name]
    return _same_cells(old, new, slots, never)


class _Impossible:
    """Whether no facts of a plan satisfy a formula: by cutting the space, else by the solver."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._solver: tuple[Any, Any] | None = None

    def __call__(self, formula: f.Formula) -> bool:
        found = search(formula, self.plan.box, CUTS)
        if found.values is not None or found.certain:
            return found.values is None
        try:
            return self._solved(formula)
        except MissingExtra:
            return False

    def same(self, one: f.Formula, other: f.Formula) -> bool:
        """Whether two formulas never differ."""
        return one == other or (self(f.both((one, f.negate(other)))) and self(f.both((other, f.negate(one)))))

    def _solved(self, formula: f.Formula) -> bool:
        from discretion.check import Answer, Encoding, Facts, Prover

        if self._solver is None:
            prover = Prover()
            self._solver = prover, Encoding(self.plan.slots, Facts(prover))
        prover, encoding = self._solver
        claim = encoding.formula(formula)
        return bool(prover.ask(claim, *encoding.definitions()) is Answer.IMPOSSIBLE)


def _guards(old: Plan, new: Plan, name: str) -> Iterator[tuple[f.Formula | None, f.Formula | None]]:
    """The guards of both plans, those of the same rule side by side."""
    before, after = (_by_id(plan.rows(name), name) for plan in (old, new))
    for key in dict.fromkeys((*before, *after)):
        yield before.get(key), after.get(key)


def _by_id(rows: Any, name: str) -> dict[tuple[object, ...], f.Formula]:
    """Guards by everything about a row but its guard (force, orders, …; what is written is worked into the cells); rows alike are told apart by their order.

    What bars punishment bars it with any force.
    """
    found: dict[tuple[object, ...], f.Formula] = {}
    for row in rows:
        rule: Rule = row.rule
        number = sum(key[0] == rule.id for key in found)
        others = tuple(
            getattr(row, field.name)
            for field in fields(row)
            if field.compare and field.name != "rule" and name != "barred"
        )
        found[rule.id, number, repr(others), rule.orders] = rule.guard
    return found


def _same_cells(old: Plan, new: Plan, slots: dict[int, int], never: Callable[[f.Formula], bool]) -> bool:
    """Whether the cells give the same, wherever tier and range meet."""
    if len(old.tiers) != len(new.tiers) or len(old.ranges) != len(new.ranges):
        return False
    for key in dict.fromkeys((*old.cells, *new.cells)):
        tier, range_ = key
        meet = f.both((old.tiers[tier].rule.guard, old.ranges[range_].rule.guard))
        before, after = old.cells.get(key), new.cells.get(key)
        if before is None or after is None:
            if not never(meet):
                return False
        elif before != (moved := _moved(after, slots)) and not _same_amounts(before, moved, meet, never):
            return False
    return True


def _same_amounts(before: Cell, after: Cell, meet: f.Formula, never: Callable[[f.Formula], bool]) -> bool:
    if never(meet):
        return True
    one, other = _sanctions(before), _sanctions(after)
    if one.keys() != other.keys():
        return False
    for key, sanction in one.items():
        changed = other[key]
        if sanction.measures != changed.measures:
            return False
        if sanction.force is not changed.force or not _same_ends(sanction.ends, changed.ends, meet, never):
            return False
    return True


def _sanctions(cell: Cell) -> dict[tuple[str, str], Sanction]:
    found = {("", effect): sanction for effect, sanction in cell.party.items()}
    for subject, effects in cell.others.items():
        found |= {(subject, effect): sanction for effect, sanction in effects.items()}
    return found


def _same_ends(one: Ends | None, other: Ends | None, meet: f.Formula, never: Callable[[f.Formula], bool]) -> bool:
    """Whether two fines have the same amounts, said by the same ends, and are cut by the statute in the same cases."""
    if one is None or other is None:
        return one is other
    sides = tuple((len(item.over), len(item.under), item.own is None) for item in (one, other))
    if sides[0] != sides[1]:
        return False
    return all(
        left == right or never(f.both((meet, f.negate(f.compare("=", left, right)))))
        for left, right in zip(one.terms, other.terms, strict=True)
    )


def _in_slots_of(old: Plan, new: Plan, values: Values) -> Values:
    known = {slot.name: value for slot, value in zip(new.slots, values, strict=True)}
    return tuple(known.get(slot.name, slot.low) for slot in old.slots)


def _moved(node: object, slots: dict[int, int]) -> Any:
    """A formula, a term or a cell with its slots renumbered."""
    match node:
        case Var(slot):
            return Var(slots[slot])
        case EnumTable(slot, values):
            return EnumTable(slots[slot], values)
        case tuple():
            return tuple(_moved(item, slots) for item in node)
        case dict():
            return {key: _moved(item, slots) for key, item in node.items()}
        case _ if is_dataclass(node) and not isinstance(node, type):
            changes = {}
            for field in fields(node):
                value = getattr(node, field.name)
                if isinstance(value, tuple | dict) or is_dataclass(value):
                    changes[field.name] = _moved(value, slots)
            return replace(node, **changes) if changes else node
    return node
