"""A million generated cases of all shipped violations through the engine and through the columns: ``make campaign``.

python tools/campaign.py [CASES] [duckdb|spark|postgres://…]
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

from discretion import Library
from discretion.audit.agree import disagreements
from discretion.audit.backend import connect
from discretion.plan.model import Plan

DAY = date(2026, 3, 20)
SHOWN = 20


def plans(library: Library) -> Iterator[Plan]:
    """Every plan of every area on the day, each once."""
    seen = set()
    for area, versions in library.rulebook.areas.items():
        if any(ruleset.header.model.in_force(DAY) for ruleset in versions):
            for plan in library.plans.all(library.plans.chain(area, DAY), DAY):
                if id(plan) not in seen:
                    seen.add(id(plan))
                    yield plan


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    where = sys.argv[2] if len(sys.argv) > 2 else "duckdb"
    backend = connect({"duckdb": None, "spark": "spark://local[*]"}.get(where, where))
    chosen = list(plans(Library.default(drafts=True)))
    each = -(-cases // len(chosen))
    wrong = 0
    for number, plan in enumerate(chosen, 1):
        for line in disagreements(plan, backend, each):
            wrong += 1
            if wrong <= SHOWN:
                print(line)
        print(f"\r{number}/{len(chosen)} {plan.violation}\x1b[K", end="", file=sys.stderr)
    print(f"\n{len(chosen)} plans, {each * len(chosen)} cases on {where}: {wrong} disagreements")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
