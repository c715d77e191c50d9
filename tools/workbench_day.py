"""Many people at the workbench at once, for a simulated day: no errors, and how long they wait.

python tools/workbench_day.py [USERS] [ROUNDS]      (make workbench-day)
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
from workbench_demo import sample
from workbench_desk import FACTS, Desk, Served, people

WORDS = ("超限", "黑车", "63条", "遗洒", "无证营运", "危险货物", "船舶", "港口")
PAUSE = 5.0  # seconds between two steps of one person, on the average: about a hundred times as fast as an office works


class Timed(Desk):
    """A desk that notes how long each kind of request takes."""

    def __init__(self, root: str, name: str, waits: dict[str, list[float]]) -> None:
        self.waits = waits
        super().__init__(root, name)

    def call(self, method: str, path: str, expected: int = 200, **more: Any) -> httpx.Response:
        """The same, timed."""
        start = time.perf_counter()
        answer = super().call(method, path, expected, **more)
        kind = "/".join("N" if part.isdecimal() else part for part in path.partition("?")[0].split("/"))
        self.waits[f"{method} {kind}"].append(time.perf_counter() - start)
        return answer


def officer(desk: Desk, draw: random.Random) -> None:
    """Find a violation, fill in its case with everything beside it, export it, close it."""
    desk.get("/")
    desk.get(f"/cases/new?q={draw.choice(WORDS)}&place=330106&occurred=2026-03-02")
    path = desk.begin()
    for number in range(1, len(FACTS) + 1):
        time.sleep(draw.expovariate(1 / PAUSE))
        desk.save(path, dict(list(FACTS.items())[:number]), number)
        desk.get(f"{path}/beside")
    desk.get(path)
    desk.call("GET", f"{path}/reasoning.docx")
    desk.post(f"{path}/close", {"version": str(len(FACTS) + 1)})


def reviewer(desk: Desk, draw: random.Random) -> None:
    """Read the rules, look at a table of a draft and at what it comes to."""
    desk.get(f"/rules?area=zhejiang&q={draw.choice(WORDS)}")
    desk.get("/rules/zhejiang/highway.spillage")
    name = f"{draw.randrange(10**9)}"
    draft = desk.post("/drafts", {"area": "zhejiang", "title": "调整", "name": name, "effective": "2027-01-01"})
    time.sleep(draw.expovariate(1 / PAUSE))
    desk.post(f"{draft}/highway.spillage", {"version": "0", "cell.slight.penalty": "处法定幅度的20%以下罚款"})
    desk.get(f"{draft}/highway.spillage")
    desk.get(f"{draft}/highway.spillage/decided")


def supervisor(desk: Desk, draw: random.Random) -> None:
    """Read the log and the cases."""
    for page in ("/", "/log", "/audits", "/rules?area=national"):
        time.sleep(draw.expovariate(1 / PAUSE))
        desk.get(page)


ROLES = {"officer": officer, "reviewer": reviewer, "supervisor": supervisor}


def day(folder: Path, users: int, rounds: int) -> tuple[dict[str, list[float]], list[str]]:
    """Everybody at once; how long each request took, and every error."""
    names = {
        f"user{n}": "reviewer" if n % 10 == 1 else "supervisor" if n % 10 == 2 else "officer" for n in range(users)
    }
    people(folder, names)
    sample(folder)
    served, waits, errors = Served(folder), defaultdict[str, list[float]](list), list[str]()

    def work(name: str, role: str) -> None:
        draw = random.Random(name)
        try:
            desk = Timed(served.root, name, waits)
            for _ in range(rounds):
                ROLES[role](desk, draw)
        except Exception as error:  # noqa: BLE001 - every error counts
            errors.append(f"{name}: {type(error).__name__} {error}")

    try:
        officer(Desk(served.root, "user0"), random.Random(0))  # warm
        with ThreadPoolExecutor(users) as pool:
            list(pool.map(work, names, names.values()))
    finally:
        served.stop()
    return waits, errors


if __name__ == "__main__":
    users, rounds = (*(int(text) for text in sys.argv[1:]), *(50, 3)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as where:
        start = time.perf_counter()
        waits, errors = day(Path(where), users, rounds)
        print(
            f"{users} users, {rounds} rounds each, {time.perf_counter() - start:.0f} s, {sum(map(len, waits.values()))} requests"
        )
    print(f"{'request':48} {'n':>6} {'median':>8} {'95 %':>8} {'most':>8}")
    for kind, found in sorted(waits.items()):
        ordered = sorted(found)
        cut = [ordered[int(len(ordered) * share)] for share in (0.5, 0.95)]
        print(f"{kind:48} {len(found):6} {cut[0] * 1000:6.0f}ms {cut[1] * 1000:6.0f}ms {ordered[-1] * 1000:6.0f}ms")
    print("\n".join(errors) or "no errors")
    sys.exit(1 if errors else 0)
