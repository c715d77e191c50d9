"""Facts from columns of text to one frame for each set of rules: every text is read once, and only where rules ask for it.

Some hundred sets of rules read two dozen of some hundred columns each. The file passes once, in pieces; each set keeps
of its rows the columns that it reads, as narrow integers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from discretion.audit.defaults import FACT
from discretion.audit.distinct import Distinct
from discretion.audit.mapping import Mapping
from discretion.audit.rows import column_of
from discretion.audit.source import ROW, texts_of
from discretion.facts import Fact, Vocabulary, bounds, encode

NARROW = ("int8", "int16", "int32", "int64")


class Gathered:
    """The facts of each judge.

    Args:
        mapping: what the columns mean.
        vocabulary: defines the facts.
        reads: by judge, the facts it reads; a row's first problem is that of the first of them.
        distinct: reads texts.
        elapsed: facts that are columns already, beside the rows.

    Attributes:
        faults: by number of the row, what is wrong with one of its facts.
    """

    def __init__(
        self, mapping: Mapping, vocabulary: Vocabulary, reads: Sequence[Sequence[str]], distinct: Distinct,
        elapsed: Iterable[str] = (),
    ) -> None:  # fmt: skip
        names = texts_of(mapping)
        self._reads, self._distinct, self._vocabulary = reads, distinct, vocabulary
        self._columns = {
            name: column_of(mapping, vocabulary[name], name)
            for name in dict.fromkeys(name for names in reads for name in names)
            if name not in set(elapsed)
        }
        self._texts = {
            name: names[item.column]
            for name, item in self._columns.items()
            if item is not None and item.column is not None
        }
        self._elapsed = list(elapsed)
        self._rows: dict[int, list[Any]] = defaultdict(list)
        self._parts: dict[tuple[int, str], list[Any]] = defaultdict(list)
        self.faults: dict[int, str] = {}

    @property
    def texts(self) -> list[str]:
        """The columns of text that are read."""
        return list(dict.fromkeys(self._texts.values()))

    def add(self, batch: Any, judge: Any, elapsed: dict[str, Any]) -> None:
        """Take in a piece of the file.

        Args:
            batch: ``ROW`` and ``texts``, plain or as dictionaries.
            judge: an array: the number of the judge of each row, negative where there is none.
            elapsed: the facts that are columns already.
        """
        import numpy as np

        rows = batch.column(ROW).to_numpy(zero_copy_only=False)
        order = np.argsort(judge, kind="stable")
        ends = np.searchsorted(judge[order], np.arange(len(self._reads) + 1))
        codes: dict[str, tuple[Any, list[str]]] = {text: _coded(batch.column(text)) for text in self.texts}
        tables = {name: self._table(name, codes) for name in self._texts}
        for number, names in enumerate(self._reads):
            own = order[ends[number] : ends[number + 1]]
            if not len(own):
                continue
            self._rows[number].append(rows[own])
            for name in names:
                if name in elapsed:
                    part = elapsed[name][own]
                elif name in tables:
                    values, problems = tables[name]
                    at = codes[self._texts[name]][0]
                    at = at[own] if at is not None else np.full(len(own), -1)
                    part = values[at]
                    if problems:
                        self._note(rows[own], at, problems)
                else:
                    continue
                self._parts[number, name].append(part)

    def _table(self, name: str, codes: dict[str, tuple[Any, list[str]]]) -> tuple[Any, dict[int, str]]:
        """The value of each code (the last one: of none), and what is wrong with some."""
        import numpy as np

        column, fact = self._columns[name], self._vocabulary[name]
        assert column is not None
        read = self._distinct.read(column, fact, codes[self._texts[name]][1])
        kind = _kind(fact)
        none = np.iinfo(kind).min
        values = np.array([none if value is None else value for value, _ in read] + [none], kind)
        return values, {number: problem for number, (_, problem) in enumerate(read) if problem is not None}

    def _note(self, rows: Any, at: Any, problems: dict[int, str]) -> None:
        import numpy as np

        for index in np.flatnonzero(np.isin(at, list(problems))):
            self.faults.setdefault(int(rows[index]), problems[int(at[index])])

    def frame(self, number: int) -> Any:
        """The rows of a judge as a Polars frame: ``row`` and a column of 64-bit integers for each fact; it is given once."""
        import numpy as np
        import polars as pl

        rows = np.concatenate(self._rows.pop(number, [np.zeros(0, "int64")]))
        columns = {"row": pl.Series(rows, dtype=pl.Int64)}
        for name in self._reads[number]:
            parts = self._parts.pop((number, name), None)
            column = self._columns.get(name)
            if parts is not None:
                columns[FACT + name] = _series(np.concatenate(parts))
            elif column is not None and column.column is None:
                value = encode(self._vocabulary[name], column.constant)
                columns[FACT + name] = pl.Series(np.full(len(rows), value, "int64"))
            else:
                columns[FACT + name] = pl.Series([None], dtype=pl.Int64).new_from_index(0, len(rows))
        return pl.DataFrame(columns)


def _coded(column: Any) -> tuple[Any, list[str]]:
    """The code of each row, -1 for none (no codes at all where all are none), and the text of each code."""
    import pyarrow as pa

    if column.null_count == len(column):
        return None, []
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    return coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), coded.dictionary.to_pylist()


def _kind(fact: Fact) -> str:
    """The narrowest integer for all values of a fact and one more, that says there is none."""
    import numpy as np

    ends = bounds(fact)
    fits = (kind for kind in NARROW if ends and np.iinfo(kind).min < ends[0] and ends[1] <= np.iinfo(kind).max)
    return next(fits, "int64")


def _series(values: Any) -> Any:
    import numpy as np
    import polars as pl

    found = pl.Series(values).cast(pl.Int64)
    none = values == np.iinfo(values.dtype).min
    return found.set(pl.Series(none), None) if none.any() else found
