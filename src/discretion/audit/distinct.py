"""What the texts of a fact mean, each text worked out once: a column of millions of rows has few different ones.

Numbers and days are read by the same expressions as on a server (``reader``), over a table of the different texts.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from discretion.audit.backend import Backend
from discretion.audit.mapping import MappedColumn, scale, unit_of
from discretion.audit.reader import BLANKS, UNLISTED, ColumnReader, codes_of
from discretion.facts import Fact, bounds, digits

TABLE = "distinct_texts"
LABEL = "\0"  # stands for the label of a fact in a problem: facts that are read alike share a query
Read = tuple[int | None, str | None]  # the value, or what is wrong


class Distinct:
    """Reads texts in a database, and remembers them."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self._queries: dict[Hashable, str] = {}
        self._known: dict[Hashable, dict[str, Read]] = {}

    def read(self, column: MappedColumn, fact: Fact, texts: Iterable[str]) -> list[Read]:
        """What each text means as a value of a fact."""
        codes = codes_of(column, fact)
        if codes is not None:
            return [_coded(text.strip(BLANKS), codes, fact.label) for text in texts]
        wanted = list(texts)
        alike = (fact.type, scale(column, unit_of(fact)), digits(fact), bounds(fact))
        known = self._known.setdefault(alike, {})
        fresh = list(dict.fromkeys(text for text in wanted if text not in known))
        if fresh:
            known |= self._asked(alike, column, fact, fresh)
        return [_named(known[text], fact.label) for text in wanted]

    def _asked(self, alike: Hashable, column: MappedColumn, fact: Fact, texts: list[str]) -> dict[str, Read]:
        import pyarrow as pa

        table = self._backend.load(TABLE, pa.table({"text": pa.array(texts, pa.string())}))
        if alike not in self._queries:
            reader = ColumnReader({"text": "text"})
            own = column.model_copy(update={"column": "text"})
            value = reader.fact(own, fact.model_copy(update={"label": LABEL}))
            read = reader.run(table).select("text", value=value, problem=reader.first_problem())
            self._queries[alike] = self._backend.sql(read)
        found = self._backend.connection.con.sql(self._queries[alike]).to_arrow_table().to_pydict()
        return {
            text: (value if problem is None else None, problem)
            for text, value, problem in zip(found["text"], found["value"], found["problem"], strict=True)
        }


def _coded(text: str, codes: dict[str, int], label: str) -> Read:
    if not text:
        return None, None
    value = codes.get(text)
    return value, f"{label}{UNLISTED}" if value is None else None


def _named(read: Read, label: str) -> Read:
    value, problem = read
    return value, problem.replace(LABEL, label) if problem is not None else None
