"""The case that would notice a fault: found where the faulty plan differs, made short, and tried on both rulebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import chain, islice

from discretion.decide import Recommendation
from discretion.documents import from_data, read_file, under, validate
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.plan import Plan
from discretion.rulebook import CircumstanceList, LawVersion, Rulebook, Ruleset, in_force
from discretion.testing.golden import Golden, GoldenCase, GoldenFile, fine_of, measures_of, run
from discretion.testing.mutate.difference import differing, equivalent
from discretion.testing.mutate.rewrite import FaultyModel
from discretion.testing.mutate.solved import solved_difference
from discretion.testing.mutate.targets import Target
from discretion.testing.written import as_case, stated

TRIED = 12  # facts at which the plans differ, until the whole engine differs too

GIVEN_UP = 3  # plans that differ, or may, without a case for it: a list entry is in every violation's plan


class Equivalent(Exception):  # noqa: N818 - an answer, not an error
    """It is proved that the fault changes no result."""


def killing_case(
    library: Library, faulty: Rulebook, target: Target, fault: FaultyModel, operator: str
) -> Golden | None:
    """A golden case that passes now and fails with the fault; None when none was found.

    Raises:
        Equivalent: there is none.
    """
    wrong = Library(faulty, drafts=True)
    if operator == "date":
        if _without_rules(library.rulebook, target, fault):
            raise Equivalent
        noticing = (_noticing(library, wrong, target, case) for case in _around_dates(library, target, fault))
        return next((golden for golden in noticing if golden is not None), None)
    unproved = 0
    for violation in _violations(library.rulebook, target, fault):
        for old, new, day in _plans(library, wrong, target.ruleset, violation):
            if old is None or new is None or equivalent(old, new):
                continue
            for values in chain(islice(differing(old, new), TRIED), solved_difference(old, new)):
                golden = _noticing(library, wrong, target, as_case(old, stated(old, values), day))
                if golden is not None:
                    return golden
            unproved += 1
            if unproved == GIVEN_UP:
                return None
    if not unproved:
        raise Equivalent
    return None


def _violations(book: Rulebook, target: Target, fault: FaultyModel) -> Iterator[str]:
    """The violations a fault can touch."""
    rulesets = book.chain(target.ruleset, target.ruleset.header.model.effective)
    if target.violation is not None:
        yield target.violation
        return
    changed = []
    if isinstance(target.model, CircumstanceList):
        before, after = target.model.entries, fault.model.entries
        changed = [entry for entry in (*before, *after) if entry not in before or entry not in after]
    for name in book.violation_ids(rulesets):
        if not changed or any(entry.applies_to(name) for entry in changed):
            yield name


def _plans(
    library: Library, wrong: Library, ruleset: Ruleset, violation: str
) -> Iterator[tuple[Plan | None, Plan | None, date]]:
    """The plan without and with the fault, under every version of the violation's law."""
    book = library.rulebook
    start = ruleset.header.model.effective
    rulesets = book.chain(ruleset, start)
    wrong_chain = wrong.rulebook.chain(wrong.rulebook.version(ruleset.area, ruleset.header.model.version), start)
    provision = (
        next((r.violations[violation].model.provision for r in rulesets if violation in r.violations), None) or ""
    )
    laws = book.laws.get(provision.partition("/")[0], ())
    for day in dict.fromkeys(max(start, file.model.effective) for file in reversed(laws)):
        yield library.plans.plan(violation, rulesets, day), wrong.plans.plan(violation, wrong_chain, day), day


def _noticing(library: Library, wrong: Library, target: Target, raw: dict[str, object]) -> Golden | None:
    """The case as a golden case, if it passes without the fault and fails with it; as short as that allows."""
    golden = _golden(library, target, raw)
    if golden is None or not run(wrong, golden).problems:
        return None
    edits: list[Callable[[dict[str, object]], dict[str, object]]]
    edits = [partial(_without, name) for name in under(raw, "facts")]
    edits.append(lambda case: {**case, "party": {"kind": "organisation"}})
    for edit in edits:
        shorter = edit(raw)
        candidate = _golden(library, target, shorter)
        same = candidate is not None and candidate.case.expect.status == golden.case.expect.status
        if same and candidate is not None and run(wrong, candidate).problems:
            golden, raw = candidate, shorter
    return golden


def _without(name: str, case: dict[str, object]) -> dict[str, object]:
    return {**case, "facts": {key: value for key, value in under(case, "facts").items() if key != name}}


def _golden(library: Library, target: Target, raw: dict[str, object]) -> Golden | None:
    try:
        expect = expectation(library.recommend(raw, area=target.ruleset.area))
    except DiscretionError as error:
        if error.problems[0].code != "no-ruleset":  # on a day without rules, that is what a case expects
            return None
        expect = {"error": error.problems[0].message}
    case = GoldenCase.model_validate({"name": "变异检验", "case": raw, "expect": expect})
    golden = Golden(case, target.ruleset, from_data({"cases": []}), 0)
    return None if run(library, golden).problems else golden


def expectation(result: Recommendation) -> dict[str, object]:
    """What a golden case would expect of a result."""
    found: dict[str, object] = {"status": str(result.status)}
    if result.disposition is not None:
        found["disposition"] = str(result.disposition)
        found["force"] = str(result.force)
    if result.tier is not None:
        found["tier"] = result.tier
    if result.penalty is not None:
        found |= {"fine": fine_of(result.penalty), "measures": measures_of(result.penalty)}
    if result.others:
        found["others"] = {
            item.subject: {"fine": fine_of(item.penalty), "measures": measures_of(item.penalty)}
            for item in result.others
        }
    if result.status == "undetermined":
        found["missing"] = [item.fact for item in result.missing]
    if result.penalty is not None:
        found["alternatives"] = [item.disposition.value for item in result.alternatives]
    found["reasons"] = [reason.rule for reason in result.reasons if reason.decided in ("applies", "closes")][1:]
    return {key: value for key, value in found.items() if value != [] or key in ("measures", "alternatives")}


def _without_rules(book: Rulebook, target: Target, fault: FaultyModel) -> bool:
    """Whether a law's shifted day lies where no area has a ruleset for it: no act and no decision of that day is judged."""
    old, new = target.model, fault.model
    if not isinstance(old, LawVersion):
        return False
    day = min(old.effective, new.effective) if old.effective != new.effective else max(old.until, new.until)
    valid = (in_force(versions, day, drafts=True) for versions in book.areas.values())
    files = (file for item in valid if item for part in book.chain(item, day) for file in part.violations.values())
    return not any((file.model.provision or "").startswith(f"{old.law}/") for file in files)


def _around_dates(library: Library, target: Target, fault: FaultyModel) -> Iterator[dict[str, object]]:
    """Cases of a violation under the law or ruleset, on the days around the shifted day."""
    book = library.rulebook
    days = set()
    for name in ("effective", "until"):
        before, after = getattr(target.model, name), getattr(fault.model, name)
        if before != after:
            days |= {day + timedelta(days=shift) for day in (before, after) for shift in (0, 1)}
    start = target.ruleset.header.model.effective
    law = getattr(target.model, "law", None)
    for path in (path for ruleset in book.chain(target.ruleset, start) for path in ruleset.cases):
        for golden in validate(GoldenFile, read_file(path)).cases:
            raw = golden.case
            violation = raw.get("violation")
            settled = golden.expect.error is None and golden.expect.status in (None, "determined")
            if violation is None or not settled or raw.get("records"):
                continue
            rulesets = book.chain(target.ruleset, start)
            file = next((r.violations[violation] for r in rulesets if violation in r.violations), None)
            if law is not None and (file is None or not (file.model.provision or "").startswith(f"{law}/")):
                continue
            for day in sorted(days):
                decided = max(day, start) if law is not None else day
                yield {**raw, "occurred": day.isoformat(), "decided": decided.isoformat()}
            break
