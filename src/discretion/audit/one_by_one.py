"""Rows whose act and decision fall under different rules: the engine itself weighs them, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.columns import OUTCOME
from discretion.audit.defaults import FACT
from discretion.audit.outcome import outcome_of
from discretion.audit.rows import KEEP
from discretion.case import Case, stating
from discretion.decide import Choice, Milder, choose_at_place
from discretion.errors import DiscretionError
from discretion.facts import decode
from discretion.library import Library
from discretion.plan import Status

NOTES = {Milder.INCOMPARABLE: "新旧规定的轻重不可比较", Milder.OPEN: "缺少事实，不能比较新旧规定的轻重"}


def decide_rows(
    library: Library, backend: Backend, batches: Iterable[Any], names: Iterable[str], target: str
) -> int:  # fmt: skip
    """Decide the rows and append what follows.

    Args:
        library: the rulebook.
        backend: where the rows are.
        batches: the rows: ``rows.KEEP`` and facts, as Arrow record batches.
        names: the facts.
        target: the table to append to.

    Returns:
        How many rows there were.
    """
    import pyarrow as pa

    facts, done = list(names), 0
    for batch in batches:
        decided = [_row(library, row, facts) for row in batch.to_pylist()]
        if decided:
            found = pa.Table.from_pylist(decided, schema=schema_of((*KEEP, *OUTCOME)))
            backend.append(target, backend.load("singly", found))
            done += len(decided)
    return done


def _row(library: Library, row: dict[str, Any], facts: Iterable[str]) -> dict[str, Any]:
    found = dict.fromkeys(OUTCOME) | {name: row[name] for name in KEEP}
    if row["fault"] is not None:
        return found
    try:
        choice = weigh(library, row, {name: row[FACT + name] for name in facts})
    except DiscretionError as error:
        return found | {"fault": error.problems[0].message}
    if choice.evaluation is None:
        return found | {"status": Status.UNDETERMINED.value, "note": NOTES[choice.verdict]}
    evaluation = choice.evaluation
    plan = evaluation.plan
    names = " ".join(name for name, _ in plan.rulesets)
    outcome = outcome_of(plan, evaluation.decision, evaluation.values)
    return found | outcome | {"area": plan.area, "used_law": plan.law, "rulesets": names}


def weigh(library: Library, row: Mapping[str, Any], encoded: Mapping[str, int | None]) -> Choice:
    """Let the engine choose between the rules of the act and those of the decision.

    Args:
        library: the rulebook.
        row: ``violation``, ``place``, ``occurred``, ``decided`` and ``discovered``.
        encoded: the facts as integers; None where one is missing.

    Raises:
        DiscretionError: the facts do not make a case.
    """
    return choose_at_place(library.plans, _case(library, row, encoded))


def _case(library: Library, row: Mapping[str, Any], encoded: Mapping[str, int | None]) -> Case:
    vocabulary = library.rulebook.vocabulary
    known = ((name, vocabulary[name], raw) for name, raw in encoded.items() if raw is not None)
    said = stating((name, fact, decode(fact, raw)) for name, fact, raw in known)
    return library.case(
        {"violation": row["violation"], "place": row["place"], "occurred": row["occurred"], "decided": row["decided"],
         "discovered": row["discovered"], "party": said.party, "facts": said.facts}
    )  # fmt: skip


def schema_of(names: Iterable[str]) -> Any:
    """The Arrow types of columns of ``rows.KEEP`` and ``columns.OUTCOME``."""
    import pyarrow as pa

    whole = ("row", "fine", "low", "high", "statute_lowest", "statute_highest")
    truth = ("low_inclusive", "high_inclusive", "clamped")
    kind = {**dict.fromkeys(whole, pa.int64()), **dict.fromkeys(truth, pa.bool_())}
    return pa.schema([(name, kind.get(name, pa.string())) for name in names])
