"""What the law leaves open and the ruleset decides: policy, presumptions, records, supplements; each with its basis."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.case import RECORD_NAMES
from discretion.facts import FactType, encode, say
from discretion.pages import Column, Table, TableRow
from discretion.rulebook import Inherited, Policy, Source
from discretion.tables.source import source_cell
from discretion.tables.view import View
from discretion.words import say_settings, say_supplement

COLUMNS = (Column("事项", 18), Column("规则", 44), Column("来源", 20), Column("备注", 18))
PRESUMED = (Column("事实要素", 26), Column("案件未载明时", 22), Column("理由", 42), Column("备注", 12))


def policy_tables(view: View, inherited: Inherited) -> tuple[Table, ...]:
    """Policy and presumptions as they stand for a view (the same for all its violations)."""
    origin = view.inherited_from(_origin(view, "policy"))
    rows = [
        TableRow(
            (item, rule, source_cell(source, view.rulebook, view.day), origin), kind=source.kind.value if source else ""
        )
        for item, rule, source in _policy(inherited.policy)
    ]
    if inherited.records is not None:
        kinds = "、".join(RECORD_NAMES[kind] for kind in inherited.records.complete)
        rows.append(
            TableRow(
                (
                    "检索不到记录",
                    f"{kinds}：视为没有",
                    inherited.records.basis,
                    view.inherited_from(_origin(view, "records")),
                )
            )
        )
    for item in inherited.supplements:
        rule = say_supplement(item, view.words)
        cells = (
            item.label,
            rule,
            source_cell(item.source, view.rulebook, view.day),
            view.inherited_from(_origin(view, "supplements")),
        )
        rows.append(TableRow(cells, f"supplement:{item.id}", item.source.kind.value))
    tables = [Table("情节如何影响处罚", COLUMNS, tuple(rows))]
    presumed = tuple(_presumptions(view, inherited))
    if presumed:
        tables.append(Table("案件没有载明时的处理", PRESUMED, presumed))
    return tuple(tables)


def own_policy(view: View) -> bool:
    """Whether an area writes any of it itself."""
    written = view.ruleset.header.model.model_fields_set
    return bool(written & {"policy", "records", "supplements", "presume"})


def _policy(policy: Policy) -> Iterator[tuple[str, str, Source | None]]:
    for field, label, text in say_settings(policy):
        yield label, text, policy.source_of(field)
    if policy.lex_mitior is not None:
        reach = "适用于法律、法规、规章和裁量基准" if policy.lex_mitior.benchmarks else "只适用于法律、法规、规章"
        yield "从旧兼从轻", f"{reach}：{policy.lex_mitior.basis}", policy.lex_mitior.source or policy.source


def _presumptions(view: View, inherited: Inherited) -> Iterator[TableRow]:
    origin = view.inherited_from(_origin(view, "presume"))
    for item in inherited.presumptions:
        for name, raw in item.facts.items():
            fact = view.rulebook.vocabulary[name]
            if fact.type is FactType.BOOLEAN:
                value = view.words.boolean(name, bool(raw))
            else:
                value = say(fact, encode(fact, raw))
            yield TableRow((fact.label, f"视为：{value}", item.basis, origin), f"presume:{name}")


def _origin(view: View, field: str) -> str:
    """The ruleset that writes a header field."""
    for ruleset in view.chain:
        if field in ruleset.header.model.model_fields_set:
            return ruleset.id
    return view.ruleset.id
