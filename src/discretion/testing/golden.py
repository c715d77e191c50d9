"""Golden cases: facts, expected outcome and expected reasons, beside each violation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from discretion.conditions import parse_tests
from discretion.conditions.feel import Compare, Interval, Number
from discretion.documents import Document, read_file, validate
from discretion.engine import Recommendation
from discretion.errors import DiscretionError, Problem, RulebookError
from discretion.facts import Strict
from discretion.library import Library
from discretion.rulebook import Ruleset


class Expectation(Strict):
    """What a golden case expects. What is not named is not compared."""

    status: str | None = None
    disposition: str | None = None
    force: str | None = None
    tier: str | None = None
    fine: Any = None
    measures: list[str] | None = None
    reasons: list[str] | None = None
    alternatives: list[str] | None = None
    orders: list[str] | None = None
    missing: list[str] | None = None


class GoldenCase(Strict):
    """One golden case. ``place`` and ``area`` are left out: it is judged under its own ruleset."""

    name: str
    case: dict[str, Any]
    expect: Expectation
    note: str | None = None


class GoldenFile(Strict):
    """``cases/<violation>.yaml``."""

    cases: list[GoldenCase]


@dataclass(frozen=True)
class Outcome:
    """A golden case that was run."""

    ruleset: str
    name: str
    where: str
    problems: tuple[str, ...]
    violation: str
    hits: frozenset[str] = field(default_factory=frozenset)


def golden_cases(ruleset: Ruleset) -> Iterator[tuple[GoldenCase, Document, int]]:
    """Read the golden cases of a ruleset, with file and index.

    Raises:
        RulebookError: a case file is malformed.
    """
    for path in ruleset.cases:
        document = read_file(path)
        for index, case in enumerate(validate(GoldenFile, document, error=RulebookError).cases):
            yield case, document, index


def run(library: Library, ruleset: Ruleset, golden: GoldenCase, document: Document, index: int) -> Outcome:
    """Run one golden case under its ruleset's area."""
    position = document.position(("cases", index))
    raw = {key: value for key, value in golden.case.items() if key != "place"}
    violation = str(raw.get("violation", "+".join(str(item.get("violation")) for item in raw.get("violations", []))))
    try:
        case = library.case(Document(raw, document.name))
        result = library.recommend(case, area=ruleset.area)
    except DiscretionError as error:
        return Outcome(ruleset.id, golden.name, str(position), (str(error),), violation)
    problems = tuple(_compare(golden.expect, result))
    hits = frozenset(reason.rule for reason in result.reasons if reason.decided == "applies")
    return Outcome(ruleset.id, golden.name, str(position), problems, violation, hits)


def _compare(expect: Expectation, result: Recommendation) -> Iterator[str]:
    for field_name in ("status", "disposition", "force", "tier"):
        wanted = getattr(expect, field_name)
        found = getattr(result, field_name)
        if wanted is not None and wanted != found:
            yield f"{field_name} 应当是 {wanted}，实际是 {found}"
    if "fine" in expect.model_fields_set:
        yield from _compare_fine(expect.fine, result)
    measures = [f"{m.kind}.{m.item}" if m.item else m.kind for m in result.penalty.measures] if result.penalty else []
    if expect.measures is not None and sorted(expect.measures) != sorted(measures):
        yield f"measures 应当是 {sorted(expect.measures)}，实际是 {sorted(measures)}"
    rules = {reason.rule for reason in result.reasons}
    for reason in expect.reasons or ():
        if reason not in rules:
            yield f"reasons 缺少 {reason}（实际有 {'、'.join(sorted(rules))}）"
    offered = [item.disposition.value for item in result.alternatives]
    if expect.alternatives is not None and sorted(expect.alternatives) != sorted(offered):
        yield f"alternatives 应当是 {expect.alternatives}，实际是 {offered}"
    if expect.orders is not None and expect.orders != result.orders:
        yield f"orders 应当是 {expect.orders}，实际是 {result.orders}"
    facts = [item.fact for item in result.missing]
    if expect.missing is not None and expect.missing != facts:
        yield f"missing 应当是 {expect.missing}，实际是 {facts}"


def _compare_fine(wanted: Any, result: Recommendation) -> Iterator[str]:
    fine = result.penalty.fine if result.penalty else None
    if wanted is None:
        if fine is not None:
            yield f"不应当有罚款，实际是 {fine.text}"
        return
    if fine is None:
        yield f"罚款应当是 {wanted}，实际没有罚款"
        return
    left, right = "[" if fine.low_inclusive else "(", "]" if fine.high_inclusive else ")"
    found = f"{left}{fine.low}..{fine.high}{right}"
    if _interval(str(wanted)) != _interval(found):
        yield f"罚款应当是 {wanted}，实际是 {found}"


def _interval(text: str) -> tuple[object, ...]:
    match parse_tests(text):
        case Compare("=", Number(value)):
            return value, True, value, True
        case Interval(Number(low), low_inclusive, Number(high), high_inclusive):
            return low, low_inclusive, high, high_inclusive
    raise RulebookError(Problem(f'fine 应当是一个数或者区间，例如 "[3000..10000]"（发现：{text}）'))
