"""Golden cases as their text tells them, and what is known of their facts: no case is judged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from discretion.check.stated import Value, stated
from discretion.check.whole import Whole
from discretion.facts import FindingRule
from discretion.rulebook import Ruleset

CASE = re.compile(r"\bcase:\s*\{")
VIOLATION = re.compile(r"\bviolation:\s*[\"']?([\w.-]+)")
FACTS = re.compile(r"\bfacts:\s*\{([^{}]*)\}")
PARTY = re.compile(r"\bparty:\s*\{([^{}]*)\}")
EXPECT = re.compile(r"\bexpect:\s*\{.*", re.DOTALL)
NAMED = re.compile(r"(?:^|,)\s*(\w+):")
OCCURRED = re.compile(r"\boccurred:\s*[\"']?(\d{4}-\d\d-\d\d)")
RECORDED = re.compile(r"\bkind:\s*[\"']?(\w+)")
SEARCHED = "searched"  # a case that says itself what was looked for


@dataclass(frozen=True)
class StatedCase:
    """A golden case, as its text tells it."""

    violation: str
    facts: dict[str, Value]
    named: frozenset[str]  # all facts that it states, those too whose values are lists or days
    party: dict[str, Value]  # its kind, its age
    recorded: frozenset[str]  # the kinds of its records
    occurred: date | None  # an act of one day; of one that lasted nothing is said
    expect: str
    at: int  # of its facts, in the file


def told(text: str) -> Iterator[StatedCase]:
    """The cases of a file."""
    starts = [match.start() for match in CASE.finditer(text)]
    for start, end in pairwise([*starts, len(text)]):
        part = text[start:end]
        violation, facts, expect = (pattern.search(part) for pattern in (VIOLATION, FACTS, EXPECT))
        if violation and facts and expect:
            named, party = frozenset(NAMED.findall(facts[1])), PARTY.search(part)
            known = stated(party[1]) if party else {}
            day = OCCURRED.search(part)
            kinds = {SEARCHED} if SEARCHED in part else set()
            kinds |= {*RECORDED.findall(part[: expect.start()])}
            yield StatedCase(
                violation[1], stated(facts[1]), named, known, frozenset(kinds), date.fromisoformat(day[1]) if day else None,
                expect[0], start + facts.start(1),
            )  # fmt: skip


@dataclass(frozen=True)
class Silence:
    """What a ruleset makes of a case that does not state a fact."""

    presumed: dict[str, Value]
    party: dict[str, str]  # the facts that say what the party is, each with what of it
    records: dict[str, tuple[frozenset[str], Value]]  # the kinds of records that must be absent, and what that means

    def known(self, case: StatedCase) -> Mapping[str, Value]:
        """What a case states, what it presumes in silence, and what its records do not show."""
        quiet = {name: value for name, value in self.presumed.items() if name not in case.named}
        if SEARCHED not in case.recorded:
            quiet |= {name: value for name, (kinds, value) in self.records.items() if not kinds & case.recorded}
        return quiet | {name: case.party[of] for name, of in self.party.items() if of in case.party} | case.facts


def silence_of(whole: Whole, chain: list[Ruleset]) -> Silence:
    """What a ruleset and those above it presume, and take as searched."""
    facts, presumed = whole.book.vocabulary.facts, dict[str, Value]()
    for name, raw in (
        pair for item in reversed(chain) for part in item.header.model.presume for pair in part.facts.items()
    ):
        if name in facts and facts[name].finding is None and not facts[name].derived:
            presumed[name] = raw if isinstance(raw, (bool, str)) else Fraction(raw)
    findings = {name: fact.finding for name, fact in facts.items() if fact.finding is not None}
    complete = next((item.header.model.records.complete for item in chain if item.header.model.records), [])
    records = {name: absence for name, rule in findings.items() if (absence := _absence(rule, {*complete}))}
    party = {name: rule.party for name, rule in findings.items() if rule.party is not None}
    return Silence(presumed, {name: str(of) for name, of in party.items()}, records)


def _absence(rule: FindingRule, complete: set[str]) -> tuple[frozenset[str], Value] | None:
    """What it means that a case has no such record; what is counted with this act is not nothing."""
    if rule.records not in complete or rule.including_this:
        return None
    kinds = {str(rule.records), "deadline"} if rule.overdue else {str(rule.records)}
    return frozenset(kinds), False if rule.kind is not None else Fraction(0)
