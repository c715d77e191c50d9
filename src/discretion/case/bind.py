"""Bind a case to a plan: every slot gets its integer, and it is known where each came from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from typing import Any

from discretion.case.fills import Fills, default_table, fills
from discretion.case.findings import find
from discretion.case.model import Case
from discretion.case.reader import DEFAULT, PRESUMED, RECORDS, STATED, Bound, Layout, Other, SlotSource, compile_layout
from discretion.case.undiscovered import years_undiscovered
from discretion.documents import show
from discretion.errors import CaseError, Position, Problem, nearest
from discretion.facts import Fact, FactType, ValueProblem, Vocabulary, encode, say
from discretion.plan import Plan, Slot, per_plan

MOST = 50  # unknown facts that are told of at once
LAYOUTS = 256  # layouts with code of their own, per plan; further ones take the long way


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a plan reads facts: prepared once, so that binding a case only looks things up.

    Attributes:
        sources: where each slot's value comes from.
        layouts: by the facts that a case states, and whether presumptions count; None: the long way.
    """

    sources: tuple[SlotSource, ...]
    layouts: dict[tuple[tuple[str, ...], bool], Layout | None]


def bind(plan: Plan, case: Case, facts: Mapping[str, object], presume: bool = True) -> Bound:
    """Encode the facts of a case for a plan.

    Args:
        plan: the compiled violation.
        case: the case, for records, party and dates.
        facts: the facts stated for this violation.
        presume: whether the ruleset's presumptions fill what is missing.

    Raises:
        CaseError: unknown fact, wrong value, or a statement that the records contradict.
    """
    reader = _reader(plan)
    if not case.records and not case.searched:
        key = (tuple(facts), presume)
        try:
            layout = reader.layouts[key]
        except KeyError:
            layout = _layout(plan, reader, key)
        if layout is not None:
            try:
                return layout(case, facts)
            except (TypeError, CaseError):
                pass  # a fact stated as null: below; a wrong one is reported there
    return _long_way(plan, reader, case, facts, presume)


def _long_way(plan: Plan, reader: _Reader, case: Case, facts: Mapping[str, object], presume: bool) -> Bound:
    unread = facts.keys() - plan.index.keys()
    if unread:
        check_names(facts, plan.vocabulary)
        for name in unread:
            _unread(plan, name)(facts[name])
    values: list[int | None] = []
    origins: list[str | None] = []
    for source in reader.sources:
        value, origin = _value(plan, case, facts, source.slot.name, source.slot.fact)
        if value is None and source.presumed is not None and (presume or source.idle):
            value, origin = source.presumed, PRESUMED
        values.append(value)
        origins.append(origin)
    return Bound(tuple(values), tuple(origins), None not in values)


@per_plan
def _reader(plan: Plan) -> _Reader:
    return _Reader(tuple(_source(plan, slot, fill) for slot, fill in zip(plan.slots, fills(plan), strict=True)), {})


def _source(plan: Plan, slot: Slot, fill: Fills) -> SlotSource:
    name, fact, rule = slot.name, slot.fact, slot.fact.finding
    absent, other, origin = fill.absent, None, RECORDS
    if rule is not None and rule.party is not None:
        absent, other = None, _read_off(name, fact, attrgetter(f"party.{rule.party}"))
    elif rule is not None and rule.elapsed is not None:
        absent, other = None, _read_off(name, fact, partial(years_undiscovered, plan=plan))
    elif rule is not None and rule.including_this:
        absent, other = None, partial(_otherwise, plan, name, fact)
    if fact.default_from is not None:
        other, origin = partial(_otherwise, plan, name, fact), DEFAULT
    return SlotSource(slot, partial(encode_fact, name, fact), absent, other, origin, fill.presumed, fill.idle)


def _read_off(name: str, fact: Fact, read: Callable[[Case], Any]) -> Other:
    """What every case says itself, of its party or by its dates: a few values, each encoded once."""
    codes: dict[Any, int] = {}

    def known(case: Case, _facts: Mapping[str, object]) -> int | None:
        raw = read(case)
        if raw is None:
            return None
        code = codes.get(raw)
        if code is None:
            code = codes[raw] = encode_fact(name, fact, raw)
        return code

    return known


def _otherwise(plan: Plan, name: str, fact: Fact, case: Case, facts: Mapping[str, object]) -> int | None:
    return _value(plan, case, facts, name, fact)[0]


def _layout(plan: Plan, reader: _Reader, key: tuple[tuple[str, ...], bool]) -> Layout | None:
    """The code for a layout, which is kept.

    Raises:
        CaseError: a fact that the vocabulary does not know, or that is derived.
    """
    stated, presume = key
    unread = [name for name in stated if name not in plan.index]
    if unread:
        check_names(stated, plan.vocabulary)
    if len(reader.layouts) >= LAYOUTS:
        return None
    sources = reader.sources
    if not presume:
        sources = tuple(item if item.idle else replace(item, presumed=None) for item in sources)
    layout = compile_layout(
        sources, stated, {name: (plan.vocabulary.facts[name], _unread(plan, name)) for name in unread}
    )
    reader.layouts[key] = layout
    return layout


def _unread(plan: Plan, name: str) -> Callable[[object], object]:
    """What checks a fact that this violation does not read: a wrong value is still wrong."""
    fact = plan.vocabulary.facts[name]

    def check(raw: object) -> None:
        if raw is not None:
            encode_fact(name, fact, raw)

    return check


def _stem(name: str) -> str:
    """A name without its last word, which is the unit: gross_mass_t → gross_mass."""
    return name.rpartition("_")[0]


def _other_unit(name: str, vocabulary: Vocabulary) -> str | None:
    """The fact that has the same name in another unit."""
    stem = _stem(name)
    return next((known for known in vocabulary if stem and _stem(known) == stem and vocabulary[known].unit), None)


def check_names(facts: Iterable[str], vocabulary: Vocabulary) -> None:
    """Refuse facts that the vocabulary does not know, or that are derived from others: the first ``MOST`` of them.

    Each unknown name is held against the whole vocabulary, and a megabyte holds fifty thousand of them.
    """
    problems: list[Problem] = []
    for name in facts:
        if len(problems) == MOST:
            break
        if name not in vocabulary:
            where = replace(_field(name), name=True)
            near = _other_unit(name, vocabulary) or nearest(name, list(vocabulary))
            unit = vocabulary[near].unit if near is not None and _stem(near) == _stem(name) else None
            remedy = f"{near} 的单位是 {unit}：换算数值，不要只改名称" if unit else None
            message = f"没有名为 {name} 的事实"
            problems.append(Problem(message, where, nearest=near, remedy=remedy, code="unknown-fact"))
        elif vocabulary[name].derived:
            basis = tuple(sorted(vocabulary.stated(name)))
            remedy = f"改为载明 {'、'.join(basis)}"
            problems.append(
                Problem(
                    f"{name}（{vocabulary[name].label}）由其他事实推导，不能直接载明",
                    replace(_field(name), name=True),
                    remedy=remedy,
                )
            )
    if problems:
        raise CaseError(*problems)


def check_facts(vocabulary: Vocabulary, facts: Mapping[str, object]) -> None:
    """Refuse facts that no violation could have, where none is left to read them.

    Raises:
        CaseError: an unknown or derived fact, or a wrong value.
    """
    check_names(facts, vocabulary)
    for name, raw in facts.items():
        if raw is not None:
            encode_fact(name, vocabulary[name], raw)


def _value(plan: Plan, case: Case, facts: Mapping[str, object], name: str, fact: Fact) -> tuple[int | None, str | None]:
    stated = encode_fact(name, fact, facts[name]) if facts.get(name) is not None else None
    found = None
    if fact.finding is not None:
        result = find(fact.finding, case, plan)
        if result.value is not None:
            found = encode_fact(name, fact, result.value)
            if stated is not None and stated != found and result.proves:
                raise CaseError(
                    Problem(
                        f"{fact.label}载明为 {say(fact, stated)}，但{result.basis}表明是 {say(fact, found)}",
                        _field(name),
                        remedy="更正事实或者记录，使二者一致",
                    )
                )
    if stated is not None:
        return stated, STATED
    if found is not None:
        return found, RECORDS
    if fact.default_from is not None:
        return _default(plan, facts, name)
    return None, None


def _default(plan: Plan, facts: Mapping[str, object], name: str) -> tuple[int | None, str | None]:
    """Take a fact from the table that its definition names, when the table's own fact is stated."""
    table = default_table(plan, name)
    if table is None or facts.get(table.of) is None:
        return None, None
    value = table.values.get(encode_fact(table.of, plan.vocabulary[table.of], facts[table.of]))
    return (None, None) if value is None else (value, DEFAULT)


def encode_fact(name: str, fact: Fact, raw: object) -> int:
    """Encode one stated value.

    Raises:
        CaseError: the value does not fit the fact.
    """
    try:
        return encode(fact, raw)
    except ValueProblem as error:
        said, allowed = f"{fact.label}：{error}", error.allowed
        if fact.type is FactType.BOOLEAN and isinstance(raw, str):  # "true" looks right until one sees its quotes
            remedy = "不加引号" if raw in allowed else None
            raise CaseError(Problem(said, _field(name), show(raw), allowed, remedy=remedy)) from None
        near = nearest(raw, allowed) if isinstance(raw, str) else None
        raise CaseError(Problem(said, _field(name), _shown(raw), allowed, near)) from None


def _shown(raw: object) -> str:
    text = raw if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _field(name: str) -> Position:
    return Position(field=("facts", name))
