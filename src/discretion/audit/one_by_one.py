"""Rows whose act and decision fall under different rules: judged by the engine itself, one after the other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.columns import FACT, OUTCOME
from discretion.audit.rows import KEEP
from discretion.audit.verdicts import judged
from discretion.case import Case
from discretion.engine import Evaluation
from discretion.engine.versions import choose, versions_of
from discretion.errors import DiscretionError
from discretion.facts import decode
from discretion.library import Library

CHUNK = 20_000


def decide_rows(library: Library, backend: Backend, rows: Any, names: Iterable[str], target: str) -> int:
    """Judge the rows and append the findings.

    Returns:
        How many rows there were.
    """
    import pyarrow as pa

    from discretion.audit.audit import COLUMNS

    table = backend.fetch(rows)
    facts = [name for name in names if FACT + name in table.column_names]
    done = 0
    for batch in table.to_batches(max_chunksize=CHUNK):
        decided = [_row(library, row, facts) for row in batch.to_pylist()]
        if not decided:
            continue
        memory = backend.load(f"singly_{done}", pa.Table.from_pylist(decided, schema=_schema()))
        found = judged(memory, memory["used_law"])
        key = found["violation"] + "|" + found["used_law"] + "|" + found["tier"].fill_null("")
        for name in ("statutory_range", "disposition", "low", "high", "measures"):
            key = key + "|" + found[name].cast("string").fill_null("")
        backend.append(target, found.mutate(signature=key.hexdigest("md5").substr(0, 16)).select(*COLUMNS))
        done += len(decided)
    return done


def _row(library: Library, row: dict[str, Any], facts: Iterable[str]) -> dict[str, Any]:
    found = {name: row[name] for name in KEEP} | dict.fromkeys((*OUTCOME, "used_law", "area", "problem"))
    found |= {"status": "no_rule", "clamped": False, "offered": ""}
    try:
        evaluation = _evaluate(library, row, facts)
    except DiscretionError as error:
        return found | {"problem": error.problems[0].message}
    if evaluation is None:
        return found | {"status": "undetermined", "problem": "新旧规定轻重不可比较，或者已不处罚"}
    return found | _outcome(evaluation)


def _evaluate(library: Library, row: dict[str, Any], names: Iterable[str]) -> Evaluation | None:
    plans, vocabulary = library.plans, library.rulebook.vocabulary
    facts, party = {}, {"kind": "organisation"}
    for name in names:
        raw = row[FACT + name]
        if raw is None:
            continue
        rule, value = vocabulary[name].finding, decode(vocabulary[name], raw)
        if rule is not None and rule.party is not None:
            party[rule.party] = value  # type: ignore[assignment]
        elif rule is None or rule.elapsed is None:
            facts[name] = value
    case: Case = library.case(
        {"violation": row["violation"], "place": row["place"], "occurred": row["occurred"], "decided": row["decided"],
         "party": party, "facts": facts}
    )  # fmt: skip
    area_of = plans.rulebook.area_of
    areas = (
        area_of(case.place, case.end, drafts=plans.drafts),
        area_of(case.place, case.decided, drafts=plans.drafts),
    )
    return choose(versions_of(plans, case, row["violation"], areas), case, case.facts).evaluation


def _outcome(evaluation: Evaluation) -> dict[str, Any]:
    plan, settled, band = evaluation.plan, evaluation.settled, evaluation.fine
    law = evaluation.statutory
    return {
        "area": plan.area,
        "used_law": plan.law,
        "status": settled.status.value,
        "disposition": settled.disposition.value if settled.disposition is not None else None,
        "force": settled.force.value,
        "tier": plan.tiers[settled.tier].tier if settled.tier is not None else None,
        "statutory_range": plan.ranges[settled.range].range if settled.range is not None else None,
        "offered": " ".join(item.value for item in settled.offered),
        "low": band.low if band else None,
        "high": band.high if band else None,
        "low_inclusive": band.low_inclusive if band else None,
        "high_inclusive": band.high_inclusive if band else None,
        "fine_force": evaluation.fine_force.value if band else None,
        "clamped": evaluation.clamped,
        "statute_lowest": law.lowest if law else None,
        "statute_highest": law.highest if law else None,
        "measures": " ".join(f"{item.key}:{item.force.value}" for item in evaluation.measures),
    }


def _schema() -> Any:
    import pyarrow as pa

    whole = ("row", "fine", "low", "high", "statute_lowest", "statute_highest")
    truth = ("low_inclusive", "high_inclusive", "clamped")
    names = (*KEEP, *OUTCOME, "used_law", "area", "problem")
    kind = {**dict.fromkeys(whole, pa.int64()), **dict.fromkeys(truth, pa.bool_())}
    return pa.schema([(name, kind.get(name, pa.string())) for name in names])
