"""The audit itself: read, encode, assign, decide, judge; every row of the input ends as exactly one finding."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from discretion.audit.assign import ENGINE, KEYS, NO_RULE, Assignment, assign, epochs, with_epochs
from discretion.audit.backend import Backend
from discretion.audit.columns import FACT, inputs, outcomes
from discretion.audit.mapping import Mapping
from discretion.audit.one_by_one import decide_rows
from discretion.audit.rows import KEEP, encoded
from discretion.audit.source import open_source
from discretion.audit.verdicts import Verdict, judged
from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.plan.model import Plan

FINDINGS = "findings"
ROWS = "rows"
COLUMNS = (
    "row", "id", "violation", "place", "unit", "area", "occurred", "decided", "fine", "stated", "reason",
    "verdict", "departure", "position", "signature", "status", "disposition", "force", "tier", "low", "high",
    "low_inclusive", "high_inclusive", "statute_lowest", "statute_highest", "measures", "offered", "problem",
)  # fmt: skip
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows came in and what became of them; ``read`` is the sum of all ``verdicts``."""

    read: int
    verdicts: dict[str, int]
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
    plans = library.plans
    names = _facts(library, mapping)
    table = with_epochs(encoded(raw, mapping, plans.rulebook.vocabulary, names), epochs(plans))
    rows = backend.store(ROWS, table)
    read = int(backend.fetch(rows.aggregate(n=rows.count()))["n"][0].as_py())
    progress("读取", 1, 1)
    usable = rows.filter(rows["problem"].isnull())
    grouped = usable.group_by(list(KEYS)).aggregate(occurred=usable["occurred"].min(), decided=usable["decided"].min())
    assignment = assign(plans, backend.fetch(grouped).to_pylist())
    assigned = _join(backend, usable, assignment)
    backend.store(FINDINGS, _unjudged(rows.filter(rows["problem"].notnull()), Verdict.UNUSABLE, rows["problem"]))
    steps = len(assignment.plans) + 1
    for number, plan in enumerate(assignment.plans):
        progress(plan.label, number, steps)
        part = assigned.filter(assigned["plan"] == number)
        backend.append(FINDINGS, _findings(judged(_decided(plan, part, names), plan.law), plan))
    progress("新旧规定比较", steps - 1, steps)
    singly = decide_rows(library, backend, assigned.filter(assigned["plan"] == ENGINE), names, FINDINGS)
    nothing = assigned.filter(assigned["plan"] == NO_RULE)
    backend.append(FINDINGS, _unjudged(nothing, Verdict.NO_RULE, nothing["no_rule"]))
    progress("完成", steps, steps)
    return _counts(backend, read, singly)


def _facts(library: Library, mapping: Mapping) -> list[str]:
    """The mapped facts and those that come from the party and the days; all others are missing in every row."""
    vocabulary = library.rulebook.vocabulary
    given = [
        name
        for name in vocabulary
        if (rule := vocabulary[name].finding) is not None and (rule.party is not None or rule.elapsed is not None)
    ]
    return list(dict.fromkeys([*mapping.facts, *given]))


def _join(backend: Backend, rows: Any, assignment: Assignment) -> Any:
    import pyarrow as pa

    kinds = {"violation": pa.string(), "place": pa.string(), "act_epoch": pa.int64(), "decision_epoch": pa.int64()}
    columns = {
        f"group_{name}": pa.array([group[name] for group in assignment.groups], kind) for name, kind in kinds.items()
    }
    columns["plan"] = pa.array([group["plan"] for group in assignment.groups], pa.int64())
    reasons = [assignment.reasons.get(tuple(group[name] for name in KEYS)) for group in assignment.groups]
    columns["no_rule"] = pa.array(reasons, pa.string())
    groups = backend.load("groups", pa.table(columns))
    conditions = [rows[name].identical_to(groups[f"group_{name}"]) for name in KEYS]
    return backend.store("assigned", rows.join(groups, conditions).select(*rows.columns, "plan", "no_rule"))


def _decided(plan: Plan, rows: Any, names: Iterable[str]) -> Any:
    import ibis

    absent = {column: ibis.null("int64") for name, column in inputs(plan).items() if name not in set(names)}
    return outcomes(plan, rows.mutate(**absent) if absent else rows, keep=KEEP)


def _findings(table: Any, plan: Plan) -> Any:
    import ibis

    key = ibis.literal(f"{plan.violation}|{plan.area}|{plan.law}")
    for name in ("tier", "statutory_range", "disposition", "low", "high", "measures"):
        key = key + "|" + table[name].cast("string").fill_null("")
    table = table.mutate(
        area=ibis.literal(plan.area), problem=ibis.null("string"), signature=key.hexdigest("md5").substr(0, 16)
    )
    return table.select(*COLUMNS)


def _unjudged(rows: Any, verdict: Verdict, problem: Any) -> Any:
    """Rows that nothing could be said about, with the reason."""
    import ibis

    kinds = {
        "position": "float64", "low": "int64", "high": "int64", "low_inclusive": "boolean", "high_inclusive": "boolean",
        "statute_lowest": "int64", "statute_highest": "int64",
    }  # fmt: skip
    own = {name: rows[name] for name in KEEP if name in COLUMNS}
    rest = {name: ibis.null(kinds.get(name, "string")) for name in COLUMNS if name not in own}
    columns = {**own, **rest, "verdict": ibis.literal(verdict.value), "problem": problem}
    return rows.select(**{name: columns[name] for name in COLUMNS})


def _counts(backend: Backend, read: int, singly: int) -> Counts:
    findings = backend.connection.table(FINDINGS)
    found = backend.fetch(findings.group_by("verdict").aggregate(n=findings.count())).to_pylist()
    verdicts = {row["verdict"]: int(row["n"]) for row in found}
    if sum(verdicts.values()) != read:
        raise UsageError(Problem(f"读入{read}行，结论{sum(verdicts.values())}行，数目不符：请报告维护者"))
    return Counts(read, {item.value: verdicts.get(item.value, 0) for item in Verdict}, singly)


__all__ = ["COLUMNS", "FACT", "FINDINGS", "Counts", "audit"]
