"""Cases of all shipped violations, at their boundaries and at random, put into words: ``make wording``.

python tools/wording.py [CASES]

Every text must keep to ``discretion.testing.wording``.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from random import Random
from typing import Any

from discretion import Library
from discretion.case import RECORD_NAMES
from discretion.facts import decode
from discretion.plan import Plan, Values, boundary_facts, random_facts
from discretion.testing import faults

DAY = date(2026, 9, 1)
SHOWN = 60


def plans(library: Library) -> Iterator[tuple[str, Plan]]:
    """Every violation of every area on the day; a parent's not again in its children."""
    for area in library.rulebook.areas:
        chain = library.plans.chain(area, DAY)
        own = {name for ruleset in chain[:1] for name in ruleset.violations}
        for plan in library.plans.all(chain, DAY):
            if area == "national" or plan.violation in own:
                yield area, plan


def case_of(plan: Plan, values: Values, random: Random) -> dict[str, Any]:
    """A case with these facts; one in six leaves one of them out."""
    facts = {
        slot.name: decode(slot.fact, value)
        for slot, value in zip(plan.slots, values, strict=True)
        if slot.fact.finding is None or (slot.fact.finding.party is None and slot.fact.finding.elapsed is None)
    }
    if facts and random.random() < 1 / 6:
        facts.pop(random.choice(sorted(facts)))
    searched = dict.fromkeys(RECORD_NAMES, False)
    records: list[dict[str, Any]] = []
    if random.random() < 1 / 4:
        records, searched = [record(plan, random) for _ in range(random.randrange(1, 4))], {}
        found = {slot.name for slot in plan.slots if slot.fact.finding is not None}
        facts = {name: value for name, value in facts.items() if name not in found}
    return {
        "violation": plan.violation,
        "occurred": DAY.isoformat(),
        "decided": DAY.isoformat(),
        "party": {"kind": "organisation"}
        if random.random() < 0.5
        else {"kind": "person", "age": random.choice((15, 40))},
        "searched": searched,
        "records": records,
        "facts": facts,
    }


def record(plan: Plan, random: Random) -> dict[str, Any]:
    """A record of any kind, before the act or on its day; often about this violation."""
    kind = random.choice(sorted(RECORD_NAMES))
    day = DAY - timedelta(days=random.choice((0, 0, 3, 40, 500)))
    more = {"days": random.choice((1, 5, 60))} if kind == "deadline" else {}
    about = plan.violation if random.random() < 0.8 else "other.act"
    return {"kind": kind, "date": day.isoformat(), "violation": about, **more}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    random, library = Random(20261128), Library.default(drafts=True)
    chosen = list(plans(library))
    each = max(1, count // len(chosen))
    cases, wrong, refused = 0, Counter[str](), Counter[str]()
    for number, (area, plan) in enumerate(chosen, 1):
        for values in (*islice(boundary_facts(plan), each // 2), *random_facts(plan, random, each - each // 2)):
            case = case_of(plan, values, random)
            try:
                result = library.recommend(case, area=area)
            except Exception as error:  # noqa: BLE001 - an organisation with a person's facts, say: counted, not judged
                refused[type(error).__name__] += 1
                continue
            cases += 1
            for fault in faults(result):
                kind = fault.partition(":")[0]
                wrong[kind] += 1
                if wrong[kind] <= SHOWN // 10:
                    print(f"{area} {plan.violation}: {fault}")
        print(f"\r{number}/{len(chosen)} {plan.violation}\x1b[K", end="", file=sys.stderr)
    print(
        f"\n{len(chosen)} violations, {cases} cases put into words, {refused.total()} refused: {wrong.total()} faults"
    )
    for kind, times in wrong.most_common():
        print(f"  {times} × {kind}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
