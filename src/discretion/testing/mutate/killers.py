"""Who notices a fault: a golden case that fails, or a check that is refuted only with the fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import chain

from discretion.check import Finding, Verdict
from discretion.errors import DiscretionError, RulebookError
from discretion.library import Library
from discretion.rulebook import CircumstanceList, Rulebook, Ruleset, overlapping_laws, wrong_validity
from discretion.testing.golden import Golden, all_golden_cases, run
from discretion.testing.mutate.rewrite import FaultyModel
from discretion.testing.mutate.targets import Target


class Witnesses:
    """The golden cases of a rulebook, and those that a fault could make fail, the likeliest first."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.golden = [golden for golden in all_golden_cases(library.rulebook) if not run(library, golden).problems]
        self.by_violation: dict[str, list[Golden]] = {}
        for golden in self.golden:
            for violation in golden.case.violations:
                self.by_violation.setdefault(violation, []).append(golden)

    def add(self, golden: Golden) -> None:
        """Let a further case bear witness."""
        self.golden.append(golden)
        for violation in golden.case.violations:
            self.by_violation.setdefault(violation, []).append(golden)

    def of(self, target: Target, operator: str, fault: FaultyModel) -> Iterator[Golden]:
        """The cases that could notice a fault."""
        if operator == "date":
            yield from (golden for golden in self.golden if self._near(golden, target, fault))
        elif target.kind == "list":
            yield from self._of_list(target.model)
        elif target.kind == "header":
            yield from self.golden
        else:
            same = [violation for violation in self.by_violation if self._about(target, violation)]
            cases = [golden for violation in same for golden in self.by_violation[violation]]
            yield from sorted(cases, key=lambda golden: golden.ruleset is not target.ruleset)

    def _about(self, target: Target, violation: str) -> bool:
        if target.kind == "violation":
            return violation == target.violation
        ref = f"{target.file.model.law}/{target.path[1]}"
        return ref in self.library.rulebook.provisions_of(violation)

    def _of_list(self, model: CircumstanceList) -> Iterator[Golden]:
        """Those of one violation for which the list was tested on purpose come first."""
        named = {v for entry in model.entries if entry.violations != "all" for v in entry.violations}
        special = [golden for golden in self.golden if golden.document.name.endswith("circumstances.yaml")]
        first = [*special, *(golden for violation in named for golden in self.by_violation.get(violation, ()))]
        yield from first
        seen = set(map(id, first))
        yield from (golden for golden in self.golden if id(golden) not in seen)

    def _near(self, golden: Golden, target: Target, fault: FaultyModel) -> bool:
        """Whether a case has a date that a shifted day moves to the other side."""
        moved = set()
        for name in ("effective", "until"):
            before, after = getattr(target.model, name), getattr(fault.model, name)
            if before != after:
                moved |= {day + timedelta(days=shift) for day in (before, after) for shift in (-1, 0, 1)}
        return not moved.isdisjoint(_dates(golden))


def noticed_by_golden(faulty: Rulebook, cases: Iterable[Golden]) -> Golden | None:
    """The first case that fails with the fault."""
    library = Library(faulty, drafts=True)
    return next((golden for golden in cases if run(library, golden).problems), None)


def refused(faulty: Rulebook) -> bool:
    """Whether a rulebook with shifted days would not even be read: two versions of one day."""
    laws = (problem for files in faulty.laws.values() for problem in overlapping_laws(files))
    return next(chain(wrong_validity(faulty.areas), laws), None) is not None


def noticed_by_check(
    library: Library, faulty: Rulebook, ruleset: Ruleset, violation: str | None, day: date
) -> str | None:
    """The id of a finding that only the fault causes; ``compile`` when the faulty rulebook does not even compile."""
    version = ruleset.header.model.version
    try:
        after = _findings(Library(faulty, drafts=True), ruleset.area, version, violation, day)
    except RulebookError:
        return "compile"
    except DiscretionError:
        return None
    before = _failing_before(library, ruleset.area, version, violation, day)
    return next((item.id for item in after if item.verdict is Verdict.REFUTED and item.id not in before), None)


@lru_cache(maxsize=4096)
def _failing_before(library: Library, area: str, version: str, violation: str | None, day: date) -> frozenset[str]:
    found = _findings(library, area, version, violation, day)
    return frozenset(item.id for item in found if item.verdict is not Verdict.PROVEN)


def _findings(library: Library, area: str, version: str, violation: str | None, day: date) -> list[Finding]:
    from discretion.check import run_checks, run_ruleset_checks

    plans = library.plans
    rulesets = plans.rulebook.chain(plans.rulebook.version(area, version), day)
    if violation is None:
        return run_ruleset_checks(plans, rulesets, day)
    return run_checks(plans, rulesets, violation, day)


def _dates(golden: Golden) -> set[date]:
    """The dates of the act and of the decision."""
    raw: Sequence[object] = [golden.case.case.get(name) for name in ("occurred", "decided")]
    texts = [text for item in raw for text in (item.values() if isinstance(item, dict) else [item])]
    return {day if isinstance(day := text, date) else date.fromisoformat(str(text)) for text in texts if text}
