"""What texts mean, each text worked out once: a column of millions of rows has few different ones.

Numbers and days are read by the same expressions as on a server (``reader``), over a table of the different texts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.mapping import MappedColumn, scale, unit_of
from discretion.audit.reader import BLANKS, OUTSIDE, UNLISTED, ColumnReader, codes_of
from discretion.facts import Fact, bounds, digits

TABLE = "distinct_texts"
LABEL = "\0"  # stands for what a column is called in a problem: columns that are read alike share a query
Read = tuple[Any, str | None]  # the value, and what is wrong with it


class Distinct:
    """Reads texts in a database, and remembers them."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._known: dict[Hashable, dict[str, Read]] = {}

    def facts(self, wanted: Iterable[tuple[MappedColumn, Fact, Iterable[str]]]) -> list[list[Read]]:
        """What texts mean as values of facts, and which mean none; facts that are read alike are read together."""
        asked = [(column, fact, list(texts), codes_of(column, fact)) for column, fact, texts in wanted]
        together: dict[Hashable, tuple[MappedColumn, Fact, dict[str, None]]] = {}
        for column, fact, texts, codes in asked:
            if codes is None:
                entry = together.setdefault(_alike(column, fact), (column, fact, {}))
                entry[2].update(dict.fromkeys(texts))
        for alike, (column, fact, every) in together.items():
            own, unnamed = column.model_copy(update={"column": "text"}), fact.model_copy(update={"label": LABEL})
            self._learn(alike, every, lambda reader, own=own, unnamed=unnamed: reader.value(own, unnamed))  # type: ignore[misc]
        found = []
        for column, fact, texts, codes in asked:
            if codes is not None:
                read = [code_of(text, codes, fact.label) for text in texts]
            else:
                known, domain = self._known[_alike(column, fact)], bounds(fact)
                read = [_within(_named(known[text], fact.label), domain, fact.label) for text in texts]
            found.append([(value if problem is None else None, problem) for value, problem in read])
        return found

    def days(self, texts: Iterable[str], label: str) -> list[Read]:
        """What texts mean as days, in ISO form; as it is written, where there is no such day."""
        return self._read("day", texts, label, lambda reader: reader.day(MappedColumn(column="text"), LABEL))

    def amounts(self, texts: Iterable[str], factor: Decimal, label: str) -> list[Read]:
        """What texts mean as amounts of money, in 分; rounded, where they are not whole."""
        column = MappedColumn(column="text")
        return self._read(("分", factor), texts, label, lambda reader: reader.number(column, factor, 2, LABEL))

    def _read(
        self, alike: Hashable, texts: Iterable[str], label: str, write: Callable[[ColumnReader], Any]
    ) -> list[Read]:
        wanted = list(texts)
        self._learn(alike, wanted, write)
        return [_named(self._known[alike][text], label) for text in wanted]

    def _learn(self, alike: Hashable, texts: Iterable[str], write: Callable[[ColumnReader], Any]) -> None:
        import pyarrow as pa

        known = self._known.setdefault(alike, {})
        fresh = list(dict.fromkeys(text for text in texts if text not in known))
        if not fresh:
            return
        table = self._backend.load(TABLE, pa.table({"text": pa.array(fresh, pa.string())}))
        reader = ColumnReader({"text": "text"})
        value = write(reader)
        found = self._backend.fetch(reader.run(table).select("text", value=value, problem=reader.first_problem()))
        columns = found.to_pydict()
        known.update(zip(columns["text"], zip(columns["value"], columns["problem"], strict=True), strict=True))


def _alike(column: MappedColumn, fact: Fact) -> Hashable:
    """Facts of which this is equal mean the same by the same text."""
    return fact.type, scale(column, unit_of(fact)), digits(fact)


def code_of(text: str, codes: dict[str, Any], label: str) -> Read:
    """What a text means by a table of codes."""
    text = text.strip(BLANKS)
    if not text:
        return None, None
    value = codes.get(text)
    return value, f"{label}{UNLISTED}" if value is None else None


def _within(read: Read, domain: tuple[int, int] | None, label: str) -> Read:
    """A value that the fact does not allow is a problem."""
    value, problem = read
    if problem is None and value is not None and domain is not None and not domain[0] <= value <= domain[1]:
        problem = f"{label}{OUTSIDE}"
    return value, problem


def _named(read: Read, label: str) -> Read:
    value, problem = read
    return value, problem.replace(LABEL, label) if problem is not None else None
