"""The amounts of a sanction over columns: the band, cut to the statutory range where need be, and the measures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from discretion.audit.expressions import Expression, Lowered
from discretion.audit.stages import as_number, choose, staged, switch
from discretion.penalty import Force
from discretion.plan import terms as t
from discretion.plan.fines import FineTerms
from discretion.plan.model import Plan, Sanction
from discretion.plan.python import repeated_terms

ENDS = ("low", "high", "low_inclusive", "high_inclusive")


class Amounts:
    """Adds the amount columns of ``columns.OUTCOME``, and ``open``: whether a missing fact leaves them open.

    Args:
        plan: the plan.
        sanctions: by their number in the column ``sanction``.
        known: terms that are columns already.
        lower: how to write terms over a table.
    """

    def __init__(
        self,
        plan: Plan,
        sanctions: Sequence[Sanction],
        known: Mapping[t.Term, str],
        lower: Callable[[Any, Mapping[t.Term, str]], Lowered],
    ) -> None:
        self.plan, self.known, self.lower = plan, known, lower
        self.sanctions = dict(enumerate(sanctions))
        self.fines = {number: item.fine for number, item in self.sanctions.items() if item.fine is not None}
        laws = {number: cell.party["general"].fine for number, cell in enumerate(plan.statute)}
        self.laws = {number: fine for number, fine in laws.items() if fine is not None}

    def run(self, table: Any) -> Any:
        """All amounts."""
        fines = [*self.fines.values(), *self.laws.values()]
        ends = [end for fine in fines for end in (fine.low, fine.high)]
        table, known = staged(table, repeated_terms(ends), self.lower, "amount", self.known)
        table = self._ends(table, known)
        table = self._clamped(table)
        table = self._supplemented(table)
        unpriced = switch(table["sanction"], dict.fromkeys(self.fines, True), "boolean") & (
            table["low"].isnull() | table["high"].isnull()
        )
        return table.mutate(open=(unpriced | table["clamp_open"] | table["measures_open"]).fill_null(False))

    def _ends(self, table: Any, known: Mapping[t.Term, str]) -> Any:
        lowered, sanction, row = self.lower(table, known), table["sanction"], table["range_row"]

        def amounts(column: Expression, terms: Mapping[int, t.Term]) -> Expression:
            return choose(column, terms, "int64", lowered.term)

        fines, laws = self.fines, self.laws
        return table.mutate(
            raw_low=amounts(sanction, {number: fine.low for number, fine in fines.items()}),
            raw_high=amounts(sanction, {number: fine.high for number, fine in fines.items()}),
            raw_low_inclusive=switch(sanction, {n: fine.low_inclusive for n, fine in fines.items()}, "boolean"),
            raw_high_inclusive=switch(sanction, {n: fine.high_inclusive for n, fine in fines.items()}, "boolean"),
            fine_force=switch(sanction, {n: fine.force.value for n, fine in fines.items()}, "string"),
            measures=switch(sanction, {n: _measures(item) for n, item in self.sanctions.items()}, "string"),
            statute_low=amounts(row, {number: fine.low for number, fine in laws.items()}),
            statute_high=amounts(row, {number: fine.high for number, fine in laws.items()}),
            statute_lowest=amounts(row, {number: _lowest(fine) for number, fine in laws.items()}),
            statute_highest=amounts(row, {number: _highest(fine) for number, fine in laws.items()}),
            statute_low_inclusive=switch(row, {n: fine.low_inclusive for n, fine in laws.items()}, "boolean"),
            statute_high_inclusive=switch(row, {n: fine.high_inclusive for n, fine in laws.items()}, "boolean"),
        )

    def _clamped(self, table: Any) -> Any:
        """Step 8: a band that is not inside the statutory range by construction is cut to it."""
        import ibis

        clamped = {n: True for n, item in self.sanctions.items() if item.fine is not None and item.clamp is not None}
        if not clamped:
            plain = {name: table[f"raw_{name}"] for name in ENDS}
            return table.mutate(**plain, clamped=ibis.literal(False), clamp_open=ibis.literal(False))
        may = switch(table["sanction"], clamped, "boolean").fill_null(False)
        low = table["raw_low"] + as_number(~table["raw_low_inclusive"])
        high = table["raw_high"] - as_number(~table["raw_high_inclusive"])
        table = table.mutate(under=may & (low < table["statute_lowest"]), over=may & (high > table["statute_highest"]))
        under, over, law_low, law_high = (table[name] for name in ("under", "over", "statute_low", "statute_high"))
        raw_low, raw_high = table["raw_low"], table["raw_high"]
        cut = under | over
        return table.mutate(
            clamped=cut.fill_null(False),
            clamp_open=cut.isnull(),  # a missing fact decides whether there is anything to cut
            low=ibis.cases((under, law_low), (cut & (raw_low > law_high), law_high), else_=raw_low),
            high=ibis.cases((over, law_high), (cut & (raw_high < law_low), law_low), else_=raw_high),
            low_inclusive=under.ifelse(table["statute_low_inclusive"], table["raw_low_inclusive"]),
            high_inclusive=over.ifelse(table["statute_high_inclusive"], table["raw_high_inclusive"]),
        )

    def _supplemented(self, table: Any) -> Any:
        """Measures that the general law adds, where the sanction does not name them already."""
        import ibis

        measures, opened = table["measures"], ibis.literal(False)
        for number, item in enumerate(self.plan.supplements):
            holds = table[f"supplement_{number}"]
            opened = opened | (holds.isnull() & table["measures"].notnull())
            for measure in item.measures:
                named = {n: True for n, sanction in self.sanctions.items() if _names(sanction, measure.key)}
                absent = ~switch(table["sanction"], named, "boolean").fill_null(False)
                code = _measure(measure.key, measure.force)
                added = (measures == "").ifelse(ibis.literal(code), measures + ibis.literal(f" {code}"))
                measures = (holds & absent).fill_null(False).ifelse(added, measures)
        return table.mutate(measures=measures, measures_open=opened)


def _lowest(fine: FineTerms) -> t.Term:
    """The first whole 分 inside the range."""
    return t.add(fine.low, t.Const(int(not fine.low_inclusive)))


def _highest(fine: FineTerms) -> t.Term:
    return t.sub(fine.high, t.Const(int(not fine.high_inclusive)))


def _names(sanction: Sanction, key: str) -> bool:
    return any(measure.key == key for measure in sanction.measures)


def _measures(sanction: Sanction) -> str:
    return " ".join(_measure(measure.key, measure.force) for measure in sanction.measures)


def _measure(key: str, force: Force) -> str:
    return f"{key}:{force.value}"
