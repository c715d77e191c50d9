"""What every decision has, in this process: each text worked out once (``distinct``), in the order and the words of ``rows.read_rows``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from discretion.audit.arrays import Vector
from discretion.audit.assign import KEYS
from discretion.audit.backend import Backend
from discretion.audit.coded import Coded, coded, kinds, meant, texts
from discretion.audit.distinct import Distinct, Read, code_of
from discretion.audit.mapping import MappedColumn, Mapping, scale
from discretion.audit.reader import BLANKS
from discretion.audit.source import FAULT, text_pieces, texts_of
from discretion.case import years_between

# In the order in which a row's first problem is looked for.
LABELS = {
    "fine": "罚款", "occurred": "违法日期", "decided": "决定日期", "violation": "案由", "place": "行政区划", "unit": "执法机构",
    "discovered": "发现日期", "stated": "处理结果", "reason": "理由", "law": "依据", "ruleset": "裁量基准",
}  # fmt: skip
DAYS = ("occurred", "decided", "discovered")
NEEDED = ("occurred", "decided")


class Own:
    """The rows of decisions, in the order of their numbers.

    Attributes:
        row: the numbers.
        ids: of the decisions, as an Arrow column.
        codes: of every other column, the number of each row's value (-1: none); ``fault`` is what makes a row unusable.
        values: what these numbers mean.
    """

    def __init__(self, row: Any, ids: Any) -> None:
        import numpy as np

        self.row: Any = row
        self.ids: Any = ids
        self.codes: dict[str, Any] = {"fault": np.full(len(row), -1, "int32")}
        self.values: dict[str, list[Any]] = {"fault": []}
        self._faults: dict[str | None, int] = {None: -1}

    def enter(self, name: str, codes: Any, read: Sequence[Read], none: str | None = None) -> None:
        """A column, what its texts mean, and what makes rows unusable; ``none``: that of rows without a text."""
        self.codes[name], self.values[name] = codes, [value for value, _ in read]
        self.note(codes, [problem for _, problem in read], none)

    def note(
        self, codes: Any, problems: Sequence[str | None], none: str | None = None, rows: Any = slice(None)
    ) -> None:
        """What makes rows unusable that have been usable so far, by a code of each."""
        import numpy as np

        numbers = [self._faults.setdefault(problem, len(self._faults) - 1) for problem in [*problems, none]]
        if max(numbers) >= 0:
            self.values["fault"] = list(self._faults)[1:]
            found, before = meant(codes, numbers[:-1], numbers[-1], "int32"), self.codes["fault"][rows]
            self.codes["fault"][rows] = np.where(before < 0, found, before)

    def of(self, name: str, by: Sequence[Any], none: Any = -1, kind: str = "int64") -> Any:
        """What the rows have, where each value of a column means something."""
        return meant(self.codes[name], by, none, kind)

    def days(self, name: str) -> list[date | None]:
        """The values of a column as days."""
        return [_day(value) for value in self.values[name]]

    @property
    def elapsed(self) -> Vector:
        """How many years passed from the act until it was discovered. No day of discovery: what was decided within a year was
        discovered within it; of a later decision nothing is known.
        """
        import numpy as np

        found = self._years("discovered")
        if (unknown := found < 0).any():
            found = np.where(unknown & (self._years("decided") == 0), 0, found)
        return Vector(found, lacking if (lacking := found < 0).any() else False)

    def _years(self, end: str) -> Any:
        """Whole years from the act until another day; -1 where one of them is not known."""
        codes, starts, ends = self.codes, [*self.days("occurred"), None], [*self.days(end), None]
        pair, first = kinds(codes["occurred"].astype("int64") * len(ends) + codes[end])
        pairs = zip(codes["occurred"][first], codes[end][first], strict=True)
        days = [(starts[start], ends[stop]) for start, stop in pairs]
        years = [-1 if start is None or stop is None else years_between(start, stop) for start, stop in days]
        return meant(pair, years, 0, "int64")

    def groups(self, changes: Sequence[date]) -> tuple[list[dict[str, Any]], Any]:
        """The groups of usable rows that the same rules may judge: ``assign.KEYS``, a day of each epoch; and each row's (-1: none)."""
        import numpy as np

        starts = [day.isoformat() for day in changes]  # ISO days compare as text
        parts = {name: self._different(name) for name in ("violation", "place")}
        known, usable = parts["violation"][0] > 0, self.codes["fault"] < 0
        for name, day in (("act_epoch", "occurred"), ("decision_epoch", "decided")):
            epochs = [-1 if text is None else bisect_right(starts, text) for text in self.values[day]]
            parts[name] = self.of(day, epochs), list(range(len(starts) + 1))
            known = known & (parts[name][0] >= 0)
        key = np.zeros(len(self.row), "int64")
        for numbers, meaning in parts.values():
            key = key * len(meaning) + numbers
        kind, first = kinds(np.where(known, key, -1))
        number = np.full(len(first), -1)
        judged = np.unique(kind[usable])
        number[judged] = np.arange(len(judged))
        found = [{name: parts[name][1][parts[name][0][row]] for name in KEYS} for row in first[judged]]
        for day in NEEDED:
            texts = sorted({text for text in self.values[day] if text is not None})
            place = {text: number for number, text in enumerate(texts)}
            least = np.full(len(found), len(texts))
            np.minimum.at(
                least, number[kind[usable]], self.of(day, [place.get(text, -1) for text in self.values[day]])[usable]
            )
            for item, at in zip(found, least.tolist(), strict=True):
                item[day] = texts[at]
        return found, number[kind]

    @property
    def counts(self) -> list[dict[str, Any]]:
        """How many rows there are of each violation and unit, usable ones apart from others."""
        import numpy as np

        (violation, violations), (unit, units) = map(self._different, ("violation", "unit"))
        usable = self.codes["fault"] < 0
        group, first = kinds((violation * len(units) + unit) * 2 + usable)
        return [
            {"violation": violations[violation[row]], "unit": units[unit[row]], "usable": bool(usable[row]), "n": n}
            for row, n in zip(first, np.bincount(group, minlength=len(first)).tolist(), strict=True)
        ]

    def _different(self, name: str) -> tuple[Any, list[Any]]:
        """A column with one number for each value (two texts may mean the same), and the values."""
        numbers = {value: number for number, value in enumerate(dict.fromkeys([None, *self.values[name]]))}
        return self.of(name, [numbers[value] for value in self.values[name]], 0), list(numbers)

    def arrow(self, name: str) -> Callable[[Any], Any]:
        """What gives a column of ``rows.OWN``, or ``fault``, of some rows."""
        import pyarrow as pa

        if name == "row":
            return lambda rows: pa.array(self.row[rows])
        if name == "id":
            return lambda rows: self.ids.take(pa.array(rows))
        if name == "fine":
            amounts = [value or 0 for value in self.values[name]]
            return lambda rows: pa.array(meant(self.codes[name][rows], amounts, 0, "int64"))
        return texts(self.codes[name], self.values[name])


def read_own(backend: Backend, raw: Any, mapping: Mapping, source: str | None, distinct: Distinct | None = None) -> Own:
    """Read it.

    Args:
        backend: where the decisions are.
        raw: what ``open_source`` gave.
        mapping: what its columns mean.
        source: see ``source.text_pieces``.
        distinct: reads texts; what it has read may be asked again.
    """
    import numpy as np

    distinct = distinct or Distinct(backend)
    columns = {name: mapping.disposition if name == "stated" else getattr(mapping, name) for name in LABELS}
    own, given = _given(backend, raw, mapping, columns, source)
    own.note(given[FAULT].codes, given[FAULT].texts)
    for name, label in LABELS.items():
        codes, found = given[name]
        if name == "fine":
            read = distinct.amounts(found, scale(mapping.fine, "元"), label)
        elif name in DAYS:
            read = distinct.days(found, label)
        else:
            read = [_text(text, columns[name] if name != "reason" else None, label) for text in found]
        none = f"没有{label}" if name in NEEDED else None
        own.enter(name, codes, [(value, why or (none if value is None else None)) for value, why in read], none)
    if mapping.discovered is None:
        own.codes["discovered"], own.values["discovered"] = own.codes["decided"], own.values["decided"]
    every = sorted({day for name in NEEDED for day in own.values[name] if day is not None})
    place = {day: number for number, day in enumerate(every)}
    acts, ends = (own.of(name, [place.get(day, -1) for day in own.values[name]]) for name in NEEDED)
    own.note(np.where((acts > ends) & (ends >= 0), 0, -1), ["违法日期晚于决定日期"])
    own.note(own.codes["fine"], ["罚款为负" if (value or 0) < 0 else None for value in own.values["fine"]])
    lacking = [f"没有{LABELS['violation']}" if value is None else None for value in own.values["violation"]]
    own.note(own.codes["violation"], lacking, f"没有{LABELS['violation']}")
    return own


def _given(
    backend: Backend, raw: Any, mapping: Mapping, columns: dict[str, MappedColumn | None], source: str | None
) -> tuple[Own, dict[str, Coded]]:
    """The rows, and the texts of some columns and of ``FAULT``."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    names = texts_of(mapping)
    wanted = {
        name: names[item.column] for name, item in columns.items() if item is not None and item.column is not None
    }
    wanted[FAULT] = FAULT
    own = names[mapping.id.column] if mapping.id is not None and mapping.id.column is not None else None
    pieces: dict[str, list[Any]] = {}
    read = dict.fromkeys([*wanted.values(), *([own] if own is not None else [])])
    for numbers, found in text_pieces(backend, raw, list(read), mapping, source, plain=own):
        pieces.setdefault("", []).append(numbers)
        for text, piece in found:
            pieces.setdefault(text, []).append(piece)
    row = np.concatenate(pieces.get("", [np.zeros(0, "int64")]))
    order = np.argsort(row, kind="stable") if (row[1:] < row[:-1]).any() else None
    given = {}
    for name, column in {**columns, FAULT: None}.items():
        if wanted.get(name) in pieces:
            codes, found_texts = coded(pieces[wanted[name]])
            given[name] = Coded(codes if order is None else codes[order], found_texts)
        elif column is not None and column.column is None:
            given[name] = Coded(np.zeros(len(row), "int32"), [str(column.constant)])
        else:
            given[name] = Coded(np.full(len(row), -1, "int32"), [])
    if own in pieces:
        ids = pa.chunked_array(pieces[own]).cast(pa.string()).combine_chunks()
        ids = pc.utf8_trim(ids if order is None else ids.take(pa.array(order)), characters=BLANKS)
        ids = pc.if_else(pc.equal(ids, ""), pa.scalar(None, pa.string()), ids)
    elif mapping.id is not None:
        ids = pa.array([str(mapping.id.constant)] * len(row), pa.string())
    else:
        ids = pa.array(np.sort(row)).cast(pa.string())
    return Own(row if order is None else row[order], ids), given


def _text(text: str, column: MappedColumn | None, label: str) -> Read:
    if column is not None and column.values is not None:
        return code_of(text, {key: str(value) for key, value in column.values.items()}, label)
    return text.strip(BLANKS) or None, None


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:  # as written; its row has a fault
        return None
