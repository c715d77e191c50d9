"""Recorded decisions under the rules of a case: their facts are put before the same plan, as if they were decided by it today.

What is read is facts and dates. Who decided, and who was punished, is not asked: only where the rules themselves read the
kind of the party does it lead to another group.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from discretion.case import Case, Party
from discretion.decide import Evaluation, Plans, evaluate
from discretion.decisions.store import Store
from discretion.errors import DiscretionError
from discretion.plan import ABOUT, Plan, Status, per_plan
from discretion.plan import terms as t

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

READ = ("case", "place", "occurred", "decided", "discovered", "party", "facts", "fine", "disposition", "measures")
FINE_GRAIN = 10**6  # steps per unit of a fact that is compared
MISSING = -(2**62)
CAP = 2**61
Key = tuple[object, ...]
Numbers: TypeAlias = "npt.NDArray[np.int64]"  # of every decision


@dataclass(slots=True)
class Precedents:
    """The decisions on one violation, by the rules that hold for them.

    Attributes:
        groups: the places of the decisions of each group, by what holds.
        samples: an evaluation of each group.
        features: per decision the facts that the rules read, as whole numbers.
        unclear: how many could not be judged: a fact is missing, or cannot be read under these rules.
        elsewhere: how many rest on another law, as that of another province, and are no like cases therefore.
    """

    names: tuple[str, ...]
    cases: list[tuple[str, str]] = field(default_factory=list)
    fines: list[int] = field(default_factory=list)
    bands: list[tuple[int, int, int, int] | None] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    groups: dict[Key, list[int]] = field(default_factory=dict)
    samples: dict[Key, Evaluation] = field(default_factory=dict)
    features: Numbers = field(init=False)
    unclear: int = 0
    elsewhere: int = 0
    known: dict[Any, Any] = field(default_factory=dict)


def precedents(store: Store, plans: Plans, plan: Plan) -> Precedents:
    """The decisions of a store on the violation of a plan; kept by the store until another row is written."""
    return store.once(
        plan.violation, ("precedents", id(plan)), lambda: _judged(plans, plan, _read(store, plan.violation))
    )


def _read(store: Store, violation: str) -> Iterable[Sequence[Any]]:
    columns = store.columns(READ, [violation]).columns
    return zip(*(column.to_pylist() for column in columns), strict=True)


def _judged(plans: Plans, plan: Plan, rows: Iterable[Sequence[Any]]) -> Precedents:
    import numpy as np

    found = Precedents(features_of(plan))
    laws: dict[tuple[str | None, str], str | None] = {}
    table: list[list[int]] = []
    # by content, so that it does not matter in which order they were written
    for case, place, occurred, decided, discovered, party, facts, fine, disposition, measures in sorted(
        rows, key=lambda row: (row[0], row[6], row[5], row[7])
    ):
        where = place, decided
        if where not in laws:
            laws[where] = _law(plans, plan.violation, place, date.fromisoformat(decided))
        if laws[where] != plan.law.partition("@")[0]:
            found.elsewhere += 1
            continue
        stated = json.loads(facts)
        try:
            evaluation = judge(plan, stated, (occurred, decided, discovered), party)
        except DiscretionError:
            found.unclear += 1
            continue
        if unsettled(evaluation):
            found.unclear += 1
            continue
        key = holds(evaluation)
        found.groups.setdefault(key, []).append(len(found.fines))
        found.samples.setdefault(key, evaluation)
        band = evaluation.fine
        found.bands.append(None if band is None else (band.low, band.high, band.lowest, band.highest))
        found.cases.append((case, decided))
        found.fines.append(fine)
        found.outcomes.append(said(disposition, fine, json.loads(measures)))
        table.append(features(evaluation, found.names))
    found.features = np.array(table, dtype=np.int64).reshape(len(table), len(found.names))
    return found


def _law(plans: Plans, violation: str, place: str | None, day: date) -> str | None:
    """The law (of whatever version) on which a violation rests at a place."""
    try:
        chain = plans.chain(plans.area_of(place, day), day)
        there = plans.plan(violation, chain, day)
    except DiscretionError:
        return None
    return there.law.partition("@")[0] if there is not None else None


def judge(plan: Plan, facts: Mapping[str, object], days: tuple[str, str, str | None], party: str) -> Evaluation:
    """One recorded decision under a plan.

    Raises:
        CaseError: its facts do not fit the vocabulary of today.
    """
    first, last, known = days
    ages = {name for name in facts if name in plan.vocabulary and _of_party(plan, name) == "age"}
    age = next((facts[name] for name in ages), None)
    stated = {name: value for name, value in facts.items() if name not in ages}
    case = Case.model_construct(
        violation=plan.violation,
        occurred=date.fromisoformat(first),
        decided=date.fromisoformat(last),
        discovered=date.fromisoformat(known) if known is not None else None,
        party=Party.model_construct(kind=party, age=age, role=None),  # type: ignore[arg-type]  # one of two words
        facts=stated,
    )
    return evaluate(plan, case, stated)


def unsettled(evaluation: Evaluation) -> bool:
    """Whether a fact is open on which the outcome turns, if only the tier."""
    return evaluation.settled.status is Status.UNDETERMINED or evaluation.decision.open_tier


def holds(evaluation: Evaluation) -> Key:
    """What makes cases alike: which rules hold, and what the law makes of it."""
    return evaluation.masks, evaluation.settled, evaluation.subject


def said(disposition: str | None, fine: int, measures: Sequence[str]) -> str:
    """What a decision came to, as far as the record says."""
    if disposition is not None:
        return disposition
    return "fined" if fine else "unfined" if measures else "exempt"


@per_plan
def features_of(plan: Plan) -> tuple[str, ...]:
    """The facts that the rules and the amounts read; not the party, and not the time that has passed."""
    rules = [*plan.elements, *(rule for about in ABOUT for rule in plan.rules(about))]
    names = dict.fromkeys(name for rule in rules for name in rule.facts)
    covered = plan.stated(*rules)
    for cell in plan.cells.values():
        for sanction in cell.party.values():
            for end in sanction.ends.terms if sanction.ends is not None else ():
                amounts = (plan.slots[slot].name for slot in t.slots(end))
                names |= dict.fromkeys(name for name in amounts if name not in covered)
    return tuple(name for name in names if not _aside(plan, name))


def _aside(plan: Plan, name: str) -> bool:
    rule = plan.vocabulary[name].finding
    return rule is not None and (rule.party is not None or rule.elapsed is not None)


def _of_party(plan: Plan, name: str) -> str | None:
    rule = plan.vocabulary[name].finding
    return rule.party if rule is not None else None


def features(evaluation: Evaluation, names: Iterable[str]) -> list[int]:
    """The facts as whole numbers, fine enough to compare."""
    found = []
    for name in names:
        value = evaluation.value(name)
        if value is None:
            found.append(MISSING)
        elif isinstance(value, bool):
            found.append(int(value) * FINE_GRAIN)
        else:
            found.append(max(-CAP, min(CAP, int(Fraction(value) * FINE_GRAIN))))
    return found


def ordered(plan: Plan, name: str) -> bool:
    """Whether a fact is a quantity, so that some values lie nearer than others."""
    return plan.vocabulary[name].type.numeric
