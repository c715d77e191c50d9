"""Decisions in this process: read once, handed out to the rules that judge them, decided in memory, and put into one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

from discretion.audit.arrays import Vector
from discretion.audit.assign import NO_RULE, UNPROHIBITED, Assignment, assign, epochs
from discretion.audit.backend import Backend
from discretion.audit.coded import meant, texts
from discretion.audit.columns import OUTCOME
from discretion.audit.conclusions import Conclusion
from discretion.audit.defaults import FACT
from discretion.audit.distinct import Distinct
from discretion.audit.gather import Gathered, Wrong
from discretion.audit.in_memory import decided
from discretion.audit.mapping import Mapping as Columns
from discretion.audit.one_by_one import decide_rows
from discretion.audit.outcomes import Outcomes
from discretion.audit.own import read_own
from discretion.audit.rows import KEEP, is_elapsed
from discretion.audit.side_by_side import nothing_to_collect, side_by_side
from discretion.audit.source import text_pieces
from discretion.library import Library
from discretion.plan import Status

PIECE = 200_000  # rows of a record batch
MANY = 10_000  # rows of a judge, on average, for which threads are worth waiting for each other
NOBODY = NO_RULE + UNPROHIBITED  # the number of rows that are not judged
UNJUDGED = {
    NOBODY: Conclusion(),
    NO_RULE: Conclusion(Status.NO_RULE.value),
    UNPROHIBITED: Conclusion(Status.NOT_ESTABLISHED.value),
}
GROUPED = ("area", "used_law", "rulesets", "note")  # what an assignment says of each group
Progress = Callable[[str, int, int], None]
Writers = Mapping[str, Callable[[Any], Any]]  # by name of a column, what gives it of some rows


def decide_here(
    library: Library, backend: Backend, raw: Any, mapping: Columns, progress: Progress, target: str, source: str | None
) -> tuple[Assignment, int]:
    """Decide the rows of a table; the outcome is the backend's table ``target``.

    Args:
        library: the rulebook.
        backend: DuckDB in this process.
        raw: the decisions as texts.
        mapping: what the columns of text mean.
        progress: called with the step, how many are done, and how many there are.
        target: the name of the table: ``rows.KEEP`` and ``columns.OUTCOME``.
        source: see ``source.text_pieces``.

    Returns:
        Who judged, and for how many rows the engine weighed old and new rules.
    """
    import numpy as np

    distinct, vocabulary = Distinct(backend), library.rulebook.vocabulary
    own = read_own(backend, raw, mapping, source, distinct)
    groups, group = own.groups(epochs(library.plans))
    with nothing_to_collect():
        assignment = assign(library.plans, groups)
        judges = meant(group, (item["judge"] for item in assignment.groups), NOBODY, "int64")
        judges[own.codes["fault"] >= 0] = NOBODY
        elapsed = [name for name in set(chain(*assignment.reads)) if is_elapsed(mapping, vocabulary[name], name)]
        facts = Gathered(mapping, vocabulary, assignment.reads, judges, dict.fromkeys(elapsed, own.elapsed))
        for numbers, columns in text_pieces(backend, raw, facts.texts, mapping, source):
            facts.add(np.searchsorted(own.row, numbers), columns)

        outcomes, weighed = Outcomes(len(judges)), list[tuple[Any, Mapping[str, Vector]]]()
        for number, conclusion in UNJUDGED.items():
            outcomes.put_nothing(judges == number, conclusion)
        meanings = facts.meanings(distinct)

        def judged(number: int) -> tuple[Mapping[str, Vector], list[Wrong], Outcomes | None]:
            known, wrong = facts.of(number, meanings)
            judge = assignment.judges[number]
            return known, wrong, decided(judge[0], known, len(facts.rows(number))) if len(judge) == 1 else None

        work = side_by_side if len(judges) >= MANY * len(assignment.judges) else map
        for number, (known, wrong, found) in enumerate(work(judged, range(len(assignment.judges)))):
            rows = facts.rows(number)
            progress(assignment.judges[number][0].label, number, len(assignment.judges))
            for codes, problems in wrong:
                own.note(codes, problems, rows=rows)
            if found is not None:
                outcomes.put(rows, found)
            else:
                weighed.append((rows, known))
    said = {name: texts(group, [item[name] for item in assignment.groups]) for name in GROUPED}
    kept = {name: said[name] if name in said else own.arrow(name) for name in KEEP}
    whole = kept | {name: outcomes.arrow(name) for name in OUTCOME}
    alone = np.zeros(len(judges), "bool")
    for rows, _ in weighed:
        alone[rows] = True
    backend.load_batches(target, _batches(whole, np.flatnonzero(~alone)))
    done = 0
    for rows, stated in weighed:
        done += decide_rows(library, backend, _batches(kept, rows, stated), stated, target)
    return assignment, done


def _batches(writers: Writers, rows: Any, facts: Mapping[str, Vector] | None = None) -> Iterator[Any]:
    """Columns of some rows, in pieces; and facts of these."""
    import pyarrow as pa

    for start in range(0, max(len(rows), 1), PIECE):
        piece = slice(start, min(start + PIECE, len(rows)))
        columns = {name: write(rows[piece]) for name, write in writers.items()}
        own = {FACT + name: _nullable(column.at(piece), len(rows[piece])) for name, column in (facts or {}).items()}
        yield pa.record_batch(columns | own)


def _nullable(column: Vector, count: int) -> Any:
    import numpy as np
    import pyarrow as pa

    return pa.array(np.broadcast_to(column.values, count), mask=np.broadcast_to(column.missing, count))
