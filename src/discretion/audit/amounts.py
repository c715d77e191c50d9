"""The amounts of a sanction over columns: the band, cut to the statutory range where need be, and the measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from discretion.audit.cells import CaseCells, Key
from discretion.audit.expressions import Expression, Lowered
from discretion.audit.shares import shared_functions, statutory_ends
from discretion.audit.stages import as_number, choose, shared_terms, staged, whole
from discretion.plan import Ends, Masks, Plan, measures_of
from discretion.plan import terms as t

Lower = Callable[[Any, Mapping[t.Term, str]], Lowered]
Known = Mapping[t.Term, str]
STATUTE = ("statute_low", "statute_high")
BAND = ("low", "high", "low_inclusive", "high_inclusive")


class _Side:
    """One side of the bands: as ``plan.ends.shown`` writes them, where that is known beforehand.

    Attributes:
        written: the end as the words have it.
        inclusive: whether they include it.
        turning: ends whose words depend on the case: the excluded ends that they may lie next to.
        before: ends before the statute cut them, written alike.
    """

    def __init__(self, ends: Mapping[Key, Ends], side: int) -> None:
        outward = (t.sub, t.add)[side]
        self.step = (-1, 1)[side]
        self.written: dict[Key, t.Term] = {}
        self.inclusive: dict[Key, bool] = {}
        self.turning: dict[Key, tuple[t.Term, ...]] = {}
        self.before: dict[Key, t.Term] = {}
        for key, item in ends.items():
            end, said = ((item.lowest, item.over), (item.highest, item.under))[side]
            beside = outward(end, t.ONE)
            open_ = set(said) == {beside}
            self.written[key] = said[0] if open_ else end
            self.inclusive[key] = not open_
            if said and not open_:
                self.turning[key] = said
            if item.own is not None:
                self.before[key] = outward(item.own[side], t.ONE) if open_ else item.own[side]


class Amounts:
    """Works out the amount columns of ``columns.OUTCOME``.

    Args:
        plan: the plan.
        cells: which cell a case ends in.
        certain: whether exactly one statutory range holds wherever the range matters.
        lower: how to write terms over a table.
    """

    def __init__(self, plan: Plan, cells: CaseCells, certain: bool, lower: Lower) -> None:
        self.plan: Plan = plan
        self.cells: CaseCells = cells
        self.certain: bool = certain
        self.lower: Lower = lower
        general = {row: cell.party["general"].ends for row, cell in enumerate(plan.statute)}
        self.laws = {row: ends for row, ends in general.items() if ends is not None}
        self.sanctions = {key: plan.cells[key[1:]].party[key[0]] for key in cells.keys}
        self.fines = {key: item.fine for key, item in self.sanctions.items() if item.fine is not None}
        ends = {key: item.ends for key, item in self.sanctions.items() if item.ends is not None}
        self.sides = {"low": _Side(ends, 0), "high": _Side(ends, 1)}
        for side in self.sides.values():
            side.written = shared_functions(plan, side.written, self.laws)
        self.cut: dict[tuple[str, int, int], bool] = {key: True for key, item in ends.items() if item.own is not None}

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Bounds of the variables that ``shares.statutory_ends`` adds to the slots."""
        ends = [[t.span(end, self.plan.box) for end in (law.lowest, law.highest)] for law in self.laws.values()]
        return [(min(low for low, _ in end), max(high for _, high in end)) for end in zip(*ends, strict=True)]

    def slots(self) -> set[int]:
        """The slots that are read."""
        own = range(len(self.plan.slots))
        return {slot for term in (*self._statutory(), *self._imposed()) for slot in t.slots(term) if slot in own}

    def _statutory(self) -> Iterable[t.Term]:
        return [end for law in self.laws.values() for end in (law.lowest, law.highest)]

    def _imposed(self) -> Iterable[t.Term]:
        for side in self.sides.values():
            yield from dict.fromkeys(side.written.values())
            yield from side.before.values()
            yield from (end for ends in side.turning.values() for end in ends)

    # The band.

    def ends(self, table: Any, known: Known) -> Any:
        """Add ``STATUTE``, ``low`` and ``high`` in 分, and what of ``BAND`` and ``clamped`` depends on the case."""
        table, known = staged(table, shared_terms(self._statutory(), known), self.lower, "amount", known)
        lowered = self.lower(table, known)
        table = table.mutate(
            statute_low=self._of_law(table, "lowest", lowered.term),
            statute_high=self._of_law(table, "highest", lowered.term),
        )
        known = {**known, **dict(zip(statutory_ends(self.plan), STATUTE, strict=True))}
        table, known = staged(table, shared_terms(self._imposed(), known), self.lower, "amount", known)
        lowered = self.lower(table, known)
        table = table.mutate(
            **{name: self.cells.column(table, side.written, "int64", lowered.term) for name, side in self.sides.items()}
        )
        if self.cut:
            table = table.mutate(clamped=self._clamped(table, lowered))
        for name, side in self.sides.items():
            if side.turning:
                table = self._said(table, name, side, lowered)
        return table

    def _of_law(self, table: Any, name: str, write: Callable[[Any], Expression]) -> Expression:
        """An end of the statutory range that holds; null where it has no fine."""
        values = {row: getattr(self.laws.get(row), name, None) for row in range(len(self.plan.ranges))}
        return choose(table["range_row"], values, "int64", write, every=self.certain)

    def _clamped(self, table: Any, lowered: Lowered) -> Expression:
        """Whether the statute cut the band (step 8); null where a missing fact decides that."""
        cut = self.cells.column(table, self.cut, "boolean").fill_null(False)
        moved = (
            table[name] != self.cells.column(table, side.before, "int64", lowered.term)
            for name, side in self.sides.items()
        )
        return cut & reduce(lambda a, b: a | b, moved)

    def _said(self, table: Any, name: str, side: _Side, lowered: Lowered) -> Any:
        """Add whether an end is included; one that lies next to an excluded end is said by that."""
        end, beside = table[name], []
        for number in range(max(map(len, side.turning.values()))):
            terms = {key: said[number] for key, said in side.turning.items() if number < len(said)}
            here = self.cells.column(table, dict.fromkeys(terms, True), "boolean").fill_null(False)
            beside.append(here & (end + side.step == self.cells.column(table, terms, "int64", lowered.term)))
        table = table.mutate(beside=reduce(lambda a, b: a | b, beside))
        return table.mutate(
            **{
                name: end + as_number(table["beside"]) * side.step,
                f"{name}_inclusive": self._inclusive(table, side) & ~table["beside"],
            }
        )

    def _inclusive(self, table: Any, side: _Side) -> Expression:
        return self.cells.column(table, side.inclusive, "boolean")

    # What is open, and the outcome.

    def closed(self, table: Any, unknown: int) -> Any:
        """Give cases whose amounts or measures a missing fact leaves open the leaf ``unknown``, and no amounts."""
        import ibis

        fined = self.cells.column(table, dict.fromkeys(self.fines, True), "boolean")
        sanctioned = self.cells.column(table, dict.fromkeys(self.sanctions, True), "boolean")
        opened = [fined & (table["low"].isnull() | table["high"].isnull())]
        opened += [table["clamped"].isnull()] if self.cut else []
        opened += [sanctioned & table[f"supplement_{number}"].isnull() for number in range(len(self.plan.supplements))]
        table = table.mutate(open=reduce(lambda a, b: a | b, opened).fill_null(False))
        closed = {
            name: table["open"].ifelse(ibis.null(table[name].type()), table[name])
            for name in (*BAND, "clamped")
            if name in table.columns
        }
        return table.mutate(leaf=table["open"].ifelse(whole(unknown), table["leaf"]), **closed)

    def columns(self, table: Any) -> dict[str, Expression]:
        """The amount columns of the outcome."""
        import ibis

        said = {f"{name}_inclusive": self._inclusive(table, side) for name, side in self.sides.items()}
        return {
            **{name: table[name] if name in table.columns else said[name] for name in BAND},
            "fine_force": self.cells.column(
                table, {key: fine.force.value for key, fine in self.fines.items()}, "string"
            ),
            "clamped": table["clamped"].fill_null(False) if self.cut else ibis.literal(False),
            "statute_lowest": table["statute_low"],
            "statute_highest": table["statute_high"],
            "measures": self._measures(table),
        }

    def _measures(self, table: Any, held: int = 0, number: int = 0) -> Expression:
        """The measures, with those that the general law adds."""
        if number < len(self.plan.supplements):
            with_it, without = (self._measures(table, mask, number + 1) for mask in (held | 1 << number, held))
            return table[f"supplement_{number}"].fill_null(False).ifelse(with_it, without)
        masks = Masks(supplements=held)
        measures = {key: measures_of(self.plan, item, masks) for key, item in self.sanctions.items()}
        texts = {key: " ".join(f"{item.key}:{item.force.value}" for item in found) for key, found in measures.items()}
        return self.cells.column(table, texts, "string")
