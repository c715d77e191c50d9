"""The findings of an audit as rows of a worklist, each with its decision as a case that can be explained."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from discretion.audit import (
    FINDINGS,
    LABELS,
    Backend,
    Judgement,
    Mapping,
    RefusedRow,
    connect,
    hand_out,
    labels_of,
    take_in,
)
from discretion.decisions import Decided, Store
from discretion.errors import Problem, UsageError
from discretion.facts import say_yuan, say_yuans
from discretion.library import Library

QUIET = (Judgement.IN_BAND,)


@dataclass(frozen=True, slots=True)
class WorklistRow:
    """One decision that somebody must look at."""

    number: int
    case: str
    violation: str
    unit: str
    verdict: str
    said: str
    facts: dict[str, object]


def rows(library: Library, backend: Backend, path: Path, mapping: Mapping) -> Iterator[WorklistRow]:
    """Every finding but those within the band, in the order of the file."""
    table = backend.table(FINDINGS)
    found = backend.fetch(table.order_by("row")).to_pylist()
    cases = _cases(library, path, mapping)
    for index, item in enumerate(found):
        if item["verdict"] in {verdict.value for verdict in QUIET}:
            continue
        case = cases[index] if index < len(cases) else None
        yield WorklistRow(
            int(item["row"]),
            str(item["id"] or f"第{item['row']}行"),
            str(item["violation"] or ""),
            str(item["unit"] or ""),
            str(item["verdict"]),
            _said(item),
            {} if case is None else case,
        )


def snapshot(library: Library, store: Store, path: Path, first: date, last: date) -> tuple[Path, int]:
    """The decisions of some days that stand in the store, as a file beside its mapping; and how many there are.

    Raises:
        UsageError: there are none, or the store cannot be read.
    """
    rows = [row for row in store.standing() if first <= row[2].decided <= last]
    if not rows:
        raise UsageError(
            Problem(f"处理决定库中没有{first.isoformat()}至{last.isoformat()}作出的决定", code="no-decisions")
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    mapping = hand_out(rows, path, library.rulebook.vocabulary, labels_of(library), history=False)
    assert mapping is not None
    return mapping, len(rows)


def _cases(library: Library, path: Path, mapping: Mapping) -> list[dict[str, object] | None]:
    """Each row of the file as a case, in order; None for one that cannot be one. None at all, if the mapping lacks a column."""
    try:
        with closing(connect()) as backend:  # one of its own: both read the file into a table of the same name
            return [_case(item) for item in take_in(library, backend, str(path), mapping)]
    except UsageError:
        return []


def _case(item: Decided | RefusedRow) -> dict[str, object] | None:
    if isinstance(item, RefusedRow):
        return None
    case = {
        "case": item.case,
        "violation": item.violation,
        "place": item.place,
        "occurred": item.occurred.isoformat(),
        "decided": item.decided.isoformat(),
        "discovered": item.discovered.isoformat() if item.discovered else None,
        "party": {"kind": item.party},
        "facts": item.facts,
    }
    return {name: value for name, value in case.items() if value is not None}


def _said(item: dict[str, Any]) -> str:
    """What was decided, and what the benchmark says, in words."""
    parts = [LABELS[Judgement(item["verdict"])], f"决定罚款{say_yuan(item['fine'] or 0)}"]
    if item["low"] is not None and item["high"] is not None:
        parts.append(f"基准{say_yuans(item['low'], item['high'])}")
    if item["problem"]:
        parts.append(str(item["problem"]))
    if item["reason"]:
        parts.append(f"所写理由：{item['reason']}")
    return "；".join(parts)
