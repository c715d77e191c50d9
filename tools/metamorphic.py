"""A case that says the same gives the same, one that is worse is never milder: on shipped violations, by the million. ``make metamorphic``.

python tools/metamorphic.py [COUNT] [SEED]

Each case is one of a shipped violation, at a boundary as often as not (Hypothesis); then every relation is tried on it: the keys in another order;
as JSON text; with numbers as text; a fact that is worse; a neutral fact changed; a fact left out; its receipt verified.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded

from discretion import Library, Recommendation
from discretion.errors import DiscretionError
from discretion.facts import Fact, FactType, Severity
from discretion.testing import cases

Case = dict[str, Any]
Relation = Callable[[Library, str, Case, Recommendation, random.Random], str | None]
DAY = date(2026, 6, 1)
EACH = 50  # cases of a violation at a time


def reordered(library: Library, area: str, case: Case, result: Recommendation, chance: random.Random) -> str | None:
    """The order of keys says nothing."""
    facts = list(case["facts"].items())
    chance.shuffle(facts)
    other = {key: case[key] for key in chance.sample(list(case), len(case))} | {"facts": dict(facts)}
    return _same(library, area, other, result)


def as_json(library: Library, area: str, case: Case, result: Recommendation, _: random.Random) -> str | None:
    """JSON text says what a dictionary says, numbers as text what numbers say."""
    return _same(library, area, json.loads(json.dumps(case, default=str)), result)


def worse(library: Library, area: str, case: Case, result: Recommendation, chance: random.Random) -> str | None:
    """A fact that is worse never leads to a result that is milder."""
    name = chance.choice(sorted(case["facts"])) if case["facts"] else ""
    fact = library.rulebook.vocabulary.facts.get(name)
    value = _worse(fact, case["facts"][name]) if fact is not None else None
    if value is None:
        return None
    other = _asked(library, area, {**case, "facts": {**case["facts"], name: value}})
    if other is None or str(other.status) != "determined" or str(result.status) != "determined":
        return None
    return f"{name} = {value} 更重，结果却更轻" if _milder(other, result) else None


def left_out(library: Library, area: str, case: Case, result: Recommendation, chance: random.Random) -> str | None:
    """A fact left out never leads to a result of its own: determined as before, or open, or presumed."""
    if not case["facts"] or str(result.status) != "determined":
        return None
    name = chance.choice(sorted(case["facts"]))
    if name in _untold(library):
        return None
    known = {key: value for key, value in case["facts"].items() if key != name}
    other = _asked(library, area, {**case, "facts": known})
    if other is None or str(other.status) != "determined" or name in other.to_json():
        return None
    return f"缺少{name}，结果却不同" if _milder(other, result) or _milder(result, other) else None


def _untold(library: Library) -> set[str]:
    """What the general law confiscates: a case that does not state it has none, and nobody is told."""
    parts = (part for ruleset in library.rulebook.rulesets for part in ruleset.header.model.supplements)
    return {name for part in parts for name in part.unstated}


def verified(library: Library, area: str, case: Case, result: Recommendation, chance: random.Random) -> str | None:  # noqa: ARG001
    """What was said verifies; now and then, as it is slow."""
    if chance.random() < 0.98:
        return None
    return None if library.verify(json.loads(result.to_json())).stands else "复核不一致"


RELATIONS: Mapping[str, Relation] = {
    function.__name__: function for function in (reordered, as_json, worse, left_out, verified)
}


def _asked(library: Library, area: str, case: Case) -> Recommendation | None:
    try:
        return library.recommend(case, area=area)
    except DiscretionError:
        return None


def _same(library: Library, area: str, case: Case, result: Recommendation) -> str | None:
    other = _asked(library, area, case)
    return None if other is not None and other == result else "同样的案件，结果不同"


def _worse(fact: Fact, value: Any) -> Any:
    up = fact.severity is Severity.AGGRAVATING
    if fact.severity not in (Severity.AGGRAVATING, Severity.MITIGATING) or fact.derived:
        return None
    if fact.type is FactType.BOOLEAN:
        return up if value is not up else None
    if fact.type is FactType.ENUM:
        values = list(fact.values or {})
        at = values.index(value) + (1 if up else -1)
        return values[at] if 0 <= at < len(values) else None
    if fact.type.numeric:
        return Decimal(value) + 1 if up else Decimal(value) - 1
    return None


def _milder(a: Recommendation, b: Recommendation) -> bool:
    """Whether a is milder than b in every respect, and in one at least strictly: forces aside. A licence revoked is not milder than
    one suspended and a grade lowered, though it is one measure beside two.
    """
    (low, high, few), (floor, cap, many) = _ends(a), _ends(b)
    return (low, high, few) != (floor, cap, many) and low <= floor and high <= cap and few <= many


def _ends(result: Recommendation) -> tuple[Decimal, Decimal, frozenset[tuple[str, str | None]]]:
    if str(result.disposition) == "exempt" or result.penalty is None:
        return Decimal(0), Decimal(0), frozenset()
    fine = result.penalty.fine
    low, high = (Decimal(fine.low), Decimal(fine.high)) if fine is not None else (Decimal(0), Decimal(0))
    return low, high, frozenset((item.kind, item.item) for item in result.penalty.measures)


def tried(library: Library, area: str, violation: str, chance: random.Random) -> Iterator[tuple[str, str | None, Case]]:
    """Every relation on cases of a violation, and what is wrong with it."""
    drawn: list[Case] = []

    @seeded(chance.randrange(1 << 30))
    @settings(
        max_examples=EACH,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(library, violation, area=area))
    def draw(case: Case) -> None:
        drawn.append(case)

    draw()
    for case in drawn:
        result = _asked(library, area, case)
        if result is not None:
            for name, relation in RELATIONS.items():
                yield name, relation(library, area, case, result, chance), case


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    number = int(sys.argv[2]) if len(sys.argv) > 2 else random.SystemRandom().randrange(10**6)
    chance = random.Random(number)
    library = Library.default()
    areas = [
        area for area in library.rulebook.areas if library.rulebook.areas[area][-1].header.model.status == "published"
    ]
    times, wrong, started = Counter[str](), 0, time.monotonic()
    while (done := times.total()) < count:
        area = chance.choice(areas)
        violation = chance.choice(sorted(item.id for item in library.violations(area, DAY)))
        for name, said, case in tried(library, area, violation, chance):
            times[name] += 1
            if said is not None:
                wrong += 1
                print(
                    f"✗ {name} {area}/{violation}: {said}: {json.dumps(case, default=str, ensure_ascii=False)}",
                    flush=True,
                )
        print(f"\r{done}/{count} {done / (time.monotonic() - started):.0f}/s", end="", file=sys.stderr, flush=True)
    print(f"\nseed {number}: {times.total()} relations, {wrong} broken")
    for name, one in times.items():
        print(f"  {name:10} {one}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
