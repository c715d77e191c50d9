"""The amounts of a sanction over columns: the band, cut to the statutory range where need be, and the measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from discretion.audit.cells import Cells
from discretion.audit.expressions import Expression, Lowered
from discretion.audit.shares import settled, shared_functions, statutory_ends
from discretion.audit.stages import as_number, choose, shared_terms, staged
from discretion.decide import Masks, measures_of
from discretion.plan import FineTerms, Plan
from discretion.plan import terms as t

Lower = Callable[[Any, Mapping[t.Term, str]], Lowered]
Known = Mapping[t.Term, str]
STATUTE = ("statute_low", "statute_high")
BAND = ("low", "high", "low_inclusive", "high_inclusive")


class Amounts:
    """Works out the amount columns of ``columns.OUTCOME``.

    Args:
        plan: the plan.
        cells: which cell a case ends in.
        certain: whether exactly one statutory range holds wherever the range matters.
        lower: how to write terms over a table.
    """

    def __init__(self, plan: Plan, cells: Cells, certain: bool, lower: Lower) -> None:
        self.plan, self.cells, self.certain, self.lower = plan, cells, certain, lower
        general = {row: cell.party["general"].fine for row, cell in enumerate(plan.statute)}
        self.laws = {row: self._settled(fine) for row, fine in general.items() if fine is not None}
        self.sanctions = {key: plan.cells[key[1:]].party[key[0]] for key in cells.keys}
        self.fines = {key: self._settled(item.fine) for key, item in self.sanctions.items() if item.fine is not None}
        self.clamps = any(item.clamp is not None for item in self.sanctions.values())
        self.lows = shared_functions(plan, {key: fine.low for key, fine in self.fines.items()}, self.laws)
        self.highs = shared_functions(plan, {key: fine.high for key, fine in self.fines.items()}, self.laws)

    def _settled(self, fine: FineTerms) -> FineTerms:
        box = self.plan.box
        return replace(fine, low=settled(fine.low, box), high=settled(fine.high, box))

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Bounds of the variables that ``shares.statutory_ends`` adds to the slots."""
        ends = [[t.span(law.low, self.plan.box), t.span(law.high, self.plan.box)] for law in self.laws.values()]
        return [(min(low for low, _ in end), max(high for _, high in end)) for end in zip(*ends, strict=True)]

    def slots(self) -> set[int]:
        """The slots that are read."""
        own = range(len(self.plan.slots))
        return {slot for term in (*self._statutory(), *self._imposed()) for slot in t.slots(term) if slot in own}

    def _statutory(self) -> Iterable[t.Term]:
        return [end for fine in self.laws.values() for end in (fine.low, fine.high)]

    def _imposed(self) -> Iterable[t.Term]:
        return [*dict.fromkeys(self.lows.values()), *dict.fromkeys(self.highs.values())]

    # The band.

    def ends(self, table: Any, known: Known) -> Any:
        """Add ``STATUTE``, and ``low`` and ``high`` before the statute cuts them, in 分."""
        table, known = staged(table, shared_terms(self._statutory(), known), self.lower, "amount", known)
        lowered = self.lower(table, known)
        table = table.mutate(
            statute_low=self._of_law(table, "low", "int64", lowered.term),
            statute_high=self._of_law(table, "high", "int64", lowered.term),
        )
        known = {**known, **dict(zip(statutory_ends(self.plan), STATUTE, strict=True))}
        table, known = staged(table, shared_terms(self._imposed(), known), self.lower, "amount", known)
        lowered = self.lower(table, known)
        low, high = (self.cells.column(table, terms, "int64", lowered.term) for terms in (self.lows, self.highs))
        return table.mutate(low=low, high=high)

    def _of_law(self, table: Any, name: str, kind: str, write: Callable[[Any], Expression] | None = None) -> Expression:
        """A property of the statutory range that holds; null where it has no fine."""
        values = {row: getattr(self.laws.get(row), name, None) for row in range(len(self.plan.ranges))}
        return choose(table["range_row"], values, kind, write, every=self.certain)

    def _of_fine(self, table: Any, name: str, kind: str) -> Expression:
        """A property of the fine that is imposed; null where there is none."""
        return self.cells.column(table, {key: getattr(fine, name) for key, fine in self.fines.items()}, kind)

    def lowest(self, table: Any) -> Expression:
        """The first whole 分 inside the statutory range."""
        low = table["statute_low"]
        if all(law.low_inclusive for law in self.laws.values()):
            return low
        return low + as_number(~self._of_law(table, "low_inclusive", "boolean"))

    def highest(self, table: Any) -> Expression:
        """The last whole 分 inside the statutory range."""
        high = table["statute_high"]
        if all(law.high_inclusive for law in self.laws.values()):
            return high
        return high - as_number(~self._of_law(table, "high_inclusive", "boolean"))

    def clamped(self, table: Any) -> Any:
        """Step 8: a band that is not inside the statutory range by construction is cut to it.

        Adds ``BAND``, and ``clamped``: null where a missing fact decides whether there is anything to cut.
        """
        import ibis

        may = {key: True for key, item in self.sanctions.items() if item.clamp is not None}
        table = table.mutate(
            may=self.cells.column(table, may, "boolean").fill_null(False),
            of_low=self._of_fine(table, "low_inclusive", "boolean"),
            of_high=self._of_fine(table, "high_inclusive", "boolean"),
        )
        low, high, of_low, of_high = (table[name] for name in ("low", "high", "of_low", "of_high"))
        table = table.mutate(
            under=table["may"] & (low + as_number(~of_low) < self.lowest(table)),
            over=table["may"] & (high - as_number(~of_high) > self.highest(table)),
        )
        under, over, least, most = (table[name] for name in ("under", "over", *STATUTE))
        return table.mutate(
            clamped=under | over,
            low=ibis.cases((under, least), (over & (low > most), most), else_=low),
            high=ibis.cases((over, most), (under & (high < least), least), else_=high),
            low_inclusive=under.ifelse(self._of_law(table, "low_inclusive", "boolean"), of_low),
            high_inclusive=over.ifelse(self._of_law(table, "high_inclusive", "boolean"), of_high),
        )

    # What is open, and the outcome.

    def closed(self, table: Any, unknown: int) -> Any:
        """Give cases whose amounts or measures a missing fact leaves open the leaf ``unknown``, and no amounts."""
        import ibis

        fined = self.cells.column(table, dict.fromkeys(self.fines, True), "boolean")
        sanctioned = self.cells.column(table, dict.fromkeys(self.sanctions, True), "boolean")
        opened = [fined & (table["low"].isnull() | table["high"].isnull())]
        opened += [table["clamped"].isnull()] if self.clamps else []
        opened += [sanctioned & table[f"supplement_{number}"].isnull() for number in range(len(self.plan.supplements))]
        table = table.mutate(open=reduce(lambda a, b: a | b, opened).fill_null(False))
        band = [name for name in BAND if name in table.columns]
        closed = {name: table["open"].ifelse(ibis.null(table[name].type()), table[name]) for name in band}
        return table.mutate(leaf=table["open"].ifelse(ibis.literal(unknown, "int64"), table["leaf"]), **closed)

    def columns(self, table: Any) -> dict[str, Expression]:
        """The amount columns of the outcome."""
        import ibis

        band = {name: table[name] for name in BAND if name in table.columns}
        if not self.clamps:
            band |= {name: self._of_fine(table, name, "boolean") for name in ("low_inclusive", "high_inclusive")}
        return {
            **band,
            "fine_force": self.cells.column(
                table, {key: fine.force.value for key, fine in self.fines.items()}, "string"
            ),
            "clamped": table["clamped"].fill_null(False) if self.clamps else ibis.literal(False),
            "statute_lowest": self.lowest(table),
            "statute_highest": self.highest(table),
            "measures": self._measures(table),
        }

    def _measures(self, table: Any, held: int = 0, number: int = 0) -> Expression:
        """The measures, with those that the general law adds."""
        if number < len(self.plan.supplements):
            with_it, without = (self._measures(table, mask, number + 1) for mask in (held | 1 << number, held))
            return table[f"supplement_{number}"].fill_null(False).ifelse(with_it, without)
        masks = Masks(0, 0, 0, 0, 0, 0, 0, held)
        measures = {key: measures_of(self.plan, item, masks) for key, item in self.sanctions.items()}
        texts = {key: " ".join(f"{item.key}:{item.force.value}" for item in found) for key, found in measures.items()}
        return self.cells.column(table, texts, "string")
