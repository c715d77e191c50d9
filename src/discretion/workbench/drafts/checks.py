"""What a draft comes to, beside the table: faults that are proved, golden cases that come out otherwise, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from discretion.check import CHECKS, Verdict, run_checks
from discretion.decide import Recommendation
from discretion.documents import under
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.rulebook import Ruleset
from discretion.testing import golden_cases
from discretion.workbench.cases import headline
from discretion.workbench.drafts.prover import TURN

# What is proved in the time of a breath; the rest before approval: ``proof``.
LIVE = ("gap", "overlap", "dead", "statute")


@dataclass(frozen=True, slots=True)
class FailedCheck:
    """A check that does not hold, with a case that shows it."""

    code: str
    sentence: str
    message: str
    unknown: bool
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Known:
    """A golden case under the rules in force and under the draft."""

    name: str
    before: str
    after: str

    @property
    def moved(self) -> bool:
        """Whether it comes out otherwise."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Look:
    """One violation of a draft, looked at.

    Attributes:
        faults: checks that do not hold.
        checked: how many were made.
        golden: the golden cases, those that come out otherwise first.
        problems: why the draft does not load at all.
    """

    faults: tuple[FailedCheck, ...] = ()
    checked: int = 0
    golden: tuple[Known, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def cases(self) -> int:
        """How many golden cases there are."""
        return len(self.golden)

    @property
    def moved(self) -> int:
        """How many of them come out otherwise."""
        return sum(item.moved for item in self.golden)

    @property
    def clean(self) -> bool:
        """Whether nothing stands in the way of going on."""
        return not self.faults and not self.problems


def look(now: Library, draft: Library, area: str, violation: str, day: date, codes: tuple[str, ...] = LIVE) -> Look:
    """Prove the checks of one violation under a draft, and run its golden cases under both."""
    try:
        chain = draft.plans.chain(area, day)
        with TURN:
            findings = run_checks(draft.plans, chain, violation, day, codes)
        golden = sorted(_golden(now, draft, area, chain, violation, day), key=lambda item: not item.moved)
    except DiscretionError as error:
        return Look(problems=tuple(str(problem) for problem in error.problems))
    faults = tuple(
        FailedCheck(
            item.code,
            CHECKS[item.code].sentence,
            item.message,
            item.verdict is Verdict.UNKNOWN,
            under(item.cases[0], "facts") if item.cases else {},
        )
        for item in findings
        if item.verdict is not Verdict.PROVEN
    )
    return Look(faults, len(findings), tuple(golden))


def _golden(
    now: Library, draft: Library, area: str, chain: tuple[Ruleset, ...], violation: str, day: date
) -> Iterator[Known]:
    """The golden cases of a violation along the chain, moved to the day of the draft, under both rules."""
    for ruleset in chain:
        files = [path for path in ruleset.cases if path.stem == violation]
        for golden in golden_cases(ruleset, files):
            raw = {key: value for key, value in golden.case.case.items() if key != "place"}
            raw |= {"occurred": day.isoformat(), "decided": day.isoformat(), "records": []}
            raw = {key: value for key, value in raw.items() if key not in ("discovered", "filed", "departure")}
            before, after = (_said(library, raw, area) for library in (now, draft))
            if before is not None and after is not None:  # what cannot be moved to that day is not counted
                yield Known(golden.case.name, before, after)


def _said(library: Library, raw: Mapping[str, object], area: str) -> str | None:
    try:
        result = library.recommend(raw, area=area)
    except DiscretionError:
        return None
    return "；".join(_lines(result))


def _lines(result: Recommendation) -> Iterator[str]:
    for part in result.by_violation:
        line = headline(part)
        yield "：".join(text for text in (line.name, line.penalty) if text)
        yield from (f"另可选择{item.text}" for item in part.alternatives)
