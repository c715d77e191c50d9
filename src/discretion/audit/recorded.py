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
    found = store.columns(["row", *columns, *(["facts"] if facts else [])], violations)
    stated = [json.loads(text) for text in found["facts"].to_pylist()] if facts else []
    names = sorted({key for item in stated for key in item})
    mapping = Mapping.model_validate(
        OWN | {"fine": {"column": "fine", "unit": "分"}, "facts": {key: FACT + key for key in names}}
    )
    texts = texts_of(mapping)
    return backend.load_batches(name, _batches(found, columns, stated, names, texts)), mapping


def _batches(
    found: Any, columns: list[str], stated: list[dict[str, Any]], names: list[str], texts: dict[str, str]
) -> Iterator[Any]:
    import pyarrow as pa

    own = {texts[column]: found[column].cast(pa.string()) for column in columns}
    facts = {texts[FACT + name]: pa.array([_text(item.get(name)) for item in stated], pa.string()) for name in names}
    table = pa.table({ROW: found["row"].cast(pa.int64()), FAULT: pa.nulls(len(found), pa.string()), **own, **facts})
    yield pa.RecordBatch.from_pylist([], table.schema)  # there may be no others
    yield from table.to_batches(BATCH)


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return str(value).lower() if isinstance(value, bool) else str(value)
