"""What the columns of an uploaded list mean, as a table to confirm: from a mapping to its rows, and from what was chosen back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from discretion.audit import Sample, labels_of
from discretion.case import PARTY_KINDS
from discretion.catalogue import Question
from discretion.documents import under
from discretion.errors import DiscretionError
from discretion.facts import Vocabulary, say_unit, units_like
from discretion.library import Library
from discretion.words import DISPOSITIONS

OWN = {
    "id": "案号", "violation": "违法行为（案由）", "occurred": "违法行为发生之日", "decided": "决定之日", "discovered": "发现之日",
    "place": "发生地（行政区划代码）", "unit": "执法机构", "party": "当事人类型", "age": "当事人年龄", "fine": "罚款",
    "disposition": "处理（从轻、从重等）", "reason": "偏离基准的理由", "law": "所引法律的版本", "ruleset": "所引基准的版本",
    "measures": "罚款以外的处罚", "approved_by": "批准层级", "procedure": "经过的程序", "receipt": "留痕的摘要",
}  # fmt: skip
TRUTHS = {"true": "是", "false": "否"}
FACT, SHOWN = "facts.", 3
Asked = Mapping[str, Question]


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the list, or one thing that all its rows have (``column`` is empty).

    Attributes:
        means: the entry of the mapping: ``fine``, ``facts.gross_mass_kg``; empty where the column is not used.
        unit: the unit it is in; empty: the fact's own, ``own_unit``.
        codes: what its texts mean, where they are no plain values: the text, and the code chosen for it.
        options: the codes there are, with their words.
        value: what all rows have.
    """

    number: int
    column: str
    label: str
    examples: str
    means: str
    unit: str
    own_unit: str
    units: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...]
    options: tuple[tuple[str, str], ...]
    value: str


class Columns:
    """The columns of one list under one mapping.

    Args:
        library: its violations and facts.
        data: the mapping as data.
        found: the head of the list.
        day: whose rules say which facts the violations read.
    """

    def __init__(self, library: Library, data: Mapping[str, object], found: Sample, day: date) -> None:
        self.data, self.found = data, found
        self.labels = labels_of(library)
        self._vocabulary: Vocabulary = library.rulebook.vocabulary
        self._asked = _questions(library, data, found, day)
        self._entries = {name: data[name] for name in OWN if name in data} | {
            FACT + name: entry for name, entry in under(data, "facts").items()
        }

    @property
    def meanings(self) -> Mapping[str, Mapping[str, str]]:
        """What a column can mean: of the decision itself, and of the facts."""
        known = {FACT + name: item.label for name, item in self._asked.items()}
        more = {name: self._label(name) for name in self._entries if name.startswith(FACT)}
        return {"案件和决定": OWN, "事实": known | more}

    @property
    def rows(self) -> list[ColumnRow]:
        """Every column; then what all rows have, or might have for the facts that no column states."""
        by_column = {_column(entry): name for name, entry in self._entries.items() if _column(entry)}
        shown = [
            self._row(number, column, values, by_column.get(column, ""))
            for number, (column, values) in enumerate(self.found.columns.items())
        ]
        everywhere = [name for name, entry in self._entries.items() if not _column(entry)]
        needed = [FACT + q.fact for q in self._asked.values() if q.presumed is None and not q.from_records]
        named = dict.fromkeys([*everywhere, *(name for name in needed if name not in self._entries)])
        return shown + [self._row(len(shown) + number, "", [], name) for number, name in enumerate(named)]

    def chosen(self, typed: Callable[[str], str]) -> tuple[dict[str, object], list[str]]:
        """The mapping that the filled-in table says; and where two columns are to mean the same: the first does."""
        found: dict[str, object] = {}
        twice: list[str] = []
        ids = {label: name for name, label in self.labels.items()}
        for number, (column, values) in enumerate(self.found.columns.items()):
            means = typed(f"means.{number}")
            if not means:
                continue
            if means in found:
                twice.append(f"“{_column(found[means])}”和“{column}”两列都选作“{self._label(means)}”")
                continue
            codes = {value: typed(f"code.{number}.{index}") for index, value in enumerate(values)}
            table = {value: self._value(means, ids.get(code, code)) for value, code in codes.items() if code}
            old = self._entries.get(means)
            if not table and isinstance(old, dict) and old.get("column") == column:
                table = old.get("values", {})  # of codes that the table does not show, those it had
            entry = {"column": column, "unit": typed(f"unit.{number}"), "values": table}
            if all(str(code) == value for value, code in table.items()):
                del entry["values"]
            found[means] = {name: item for name, item in entry.items() if item}
        for name in (name for group in self.meanings.values() for name in group):
            value = typed(f"constant.{name}")
            if value and name not in found:
                found[name] = {"constant": self._value(name, value)}
        own = {name: found[name] for name in OWN if name in found}
        facts = {name.removeprefix(FACT): entry for name, entry in found.items() if name.startswith(FACT)}
        encoding = {"encoding": self.data["encoding"]} if "encoding" in self.data else {}
        return {**own, "facts": facts, **encoding}, twice

    def _row(self, number: int, column: str, values: list[str], means: str) -> ColumnRow:
        question, entry = self._asked.get(means.removeprefix(FACT)), self._entries.get(means, column)
        data = entry if isinstance(entry, dict) else {}
        written = under(data, "values")
        own = "元" if means == "fine" or (question and question.type == "money") else (question and question.unit_code)
        options = tuple(_options(means, question))
        known = {words: code for code, words in options} | {code: code for code, _ in options}
        codes = [(value, _code(written.get(value, known.get(value, "")))) for value in values] if options else []
        if means == "violation":
            codes = [(value, self.labels.get(str(written.get(value, value)), "")) for value in values]
        if question is not None and question.type == "boolean" and not written:
            codes = []  # 是, 否 are read as they stand
        examples = "、".join(values[:SHOWN]) + ("……" if len(values) > SHOWN else "")
        unit, units = say_unit(own or ""), tuple((item, say_unit(item)) for item in units_like(own or ""))
        return ColumnRow(
            number, column, self._label(means), examples, means, data.get("unit") or "", unit, units, tuple(codes),
            options, _code(data.get("constant", "")),
        )  # fmt: skip

    def _label(self, means: str) -> str:
        name = means.removeprefix(FACT)
        return OWN.get(means) or (self._vocabulary[name].label if name in self._vocabulary else name)

    def _value(self, means: str, code: str) -> str | bool:
        question = self._asked.get(means.removeprefix(FACT))
        return code == "true" if question is not None and question.type == "boolean" else code


def _questions(library: Library, data: Mapping[str, object], found: Sample, day: date) -> dict[str, Question]:
    """The facts that the rules of the list's violations read, by name."""
    entry, table = data.get("violation", ""), under(under(data, "violation"), "values")
    asked: dict[str, Question] = {}
    for name in dict.fromkeys(map(str, table.values() or found.columns.get(_column(entry), []))):
        with suppress(DiscretionError):  # what it is not, the mapping is told
            asked |= {q.fact: q for q in library.questions(name, "national", day) if q.fact not in asked}
    return asked


def _options(means: str, question: Question | None) -> Iterator[tuple[str, str]]:
    if means == "party":
        yield from PARTY_KINDS.items()
    elif means == "disposition":
        yield from ((str(item), words) for item, words in DISPOSITIONS.items())
    elif question is not None and question.type == "boolean":
        yield from TRUTHS.items()
    elif question is not None:
        yield from ((str(option.value), option.label) for option in question.options)


def _code(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _column(entry: object) -> str:
    return entry if isinstance(entry, str) else (entry.get("column") or "") if isinstance(entry, dict) else ""
