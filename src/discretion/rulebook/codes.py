"""One place, one ruleset: two areas of which neither extends the other must not claim the same code on the same day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from discretion.errors import Problem
from discretion.rulebook.rulebook import Ruleset, ancestors
from discretion.rulebook.validity import last_day


def codes_twice(areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """Yield a problem for every code of which one claimant would never be heard: the name alone would decide."""
    above = {area: frozenset(ancestors(area, areas)) for area in areas}
    for one, other in combinations(areas, 2):
        if one in above[other] or other in above[one]:
            continue
        for a in areas[one]:
            for b in areas[other]:
                shared = sorted(set(a.header.model.codes) & set(b.header.model.codes))
                if shared and _meet(a, areas[one], b, areas[other]):
                    later = b if b.header.model.effective >= a.header.model.effective else a
                    where = later.header.document.position(("codes", later.header.model.codes.index(shared[0])))
                    remedy = "一个地方只能有一个同级的基准；细化上级的，写 extends 它"
                    yield Problem(f"行政区划代码 {shared[0]} 同时属于 {a.id} 和 {b.id}", where, remedy=remedy)


def _meet(a: Ruleset, versions: Sequence[Ruleset], b: Ruleset, others: Sequence[Ruleset]) -> bool:
    start = max(a.header.model.effective, b.header.model.effective)
    ends = (last_day(a, versions, drafts=True) or date.max, last_day(b, others, drafts=True) or date.max)
    return start <= min(ends)
