"""From mapped columns of text to rows that can be judged: first what every decision has, then the facts its rules read.

A row with a fault keeps its number and is set aside with the reason: it is counted and reported, never dropped. Facts
are read where rules ask for them: of some hundred columns, a violation reads two dozen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from discretion.audit.assign import epoch
from discretion.audit.defaults import FACT
from discretion.audit.mapping import MappedColumn, scale
from discretion.audit.mapping import Mapping as Columns
from discretion.audit.reader import ColumnReader
from discretion.audit.source import FAULT, ROW, texts_of
from discretion.audit.stages import whole
from discretion.facts import Fact, Vocabulary

# What is known of a row whatever its violation. ``area``, ``used_law``, ``rulesets`` and ``note`` (why there is no rule)
# come with the assignment; ``fault`` says why a row cannot be used.
OWN = (
    "row", "id", "violation", "place", "unit", "occurred", "decided", "discovered", "fine", "stated", "reason",
    "law", "ruleset",
)  # fmt: skip
KEEP = (*OWN, "area", "used_law", "rulesets", "note", "fault")


def read_rows(
    raw: Any,
    mapping: Columns,
    vocabulary: Vocabulary,
    days: list[date],
    more: Iterable[str] = (),
) -> Any:
    """Read what every decision has.

    Args:
        raw: the mapped columns as text, and the row number.
        mapping: the mapping.
        vocabulary: defines the facts.
        days: on which rules change.
        more: further entries of the mapping, as text.

    Returns:
        ``OWN``, ``more``, ``fault`` (null where the row is usable so far), the epochs of both days, and the texts of facts.
    """
    import ibis

    reader = ColumnReader(texts_of(mapping))
    fine = reader.number(mapping.fine, scale(mapping.fine, "元"), 2, "罚款")
    occurred = reader.day(mapping.occurred, "违法日期", needed=True)
    decided = reader.day(mapping.decided, "决定日期", needed=True)
    columns: dict[str, Any] = {
        "row": ibis._[ROW],
        "id": reader.text(mapping.id) if mapping.id else ibis._[ROW].cast("string"),
        "violation": reader.code(mapping.violation, "案由"),
        "place": reader.code(mapping.place, "行政区划"),
        "unit": reader.code(mapping.unit, "执法机构"),
        "occurred": occurred,
        "decided": decided,
        "discovered": reader.day(mapping.discovered, "发现日期") if mapping.discovered else decided,
        "fine": ibis.coalesce(fine, whole(0)),
        "stated": reader.code(mapping.disposition, "处理结果"),
        "reason": reader.text(mapping.reason),
        "law": reader.code(mapping.law, "依据"),
        "ruleset": reader.code(mapping.ruleset, "裁量基准"),
    }
    columns |= {name: reader.text(getattr(mapping, name)) for name in more}
    reader.problem(occurred > decided, "违法日期晚于决定日期")
    reader.problem(fine < 0, "罚款为负")
    reader.problem(columns["violation"].isnull(), "没有案由")
    facts = [name for name in vocabulary if name in mapping.facts or vocabulary[name].finding is not None]
    kept = {text: ibis._[text] for text in texts_for(mapping, vocabulary, facts)}
    fault = ibis.coalesce(ibis._[FAULT], reader.first_problem())
    return reader.run(raw).select(
        **columns, fault=fault, act_epoch=epoch(occurred, days),
        decision_epoch=epoch(decided, days), **kept,
    )  # fmt: skip


def read_facts(
    rows: Any, mapping: Columns, vocabulary: Vocabulary, names: Iterable[str], *, keep: Iterable[str] = ()
) -> Any:
    """Read facts, as far as they are not columns already.

    Args:
        rows: what ``read_rows`` gave, with the assignment.
        mapping: the mapping.
        vocabulary: defines the facts.
        names: the facts.
        keep: further columns to keep.

    Returns:
        ``KEEP`` and ``keep``, and a column ``fact_…`` for each; ``fault`` now also says what is wrong with one of them.
    """
    import ibis

    wanted, known = [FACT + name for name in names], set(rows.columns)
    reader = ColumnReader(texts_of(mapping))
    facts = {
        column: _fact(reader, mapping, vocabulary[name], name)
        for column in wanted
        if column not in known and (name := column.removeprefix(FACT))
    }
    kept = list(dict.fromkeys([*KEEP, *keep, *(column for column in wanted if column in known)]))
    read = [text for text in reader.used if text not in kept]
    rows = rows.select(*kept, *read)  # every further column would cost time at each stage
    columns: Mapping[str, Any] = {name: ibis._[name] for name in kept if name != "fault"}
    return reader.run(rows).select(**columns, fault=ibis.coalesce(ibis._["fault"], reader.first_problem()), **facts)


def _fact(reader: ColumnReader, mapping: Columns, fact: Fact, name: str) -> Any:
    import ibis

    if is_elapsed(mapping, fact, name):
        act, found, end = ibis._["occurred"], ibis._["discovered"], ibis._["decided"]
        # No day of discovery: what was decided within a year was discovered within it; of a later decision nothing is known.
        within = (reader.years(act, end) == 0).ifelse(whole(0), ibis.null("int64"))
        return found.isnull().ifelse(within, reader.years(act, found))
    column = column_of(mapping, fact, name)
    return reader.fact(column, fact) if column is not None else ibis.null("int64")


def is_elapsed(mapping: Columns, fact: Fact, name: str) -> bool:
    """Whether a fact is the time between two days of the row."""
    return name not in mapping.facts and fact.finding is not None and fact.finding.elapsed is not None


def column_of(mapping: Columns, fact: Fact, name: str) -> MappedColumn | None:
    """The column that states a fact, if there is one."""
    party = {"kind": mapping.party, "age": mapping.age}
    return mapping.facts.get(name) or (party.get(fact.finding.party or "") if fact.finding is not None else None)


def texts_for(mapping: Columns, vocabulary: Vocabulary, names: Iterable[str]) -> list[str]:
    """The columns of text that facts are read from."""
    columns = [column_of(mapping, vocabulary[name], name) for name in names]
    return list(dict.fromkeys(texts_of(mapping)[item.column] for item in columns if item is not None and item.column))
