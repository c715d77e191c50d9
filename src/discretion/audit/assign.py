"""Which rules judge which row: by violation, place, and the law on the day of the act and on that of the decision.

Days between two changes of any law or ruleset have the same rules, so some hundreds of groups cover years of decisions;
and most areas inherit most rules, so fewer still are different. Where the act and the decision fall under different
rules (从旧兼从轻), both must be weighed: the engine does it row by row.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from discretion.audit.defaults import inputs
from discretion.audit.same_rules import rules_of
from discretion.decide import Plans, find_versions
from discretion.errors import DiscretionError
from discretion.plan import Plan
from discretion.rulebook import changes

KEYS = ("violation", "place", "act_epoch", "decision_epoch")
NO_RULE = -1  # the number of groups without any rule
UNPROHIBITED = -2  # and of those where the old law or the new one sets no penalty
EMPTY = dict.fromkeys(("judge", "area", "used_law", "rulesets", "note"))


@dataclass(slots=True)
class Assignment:
    """What judges each group of rows.

    Attributes:
        judges: by number. One plan: it and all with the same rules; two: the engine weighs old and new.
        groups: per group ``KEYS``; ``judge``, its number; ``area``, ``used_law`` and ``rulesets`` where one plan
            judges; ``note``, why there is none.
    """

    judges: list[tuple[Plan, ...]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)

    @property
    def reads(self) -> list[list[str]]:
        """The facts that each judge reads; those that all read come first."""
        reads = [list(dict.fromkeys(name for plan in judge for name in inputs(plan))) for judge in self.judges]
        common = [name for name in reads[0] if all(name in names for names in reads)] if reads else []
        return [[*common, *(name for name in names if name not in common)] for names in reads]


def epochs(plans: Plans) -> list[date]:
    """First days of new rules: a law or a ruleset begins, or the day after one has ended."""
    book = plans.rulebook
    return sorted(changes(file.model for file in book.law_files) | changes(item.header.model for item in book.rulesets))


def epoch(day: Any, days: list[date]) -> Any:
    """How many changes of rules lie before or on a day (a column of ISO text)."""
    import ibis

    def number(low: int, high: int) -> Any:
        """Which of some numbers it is: half of them are left after each question."""
        if low == high:
            return ibis.literal(low, "int64")
        middle = (low + high) // 2  # ISO days compare as text
        return (day < days[middle].isoformat()).ifelse(number(low, middle), number(middle + 1, high))

    return day.isnull().ifelse(ibis.null("int64"), number(0, len(days)))


def assign(plans: Plans, found: Iterable[dict[str, Any]]) -> Assignment:
    """Find what judges every group.

    Args:
        plans: the compiled rulebook.
        found: the groups that occur: ``KEYS``, and a day of each epoch as ISO text, ``occurred`` and ``decided``.
    """
    result, numbers = Assignment(), dict[Hashable, int]()
    known = dict[tuple[Any, ...], dict[str, Any]]()
    for group in found:
        key = tuple(group[name] for name in KEYS)
        days = date.fromisoformat(group["occurred"]), date.fromisoformat(group["decided"])
        try:
            areas = tuple(plans.area_of(group["place"], plans.reached(day)) for day in days)
        except DiscretionError as error:
            judged = _nobody(error)
        else:
            # Thousands of places are a dozen areas.
            alike = (group["violation"], *areas, *key[2:])
            if alike not in known:
                known[alike] = _judged(plans, group["violation"], areas, days, result.judges, numbers)  # type: ignore[arg-type]
            judged = known[alike]
        result.groups.append({**dict(zip(KEYS, key, strict=True)), **judged})
    return result


def _judged(
    plans: Plans, violation: str, areas: tuple[str, str], days: tuple[date, date], judges: list[tuple[Plan, ...]],
    numbers: dict[Hashable, int],
) -> dict[str, Any]:  # fmt: skip
    try:
        versions = find_versions(plans, violation, areas, *days, None)
    except DiscretionError as error:
        return _nobody(error)
    old, new = versions.old, versions.new
    if old is None or new is None:
        return EMPTY | {"judge": UNPROHIBITED}
    one = versions.same or rules_of(old) == rules_of(new)  # of equal outcomes, that of the old law applies
    judge = (old,) if one else (old, new)
    number = numbers.setdefault(tuple(rules_of(plan) for plan in judge), len(judges))
    if number == len(judges):
        judges.append(judge)
    if not one:
        return EMPTY | {"judge": number}
    names = " ".join(name for name, _ in old.rulesets)
    return EMPTY | {"judge": number, "area": old.area, "used_law": old.law, "rulesets": names}


def _nobody(error: DiscretionError) -> dict[str, Any]:
    return EMPTY | {"judge": NO_RULE, "note": error.problems[0].message}
