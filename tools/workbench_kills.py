"""Kill the workbench at random moments of a story, and see that nothing acknowledged is lost, nothing half published.

python tools/workbench_kills.py [KILLS] [SEED]      (make workbench-kills)
"""

from __future__ import annotations

import random
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
from workbench_desk import FACTS, Desk, Served, hidden, people

from discretion import Library
from discretion.rulebook import shipped_rulesets
from discretion.workbench import Setup, check_log
from discretion.workbench.store import CaseFile, Draft, Release, WorkbenchStore

PEOPLE = {"officer": "officer", "reviewer": "reviewer", "approver": "approver"}
TABLE = "highway.spillage"
STEPS = 14  # of a story, and a little of the next: one of them is drawn,
LONGEST = 2.0  # and so many seconds after it, at the most, the service is killed


@dataclass
class Acknowledged:
    """What the service said yes to: the version of each case, those closed, the versions of the rules published."""

    cases: dict[int, int] = field(default_factory=dict)
    closed: set[int] = field(default_factory=set)
    published: list[str] = field(default_factory=list)


def campaign(folder: Path, kills: int, seed: int) -> Acknowledged:
    """Run the story, kill it, look, again and again."""
    draw, said, done = random.Random(seed), Acknowledged(), 0
    people(folder, PEOPLE)
    for number in range(1, kills + 1):
        served, last = Served(folder), "-"
        left, later = draw.randrange(1, STEPS), draw.uniform(0, LONGEST)
        killer = threading.Timer(later, served.kill)
        try:
            for round_ in range(1000):
                for step in story(served.root, said, f"{number}.{round_}", 2027 + done):
                    last, left = step, left - 1
                    if left == 0:
                        killer.start()
                done += 1
        except httpx.TransportError:
            pass
        finally:
            killer.cancel()
            served.kill()
        done = look(folder, said)
        print(f"{number}: last acknowledged “{last}”; {len(said.cases)} cases, {done} releases", flush=True)
    return said


def story(root: str, said: Acknowledged, version: str, year: int) -> Iterator[str]:
    """An officer's case to its end; a revision to its publication."""
    officer = Desk(root, "officer")
    path = officer.begin()
    case = int(path.rpartition("/")[2])
    said.cases[case] = 1
    yield "begun"
    for number, (name, value) in enumerate(FACTS.items(), 1):
        officer.save(path, dict(list(FACTS.items())[:number]), number)
        said.cases[case] = number + 1
        yield f"saved {name} {value}"
    officer.post(f"{path}/close", {"version": str(said.cases[case])})
    said.closed.add(case)
    yield "closed"
    reviewer, approver = Desk(root, "reviewer"), Desk(root, "approver")
    begin = {"area": "zhejiang", "title": "调整", "name": version, "effective": f"{year}-01-01"}
    draft = reviewer.post("/drafts", begin)
    yield "draft begun"
    share = 20 + year % 9
    reviewer.post(f"{draft}/{TABLE}", {"version": "0", "cell.slight.penalty": f"处法定幅度的{share}%以下罚款"})
    yield "draft edited"
    reviewer.post(f"{draft}/submit")
    yield "submitted"
    while "正在检查" in (page := approver.get(draft)):
        time.sleep(0.2)
    approver.post(f"{draft}/approve", {"digest": hidden(page, "digest"), "accepted": "演练"})
    yield "approved"
    approver.post(f"{draft}/publish", {"effect": "milder"})
    said.published.append(version)
    yield "published"


def look(folder: Path, said: Acknowledged) -> int:
    """What must hold of the folder, whenever it was killed; how many versions are published."""
    chain = check_log(Setup(folder))
    assert chain.broken is None, f"the log is broken at {chain.broken}"
    store = WorkbenchStore(Setup(folder).url)
    with store.reading() as session:
        for number, version in said.cases.items():
            file = session.get(CaseFile, number)
            assert file is not None and file.version >= version, f"case {number} lost version {version}"
            assert number not in said.closed or (file.state == "closed" and file.result), f"case {number} is open again"
        releases = [row.number for row in session.query(Release).order_by(Release.number)]
        done = [draft.name for draft in session.query(Draft).filter_by(state="published").order_by(Draft.id)]
    store.close()
    assert set(said.published) <= set(done), "a publication is lost"
    assert len(releases) == len(done), "half a publication"
    layers = [shipped_rulesets(), *([folder / "releases" / f"{releases[-1]:04}"] if releases else [])]
    known = {item.header.model.version for item in Library.load(*layers).rulebook.areas["zhejiang"]}
    assert known == {"2026.1", *done}, f"the rules have {known}, the store {done}"
    return len(done)


if __name__ == "__main__":
    kills, seed = (*(int(text) for text in sys.argv[1:]), *(20, random.randrange(10**6))[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as folder:
        print(f"{kills} kills, seed {seed}")
        found = campaign(Path(folder), kills, seed)
    print(
        f"held: {len(found.cases)} cases ({len(found.closed)} closed), {len(found.published)} releases acknowledged, none lost"
    )
