"""What simulated decisions are drawn from: regions, days, rules, and cases that the engine has decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from discretion.audit import KEYS, assign, epochs
from discretion.errors import Problem, UsageError
from discretion.facts import Fact, FactType, decode
from discretion.library import Library
from discretion.simulation.drawn import Drawn, drawn

YEAR = 365
LEAST = 62  # days that a simulation must cover: a decision follows its act within sixty


@dataclass(frozen=True, slots=True)
class World:
    """Everything that decisions are drawn from.

    Attributes:
        start: the first day of acts.
        changes: for each further period, how many days after ``start`` it begins.
        days: how many days there are.
        places: a GB/T 2260 code for each region; None for the nation.
        groups: violation, law (None where it depends on the case), and which cases they draw from.
        cells: the groups of each (region, period of the act, period of the decision).
        cases: all cases.
        facts: the column of each fact: its text in every case.
        party: the facts that are not columns of their own: ``party`` and ``age``.
    """

    start: date
    changes: list[int]
    days: int
    places: list[str | None]
    groups: list[dict[str, Any]]
    cells: dict[tuple[int, int, int], list[int]]
    cases: list[Drawn]
    facts: dict[str, Any]
    party: dict[str, str]


def world(
    library: Library, areas: Sequence[str], violations: Sequence[str], since: date | None, until: date | None, seed: int,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> World:  # fmt: skip
    """Draw cases for violations in areas.

    Args:
        library: the rulebook.
        areas: their names.
        violations: ids; empty for all of the areas.
        since: the first day of acts; None for the day of the newest rules.
        until: the last day of decisions; None for a year after the newest rules.
        seed: of all chance.
        progress: called with a step, and how much of how much of it is done.
    """
    changes = epochs(library.plans)
    start = since or changes[-1]
    end = until or changes[-1] + timedelta(days=YEAR)
    if (end - start).days < LEAST:
        raise UsageError(Problem(f"{start} 至 {end} 不足{LEAST}日，放不下从违法到决定的时间"))
    days = [start, *(day for day in changes if start < day <= end)]
    places = [_place(library, area) for area in areas]
    wanted: list[dict[str, Any]] = []
    cells: list[tuple[int, int, int]] = []
    for region, (area, place) in enumerate(zip(areas, places, strict=True)):
        names = violations or library.rulebook.violation_ids(library.plans.chain(area, days[-1]))
        for act in range(len(days)):
            for decision in range(act, min(act + 2, len(days))):
                for name in names:
                    key = dict(zip(KEYS, (name, place, act, decision), strict=True))
                    row = {"occurred": days[act].isoformat(), "decided": days[decision].isoformat()}
                    wanted.append(key | row | {"discovered": row["decided"]})
                    cells.append((region, act, decision))
    return _filled(library, wanted, cells, days, places, end, seed, progress)


def _filled(
    library: Library, wanted: list[dict[str, Any]], cells: list[tuple[int, int, int]], days: list[date],
    places: list[str | None], end: date, seed: int, progress: Callable[[str, int, int], None],
) -> World:  # fmt: skip
    progress("编译规则", 0, len(wanted))
    assignment = assign(library.plans, wanted)
    cases: list[Drawn] = []
    spans: dict[int, tuple[int, int]] = {}
    groups: list[dict[str, Any]] = []
    found: dict[tuple[int, int, int], list[int]] = {}
    for number, (row, group, cell) in enumerate(zip(wanted, assignment.groups, cells, strict=True)):
        progress("案件", number, len(wanted))
        judge = group["judge"]
        if judge < 0:
            continue
        if judge not in spans:
            fresh = drawn(library, assignment.judges[judge], row, seed)
            spans[judge] = (len(cases), len(fresh))
            cases += fresh
        first, size = spans[judge]
        if size:
            found.setdefault(cell, []).append(len(groups))
            groups.append({"violation": row["violation"], "law": group["used_law"], "first": first, "size": size})
    if not groups:
        raise UsageError(Problem("没有可以模拟的违法行为"))
    changes = [(day - days[0]).days for day in days[1:]]
    return World(days[0], changes, (end - days[0]).days, places, groups, found, cases, *_columns(library, cases))


def _place(library: Library, area: str) -> str | None:
    """A county of the area that no smaller area covers; None for the nation.

    Raises:
        UsageError: no such area, or smaller ones cover all of it.
    """
    rulebook = library.rulebook
    codes = rulebook.version(area).header.model.codes
    if not codes:
        return None
    for code in codes:
        place = code.ljust(6, "0")[:4] + "01" if len(code) < 6 else code
        if rulebook.area_of(place, drafts=library.plans.drafts) == area:
            return place
    raise UsageError(Problem(f"区域 {area} 的各地都有自己的裁量基准", remedy="写出这些下级区域"))


def _columns(library: Library, cases: Sequence[Drawn]) -> tuple[dict[str, Any], dict[str, str]]:
    """The text of every fact in every case, and which facts are the party's."""
    import pyarrow as pa

    stated: dict[str, list[int | None]] = {}
    for number, case in enumerate(cases):
        for name, value in case.facts.items():
            if name not in stated:
                stated[name] = [None] * len(cases)
            stated[name][number] = value
    columns: dict[str, Any] = {}
    party: dict[str, str] = {}
    for name, values in stated.items():
        fact = library.rulebook.vocabulary[name]
        if fact.finding is not None and fact.finding.elapsed is not None:
            continue
        texts = {value: _text(fact, value) for value in {*values} if value is not None}
        column = [texts[value] if value is not None else None for value in values]
        columns[name] = pa.array(column, pa.string()).dictionary_encode()
        if fact.finding is not None and fact.finding.party is not None:
            party[name] = "party" if fact.finding.party == "kind" else fact.finding.party
    return columns, party


def _text(fact: Fact, value: int) -> str:
    text = str(decode(fact, value))
    return text.lower() if fact.type is FactType.BOOLEAN else text
