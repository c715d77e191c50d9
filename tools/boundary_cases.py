"""Golden cases at every numeric boundary: find the boundaries that no case stands on, and write the cases.

For every number that a tier or a statutory range compares a fact with, there should be a golden case exactly on it,
one just below and one just above (one step of the fact: a kilogram, a fen, a millimetre). Cases written by this tool
state what the engine computes; they are drafts until a person has read them against the text.

Exit code: 0 every boundary has its cases, 1 some are missing (with ``--write``: were missing), 2 unusable input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from discretion import DiscretionError, Library
from discretion.case import Case, bind
from discretion.decide import Recommendation
from discretion.documents import Document
from discretion.facts import decode, say
from discretion.plan import Plan
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.rulebook import Ruleset
from discretion.testing import Golden, golden_cases

ROOT = Path(__file__).resolve().parent.parent
SIDES = {"below": "略低于", "at": "恰为", "above": "刚超过"}


@dataclass(frozen=True)
class Base:
    """A golden case with its facts bound to the plan."""

    golden: Golden
    case: Case
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Missing:
    """A side of a boundary without a case; moving ``slot`` of ``base`` to ``value`` makes one."""

    violation: str
    slot: str
    label: str
    side: str
    base: Base
    value: int


@dataclass(frozen=True)
class Boundary:
    """Where a comparison turns. With ``number`` (one fact against one number), the facts -1, 0 and +1 are wanted."""

    atom: f.Cmp
    slots: tuple[int, ...]
    number: int | None = None

    def side(self, values: list[int]) -> str | None:
        """Which side of the boundary the facts stand on, if they are within one step of it."""
        if self.number is not None:
            return {-1: "below", 0: "at", 1: "above"}.get(values[self.slots[0]] - self.number)
        here = self.gap(values)
        if here == 0:
            return "at"
        for slot in self.slots:
            before, after = (self.gap(moved(values, slot, values[slot] + step)) for step in (-1, 1))
            if (before < 0) != (after < 0) or 0 in (before, after):
                return "below" if (here < 0) == (after >= before) else "above"
        return None

    def gap(self, values: list[int]) -> int:
        """How far the comparison is from turning: negative on one side, zero on the boundary."""
        return t.evaluate(self.atom.left, values) - t.evaluate(self.atom.right, values)


def moved(values: list[int], slot: int, value: int) -> list[int]:
    return [*values[:slot], value, *values[slot + 1 :]]


def guards(plan: Plan) -> list[f.Formula]:
    """The conditions of all tiers and statutory ranges."""
    return [row.rule.guard for row in plan.tiers] + [row.rule.guard for row in plan.ranges]


def boundaries(plan: Plan) -> list[Boundary]:
    """Every distinct numeric boundary in the guards of tiers and ranges."""
    plain: dict[tuple[int, int], Boundary] = {}  # by fact and last value before the turn: `<= 4` and `>= 5` are one
    other: dict[object, Boundary] = {}
    for guard in guards(plan):
        for atom in f.atoms(guard):
            read = dict.fromkeys((*t.slots(atom.left), *t.slots(atom.right)))
            slots = tuple(slot for slot in read if plan.slots[slot].fact.type.numeric)
            for cut, number in _turns(atom):
                known = plain.get((slots[0], cut)) if slots else None
                if slots and (known is None or number < (known.number or 0)):
                    plain[slots[0], cut] = Boundary(atom, slots, number)
            if slots and not list(_turns(atom)):
                other.setdefault(frozenset((atom.left, atom.right)), Boundary(atom, slots))
    numbers = {(boundary.slots, boundary.number): boundary for boundary in plain.values()}
    return [*numbers.values(), *other.values()]


def _turns(atom: f.Cmp) -> Iterator[tuple[int, int]]:
    """Of a comparison of one fact with a number: the last value before each turn, and the number."""
    match atom:
        case f.Cmp("<=", t.Var(), t.Const(c)) | f.Cmp("<", t.Const(c), t.Var()):
            yield c, c
        case f.Cmp("<", t.Var(), t.Const(c)) | f.Cmp("<=", t.Const(c), t.Var()):
            yield c - 1, c
        case f.Cmp("=", t.Var(), t.Const(c)) | f.Cmp("=", t.Const(c), t.Var()):
            yield from ((c - 1, c), (c, c))


def bases_of(plan: Plan, found: list[tuple[Golden, Case]]) -> list[Base]:
    bases = []
    for golden, case in found:
        try:
            bases.append(Base(golden, case, bind(plan, case, case.facts).values))
        except DiscretionError:
            continue  # a case that expects an error
    return bases


def missing_of(plan: Plan, bases: list[Base]) -> Iterator[Missing]:
    """The sides of boundaries that no golden case of a violation stands on and that lie in the legal domain."""
    for boundary in boundaries(plan):
        read = (*t.slots(boundary.atom.left), *t.slots(boundary.atom.right))
        have = set()
        for base in bases:
            if all(base.values[slot] is not None for slot in read):
                have.add(boundary.side([value or 0 for value in base.values]))
        for side, (base, slot, value) in sorted(reachable(plan, boundary, bases).items()):
            if side not in have:
                fact = plan.slots[slot]
                yield Missing(plan.violation, fact.name, fact.fact.label, side, base, value)


def reachable(plan: Plan, boundary: Boundary, bases: list[Base]) -> dict[str, tuple[Base, int, int]]:
    """For each side, a golden case that moving one fact brings there; decisive ones (the outcome changes) first."""
    best: dict[str, tuple[int, Base, int, int]] = {}
    for base in bases:
        if None in base.values:
            continue
        values = [value for value in base.values if value is not None]
        for slot in boundary.slots:
            places: dict[str, int] = {}
            outcomes = set()
            for value in _near(plan, boundary, values, slot):
                there = moved(values, slot, value)
                if (side := boundary.side(there)) is not None:
                    places.setdefault(side, value)
                    rows = [i for i, guard in enumerate(guards(plan)) if f.holds(guard, there)]
                    outcomes.add((f.holds(plan.established, there), *rows))
            score = 4 * (len(outcomes) > 1) + 2 * f.holds(plan.established, values) + (not base.case.records)
            for side, value in places.items():
                if side not in best or score > best[side][0]:
                    best[side] = (score, base, slot, value)
    return {side: found[1:] for side, found in best.items()}


def _near(plan: Plan, boundary: Boundary, values: list[int], slot: int) -> list[int]:
    """The values of a fact around the boundary, inside its legal domain."""
    low, high = plan.slots[slot].low, plan.slots[slot].high
    middle = boundary.number if boundary.number is not None else _turning(boundary, values, slot, low, high)
    return [] if middle is None else [value for value in range(middle - 1, middle + 3) if low <= value <= high]


def _turning(boundary: Boundary, values: list[int], slot: int, low: int, high: int) -> int | None:
    """The last value of a fact before the comparison turns; None when the fact cannot bring it about."""
    first = boundary.gap(moved(values, slot, low)) >= 0
    if (boundary.gap(moved(values, slot, high)) >= 0) == first:
        return low if boundary.gap(moved(values, slot, low)) == 0 else None
    while high - low > 1:
        middle = (low + high) // 2
        if (boundary.gap(moved(values, slot, middle)) >= 0) == first:
            low = middle
        else:
            high = middle
    return low


def drafted(library: Library, ruleset: Ruleset, plan: Plan, item: Missing) -> tuple[str, Recommendation] | None:
    """The YAML of a new golden case, and what the engine makes of it."""
    raw = {key: value for key, value in item.base.golden.case.case.items() if key != "place"}
    fact = plan.vocabulary[item.slot]
    facts = {**raw["facts"], item.slot: decode(fact, item.value)}
    case = {**raw, "facts": facts}
    try:
        result = library.recommend(library.case(Document(case, "draft")), area=ruleset.area)
    except DiscretionError:
        return None  # e.g. records of the base contradict the number
    if result.status.value not in ("determined", "not_established"):
        return None
    name = f"{item.label}{say(fact, item.value)}（{SIDES[item.side]}界限）"
    return f"  - name: {name}\n    case: {flow(case)}\n    expect: {flow(expectation(result))}\n", result


def expectation(result: Recommendation) -> dict[str, Any]:
    found: dict[str, Any] = {"status": result.status.value}
    if result.disposition is None or result.penalty is None:
        return found
    found |= {"disposition": result.disposition.value, "tier": result.tier}
    if (fine := result.penalty.fine) is not None:
        left, right = "[" if fine.low_inclusive else "(", "]" if fine.high_inclusive else ")"
        found["fine"] = fine.low if fine.low == fine.high else f"{left}{fine.low}..{fine.high}{right}"
    found["measures"] = sorted(f"{m.kind}.{m.item}" if m.item else str(m.kind) for m in result.penalty.measures)
    applied = [reason.rule for reason in result.reasons if reason.decided == "applies"]
    found["reasons"] = [rule for rule in applied if "#" in rule or rule.startswith(("tier:", "closes:"))]
    return found


def flow(value: Any) -> str:
    """A flow node as the case files write it: text that looks like something else is quoted."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(item) for item in value) + "]"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case _:
            text = str(value)
            plain = text[:1].isalpha() and all(char.isalnum() or char in "-_.:#/" for char in text)
            return text if plain and text not in ("true", "false", "null") else f'"{text}"'


def scan(library: Library, only: str | None = None) -> Iterator[tuple[Ruleset, Plan, Missing]]:
    """Every missing side of every boundary, under the law of the violation's own golden cases."""
    for versions in library.rulebook.areas.values():
        for ruleset in versions:
            cases: dict[str, list[tuple[Golden, Case]]] = {}
            for golden in golden_cases(ruleset):
                if len(golden.case.violations) == 1 and golden.case.violations[0] in ruleset.violations:
                    raw = {key: value for key, value in golden.case.case.items() if key != "place"}
                    if "facts" in raw:
                        case = library.case(Document(raw, golden.document.name))
                        cases.setdefault(golden.case.violations[0], []).append((golden, case))
            for violation, found in sorted(cases.items()):
                if only is not None and only not in violation:
                    continue
                end = max(case.end for _, case in found)
                decided = max(case.decided for _, case in found)
                plan = library.plans.plan(violation, library.plans.chain(ruleset.area, decided), end)
                if plan is not None:
                    for item in missing_of(plan, bases_of(plan, found)):
                        yield ruleset, plan, item


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("rulesets", nargs="?", type=Path, default=ROOT / "rulesets")
    parser.add_argument("--only", help="only violations whose id contains this")
    parser.add_argument("--write", action="store_true", help="append the cases to the case files")
    options = parser.parse_args(arguments)
    try:
        library = Library.load(options.rulesets, drafts=True)
        found = list(scan(library, options.only))
    except DiscretionError as error:
        print(error, file=sys.stderr)
        return 2
    written = 0
    for ruleset, plan, item in found:
        draft = drafted(library, ruleset, plan, item)
        print(f"{ruleset.id} {item.violation}: {item.slot} {item.side} {say(plan.vocabulary[item.slot], item.value)}")
        if options.write and draft is not None:
            path = ruleset.folder / "cases" / f"{item.violation}.yaml"
            path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + "\n" + draft[0], encoding="utf-8")
            written += 1
    print(f"{len(found)} sides of boundaries without a golden case, {written} cases written")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
