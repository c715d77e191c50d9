"""Golden cases: facts, expected outcome and expected reasons, beside each violation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field

from discretion.conditions import Compare, FeelError, Interval, Number, parse_tests
from discretion.decide import PenaltyText, Recommendation
from discretion.documents import Document, validate
from discretion.errors import DiscretionError, Position, Problem, RulebookError
from discretion.facts import Strict
from discretion.library import Library
from discretion.rulebook import Rulebook, Ruleset


class ExpectedOther(Strict):
    """What a golden case expects for a further subject of the same act."""

    fine: Any = None
    measures: list[str] | None = None


class Expectation(Strict):
    """What a golden case expects. What is not named is not compared.

    Attributes:
        says: words that the text of the decision has, the duty broken among them.
        notes: words that the notes for the officer have, the remark of the violation among them.
        error: the case is refused, with this in the message.
    """

    status: str | None = None
    cause: str | None = None
    disposition: str | None = None
    force: str | None = None
    tier: str | None = None
    fine: Any = None
    measures: list[str] | None = None
    reasons: list[str] | None = None
    alternatives: list[str] | None = None
    orders: list[str] | None = None
    missing: list[str] | None = None
    others: dict[str, ExpectedOther] | None = None
    says: list[str] | None = Field(None, description="决定书的文字应当包含的词句，例如“违反条例第十条”")
    notes: list[str] | None = Field(None, description="给执法人员的说明（违法行为的备注 remark 在内）应当包含的词句")
    error: str | None = None


class GoldenCase(Strict):
    """One golden case. ``place`` and ``area`` are left out: it is judged under its own ruleset."""

    name: str
    case: dict[str, Any]
    expect: Expectation
    note: str | None = None

    @property
    def violations(self) -> tuple[str, ...]:
        """The violations of the case."""
        if "violation" in self.case:
            return (str(self.case["violation"]),)
        acts = self.case.get("violations")
        return tuple(str(act.get("violation")) for act in acts or () if isinstance(act, Mapping))


class GoldenFile(Strict):
    """``cases/<violation>.yaml``."""

    cases: list[GoldenCase]


@dataclass(frozen=True, slots=True)
class Golden:
    """A golden case and where it stands."""

    case: GoldenCase
    ruleset: Ruleset
    document: Document
    index: int

    def position(self, *path: str | int) -> Position:
        """The place of a part of the case in its file."""
        return self.document.position(("cases", self.index, *path))

    @property
    def fine(self) -> tuple[Decimal, bool, Decimal, bool] | None:
        """The expected fine in 元: low, whether it is included, high, whether it is included; None for no fine."""
        return _interval(self.case.expect.fine, self.position("expect", "fine"))


@dataclass(frozen=True, slots=True)
class RuleHit:
    """A rule that applied in a golden case: of which violation, its id, and the ruleset (or law) that wrote it."""

    violation: str
    rule: str
    origin: str


@dataclass(frozen=True, slots=True)
class GoldenOutcome:
    """A golden case that was run; ``problems`` is empty when it passed."""

    golden: Golden
    problems: tuple[Problem, ...]
    hits: frozenset[RuleHit] = frozenset()
    result: Recommendation | None = None  # None where the case was refused


def golden_cases(ruleset: Ruleset, files: Iterable[Path] | None = None) -> Iterator[Golden]:
    """Read the golden cases of a ruleset, or of some of its case files.

    Raises:
        RulebookError: a case file is malformed.
    """
    for path in ruleset.cases if files is None else files:
        document = ruleset.layer.document(path)
        for index, case in enumerate(validate(GoldenFile, document, error=RulebookError).cases):
            yield Golden(case, ruleset, document, index)


def all_golden_cases(rulebook: Rulebook) -> Iterator[Golden]:
    """The golden cases of every version that one works on. All malformed files are reported at once.

    Raises:
        RulebookError: with every problem of every case file.
    """
    problems: list[Problem] = []
    for ruleset in rulebook.own():
        try:
            yield from golden_cases(ruleset)
        except RulebookError as error:
            problems += error.problems
    if problems:
        raise RulebookError(*problems)


def run(library: Library, golden: Golden) -> GoldenOutcome:
    """Run one golden case under its ruleset's area."""
    raw = {key: value for key, value in golden.case.case.items() if key != "place"}
    try:
        result = library.recommend(library.case(Document(raw, golden.document.name)), area=golden.ruleset.area)
        problems = [*_compare(golden, result), *_judged_elsewhere(golden, result)]
        if golden.case.expect.error is not None:
            problems.append(Problem(f"应当被拒绝：{golden.case.expect.error}", golden.position("expect", "error")))
    except DiscretionError as error:
        if golden.case.expect.error is not None and golden.case.expect.error in str(error):
            return GoldenOutcome(golden, ())
        where = golden.position("case")
        return GoldenOutcome(
            golden, tuple(Problem(problem.message, where, problem.found) for problem in error.problems)
        )
    return GoldenOutcome(golden, tuple(problems), frozenset(_hits(result)), result)


def _hits(result: Recommendation) -> Iterator[RuleHit]:
    for part in result.by_violation:
        for reason in part.reasons:
            if reason.decided in ("applies", "closes"):
                yield RuleHit(part.violation, reason.rule, reason.origin or "")


def _judged_elsewhere(golden: Golden, result: Recommendation) -> Iterator[Problem]:
    """A case whose dates lead to another version of the ruleset tests nothing of this one."""
    used = [version.id for version in result.versions if version.kind == "ruleset"]
    if used and golden.ruleset.id not in used:
        yield Problem(
            f"本案的日期适用 {'、'.join(used)}，没有用到 {golden.ruleset.id}", golden.position("case", "decided")
        )


def _compare(golden: Golden, result: Recommendation) -> Iterator[Problem]:
    expect = golden.case.expect

    def differs(field: str, wanted: object, found: object) -> Problem:
        return Problem(f"{field} 应当是 {wanted}，实际是 {found}", golden.position("expect", field))

    for field in ("status", "cause", "disposition", "force", "tier"):
        wanted, found = getattr(expect, field), getattr(result, field)
        if field in expect.model_fields_set and wanted != found:
            yield differs(field, wanted, found)
    yield from _compare_penalty(golden, expect, result.penalty, ())
    yield from _compare_others(golden, expect.others, result)
    rules = {reason.rule for reason in result.reasons} if expect.reasons else set()
    for index, reason in enumerate(expect.reasons or ()):
        if reason not in rules:
            text = f"reasons 缺少 {reason}（实际有 {'、'.join(sorted(rules))}）"
            yield Problem(text, golden.position("expect", "reasons", index))
    offered = [item.disposition.value for item in result.alternatives] if expect.alternatives is not None else []
    if expect.alternatives is not None and sorted(expect.alternatives) != sorted(offered):
        yield differs("alternatives", expect.alternatives, offered)
    if expect.orders is not None and expect.orders != result.orders:
        yield differs("orders", expect.orders, result.orders)
    for field, called, wanted in (("says", "决定书的文字", expect.says), ("notes", "给执法人员的说明", expect.notes)):
        text = "" if not wanted else result.explain() if field == "says" else "\n".join(result.notes)
        for index, words in enumerate(wanted or ()):
            if words not in text:
                yield Problem(f"{called}没有“{words}”", golden.position("expect", field, index))
    if expect.missing is not None and expect.missing != (facts := [item.fact for item in result.missing]):
        yield differs("missing", expect.missing, facts)


def _compare_others(
    golden: Golden, expected: Mapping[str, ExpectedOther] | None, result: Recommendation
) -> Iterator[Problem]:
    if expected is None:
        return
    given = {item.subject: item.penalty for item in result.others}
    if sorted(expected) != sorted(given):
        text = f"others 应当是 {sorted(expected)}，实际是 {sorted(given)}"
        yield Problem(text, golden.position("expect", "others"))
    for subject, other in expected.items():
        if subject in given:
            yield from _compare_penalty(golden, other, given[subject], ("others", subject))


def _compare_penalty(
    golden: Golden, expect: Expectation | ExpectedOther, penalty: PenaltyText | None, path: tuple[str, ...]
) -> Iterator[Problem]:
    if "fine" in expect.model_fields_set:
        wanted, found = expect.fine, fine_of(penalty)
        where = golden.position("expect", *path, "fine")
        if _interval(wanted, where) != _interval(found, where):
            yield Problem(f"fine 应当是 {wanted or '没有罚款'}，实际是 {found or '没有罚款'}", where)
    measures = measures_of(penalty)
    if expect.measures is not None and sorted(expect.measures) != sorted(measures):
        text = f"measures 应当是 {sorted(expect.measures)}，实际是 {sorted(measures)}"
        yield Problem(text, golden.position("expect", *path, "measures"))


def fine_of(penalty: PenaltyText | None) -> str | None:
    """The fine of a penalty as golden cases write it: ``[3000..10000)``."""
    fine = penalty.fine if penalty else None
    if fine is None:
        return None
    left, right = "[" if fine.low_inclusive else "(", "]" if fine.high_inclusive else ")"
    return f"{left}{fine.low}..{fine.high}{right}"


def measures_of(penalty: PenaltyText | None) -> list[str]:
    """The other measures of a penalty as golden cases write them: ``confiscate.illegal_gain``."""
    return [f"{m.kind}.{m.item}" if m.item else str(m.kind) for m in penalty.measures] if penalty else []


def _interval(written: object, where: Position) -> tuple[Decimal, bool, Decimal, bool] | None:
    """An expected fine as an interval: one number, an interval, or None for no fine."""
    if written is None:
        return None
    try:
        match parse_tests(str(written)):
            case Compare("=", Number(value)):
                return value, True, value, True
            case Interval(Number(low), low_inclusive, Number(high), high_inclusive):
                return low, low_inclusive, high, high_inclusive
    except FeelError:
        pass
    raise RulebookError(Problem('fine 应当是一个数或者区间，例如 "[3000..10000]"', where, str(written)))
