"""The computation: only violations whose rules differ are judged, in columns, under both sides; then row by row beside each other."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from discretion.audit import (
    Backend,
    Judgement,
    Mapping,
    Wording,
    assign,
    decide,
    epochs,
    judged,
    labels_of,
    open_source,
    read_own,
    recorded,
    rules_of,
)
from discretion.case import default_table
from discretion.decisions import Store
from discretion.impact.direction import PUNISHES, SAYS, Directions
from discretion.impact.model import ChangedCase, Impact, Tally
from discretion.library import Library
from discretion.plan import Plan, Status

if TYPE_CHECKING:
    import ibis.expr.types as ir

OUTSIDE = (Judgement.BELOW, Judgement.ABOVE, Judgement.WRONG_DISPOSITION, Judgement.OUTSIDE_STATUTE)
SHOWN = ("row", "id", "unit", "violation", "decided", "fine")


class Decisions(ABC):
    """Where decided cases come from.

    Attributes:
        source: the file, if the table is all of it.
    """

    source: str | None = None

    @abstractmethod
    def all(self, backend: Backend) -> tuple[ir.Table, Mapping]:
        """Every decision, perhaps without its facts: the table and its mapping."""

    @abstractmethod
    def some(self, backend: Backend, violations: Iterable[str]) -> tuple[ir.Table, Mapping]:
        """The decisions on some violations (and perhaps others) with their facts."""


class DecisionFile(Decisions):
    """A file or a table, read by a mapping."""

    def __init__(self, source: str, mapping: Mapping) -> None:
        self.source, self._source, self._mapping = source, source, mapping
        self._raw: ir.Table | None = None

    def all(self, backend: Backend) -> tuple[ir.Table, Mapping]:
        """Read once."""
        if self._raw is None:
            self._raw = open_source(backend, self._source, self._mapping)
        return self._raw, self._mapping

    def some(self, backend: Backend, violations: Iterable[str]) -> tuple[ir.Table, Mapping]:
        """The rows whose text means one of the violations; where no table of codes says so, all."""
        raw, mapping = self.all(backend)
        codes, column = mapping.violation.values, mapping.violation.column
        if column is None:
            return raw, mapping
        wanted = set(violations)
        texts = [key for key, value in codes.items() if value in wanted] if codes is not None else sorted(wanted)
        text = raw[f"text_{mapping.columns.index(column)}"].strip()
        return raw.filter(text.isin(texts)), mapping


class Recorded(Decisions):
    """A store of decisions."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, backend: Backend) -> tuple[ir.Table, Mapping]:
        """Without facts: what is judged alike is never looked into."""
        return recorded(backend, self._store, "impact_all", facts=False)

    def some(self, backend: Backend, violations: Iterable[str]) -> tuple[ir.Table, Mapping]:
        """With facts."""
        return recorded(backend, self._store, "impact_some", violations)


def impact(
    a: Library, b: Library, backend: Backend, decisions: Decisions, *, names: tuple[str, str] = ("A", "B"),
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Impact:  # fmt: skip
    """Work out which decided cases would come out otherwise under B than under A.

    Args:
        a: the rules as they are, see ``as_if``.
        b: the rules as they would be.
        backend: where to compute.
        decisions: the decided cases.
        names: what to call the two.
        progress: called with the step, how many are done, and how many there are.

    Raises:
        UsageError: the decisions cannot be read.
    """
    raw, mapping = decisions.all(backend)
    own = read_own(backend, raw, mapping, decisions.source)
    groups, _ = own.groups(sorted({*epochs(a.plans), *epochs(b.plans)}))
    differing = _differing(a, b, groups)
    counted = own.counts
    labels = {**labels_of(a), **labels_of(b)}
    found: list[ChangedCase] = []
    singly = 0
    if differing:
        some, mapping = decisions.some(backend, differing)
        for side, library in (("a", a), ("b", b)):
            singly += decide(library, backend, some, mapping, progress, target=f"impact_{side}").one_by_one
        directions = Directions(Wording(_plans(a, b, groups, differing)))
        found = sorted(_changes(backend, directions, differing, labels), key=lambda item: item.row)
    usable = [row for row in counted if row["usable"]]
    same = sum(row["n"] for row in usable if row["violation"] not in differing)
    total = Tally("全部", sum(row["n"] for row in usable))
    by: dict[str, dict[str, Tally]] = {"violation": {}, "unit": {}}
    for key, tallies in by.items():
        for row in usable:
            name = row[key] or ""
            shown = labels.get(name, name) if key == "violation" else name or "（未写单位）"
            tallies.setdefault(name, Tally(shown)).n += row["n"]
    for change in found:
        for tally in (total, by["violation"][change.violation], by["unit"][change.unit or ""]):
            tally.add(change)
    violations, units = (
        sorted((tally for tally in tallies.values() if tally.otherwise), key=lambda item: item.name)
        for tallies in by.values()
    )
    violations.sort(key=lambda item: (item.newly_outside, item.otherwise - item.directions["open"]), reverse=True)
    rows = sum(row["n"] for row in counted)
    return Impact(*names, rows, rows - total.n, same, singly, total, tuple(violations), tuple(units), tuple(found))


def _differing(a: Library, b: Library, groups: list[dict[str, Any]]) -> list[str]:
    """The violations whose rules are not the very same on both sides, for some place and days that occur."""
    keys = [list(_keys(library, groups)) for library in (a, b)]
    found = {group["violation"] for group, one, other in zip(groups, *keys, strict=True) if one != other}
    return sorted(found)


def _keys(library: Library, groups: list[dict[str, Any]]) -> Iterator[Hashable]:
    assignment = assign(library.plans, groups)
    known = [tuple(_rules(plan) for plan in judge) for judge in assignment.judges]
    for group in assignment.groups:
        yield group["judge"] if group["judge"] < 0 else known[group["judge"]]


def _rules(plan: Plan) -> Hashable:
    """All that decides: the rules, and what the facts mean that they read."""
    tables = (default_table(plan, slot.name) for slot in plan.slots)
    facts = tuple(repr(slot.fact) for slot in plan.slots)
    return rules_of(plan), facts, tuple(repr(table) for table in tables)


def _plans(a: Library, b: Library, groups: list[dict[str, Any]], differing: Iterable[str]) -> Iterator[Plan]:
    wanted = set(differing)
    for library in (a, b):
        part = [group for group in groups if group["violation"] in wanted]
        for judge in assign(library.plans, part).judges:
            yield from judge


def _changes(
    backend: Backend, directions: Directions, differing: Iterable[str], labels: dict[str, str]
) -> Iterator[ChangedCase]:
    import ibis

    sides = []
    for side in ("a", "b"):
        table = backend.table(f"impact_{side}")
        # which version was cited says nothing about the effect of another
        table = judged(table.mutate(law=ibis.null("string"), ruleset=ibis.null("string")))
        wanted = [*SAYS, "verdict"]
        own = SHOWN if side == "a" else ()
        sides.append(
            table.select(*own, **{f"{side}_row": table["row"]}, **{f"{side}_{name}": table[name] for name in wanted})
        )
    both = sides[0].join(sides[1], sides[0]["a_row"] == sides[1]["b_row"])
    changed = ibis.or_(*(~both[f"a_{name}"].identical_to(both[f"b_{name}"]) for name in PUNISHES))
    usable = (both["a_verdict"] != Judgement.UNUSABLE.value) & (both["b_verdict"] != Judgement.UNUSABLE.value)
    kept = both.filter(changed & usable & both["violation"].isin(sorted(differing)))
    for batch in backend.batches(kept):
        for row in batch.to_pylist():
            before, after = ({name: row[f"{side}_{name}"] for name in SAYS} for side in ("a", "b"))
            if {before["status"], after["status"]} == {Status.NO_RULE.value}:
                continue
            name = row["violation"]
            yield ChangedCase(
                row=row["row"], case=row["id"], unit=row["unit"], violation=name, label=labels.get(name, name),
                decided=row["decided"], fine=row["fine"], direction=directions.direction(before, after),
                before=directions.wording.say(name, before), after=directions.wording.say(name, after),
                newly_outside=row["a_verdict"] == Judgement.IN_BAND.value and row["b_verdict"] in OUTSIDE,
            )  # fmt: skip
