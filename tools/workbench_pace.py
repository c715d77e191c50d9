"""How long one person alone waits at the workbench: for the first answer of a case, and for the checks of a draft.

python tools/workbench_pace.py [TABLES]      (make workbench-pace; on a machine that is busy otherwise it says nothing)
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from collections.abc import Callable
from html import unescape
from pathlib import Path
from statistics import median

from workbench_desk import FACTS, Desk, Served, people

ROUNDS = 10
AREA = "zhejiang"


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def first_answers(desk: Desk, rounds: int = ROUNDS) -> tuple[list[float], list[float]]:
    """A new case with its first result; and every fact saved, with the result it leads to."""
    opened, saved = [], []
    for _ in range(rounds):
        path = desk.begin()
        opened.append(timed(lambda path=path: desk.get(path)))  # type: ignore[misc]
        for number in range(1, len(FACTS) + 1):
            facts = dict(list(FACTS.items())[:number])
            saved.append(timed(lambda path=path, facts=facts, number=number: desk.save(path, facts, number)))  # type: ignore[misc]
    return opened, saved


def checked(desk: Desk, most: int) -> dict[str, float]:
    """A cell of a table changed, saved, and the page with every check: by violation, evenly over all of the area."""
    draft = desk.post("/drafts", {"area": AREA, "title": "计时", "name": "2027.1", "effective": "2027-01-01"})
    known = sorted(set(re.findall(rf'href="/workbench{draft}/([a-z0-9.-]+)"', desk.get(draft))) - {"policy"})
    desk.get(f"{draft}/{known[0]}")
    found = {}
    for violation in known[:: max(1, len(known) // most)][:most]:
        page = desk.get(f"{draft}/{violation}")
        cell = re.search(r'<textarea[^>]* name="(cell\.[^"]+\.label)"[^>]*>([^<]*)</textarea>', page)
        if cell is None:
            continue
        fields = {"version": "0", cell[1]: f"{unescape(cell[2]).strip()}（改）"}

        def save(at: str = f"{draft}/{violation}", typed: dict[str, str] = fields) -> None:
            desk.post(at, typed)
            desk.get(at)

        found[violation] = timed(save)
    return found


def told(what: str, times: list[float]) -> None:
    """A line."""
    print(f"{what}: median {median(times):.0f} ms, most {max(times):.0f} ms ({len(times)})", flush=True)


def main(most: int) -> None:
    with tempfile.TemporaryDirectory() as where:
        people(Path(where), {"officer": "officer", "reviewer": "reviewer"})
        start = time.perf_counter()
        served = Served(Path(where), warm=False)  # no compiling beside what is timed: what is timed is done once before
        print(f"ready after {time.perf_counter() - start:.1f} s", flush=True)
        try:
            officer = Desk(served.root, "officer")
            first_answers(officer, 1)
            opened, saved = first_answers(officer)
            told("a new case, with its first result", opened)
            told("a fact saved, with the result", saved)
            tables = checked(Desk(served.root, "reviewer"), most)
            told("a cell of a draft saved, and every check", list(tables.values()))
        finally:
            served.stop()
    slowest = sorted(tables.items(), key=lambda item: -item[1])[:5]
    print("slowest tables:", ", ".join(f"{name} {time_:.0f} ms" for name, time_ in slowest))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
