"""Run checks on one violation, or on a ruleset as a whole. Findings come in a fixed order; nothing is skipped silently."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from time import perf_counter

from discretion.check.book import RulesetCheck
from discretion.check.checks import CHECKS, CheckScope
from discretion.check.model import Finding
from discretion.check.subject import Unsettled, ViolationCheck
from discretion.check.whole import Whole
from discretion.decide import Plans
from discretion.rulebook import Rulebook, Ruleset


def run_checks(
    plans: Plans, chain: tuple[Ruleset, ...], violation: str, day: date, codes: Collection[str] | None = None
) -> list[Finding]:
    """Prove or refute the checks of one violation.

    Args:
        plans: the compiled rulebook.
        chain: the ruleset and its ancestors (``plans.chain(area, day)``).
        violation: the violation.
        day: the day whose law counts.
        codes: which checks; None for all of scope ``violation``. Codes of the other scope are passed over here.

    Returns:
        At least one finding a check; none at all when the violation's provision is not in force on the day.
    """
    plan = plans.plan(violation, chain, day) if asks(CheckScope.VIOLATION, codes) else None
    if plan is None:
        return []
    subject = ViolationCheck(plans, chain, plan, day)
    return _run(CheckScope.VIOLATION, subject, codes)


def run_ruleset_checks(
    plans: Plans, chain: tuple[Ruleset, ...], day: date, codes: Collection[str] | None = None
) -> list[Finding]:
    """Prove or refute the checks of a ruleset as a whole; arguments as for ``run_checks``."""
    return _run(CheckScope.RULESET, RulesetCheck(plans, chain, day), codes)


def run_rulebook_checks(
    book: Rulebook, day: date, codes: Collection[str] | None = None, area: str | None = None
) -> Iterator[Finding]:
    """What the files of a rulebook show without a solver: of an area, what is its own."""
    whole, wanted = Whole(book, day), None if codes is None else set(codes)
    for code, check in CHECKS.items():
        if check.scope is CheckScope.RULEBOOK and (wanted is None or code in wanted):
            yield from (finding for finding in check.run(whole) if area is None or finding.area in ("", area))


def asks(scope: CheckScope, codes: Collection[str] | None) -> bool:
    """Whether any of the checks that are asked for (None: all) is of a scope."""
    return codes is None or any(CHECKS[code].scope is scope for code in codes)


def _run(scope: CheckScope, subject: ViolationCheck | RulesetCheck, codes: Collection[str] | None) -> list[Finding]:
    wanted = None if codes is None else set(codes)
    found: list[Finding] = []
    for code, check in CHECKS.items():
        if check.scope is not scope or (wanted is not None and code not in wanted):
            continue
        start = perf_counter()
        try:
            results = list(check.run(subject))
        except Unsettled as end:
            results = [subject.unknown(code, str(end)) if isinstance(subject, RulesetCheck) else subject.unknown(code)]
        each = (perf_counter() - start) / max(len(results), 1)
        found += [replace(item, seconds=each) for item in results]
    return found
