"""Bind a case to a plan: every slot gets its integer, and it is known where each came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from discretion.case.findings import absence_counts, find
from discretion.case.model import Case
from discretion.case.reader import Encoder, Reader, compile_reader
from discretion.errors import CaseError, Position, Problem, nearest
from discretion.facts import Fact, FactType, ValueProblem, Vocabulary, decode, encode, say
from discretion.plan.model import Plan, Slot

STATED, RECORDS, PRESUMED, DEFAULT = "stated", "records", "presumed", "default"


class Bound(NamedTuple):
    """The facts of a case in the order of a plan's slots.

    Attributes:
        values: encoded integers; None where the fact is missing.
        origins: where each value came from: stated, records, presumed, default; None where missing.
    """

    values: tuple[int | None, ...]
    origins: tuple[str | None, ...]

    @property
    def complete(self) -> bool:
        """Whether no fact is missing."""
        return None not in self.values


@dataclass(frozen=True, slots=True)
class _Reader:
    """How a plan reads facts: prepared once, so that binding a case only looks things up.

    Attributes:
        known: every fact a case may state.
        stated: reads all slots at once, when none of them can come from elsewhere than the case's facts.
        slots: name, encoder, definition of every slot; what it is when the case has no records at all; and whether
            something else than records can settle it.
    """

    known: frozenset[str]
    stated: Reader | None
    origins: tuple[str, ...]
    slots: tuple[tuple[str, Encoder, Fact, int | None, bool], ...]


def bind(plan: Plan, case: Case, facts: Mapping[str, Any], *, presume: bool = True) -> Bound:
    """Encode the facts of a case for a plan.

    Args:
        plan: the compiled violation.
        case: the case, for records, party and dates.
        facts: the facts stated for this violation.
        presume: whether the ruleset's presumptions fill what is missing.

    Raises:
        CaseError: unknown fact, wrong value, or a statement that the records contradict.
    """
    reader: _Reader | None = plan.kept.get("reader")
    if reader is None:
        reader = plan.kept["reader"] = _reader(plan)
    unread = facts.keys() - plan.index.keys()
    if unread:
        if not unread <= reader.known:
            check_names(facts, plan.vocabulary)
        _check_unread(plan, facts, unread)
    if reader.stated is not None:
        try:
            return Bound(reader.stated(facts), reader.origins)
        except (KeyError, TypeError, CaseError):
            pass  # a missing fact, or one stated as null: below; a wrong one is reported there
    values: list[int | None] = []
    origins: list[str | None] = []
    unrecorded = not case.records and not case.searched
    get = facts.get
    for name, encoder, fact, absent, other in reader.slots:
        raw = get(name)
        if other or not unrecorded:
            value, origin = _value(plan, case, facts, name, fact)
        elif raw is not None:
            value, origin = encoder(raw), STATED
        else:
            value, origin = absent, None if absent is None else RECORDS
        values.append(value)
        origins.append(origin)
    if presume and None in values:
        for item in plan.presumed:
            if values[item.slot] is None:
                values[item.slot], origins[item.slot] = item.value, PRESUMED
    return Bound(tuple(values), tuple(origins))


def _reader(plan: Plan) -> _Reader:
    vocabulary, complete = plan.vocabulary, plan.complete_records
    slots = []
    for slot in plan.slots:
        rule, absent = slot.fact.finding, None
        if rule is not None and absence_counts(rule, complete):
            absent = 0  # a complete search that finds no record: it never happened, or not once
        other = slot.fact.default_from is not None or (
            rule is not None and (rule.party is not None or rule.elapsed is not None or rule.including_this)
        )
        slots.append((slot.name, _encoder(slot), slot.fact, absent, other))
    plain = all(slot.fact.finding is None and slot.fact.default_from is None for slot in plan.slots)
    return _Reader(
        known=frozenset(name for name in vocabulary if not vocabulary[name].derived),
        stated=compile_reader(plan.slots, [encoder for _, encoder, *_ in slots]) if plain else None,
        origins=(STATED,) * len(slots),
        slots=tuple(slots),
    )


def _encoder(slot: Slot) -> Encoder:
    """``encode_fact`` for one slot, with a short way for whole numbers inside the domain, and for truths."""
    name, fact, low, high = slot.name, slot.fact, slot.low, slot.high
    if fact.type is FactType.INTEGER:
        return lambda raw: raw if type(raw) is int and low <= raw <= high else encode_fact(name, fact, raw)
    if fact.type is FactType.BOOLEAN:
        return lambda raw: 1 if raw is True else 0 if raw is False else encode_fact(name, fact, raw)
    return lambda raw: encode_fact(name, fact, raw)


def check_names(facts: Mapping[str, Any], vocabulary: Vocabulary) -> None:
    """Refuse facts that the vocabulary does not know, or that are derived from others."""
    problems = []
    for name in facts:
        if name not in vocabulary:
            problems.append(Problem(f"没有名为 {name} 的事实", _field(name), nearest=nearest(name, list(vocabulary))))
        elif vocabulary[name].derived:
            basis = tuple(sorted(vocabulary.stated(name)))
            remedy = f"改为载明 {'、'.join(basis)}"
            problems.append(
                Problem(f"{name}（{vocabulary[name].label}）由其他事实推导，不能直接载明", _field(name), remedy=remedy)
            )
    if problems:
        raise CaseError(*problems)


def _check_unread(plan: Plan, facts: Mapping[str, Any], unread: Iterable[str]) -> None:
    """A value that this violation does not read is still wrong when it is wrong."""
    for name in unread:
        fact, raw = plan.vocabulary.facts[name], facts[name]
        if raw is not None and not (fact.values and type(raw) is str and raw in fact.values):
            encode_fact(name, fact, raw)


def _value(plan: Plan, case: Case, facts: Mapping[str, Any], name: str, fact: Fact) -> tuple[int | None, str | None]:
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
        return _default(plan, facts, name, fact)
    return None, None


def _default(plan: Plan, facts: Mapping[str, Any], name: str, fact: Fact) -> tuple[int | None, str | None]:
    """Take a fact from the table that its definition names, when the table's own fact is stated."""
    assert fact.default_from is not None
    table = plan.vocabulary[fact.default_from].lookup
    if table is None or facts.get(table.of) is None:
        return None, None
    of = plan.vocabulary[table.of]
    code = decode(of, encode_fact(table.of, of, facts[table.of]))
    if code not in table.values:
        return None, None
    return encode_fact(name, fact, table.values[str(code)]), DEFAULT


def encode_fact(name: str, fact: Fact, raw: Any) -> int:
    """Encode one stated value.

    Raises:
        CaseError: the value does not fit the fact.
    """
    try:
        return encode(fact, raw)
    except ValueProblem as error:
        near = nearest(raw, error.allowed) if isinstance(raw, str) else None
        problem = Problem(
            f"{fact.label}：{error}", _field(name), found=_shown(raw), allowed=error.allowed, nearest=near
        )
        raise CaseError(problem) from None


def _shown(raw: Any) -> str:
    text = raw if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _field(name: str) -> Position:
    return Position(field=("facts", name))
