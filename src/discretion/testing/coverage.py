"""Coverage of the golden cases: which tiers and list entries they hit, and which they do not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discretion.errors import Position
from discretion.rulebook import Rulebook, Ruleset, inherit
from discretion.testing.golden import GoldenOutcome, RuleHit


@dataclass(frozen=True, slots=True)
class CoverageTarget:
    """A tier or a list entry that a golden case should hit."""

    kind: str  # "tier" or "entry"
    violation: str | None  # None for a list entry: it counts wherever it applies
    rule: str
    label: str
    where: Position


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of one ruleset: what there is to hit, and what no case hits."""

    ruleset: str
    cases: int
    failures: int
    targets: tuple[CoverageTarget, ...]
    missed: tuple[CoverageTarget, ...]

    def count(self, kind: str) -> tuple[int, int]:
        """How many targets of a kind are hit, of how many."""
        total = sum(target.kind == kind for target in self.targets)
        return total - sum(target.kind == kind for target in self.missed), total


def coverage_of(rulebook: Rulebook, outcomes: Iterable[GoldenOutcome]) -> list[Coverage]:
    """Coverage per ruleset that one works on, in the order of the rulebook.

    A tier must be hit by a case of the ruleset whose violation file it is (a child's file with the parent's tiers
    counts anew: its law is another). A list entry must be hit once, by a case of any ruleset, where the ruleset that
    wrote it is used.
    """
    by_ruleset: dict[str, list[GoldenOutcome]] = {}
    for outcome in outcomes:
        by_ruleset.setdefault(outcome.golden.ruleset.id, []).append(outcome)
    everywhere = {hit for found in by_ruleset.values() for outcome in found for hit in outcome.hits}
    entries_hit = {(hit.origin, hit.rule) for hit in everywhere}
    found = []
    for ruleset in rulebook.own():
        own = by_ruleset.get(ruleset.id, [])
        tiers_hit = {(hit.violation, hit.rule) for outcome in own for hit in outcome.hits}
        targets = (*_tiers(rulebook, ruleset), *_entries(ruleset))
        missed = tuple(
            target
            for target in targets
            if (target.violation, target.rule) not in tiers_hit and (ruleset.id, target.rule) not in entries_hit
        )
        failures = sum(bool(outcome.problems) for outcome in own)
        found.append(Coverage(ruleset.id, len(own), failures, targets, missed))
    return found


def _tiers(rulebook: Rulebook, ruleset: Ruleset) -> Iterable[CoverageTarget]:
    chain = rulebook.chain(ruleset, ruleset.header.model.effective)
    for name in sorted(ruleset.violations):
        inherited = inherit(chain, name)
        origin = inherited.origins["tiers"]
        for index, tier in enumerate(inherited.violation.tiers):
            where = origin.document.position((*origin.path, index))
            yield CoverageTarget("tier", name, f"tier:{tier.tier}", tier.label, where)


def _entries(ruleset: Ruleset) -> Iterable[CoverageTarget]:
    for kind, file in ruleset.lists.items():
        for index, entry in enumerate(file.model.entries):
            where = file.document.position(("entries", index))
            yield CoverageTarget("entry", None, f"{kind.value}:{entry.id}", entry.label, where)


__all__ = ["Coverage", "CoverageTarget", "RuleHit", "coverage_of"]
