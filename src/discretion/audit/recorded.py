"""The decisions of a store as a source of an audit: the same texts that a file would have, and the mapping that fits them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.mapping import Mapping
from discretion.audit.source import FAULT, ROW, texts_of
from discretion.decisions import Store

OWN = {
    "id": "case", "violation": "violation", "occurred": "occurred", "decided": "decided", "discovered": "discovered",
    "place": "place", "unit": "unit", "party": "party", "disposition": "disposition", "reason": "reason", "law": "law",
    "ruleset": "ruleset",
}  # fmt: skip
FACT = "fact."
BATCH = 100_000


def recorded(
    backend: Backend, store: Store, name: str, violations: Iterable[str] | None = None, *, facts: bool = True
) -> tuple[Any, Mapping]:
    """Load rows of a store that stand.

    Args:
        backend: where the table is made.
        store: the store.
        name: of the table.
        violations: only decisions on these.
        facts: False leaves the facts out.

    Returns:
        The table as ``source.open_source`` gives one, and its mapping.
    """
    columns = [*dict.fromkeys(OWN.values()), "fine"]
    rows = store.columns(["row", *columns, *(["facts"] if facts else [])], violations)
    stated = [json.loads(row[-1]) for row in rows] if facts else []
    names = sorted({key for item in stated for key in item})
    mapping = Mapping.model_validate(
        OWN | {"fine": {"column": "fine", "unit": "分"}, "facts": {key: FACT + key for key in names}}
    )
    texts = texts_of(mapping)
    return backend.load_batches(name, _batches(rows, columns, stated, names, texts)), mapping


def _batches(
    rows: list[tuple[Any, ...]],
    columns: list[str],
    stated: list[dict[str, Any]],
    names: list[str],
    texts: dict[str, str],
) -> Iterator[Any]:
    import pyarrow as pa

    for start in range(0, max(len(rows), 1), BATCH):
        part = rows[start : start + BATCH]
        own = dict(
            zip(["row", *columns], zip(*(row[: len(columns) + 1] for row in part), strict=True), strict=bool(part))
        )
        data: dict[str, Any] = {ROW: pa.array(own.get("row", ()), pa.int64()), FAULT: pa.nulls(len(part), pa.string())}
        for column in columns:
            values = own.get(column, ())
            data[texts[column]] = pa.array([None if v is None else str(v) for v in values], pa.string())
        for name in names:
            found = [item.get(name) for item in stated[start : start + BATCH]]
            data[texts[FACT + name]] = pa.array([_text(value) for value in found], pa.string())
        yield pa.record_batch(data)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
