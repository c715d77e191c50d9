"""Differences that are not of one violation: dates, policy, lists, presumptions, records, supplements, authority, definitions of facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from discretion.case import RECORD_NAMES
from discretion.conditions import Condition, say_expression
from discretion.diff.canonical import canonical
from discretion.diff.items import Item, say_source
from discretion.diff.point import kind_of
from discretion.diff.sides import Side
from discretion.facts import Fact, FactType, Words, encode, plain, say, say_day, say_yuan
from discretion.rulebook import (
    LIST_NAMES,
    Policy,
    Supplement,
    entries_of,
    first_written,
    inherit,
    policy_of,
)
from discretion.words import say_part, say_settings, say_supplement

DESCRIBING = {
    "label", "unit", "evidence", "note", "severity", "clauses", "positive", "negative", "judgement", "typical", "aliases",
}  # fmt: skip


def general_items(side: Side) -> Iterator[Item]:
    """Everything a side says apart from its violations."""
    header = side.chain[0].header.model
    until = f"至{say_day(header.until)}" if header.until else "，长期有效"
    yield Item(
        ("date", "validity"), "有效期", f"自{say_day(header.effective)}{until}", (header.effective, header.until)
    )
    yield from _policy(policy_of(side.chain))
    yield from _presumptions(side)
    records = first_written(side.chain, "records", lambda header: header.records)
    if records is not None:
        for kind in records.complete:
            text = f"检索不到{RECORD_NAMES[kind]}的记录时，视为没有"
            yield Item(("records", kind), "记录", text, kind, records.basis, subject=kind)
    for item in first_written(side.chain, "supplements", lambda header: header.supplements) or ():
        yield _supplement(side, item)
    yield from _entries(side)
    yield from _authority(side)
    yield from _facts(side)


def _policy(policy: Policy) -> Iterator[Item]:
    values: dict[str, object] = {
        "lighter": policy.lighter.share, "heavier": policy.heavier.share, "concurrence": policy.concurrence.by,
        "lighter_and_heavier": policy.lighter_and_heavier, "mitigated_and_heavier": policy.mitigated_and_heavier,
        "rounding": policy.rounding.unit,
    }  # fmt: skip
    for field, label, text in say_settings(policy):
        if field in values:
            yield Item(("policy", field.replace("_", "-")), label, text, values[field], subject=values[field])
    for name, label, part in (
        ("mitigated", "减轻处罚（法定最低限的）", policy.mitigated.share_of_floor),
        (
            "mitigated-without-floor",
            "减轻处罚（法条只规定上限时，上限的）",
            policy.mitigated.without_floor.share_of_cap,
        ),
    ):
        low, low_inclusive, high, high_inclusive = part.ends
        yield Item(
            ("policy", name),
            label,
            say_part(part),
            part.ends,
            subject=((low, not low_inclusive), (high, high_inclusive)),
        )
    least = policy.mitigated.at_least
    if least is not None:
        yield Item(("policy", "mitigated-at-least"), "减轻处罚的下限", say_yuan(int(least * 100)), least)
    if policy.lex_mitior is not None:
        reach = "法律、法规、规章和裁量基准" if policy.lex_mitior.benchmarks else "法律、法规、规章"
        yield Item(
            ("policy", "lex-mitior"),
            "从旧兼从轻",
            f"适用于{reach}",
            policy.lex_mitior.benchmarks,
            policy.lex_mitior.basis,
        )


def _presumptions(side: Side) -> Iterator[Item]:
    vocabulary = side.rulebook.vocabulary
    for item in first_written(side.chain, "presume", lambda header: header.presume) or ():
        for name, raw in item.facts.items():
            fact = vocabulary[name]
            value = encode(fact, raw)
            text = f"视为{say(fact, value)}"
            yield Item(
                ("presumption", name), f"案件没有载明“{fact.label}”时", text, value, item.basis, subject=(fact, value)
            )


def _supplement(side: Side, item: Supplement) -> Item:
    words = Words(side.rulebook.vocabulary)
    form = canonical(item.when), item.model_dump(include={"penalty", "orders", "unstated"})
    text = say_supplement(item, words)
    return Item(("supplement", item.id), item.label, text, form, item.label)


def _entries(side: Side) -> Iterator[Item]:
    words = Words(side.rulebook.vocabulary)
    for item in entries_of(side.chain):
        entry = item.entry
        condition = entry.condition
        force = "可以" if entry.force.value == "may" else "应当"
        name = LIST_NAMES[item.kind]
        also = "（或者减轻处罚）" if entry.or_mitigated else ""
        scope = "" if entry.violations == "all" else f"；适用于{_named(side, entry.violations)}"
        scope += f"；不适用于{_named(side, entry.excepted)}" if entry.excepted else ""
        text = f"{words.condition(condition)}的，{force}{name}{also}{scope}"
        form = (
            canonical(condition), entry.force, entry.or_mitigated, entry.prevails, sorted(entry.orders), sorted(entry.cite),
            entry.violations if entry.violations == "all" else sorted(entry.violations), sorted(entry.excepted),
            say_source(entry.source, side, side.day),
        )  # fmt: skip
        where = item.origin.document.position(item.origin.path)
        key = ("entry", f"{item.kind.value}:{entry.id}")
        rank = kind_of(entry.source)
        yield Item(
            key, f"{name}：{entry.label}", text, form, (entry.label, entry.note), where, (item.kind, entry), rank
        )


def _named(side: Side, violations: Iterable[str]) -> str:
    """Violations by their names; a pattern such as highway.* stays as it is written."""
    known = side.rulebook.violation_ids(side.chain)
    return "、".join(
        f"“{inherit(side.chain, name).violation.label}”" if name in known else name for name in sorted(violations)
    )


def _authority(side: Side) -> Iterator[Item]:
    name = first_written(side.chain, "authority", lambda header: header.authority)
    file = side.rulebook.authorities.get(name or "")
    if file is None:
        return
    yield Item(("authority", "authority"), "执法机关", file.model.label, name)
    procedure = file.model.procedure
    for field in type(procedure).model_fields:
        value = getattr(procedure, field)
        if value:
            data = [item.model_dump() for item in value] if isinstance(value, list) else value.model_dump()
            yield Item(("authority", field), f"程序标准：{_PROCEDURE.get(field, field)}", _plain_text(data), data)


_PROCEDURE = {
    "summary": "简易程序", "hearing": "听证", "legal_review": "法制审核", "collective": "集体讨论", "transfer": "移送",
    "decide_within": "办案期限", "notices": "告知事项",
}  # fmt: skip


def _facts(side: Side) -> Iterator[Item]:
    vocabulary = side.rulebook.vocabulary
    words = Words(vocabulary)
    for name in vocabulary:
        fact = vocabulary[name]
        form = {
            field: getattr(fact, field)
            for field in type(fact).model_fields
            if field not in DESCRIBING and getattr(fact, field) is not None
        }
        if fact.derive is not None:
            form["derive"] = _definition_form(fact)
        if fact.values is not None:
            form["values"] = list(fact.values)
        wording = [getattr(fact, field, None) for field in sorted(DESCRIBING)] + list((fact.values or {}).values())
        yield Item(("fact", name), f"事实“{fact.label}”", _definition(fact, words), form, wording, subject=fact)


def _definition_form(fact: Fact) -> object:
    if isinstance(fact.derive, Condition):
        return canonical(fact.derive)
    return fact.derive


def _definition(fact: Fact, words: Words) -> str:
    if isinstance(fact.derive, Condition):
        return f"由下列条件推导：{words.condition(fact.derive)}"
    if fact.derive is not None:
        return f"＝{say_expression(fact.derive, words, plain)}"
    parts = []
    if fact.values is not None:
        parts.append(f"取值：{'、'.join(fact.values.values())}")
    elif fact.range is not None:
        left, right = "[" if fact.range.low_inclusive else "(", "]" if fact.range.high_inclusive else ")"
        ends = [str(getattr(end, "value", end)) for end in (fact.range.low, fact.range.high)]
        parts.append(f"范围{left}{ends[0]}，{ends[1]}{right}")
    elif fact.type is FactType.BOOLEAN:
        parts.append("是或者否")
    if fact.finding is not None:
        if fact.finding.months is not None:
            parts.append(f"统计窗口{fact.finding.months}个月")
        rest = fact.finding.model_dump(exclude_none=True, exclude_defaults=True, exclude={"months"})
        parts.append(f"由记录认定（{_plain_text(rest)}）")
    return "；".join(parts) or "由案件载明"


def _plain_text(data: object) -> str:
    if isinstance(data, dict):
        return "，".join(
            f"{key}：{_plain_text(value)}" for key, value in data.items() if value not in (None, [], False)
        )
    if isinstance(data, list):
        return "、".join(_plain_text(value) for value in data)
    return str(data)
