"""The audit itself: read, assign, decide, judge; every row of the input ends as exactly one finding."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from discretion.audit.assign import KEYS, NO_RULE, UNPROHIBITED, Assignment, assign, epochs
from discretion.audit.backend import Backend
from discretion.audit.columns import OUTCOME, inputs, outcomes
from discretion.audit.findings import findings
from discretion.audit.in_memory import decided
from discretion.audit.mapping import Mapping
from discretion.audit.one_by_one import decide_rows
from discretion.audit.rows import KEEP, read_facts, read_rows, texts_for
from discretion.audit.source import open_source
from discretion.audit.verdicts import Judgement
from discretion.decide import Status
from discretion.errors import Problem, UsageError
from discretion.facts import Vocabulary
from discretion.library import Library
from discretion.plan import Plan

FINDINGS = "findings"
DECIDED = "decided"
FITTING = 2_000_000  # rows of one set of rules that are decided in memory
KINDS = dict.fromkeys(("low", "high", "statute_lowest", "statute_highest"), "int64") | dict.fromkeys(
    ("low_inclusive", "high_inclusive", "clamped"), "boolean"
)
Progress = Callable[[str, int, int], None]


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
    done = decide(library, backend, raw, mapping, progress)
    backend.store(FINDINGS, findings(backend.table(DECIDED)))
    return _counts(backend, count, done)


def decide(
    library: Library, backend: Backend, raw: Any, mapping: Mapping, progress: Progress, *, target: str = DECIDED
) -> JudgedBy:
    """Put every row before the rules of its place and days; what follows is the backend's table ``target``.

    Args:
        library: the rulebook.
        backend: where to compute.
        raw: what ``open_source`` gave.
        mapping: what its columns mean.
        progress: called with the step, how many are done, and how many there are.
        target: the name of the table: ``rows.KEEP`` and ``columns.OUTCOME``.

    Returns:
        Which plans judged, and for how many rows the engine weighed old and new rules.
    """
    plans, vocabulary = library.plans, library.rulebook.vocabulary
    read = read_rows(raw, mapping, vocabulary, epochs(plans))
    assignment = assign(plans, groups_of(backend, read))
    reads = [list(dict.fromkeys(name for plan in judge for name in inputs(plan))) for judge in assignment.judges]
    groups = _groups(backend, assignment, f"{target}_groups")
    rows = backend.store(f"{target}_rows", _assigned(read, groups, mapping, vocabulary, reads))
    backend.store(target, _undecided(rows.filter(rows["judge"].isnull()), None))
    backend.append(target, _undecided(rows.filter(rows["judge"] == UNPROHIBITED), Status.NOT_ESTABLISHED))
    backend.append(target, _undecided(rows.filter(rows["judge"] == NO_RULE), Status.NO_RULE))
    sizes = {
        row["judge"]: row["n"] for row in backend.fetch(rows.group_by("judge").aggregate(n=rows.count())).to_pylist()
    }
    singly = 0
    for number, (judge, names) in enumerate(zip(assignment.judges, reads, strict=True)):
        progress(judge[0].label, number, len(reads))
        part = read_facts(rows.filter(rows["judge"] == number), mapping, vocabulary, names, compact=backend.compact)
        if len(judge) == 1:
            _append(backend, target, judge[0], part, sizes.get(number, 0))
        else:
            singly += decide_rows(library, backend, part, names, target)
    progress("完成", len(reads), len(reads))
    return JudgedBy(tuple(dict.fromkeys(plan for judge in assignment.judges for plan in judge)), singly)


def _append(backend: Backend, target: str, plan: Plan, part: Any, size: int) -> None:
    """Decide rows by one plan: in memory where they fit and the backend is of this process, else where they are."""
    if not backend.in_process or size > FITTING or find_spec("polars") is None:
        backend.append(target, outcomes(plan, part, keep=KEEP))
        return
    import polars as pl

    found = decided(plan, pl.from_arrow(backend.fetch(part)), keep=KEEP).select(*KEEP, *OUTCOME).collect()
    backend.append(target, backend.load("decided_in_memory", found.to_arrow(compat_level=pl.CompatLevel.oldest())))


def groups_of(backend: Backend, read: Any) -> list[dict[str, Any]]:
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


def _assigned(rows: Any, groups: Any, mapping: Mapping, vocabulary: Vocabulary, reads: Sequence[Sequence[str]]) -> Any:
    """The rows with the number of what judges them (none where there is a fault), and the facts that all judges read."""
    import ibis

    keys = {name: ibis.coalesce(rows[name], "") if name == "place" else rows[name] for name in KEYS}
    conditions = [key == groups[f"group_{name}"] for name, key in keys.items()]
    joined = rows.left_join(groups, conditions)
    judge = joined["fault"].isnull().ifelse(joined["group_judge"], ibis.null("int64"))
    own = {name: joined[f"group_{name}"] for name in ("area", "used_law", "rulesets", "note")}
    table = joined.select(*rows.columns, **own, judge=judge)
    common = [name for name in reads[0] if all(name in names for names in reads)] if reads else []
    others = {name for names in reads for name in names} - set(common)
    texts = texts_for(mapping, vocabulary, sorted(others))
    return read_facts(table, mapping, vocabulary, common, keep=["judge", *texts])


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
