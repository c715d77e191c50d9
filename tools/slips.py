"""Plant slips of the pen into a copy of a rulebook, and say who notices each: ``make slips``.

python tools/slips.py [COUNT] [SEED] [RULESETS]
python tools/slips.py --table SEED …

Kinds by turns, places by chance (a new seed each run, printed). In the order of CI: does it still load, do the checks of the files or a proof
object (only the violations that a slip can touch are proven), does a golden case fail? The lock is left out of that, as a new version is checked
before it is registered; whether it would have noticed is a column of its own. A slip that changes no result of the violations it touches is no fault.

Every fate is kept in build/slips/SEED.jsonl: a run that was ended goes on where it stopped; ``--table`` sums up several seeds, kind by kind.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import slip_clerk  # noqa: F401 - adds its kinds
import slip_letters  # noqa: F401 - adds its kinds
import slip_logic  # noqa: F401 - adds its kinds
import slip_names  # noqa: F401 - adds its kinds
import slip_outside  # noqa: F401 - adds its kinds
from slip_kinds import KINDS, WORDS, Slip, plant

from discretion import Library
from discretion.check import (
    CHECKS,
    CheckScope,
    Finding,
    Verdict,
    WaiverFile,
    Whole,
    judge,
    read_waivers,
    run_checks,
    run_ruleset_checks,
    unchecked,
)
from discretion.check.checks import text as text_check
from discretion.check.text import Compared, LawData, Text, Users, read_law
from discretion.documents import Document
from discretion.errors import DiscretionError
from discretion.plan import Plan
from discretion.rulebook import load, lock
from discretion.testing import Golden, golden_cases, run
from discretion.testing.mutate import equivalent

ROOT = Path(__file__).resolve().parents[1]
DAY = date(2026, 6, 1)
FATES = ROOT / "build" / "slips"
NEAR, CASES, MANY = 3, 60, 12  # violations proven, golden cases run, violations compared, for one slip
SLOW = (
    "locked",
    "ground",
    "fact",
    "begins",
    "duty",
    "expected",
    "domain",
    "article",
    "text",
)  # checks of the files, slowest last
Task = tuple[str, str | None]  # area, violation (None: the ruleset as a whole)
TEXTS: dict[str, Text | None] = {}  # by the digest of the law's file
READ: dict[
    object, tuple[object, list[Compared]]
] = {}  # laws held against their texts before; the law is kept, so that its id stays its own


@dataclass
class Bench:
    """The sound rulebook, and what its checks say anyway."""

    folder: Path
    files: dict[str, str]
    library: Library
    waivers: WaiverFile
    before: dict[Task, set[str]] = field(default_factory=dict)

    def known(self, task: Task) -> set[str]:
        """What a task finds without a slip."""
        if task not in self.before:
            self.before[task] = {_name(item) for item in _failing(_proofs(self.library, task), self.waivers)}
        return self.before[task]


@dataclass(frozen=True)
class Fate:
    """Who noticed a slip (load, file, proof, golden, equal, nothing), by what it says; and whether the lock would have."""

    kind: str
    slip: str
    by: str
    said: str = ""
    locked: bool = False

    @property
    def early(self) -> bool:
        """Whether it was noticed before any golden case."""
        return self.by in ("load", "file", "proof")


def main() -> None:
    if sys.argv[1:2] == ["--table"]:
        _report([fate for seed in sys.argv[2:] for fate in _read(seed).values()], kinds=True)
        return
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = sys.argv[2] if len(sys.argv) > 2 and sys.argv[2] != "-" else str(random.SystemRandom().randrange(10**6))
    source = Path(sys.argv[3]) if len(sys.argv) > 3 else ROOT / "rulesets"
    unchecked()
    text_check.read_law = _compared  # type: ignore[attr-defined]
    known = _read(seed)
    FATES.mkdir(parents=True, exist_ok=True)
    kinds = list(KINDS)
    random.Random(seed).shuffle(kinds)
    with tempfile.TemporaryDirectory() as scratch, _file(seed).open("a", encoding="utf-8") as kept:
        folder = Path(scratch) / "rulesets"
        shutil.copytree(source, folder)
        files = {
            path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(folder.rglob("*.yaml"))
        }
        bench = Bench(folder, files, Library(load(folder), drafts=True), read_waivers(folder)[0])
        bench.before["files", None] = set(_files(bench.library, folder))
        for number in range(count):
            if number in known:
                continue
            chance = random.Random(f"{seed} {number}")
            slip = plant(kinds[number % len(kinds)], files, chance)
            if slip is None:
                continue
            fate = _fate(bench, slip, chance)
            known[number] = fate
            kept.write(json.dumps({"number": number, **asdict(fate)}, ensure_ascii=False) + "\n")
            kept.flush()
            said = f"  [{fate.said[:70]}]" if fate.said else ""
            print(f"{number:4} {fate.by:8} {fate.slip}{said}", flush=True)
    print(f"\nseed {seed}")
    _report([fate for number, fate in known.items() if number < count])


def _file(seed: str) -> Path:
    return FATES / f"{seed}.jsonl"


def _read(seed: str) -> dict[int, Fate]:
    """The fates of a seed as far as they are known."""
    lines = _file(seed).read_text(encoding="utf-8").splitlines() if _file(seed).exists() else []
    return {data.pop("number"): Fate(**data) for data in map(json.loads, lines)}


def _report(fates: list[Fate], *, kinds: bool = False) -> None:
    faults = [fate for fate in fates if fate.by != "equal"]
    counts = Counter(fate.by for fate in faults)
    print(f"{len(fates)} slips, {len(fates) - len(faults)} change no result; of {len(faults)} faults:")
    for name in ("load", "file", "proof", "golden", "nothing"):
        print(f"  {name:8} {counts[name]:4}")
    gate = sum(fate.early or fate.locked for fate in faults)
    shares = [f"{n} ({n * 1000 // max(len(faults), 1) / 10} %)" for n in (sum(fate.early for fate in faults), gate)]
    print(f"  before golden cases: {shares[0]}; with the lock as registered: {shares[1]}")
    if kinds:
        print(
            "\n| kind | faults | load | file | proof | golden | nothing | caught | with the lock |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|"
        )
        for kind in KINDS:
            own = [fate for fate in faults if fate.kind == kind]
            by = [sum(fate.by == name for fate in own) for name in ("load", "file", "proof", "golden", "nothing")]
            cells = [len(own), *by, sum(fate.early for fate in own), sum(fate.early or fate.locked for fate in own)]
            print(f"| {kind} | {' | '.join(map(str, cells))} |")
    for name in ("golden", "nothing"):
        for kind, number in Counter(fate.kind for fate in faults if fate.by == name).most_common():
            print(f"  {name}: {kind} {number}")


def _fate(bench: Bench, slip: Slip, chance: random.Random) -> Fate:
    """Plant the slip, ask everyone in turn, and put everything back."""
    fate = partial(Fate, slip.kind, f"{slip.kind}: {next(iter(slip.files))}: {slip.text}")
    for name, text in slip.files.items():
        path = bench.folder / name
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
    try:
        return fate(*_noticed(bench, slip, chance))
    except DiscretionError as error:
        return fate("load", error.problems[0].message, True)
    finally:
        for name in slip.files:
            path = bench.folder / name
            if name in bench.files:
                path.write_text(bench.files[name], encoding="utf-8")
            else:
                path.unlink()
                if not any(path.parent.iterdir()):
                    path.parent.rmdir()


def _noticed(bench: Bench, slip: Slip, chance: random.Random) -> tuple[str, str, bool]:
    old = bench.library.rulebook
    known = {
        path: file for path, file in old.files.items() if path.relative_to(bench.folder).as_posix() not in slip.files
    }
    library = Library(load(bench.folder, over=replace(old, files=known)), drafts=True)
    (layer,) = library.rulebook.layers
    locked = bool(list(lock.changed(library.rulebook, layer, *lock.read(layer))))
    sound = bench.before["files", None]
    said = next((item for item in _files(library, bench.folder) if item not in sound), None)
    if said is not None:
        return "file", said, locked
    path, waivers = next(iter(slip.files)), read_waivers(bench.folder)[0]
    touched = _touched(bench, library, slip) or _waived(bench, library, waivers)
    near = _reached(bench, library, touched, path)
    tasks = chance.sample(near, min(NEAR, len(near)))
    for task in tasks:
        for finding in _failing(_proofs(library, task), waivers):
            if _name(finding) not in bench.known(task):
                return "proof", finding.id, locked
    names = {violation for _, violation in tasks if violation is not None} | (
        {Path(path).stem} if "/cases/" in path else set()
    )
    cases = list(_cases(library, names))
    for golden in chance.sample(cases, min(CASES, len(cases))):
        if run(library, golden).problems:
            return "golden", golden.case.name, locked
    told = slip.kind in WORDS or any(_duty(bench.library, *task) != _duty(library, *task) for task in touched)
    equal = not told and _equal(bench, library, _telling(bench, library, touched, path))
    return "equal" if equal else "nothing", "", locked


def _files(library: Library, folder: Path) -> Iterator[str]:
    """What the checks of the files find, by id and message, the quick ones first; the lock apart, but for lost golden cases."""
    waivers, document = read_waivers(folder)
    whole = Whole(library.rulebook, DAY)
    for file in library.rulebook.law_files:  # the texts of laws are as they were
        if file.digest not in TEXTS:
            TEXTS[file.digest] = whole.text(file)
        whole.texts[file.document.name] = TEXTS[file.digest]
    codes = [code for code, check in CHECKS.items() if check.scope is CheckScope.RULEBOOK]
    for code in sorted(codes, key=lambda code: SLOW.index(code) if code in SLOW else -1):
        judged = judge(CHECKS[code].run(whole), waivers, document, DAY, whole=False)
        for item in (item.finding for item in judged if item.failing):
            if item.code != "locked" or "范例案件由" in item.message:
                yield f"{item.id}: {item.message}"


def _compared(law: LawData, text: Text, users: Users) -> list[Compared]:
    """``read_law``, whose answer for a law depends on the violations under it alone."""
    own = [
        (ref, repr(duties), repr(sorted(users.facts.get(ref, ()))))
        for ref, duties in users.duties.items()
        if ref.startswith(f"{law['law']}/")
    ]
    key = id(law), tuple(own), hash(frozenset(users.labels.items()))
    if key not in READ:
        READ[key] = law, read_law(law, text, users)
    return READ[key][1]


def _reached(bench: Bench, library: Library, touched: list[Task], path: str) -> list[Task]:
    """Of the violations that a slip touches those that show it: in a list, of its own area, and reached by an entry that it changed."""
    old, new = (
        [
            entry
            for versions in one.rulebook.areas.values()
            for part in versions[-1].lists.values()
            for entry in part.model.entries
        ]
        for one in (bench.library, library)
    )
    changed = [entry for entry in (*old, *new) if (entry in old) != (entry in new)]
    found = [task for task in touched if task[1] and any(entry.applies_to(task[1]) for entry in changed)]
    folders = {area: versions[-1].folder for area, versions in library.rulebook.areas.items()}
    return [task for task in found if folders[task[0]] in (bench.folder / path).parents] or found or touched


def _proofs(library: Library, task: Task) -> list[Finding]:
    area, violation = task
    chain = library.rulebook.chain(library.rulebook.version(area), DAY)
    if violation is None:
        found = run_ruleset_checks(library.plans, chain, DAY, ["versions", "cite", "expiry", "lists"])
    else:
        found = run_checks(library.plans, chain, violation, DAY)
        only = [
            replace(one, violations={name: file for name, file in one.violations.items() if name == violation})
            for one in chain
        ]
        found += run_ruleset_checks(library.plans, tuple(only), DAY, ["lists"])
    return [item for item in found if item.verdict is not Verdict.PROVEN]


def _failing(found: list[Finding], waivers: WaiverFile) -> list[Finding]:
    """What nobody has waived; and the waivers that are none."""
    judged = judge(found, waivers, Document({}, "waivers.yaml"), DAY, whole=False)
    return [item.finding for item in judged if item.failing]


def _waived(bench: Bench, library: Library, waivers: WaiverFile) -> list[Task]:
    """The violations whose waivers a slip changed."""
    both = (*bench.waivers.waivers, *waivers.waivers)
    changed = [item.finding.split("/") for item in both if (item in bench.waivers.waivers) != (item in waivers.waivers)]
    areas = library.rulebook.areas.items()
    return [
        (area, name)
        for area, versions in areas
        for name in versions[-1].violations
        if any(name in parts for parts in changed)
    ]


def _name(finding: Finding) -> str:
    return f"{finding.id}\0{finding.message}"


def _touched(bench: Bench, library: Library, slip: Slip) -> list[Task]:
    """The violations whose judgement may be another, in the areas that have a say in them."""
    book, old = library.rulebook, bench.library.rulebook
    path = next(iter(slip.files))
    facts = _facts(bench, slip) if path.startswith("facts/") else set()
    found: list[Task] = []
    for area, versions in book.areas.items():
        ruleset, owner = versions[-1], versions[-1].folder in (bench.folder / path).parents
        general = owner and "/violations/" not in path  # a list, or the header
        documents = [ruleset.header.document, *(part.document for part in ruleset.lists.values())]
        general = general or any(_named(facts, document, bench) for document in documents)
        for name, file in ruleset.violations.items():
            before = old.areas[area][-1].violations.get(name) if area in old.areas else None
            if (
                general
                or (before is not None and before.digest != file.digest)
                or (
                    path.startswith("laws/")
                    and _provision(old, file.model.provision) != _provision(book, file.model.provision)
                )
                or _named(facts, file.document, bench)
            ):
                found.append((area, name))
        if path.endswith("ruleset.yaml") and any(one.folder in (bench.folder / path).parents for one in versions):
            found.append((area, None))  # an older version too: where it ends is the newer one's matter
    return found


def _duty(library: Library, area: str, violation: str | None) -> object:
    """The duties that a violation tells of, and in which case of which: words, which no plan holds."""
    versions = library.rulebook.areas.get(area, ())
    file = versions[-1].violations.get(violation) if versions and violation is not None else None
    return file.model.duty if file is not None else None


def _provision(book: Any, ref: str | None) -> Any:
    law, _, name = (ref or "").partition("/")
    return [
        repr(file.model.provisions.get(name)) + repr((file.model.effective, file.model.until))
        for file in book.laws.get(law, ())
    ]


def _facts(bench: Bench, slip: Slip) -> set[str]:
    """The facts that a slip changed: the nearest key above every changed line."""
    path, text = next(iter(slip.files.items()))
    found, before = set(), bench.files[path].splitlines()
    for old, new in zip(before, (text or "").splitlines(), strict=False):
        if old != new:
            above = before[: before.index(old) + 1]
            found.add(next((m[1] for line in reversed(above) if (m := re.match(r" {2}(\w+):", line))), ""))
            break
    return found


def _named(facts: set[str], document: Document, bench: Bench) -> bool:
    """Whether a file speaks of one of some facts."""
    text = bench.files.get(Path(document.name).relative_to(bench.folder).as_posix(), "")
    return any(re.search(rf"\b{fact}\b", text) for fact in facts)


def _cases(library: Library, names: set[str]) -> Iterator[Golden]:
    for versions in library.rulebook.areas.values():
        files = [path for path in versions[-1].cases if path.stem in names]
        yield from golden_cases(versions[-1], files)


def _settings(plan: Plan) -> tuple[object, ...]:
    """What a plan rests on beside its rules: the policy, the facts, what is presumed of them."""
    return plan.policy, tuple(slot.fact for slot in plan.slots), plan.presumed


def _telling(bench: Bench, library: Library, touched: list[Task], path: str) -> list[Task]:
    """The violations that must be compared: all, or where only conditions of entries differ, one for each entry (they hold alike in all)."""
    if "/lists/" not in path or not touched:
        return touched if len(touched) <= MANY else []
    found: list[Task] = []
    for area, versions in library.rulebook.areas.items():
        old, new = (
            {kind: part.model.entries for kind, part in one.lists.items()}
            for one in (bench.library.rulebook.areas[area][-1], versions[-1])
        )
        for kind in old:
            pairs = list(zip(old[kind], new.get(kind, []), strict=False))
            if len(pairs) != len(old[kind]) or any(a.model_copy(update={"when": b.when}) != b for a, b in pairs):
                return []
            changed = [b for a, b in pairs if a.when != b.when]
            found += [
                next((task for task in touched if task[1] and entry.applies_to(task[1])), touched[0])
                for entry in changed
            ]
    return found


def _equal(bench: Bench, library: Library, tasks: list[Task]) -> bool:
    """Whether it is proven that the slip changes no result of some violations (of none: it is not)."""
    for area, violation in tasks:
        if violation is None:
            return False
        old, new = (
            one.plans.plan(violation, one.rulebook.chain(one.rulebook.version(area), DAY), DAY)
            for one in (bench.library, library)
        )
        if old is None or new is None or not equivalent(old, new) or _settings(old) != _settings(new):
            return False
    return bool(tasks)


if __name__ == "__main__":
    main()
