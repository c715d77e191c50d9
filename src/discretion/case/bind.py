"""Bind a case to a plan: every slot gets its integer, and it is known where each came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discretion.case.findings import find
from discretion.case.model import Case
from discretion.errors import CaseError, Position, Problem, nearest
from discretion.facts import Fact, ValueProblem, Vocabulary, decode, encode
from discretion.plan.model import Plan

STATED, RECORDS, PRESUMED, DEFAULT = "stated", "records", "presumed", "default"


@dataclass(frozen=True, slots=True)
class Bound:
    """The facts of a case in the order of a plan's slots.

    Attributes:
        values: encoded integers; None where the fact is missing.
        origins: where each value came from: stated, records, presumed, default; None where missing.
    """

    values: tuple[int | None, ...]
    origins: tuple[str | None, ...]

    @property
    def complete(self) -> bool:
        return None not in self.values


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
    check_names(facts, plan.vocabulary)
    values: list[int | None] = []
    origins: list[str | None] = []
    for slot in plan.slots:
        value, origin = _value(plan, case, facts, slot.name, slot.fact)
        values.append(value)
        origins.append(origin)
    if presume and None in values:
        for item in plan.presumed:
            if values[item.slot] is None:
                values[item.slot], origins[item.slot] = item.value, PRESUMED
    return Bound(tuple(values), tuple(origins))


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


def _value(plan: Plan, case: Case, facts: Mapping[str, Any], name: str, fact: Fact) -> tuple[int | None, str | None]:
    stated = encode_fact(name, fact, facts[name]) if facts.get(name) is not None else None
    found = None
    if fact.finding is not None:
        raw = find(fact.finding, case, plan.violation, plan.sector, plan.complete_records)
        if raw is not None:
            found = encode_fact(name, fact, raw)
            if stated is not None and stated != found and _proves(case, fact):
                raise CaseError(
                    Problem(
                        f"{fact.label}载明为 {decode(fact, stated)}，但记录表明是 {decode(fact, found)}",
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


def _proves(case: Case, fact: Fact) -> bool:
    """Whether the finding rests on something in the case, not only on the absence of records."""
    rule = fact.finding
    assert rule is not None
    if rule.party is not None or rule.elapsed is not None:
        return True
    kind = rule.kind or rule.count
    return any(record.kind == kind for record in case.records)


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
