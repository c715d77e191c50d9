"""The audit itself: read, assign, decide, judge; every row of the input ends as exactly one finding."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from discretion.audit.assign import KEYS, NO_RULE, UNPROHIBITED, Assignment, assign, epochs
from discretion.audit.backend import Backend
from discretion.audit.columns import OUTCOME, outcomes
from discretion.audit.findings import findings
from discretion.audit.here import Progress, decide_here
from discretion.audit.mapping import Mapping
from discretion.audit.one_by_one import decide_rows
from discretion.audit.rows import KEEP, read_facts, read_rows, texts_for
from discretion.audit.side_by_side import nothing_to_collect
from discretion.audit.source import open_source
from discretion.audit.verdicts import Judgement
from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.plan import Plan, Status

FINDINGS = "findings"
DECIDED = "decided"
KINDS = dict.fromkeys(("low", "high", "statute_lowest", "statute_highest"), "int64") | dict.fromkeys(
    ("low_inclusive", "high_inclusive", "clamped"), "boolean"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows came in and what became of them; ``read`` is the sum of all ``verdicts``.

    Attributes:
        departures: how many of those that depart from the benchmark give a reason, and how many do not.
        one_by_one: for how many the engine weighed old and new rules.
        plans: what judged them.
    """

    read: int
    verdicts: dict[str, int]
    departures: dict[str, int]
    one_by_one: int
    plans: tuple[Plan, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class JudgedBy:
    """Which plans judged, and for how many rows the engine weighed old and new rules."""

    plans: tuple[Plan, ...]
    one_by_one: int


def audit(library: Library, backend: Backend, source: str, mapping: Mapping, progress: Progress) -> Counts:
    """Audit decisions; the findings are the backend's table ``FINDINGS``.

    Args:
        library: the rulebook.
        backend: where to compute.
        source: the decisions, see ``source.open_source``.
        mapping: what their columns mean.
        progress: called with the step, how many are done, and how many there are.

    Raises:
        UsageError: the source or the mapping does not fit; or counts that do not add up, which is a fault of ours.
    """
    progress("读取", 0, 1)
    raw = open_source(backend, source, mapping)
    count = int(backend.fetch(raw.aggregate(n=raw.count()))["n"][0].as_py())
    with nothing_to_collect() if backend.in_process else nullcontext():  # queries for a server leave cycles behind
        done = decide(library, backend, raw, mapping, progress, source=source)
        backend.store(FINDINGS, findings(backend.table(DECIDED)))
    return _counts(backend, count, done)


def decide(
    library: Library, backend: Backend, raw: Any, mapping: Mapping, progress: Progress, *, target: str = DECIDED,
    source: str | None = None,
) -> JudgedBy:  # fmt: skip
    """Put every row before the rules of its place and days; what follows is the backend's table ``target``.

    Args:
        library: the rulebook.
        backend: where to compute.
        raw: what ``open_source`` gave.
        mapping: what its columns mean.
        progress: called with the step, how many are done, and how many there are.
        target: the name of the table: ``rows.KEEP`` and ``columns.OUTCOME``.
        source: where ``raw`` was opened, if it is all of it.

    Returns:
        Which plans judged, and for how many rows the engine weighed old and new rules.
    """
    if backend.in_process:
        assignment, singly = decide_here(library, backend, raw, mapping, progress, target, source)
    else:
        assignment, singly = _decide_there(library, backend, raw, mapping, progress, target)
    progress("完成", len(assignment.judges), len(assignment.judges))
    return JudgedBy(tuple(dict.fromkeys(plan for judge in assignment.judges for plan in judge)), singly)


def _decide_there(
    library: Library, backend: Backend, raw: Any, mapping: Mapping, progress: Progress, target: str
) -> tuple[Assignment, int]:
    """Decide where the rows are: a query for each set of rules."""
    vocabulary = library.rulebook.vocabulary
    read = read_rows(raw, mapping, vocabulary, epochs(library.plans))
    assignment = assign(library.plans, _groups_of(backend, read))
    reads = assignment.reads
    assigned = _assigned(read, _groups(backend, assignment, f"{target}_groups"))
    common = [name for name in (reads[0] if reads else ()) if all(name in names for names in reads)]
    others = sorted({name for names in reads for name in names} - set(common))
    texts = texts_for(mapping, vocabulary, others)
    rows = backend.store(f"{target}_rows", read_facts(assigned, mapping, vocabulary, common, keep=["judge", *texts]))
    backend.store(target, _undecided(rows.filter(rows["judge"].isnull()), None))
    backend.append(target, _undecided(rows.filter(rows["judge"] == UNPROHIBITED), Status.NOT_ESTABLISHED))
    backend.append(target, _undecided(rows.filter(rows["judge"] == NO_RULE), Status.NO_RULE))
    singly = 0
    for number, (judge, names) in enumerate(zip(assignment.judges, reads, strict=True)):
        progress(judge[0].label, number, len(reads))
        part = read_facts(rows.filter(rows["judge"] == number), mapping, vocabulary, names)
        if len(judge) == 1:
            backend.append(target, outcomes(judge[0], part, keep=KEEP))
        else:
            singly += decide_rows(library, backend, backend.batches(part), names, target)
    return assignment, singly


def _groups_of(backend: Backend, read: Any) -> list[dict[str, Any]]:
    """The groups of rows that the same rules may judge: ``assign.KEYS``, and a day of each epoch."""
    usable = read.filter(read["fault"].isnull())
    grouped = usable.group_by(list(KEYS)).aggregate(occurred=usable["occurred"].min(), decided=usable["decided"].min())
    found: list[dict[str, Any]] = backend.fetch(grouped).to_pylist()
    return found


def _groups(backend: Backend, assignment: Assignment, name: str) -> Any:
    import pyarrow as pa

    whole = ("act_epoch", "decision_epoch", "judge")
    texts = ("violation", "place", "area", "used_law", "rulesets", "note")
    fields = [(f"group_{name}", pa.int64()) for name in whole] + [(f"group_{name}", pa.string()) for name in texts]
    groups = [{f"group_{name}": value for name, value in group.items()} for group in assignment.groups]
    for group in groups:
        group["group_place"] = group["group_place"] or ""  # null does not join
    return backend.load(name, pa.Table.from_pylist(groups, schema=pa.schema(fields)))


def _assigned(rows: Any, groups: Any) -> Any:
    """The rows with the number of what judges them (none where there is a fault)."""
    import ibis

    keys = {name: ibis.coalesce(rows[name], "") if name == "place" else rows[name] for name in KEYS}
    conditions = [key == groups[f"group_{name}"] for name, key in keys.items()]
    joined = rows.left_join(groups, conditions)
    judge = joined["fault"].isnull().ifelse(joined["group_judge"], ibis.null("int64"))
    own = {name: joined[f"group_{name}"] for name in ("area", "used_law", "rulesets", "note")}
    return joined.select(*rows.columns, **own, judge=judge)


def _undecided(rows: Any, status: Status | None) -> Any:
    """Rows without an outcome: there is no rule, or they could not be read."""
    import ibis

    outcome = {name: ibis.null(KINDS.get(name, "string")) for name in OUTCOME if name != "status"}
    outcome["status"] = ibis.literal(status.value) if status else ibis.null("string")
    return rows.select(*KEEP, **{name: outcome[name] for name in OUTCOME})


def _counts(backend: Backend, read: int, done: JudgedBy) -> Counts:
    table = backend.table(FINDINGS)
    found = backend.fetch(table.group_by(["verdict", "departure"]).aggregate(n=table.count())).to_pylist()
    verdicts = {item.value: sum(row["n"] for row in found if row["verdict"] == item.value) for item in Judgement}
    if sum(verdicts.values()) != read:
        raise UsageError(Problem(f"读入{read}行，结论{sum(verdicts.values())}行，数目不符：请报告维护者"))
    reasons = ("with_reason", "without_reason")
    departures = {name: sum(row["n"] for row in found if row["departure"] == name) for name in reasons}
    return Counts(read, verdicts, departures, done.one_by_one, done.plans)
