"""Decisions in this process: read once, handed out to the rules that judge them, decided in memory, joined again by row.

What every decision has is read by the database; facts are read text by text (``distinct``) and handed out (``gather``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from discretion.audit.assign import NO_RULE, UNPROHIBITED, Assignment
from discretion.audit.backend import Backend
from discretion.audit.columns import OUTCOME
from discretion.audit.defaults import FACT
from discretion.audit.distinct import Distinct
from discretion.audit.gather import Gathered
from discretion.audit.in_memory import decided
from discretion.audit.mapping import Mapping
from discretion.audit.one_by_one import decide_rows, schema_of
from discretion.audit.rows import KEEP
from discretion.audit.source import ROW, text_batches
from discretion.library import Library
from discretion.plan import Status

AT_ONCE = 2_000_000  # rows that are decided in one piece
TOGETHER = 200_000  # outcomes that are handed to the database together
NOBODY = NO_RULE + UNPROHIBITED  # the number of rows that are not judged
Progress = Callable[[str, int, int], None]


def decide_here(
    library: Library, backend: Backend, raw: Any, rows: Any, mapping: Mapping, assignment: Assignment,
    reads: Sequence[Sequence[str]], elapsed: Sequence[str], progress: Progress, target: str,
    source: str | None,
) -> int:  # fmt: skip
    """Decide the rows of a table; the outcome is the backend's table ``target``.

    Args:
        library: the rulebook.
        backend: DuckDB in this process.
        raw: the decisions as texts.
        rows: ``rows.KEEP``, ``judge``, and the facts that are ``elapsed``.
        mapping: what the columns of text mean.
        assignment: who judges.
        reads: by judge, the facts it reads.
        elapsed: of these, those that are columns of ``rows``.
        progress: called with the step, how many are done, and how many there are.
        target: the name of the table: ``rows.KEEP`` and ``columns.OUTCOME``.
        source: see ``source.text_batches``.

    Returns:
        For how many rows the engine weighed old and new rules.
    """
    import pyarrow as pa

    facts = Gathered(mapping, library.rulebook.vocabulary, reads, Distinct(backend), elapsed)
    _gather(backend, raw, rows, facts, elapsed, mapping, source)
    pairs = {number: judge for number, judge in enumerate(assignment.judges) if len(judge) > 1}
    weighed = {number: facts.frame(number) for number in pairs}
    outcomes = f"{target}_outcomes"
    backend.load_batches(outcomes, _outcomes(assignment, facts, progress))

    schema = pa.schema([("fault_row", pa.int64()), ("found", pa.string())])
    faults = pa.table({"fault_row": list(facts.faults), "found": list(facts.faults.values())}, schema)
    rows = _with_faults(rows, backend.load(f"{target}_faults", faults))
    backend.store(target, _together(rows, backend.table(outcomes), list(pairs)))
    singly = 0
    for number, frame in weighed.items():
        names = list(reads[number])
        known = frame.rename({"row": "facts_row"}).to_arrow()
        own = backend.load(f"{target}_weighed", known)
        joined = rows.filter(rows["judge"] == number).inner_join(own, rows["row"] == own["facts_row"])
        wanted = joined.select(*KEEP, *(own[FACT + name] for name in names))
        # stored, as it is read in pieces on a connection of its own, which sees no views
        stored = backend.store(f"{target}_weighed_{number}", wanted)
        singly += decide_rows(library, backend, stored, names, target)
    return singly


def _gather(
    backend: Backend, raw: Any, rows: Any, facts: Gathered, elapsed: Sequence[str], mapping: Mapping, source: str | None
) -> None:  # fmt: skip
    """Every row to its judge, with its facts."""
    import numpy as np

    times = [FACT + name for name in elapsed]
    own = backend.fetch(rows.select("row", "judge", *times))
    numbers = own["row"].to_numpy()
    order = np.argsort(numbers, kind="stable")
    numbers = numbers[order]
    judges = own["judge"].fill_null(NOBODY).to_numpy()[order]
    none = np.iinfo("int64").min
    known = {name: own[FACT + name].fill_null(none).to_numpy()[order] for name in elapsed}
    for batch in text_batches(backend, raw, facts.texts, mapping, source):
        at = np.searchsorted(numbers, batch.column(ROW).to_numpy(zero_copy_only=False))
        facts.add(batch, judges[at], {name: values[at] for name, values in known.items()})


def _outcomes(assignment: Assignment, facts: Gathered, progress: Progress) -> Iterator[Any]:
    """The outcomes of all rows that one plan judges, as record batches."""
    import polars as pl
    import pyarrow as pa

    schema = schema_of(("row", *OUTCOME))
    yield pa.RecordBatch.from_pylist([], schema)  # there may be no others
    waiting: list[Any] = []
    for number, judge in enumerate(assignment.judges):
        progress(judge[0].label, number, len(assignment.judges))
        if len(judge) > 1:
            continue
        frame = facts.frame(number)
        for start in range(0, len(frame), AT_ONCE):
            found = decided(judge[0], frame.slice(start, AT_ONCE), keep=["row"]).select("row", *OUTCOME).collect()
            waiting.append(found.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(schema))
        if sum(map(len, waiting)) > TOGETHER:
            yield from pa.concat_tables(waiting).to_batches()
            waiting = []
    yield from pa.concat_tables([schema.empty_table(), *waiting]).to_batches()


def _with_faults(rows: Any, faults: Any) -> Any:
    import ibis

    joined = rows.left_join(faults, rows["row"] == faults["fault_row"])
    return joined.mutate(fault=ibis.coalesce(joined["fault"], joined["found"])).drop("fault_row", "found")


def _together(rows: Any, outcomes: Any, pairs: list[int]) -> Any:
    """Rows with their outcomes; those without a plan with why not, those that are weighed singly left out."""
    import ibis

    rows = rows.filter(rows["judge"].isnull() | rows["judge"].notin(pairs)) if pairs else rows
    joined = rows.left_join(outcomes.rename(outcome_row="row"), rows["row"] == outcomes["row"])
    status = ibis.cases(
        (joined["judge"] == UNPROHIBITED, Status.NOT_ESTABLISHED.value),
        (joined["judge"] == NO_RULE, Status.NO_RULE.value),
        else_=joined["status"],
    )
    return joined.mutate(status=status).select(*KEEP, *OUTCOME)
