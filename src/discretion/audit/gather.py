"""Facts from columns of text to arrays for each set of rules.

Some hundred sets of rules read two dozen of some hundred columns each. The file passes once; each set keeps of its rows the
columns that it reads, as numbers of the different texts. What these mean is asked at the end, for all columns together.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from discretion.audit.arrays import Vector
from discretion.audit.coded import coded
from discretion.audit.distinct import Distinct, Read
from discretion.audit.mapping import Mapping as Columns
from discretion.audit.rows import column_of
from discretion.audit.side_by_side import side_by_side
from discretion.audit.source import texts_of
from discretion.facts import Vocabulary, bounds, encode

Wrong = tuple[Any, list[str | None]]  # by row a code, and the problem of each code


class Gathered:
    """The facts of each judge.

    Args:
        mapping: what the columns mean.
        vocabulary: defines the facts.
        reads: by judge, the facts it reads; a row's first problem is that of the first of them.
        judges: by row, the number of its judge, negative where there is none.
        known: facts that are columns already.
    """

    def __init__(
        self, mapping: Columns, vocabulary: Vocabulary, reads: Sequence[Sequence[str]], judges: Any,
        known: Mapping[str, Vector],
    ) -> None:  # fmt: skip
        import numpy as np

        self._reads, self._vocabulary, self._known = reads, vocabulary, known
        self._judges = judges.astype(np.min_scalar_type(-len(reads) - 3))  # the narrower, the faster sorted
        self._order = np.argsort(judges, kind="stable")
        self._ends = np.searchsorted(judges[self._order], np.arange(len(reads) + 1))
        self._place = np.empty(len(judges), "int64")  # of a row among those of its judge
        for number in range(len(reads)):
            self._place[self.rows(number)] = np.arange(self._ends[number + 1] - self._ends[number])
        self._columns = {
            name: column_of(mapping, vocabulary[name], name)
            for name in dict.fromkeys(name for names in reads for name in names)
            if name not in known
        }
        names = texts_of(mapping)
        self._readers = defaultdict[str, list[tuple[int, str]]](list)  # by column of text, who reads it
        for number, own in enumerate(reads):
            for name in own:
                column = self._columns.get(name)
                if column is not None and column.column is not None:
                    self._readers[names[column.column]].append((number, name))
        self._texts: dict[str, dict[str, int]] = {text: {} for text in self._readers}
        self._codes: dict[tuple[int, str], Any] = {}

    @property
    def texts(self) -> list[str]:
        """The columns of text that are read."""
        return list(self._readers)

    def rows(self, number: int) -> Any:
        """The rows of a judge."""
        return self._order[self._ends[number] : self._ends[number + 1]]

    def add(self, rows: Any, columns: Iterable[tuple[str, Any]]) -> None:
        """Take in some rows of some columns."""
        import numpy as np

        order = np.argsort(self._judges[rows], kind="stable")
        ends = np.searchsorted(self._judges[rows][order], np.arange(len(self._reads) + 1))
        own = [order[ends[number] : ends[number + 1]] for number in range(len(self._reads))]
        places = [self._place[rows[part]] for part in own]

        def add(named: tuple[str, Any]) -> None:
            text, column = named
            if column.null_count == len(column):
                return
            found, numbers = coded([column]), self._texts[text]
            same = np.array([numbers.setdefault(item, len(numbers)) for item in found.texts] + [-1])
            same = same.astype(np.min_scalar_type(-len(numbers)))
            for number, name in self._readers[text]:
                if len(own[number]):
                    self._put(number, name, places[number], same[found.codes[own[number]]])

        deque(side_by_side(add, columns), 0)

    def _put(self, number: int, name: str, places: Any, codes: Any) -> None:
        import numpy as np

        kept = self._codes.get((number, name))
        if kept is None:
            kept = np.full(self._ends[number + 1] - self._ends[number], -1, codes.dtype)
        self._codes[number, name] = kept = kept.astype(np.promote_types(kept.dtype, codes.dtype), copy=False)
        kept[places] = codes

    def meanings(self, distinct: Distinct) -> Mapping[str, _Table]:
        """What the codes mean, by name of the fact: when all rows are taken in."""
        names = {name: text for text, readers in self._readers.items() for _, name in readers}
        wanted = [(self._columns[name], self._vocabulary[name], self._texts[text]) for name, text in names.items()]
        read = distinct.facts(wanted)  # type: ignore[arg-type]  # they have a column of text
        return {name: _Table(self._lowest(name), found) for name, found in zip(names, read, strict=True)}

    def of(self, number: int, meanings: Mapping[str, _Table]) -> tuple[dict[str, Vector], list[Wrong]]:
        """The facts of a judge, once; and what is wrong with some of its rows, by a code of each."""
        wrong: list[Wrong] = []
        return {name: self._fact(number, name, meanings, wrong) for name in self._reads[number]}, wrong

    def _lowest(self, name: str) -> int:
        return (bounds(self._vocabulary[name]) or (0, 0))[0]

    def _fact(self, number: int, name: str, tables: Mapping[str, _Table], wrong: list[Wrong]) -> Vector:
        if name in self._known:
            return self._known[name].at(self.rows(number))
        column, codes = self._columns[name], self._codes.pop((number, name), None)
        if column is not None and column.column is None:
            return Vector(int(encode(self._vocabulary[name], column.constant)))
        if codes is None:
            return Vector(self._lowest(name), True)
        table = tables[name]
        if table.problems is not None:
            wrong.append((codes, table.problems))
        missing = table.missing[codes]
        return Vector(table.values[codes], missing if missing.any() else False)


class _Table:
    """What each code of a fact means; the last one is that of no text."""

    def __init__(self, lowest: int, read: Sequence[Read]) -> None:
        import numpy as np

        self.values = np.array([*(lowest if value is None else value for value, _ in read), lowest], "int64")
        self.missing = np.array([*(value is None for value, _ in read), True])
        problems = [problem for _, problem in read]
        self.problems = problems if any(problems) else None
