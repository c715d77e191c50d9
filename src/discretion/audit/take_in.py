"""From a file of decisions to rows of a store, by the same mapping and the same reading as an audit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from discretion.audit.assign import epochs
from discretion.audit.backend import Backend
from discretion.audit.defaults import FACT
from discretion.audit.mapping import Mapping
from discretion.audit.rows import column_of, read_facts, read_rows
from discretion.audit.source import open_source
from discretion.decisions import Decided
from discretion.documents import from_data, validate
from discretion.errors import CaseError, DiscretionError, Problem, UsageError
from discretion.facts import Vocabulary, decode
from discretion.library import Library

MORE = ("approved_by", "procedure", "measures", "receipt")
SAME = ("unit", "violation", "place", "occurred", "decided", "fine", "reason", "law", "ruleset")


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be recorded, by its number in the file, and why."""

    row: int
    why: str


def take_in(library: Library, backend: Backend, source: str, mapping: Mapping) -> Iterator[Decided | RefusedRow]:
    """Read decisions.

    Args:
        library: its facts and violations; a row of an unknown violation is refused.
        backend: where the file is read.
        source: see ``source.open_source``.
        mapping: what the columns mean; case number and party are needed.

    Raises:
        UsageError: the source or the mapping does not fit.
    """
    if mapping.id is None or mapping.party is None:
        lacking = "、".join(name for name in ("id", "party") if getattr(mapping, name) is None)
        raise UsageError(
            Problem(
                f"写入处理决定库需要 {lacking}",
                remedy="在对照文件中补充；全部为单位的，写 party: {constant: organisation}",
            )
        )
    import ibis

    vocabulary = library.rulebook.vocabulary
    raw = open_source(backend, source, mapping)
    more = [name for name in MORE if getattr(mapping, name) is not None]
    rows = read_rows(raw, mapping, vocabulary, epochs(library.plans), more)
    rows = rows.mutate(**dict.fromkeys(("area", "used_law", "rulesets", "note"), ibis.null("string")))
    names = [name for name in vocabulary if column_of(mapping, vocabulary[name], name) is not None]
    read = backend.store("taken_in", read_facts(rows, mapping, vocabulary, names, keep=more)).order_by("row")
    known = library.rulebook.sectors
    for batch in backend.batches(read):
        for item in batch.to_pylist():
            yield _row(item, mapping, vocabulary, names, known)


def _row(
    item: dict[str, Any], mapping: Mapping, vocabulary: Vocabulary, names: Iterable[str], known: Iterable[str]
) -> Decided | RefusedRow:
    if item["fault"] is not None:
        return RefusedRow(item["row"], item["fault"])
    if item["violation"] not in known:
        return RefusedRow(item["row"], f"没有违法行为 {item['violation']}")
    facts: dict[str, Any] = {}
    party = None
    for name in names:
        raw = item[FACT + name]
        if raw is None:
            continue
        rule = vocabulary[name].finding
        value = decode(vocabulary[name], raw)
        if rule is not None and rule.party == "kind":
            party = value
        else:
            facts[name] = value
    data = {name: item[name] for name in SAME} | {
        "case": item["id"], "facts": facts, "party": party, "disposition": item["stated"],
        "discovered": item["discovered"] if mapping.discovered is not None else None,
    }  # fmt: skip
    for name in MORE:
        text = item.get(name)
        data[name] = text.split("；") if text and name == "measures" else text
    data = {name: value for name, value in data.items() if value is not None}
    try:
        return Decided.model_validate(data)
    except ValidationError:
        return RefusedRow(item["row"], _why(data))


def _why(data: dict[str, Any]) -> str:
    try:
        validate(Decided, from_data(data, "", error=CaseError), error=CaseError)
    except DiscretionError as error:
        return str(error.problems[0])
    raise AssertionError("refused without a reason")  # pragma: no cover
