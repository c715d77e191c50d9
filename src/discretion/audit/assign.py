"""Which plan judges which row: by violation, area, and the law on the day of the act and on that of the decision.

Days between two changes of any law or ruleset have the same rules, so a few hundred groups cover years of decisions.
Where the act and the decision fall under different rules (从旧兼从轻), both must be weighed: the engine does it row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from discretion.engine import Plans
from discretion.engine.versions import find_versions
from discretion.errors import DiscretionError
from discretion.plan.model import Plan

ENGINE, NO_RULE = -1, -2  # a group that the engine judges row by row; a group without any rule


@dataclass(slots=True)
class Assignment:
    """The plans of all groups of rows.

    Attributes:
        plans: by number.
        groups: key columns and ``plan``, the number, one entry per group.
        reasons: why a group has no rule, by (violation, place, act epoch, decision epoch).
    """

    plans: list[Plan] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    reasons: dict[tuple[Any, ...], str] = field(default_factory=dict)


KEYS = ("violation", "place", "act_epoch", "decision_epoch")


def epochs(plans: Plans) -> list[date]:
    """First days of new rules: a law or a ruleset begins, or the day after one has ended."""
    days = set()
    rulebook = plans.rulebook
    models: list[Any] = [file.model for files in rulebook.laws.values() for file in files]
    models += [ruleset.header.model for versions in rulebook.areas.values() for ruleset in versions]
    for model in models:
        days.add(model.effective)
        if model.until is not None:
            days.add(model.until + timedelta(days=1))
    return sorted(days)


def with_epochs(table: Any, days: list[date]) -> Any:
    """Add the epoch of the act and of the decision: how many changes of rules lie before or on the day."""
    return table.mutate(act_epoch=_epoch(table["occurred"], days), decision_epoch=_epoch(table["decided"], days))


def _epoch(day: Any, days: list[date]) -> Any:
    import ibis

    # ISO days compare as text
    branches = [
        (day < later.isoformat(), ibis.literal(number, "int64")) for number, (_, later) in enumerate(pairwise(days), 1)
    ]
    first = (day < days[0].isoformat(), ibis.literal(0, "int64"))
    return ibis.cases((day.isnull(), ibis.null("int64")), first, *branches, else_=ibis.literal(len(days), "int64"))


def assign(plans: Plans, found: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> Assignment:
    """Find the plan of every group.

    Args:
        plans: the compiled rulebook.
        found: the groups that occur: ``KEYS``, and a day of each epoch as ISO text, ``occurred`` and ``decided``.
    """
    result, numbers = Assignment(), dict[int, int]()
    for group in found:
        key = tuple(group[name] for name in KEYS)
        number = NO_RULE
        try:
            plan = _plan(plans, group)
            number = ENGINE
            if plan is not None:
                number = numbers.setdefault(id(plan), len(result.plans))
                if number == len(result.plans):
                    result.plans.append(plan)
        except DiscretionError as error:
            result.reasons[key] = error.problems[0].message
        result.groups.append({**dict(zip(KEYS, key, strict=True)), "plan": number})
    return result


def _plan(plans: Plans, group: dict[str, Any]) -> Plan | None:
    """The one plan of both days; None when the days have different rules.

    Raises:
        DiscretionError: unknown violation, or a day or place without rules.
    """
    end, decided = date.fromisoformat(group["occurred"]), date.fromisoformat(group["decided"])
    place = group["place"]
    area_of = plans.rulebook.area_of
    areas = area_of(place, end, drafts=plans.drafts), area_of(place, decided, drafts=plans.drafts)
    versions = find_versions(plans, group["violation"], areas, end, decided, None)
    return versions.old if versions.same else None
