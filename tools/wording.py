"""Cases of all shipped violations, golden, at their boundaries and at random, put into words: ``make wording``.

python tools/wording.py [CASES [PART/OF]]

Every text must keep to ``discretion.testing.wording``. ``3/8``: only the third eighth of the violations, with its share of the cases.
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
from discretion.testing import all_golden_cases, faults

DAY = date(2026, 9, 1)
SHOWN = 60
ACTS = (
    DAY,
    DAY,
    DAY,
    date(2026, 3, 1),
    date(2024, 6, 1),
    date(2022, 3, 5),
)  # also under earlier law, and long undiscovered


def plans(library: Library) -> Iterator[tuple[str, Plan]]:
    """Every violation of every area on the day; a parent's not again in its children."""
    for area in library.rulebook.areas:
        chain = library.plans.chain(area, DAY)
        for name in chain[0].violations:
            plan = library.plans.plan(name, chain, DAY)
            if plan is not None:
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
        derived = {slot.name for slot in plan.slots if slot.fact.finding is not None}
        facts = {name: value for name, value in facts.items() if name not in derived}
    if random.random() < 1 / 4:
        facts |= {"illegal_gain_yuan": "5000", "gain_refunded_yuan": random.choice(("0", "2000", "5000"))}
    occurred = random.choice(ACTS)
    discovered = {"discovered": random.choice((occurred, DAY)).isoformat()} if random.random() < 1 / 2 else {}
    also = sorted(name for name in plan.addressees if name != plan.addressee and random.random() < 1 / 4)
    return {
        "violation": plan.violation,
        "occurred": occurred.isoformat(),
        "decided": DAY.isoformat(),
        **discovered,
        "co_parties": also,
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
    part, of = map(int, sys.argv[2].split("/")) if len(sys.argv) > 2 else (1, 1)
    random, library = Random(20261128 + part), Library.default(drafts=True)
    every = list(plans(library))
    each, chosen = max(1, count // len(every)), every[part - 1 :: of]
    golden: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for item in all_golden_cases(library.rulebook):
        for violation in item.case.violations:
            golden.setdefault((item.ruleset.header.model.area, violation), []).append(item.case.case)
    cases, wrong, refused = 0, Counter[str](), Counter[str]()
    for number, (area, plan) in enumerate(chosen, 1):
        edges = [*islice(boundary_facts(plan), each // 2), *random_facts(plan, random, each - each // 2)]
        for case in (*golden.pop((area, plan.violation), ()), *(case_of(plan, values, random) for values in edges)):
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
