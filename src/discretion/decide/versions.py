"""从旧兼从轻 (行政处罚法 art. 37, design §3 step 10): the law of the act, unless that of the decision is milder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from discretion.case import Case, check_parties, usual
from discretion.decide.evaluate import Evaluation, evaluate
from discretion.decide.every_value import for_every_value
from discretion.decide.plans import Plans
from discretion.facts import say_day
from discretion.penalty import Force, Order, Weight, compare
from discretion.plan import Disposition, Plan, Status
from discretion.rulebook import IN_FORCE, LawVersion, LexMitior, Ruleset, Standing, Stood, field_of, policy_of, standing


class Milder(StrEnum):
    """What the comparison of old and new came to."""

    SAME = "same"
    OLD = "old"
    NEW = "new_milder"
    INCOMPARABLE = "incomparable"
    OPEN = "open"
    NOT_IN_FORCE = "not_in_force"
    REPEALED = "repealed"
    NOT_ENCODED = "not_encoded"


@dataclass(frozen=True, eq=False)
class Versions:
    """The rules of the day of the act and of the day of the decision. The same for all cases of these days.

    Attributes:
        old: the violation under the law of the act; None when that law did not prohibit it, or is not in the library.
        new: the same under the law of the decision.
        stood: how the provision stood on the two days, and how that is known.
        same: both days have the same law and the same benchmark.
        act_chain: the rulesets in force on the day of the act, whether or not the rule reaches benchmarks.
        lex_mitior: whether and why the rule reaches benchmarks.
        laws: every version of the law (or laws) concerned, oldest first.
    """

    end: date
    decided: date
    old: Plan | None
    new: Plan | None
    same: bool
    old_chain: tuple[Ruleset, ...]
    new_chain: tuple[Ruleset, ...]
    act_chain: tuple[Ruleset, ...]
    lex_mitior: LexMitior | None
    provisions: tuple[str, ...]
    laws: tuple[LawVersion, ...]
    stood: tuple[Standing, Standing] = (IN_FORCE, IN_FORCE)

    @cached_property
    def sides(self) -> tuple[Plan, ...]:
        """What the law of either day makes of the violation, where it says something."""
        return tuple(plan for plan in (self.old, self.new) if plan is not None)

    @cached_property
    def usual(self) -> frozenset[str]:
        """The kinds of party that need no look at whom these laws punish."""
        return usual(self.sides)

    @property
    def plans(self) -> tuple[tuple[Plan, date], ...]:
        """The plans there are, each with the day whose law it has."""
        pairs = ((self.old, self.end), (self.new, self.decided))
        found = [(plan, day) for plan, day in pairs if plan is not None]
        return tuple(found[:1]) if self.same else tuple(found)


@dataclass(eq=False, slots=True)  # not frozen, as that doubles its time; nothing writes to it
class Choice:
    """Which evaluation applies.

    Attributes:
        evaluation: the one that applies; None when the act is not (or no longer) prohibited, or when it is open.
        old: the evaluation under the law of the act, if both were made.
        new: the evaluation under the law of the decision, if both were made.
    """

    versions: Versions
    verdict: Milder
    evaluation: Evaluation | None
    old: Evaluation | None = None
    new: Evaluation | None = None


def versions_of(plans: Plans, case: Case, violation: str, areas: tuple[str, str]) -> Versions:
    """The rules of the two days of a case.

    Args:
        plans: the compiled rulebook.
        case: its dates, and the authority that decides.
        violation: what is judged.
        areas: the area on the day of the act (its end) and on the day of the decision.

    Raises:
        UsageError: no ruleset covers one of the days; the day is named.
    """
    key = ("versions", violation, areas, case.end, case.decided, case.authority)
    return plans.once(key, lambda: find_versions(plans, violation, areas, case.end, case.decided, case.authority))


def choose_at_place(plans: Plans, case: Case) -> Choice:
    """``choose`` for a case of one violation, under the rules of its own place on its two days.

    Raises:
        CaseError: the facts or the records do not fit.
        UsageError: no area covers the place, or no ruleset one of the days.
    """
    assert case.violation is not None
    days = plans.reached(case.end), plans.reached(case.decided)
    areas = plans.area_of(case.place, days[0]), plans.area_of(case.place, days[1])
    return choose(versions_of(plans, case, case.violation, areas), case, case.facts)


def choose(versions: Versions, case: Case, facts: Mapping[str, object], presume: bool = True) -> Choice:
    """Evaluate under the rules of the act and of the decision, and choose.

    Args:
        versions: these rules.
        case: the case.
        facts: the facts stated for the violation.
        presume: whether presumptions fill missing facts.

    Raises:
        CaseError: the facts or the records do not fit.
    """
    old, new, party = versions.old, versions.new, case.party
    if party.role is not None or case.co_parties or party.kind not in versions.usual:
        check_parties(versions.sides, case)
    if old is None or new is None:
        return _one_sided(versions, case, facts, presume)
    if versions.same:
        return Choice(versions, Milder.SAME, evaluate(old, case, facts, presume))
    first = evaluate(old, case, facts, presume)
    second = evaluate(new, case, facts, presume)
    verdict = _verdict(first, second)
    applied = {Milder.OLD: first, Milder.NEW: second}.get(verdict)
    return Choice(versions, verdict, applied, first, second)


def _one_sided(versions: Versions, case: Case, facts: Mapping[str, object], presume: bool) -> Choice:
    """On one of the days (or on both) there is no text to apply: it was positively not prohibited; or we do not know."""
    known, (then, now) = versions.old or versions.new, versions.stood
    # The facts of a case are checked, whatever the law says.
    evaluation = evaluate(known, case, facts, presume) if known is not None else None
    if now.stood is Stood.REPEALED or then.stood is Stood.REPEALED:
        return Choice(versions, Milder.REPEALED, None)
    if then.stood is Stood.NOT_YET:
        return Choice(versions, Milder.NOT_IN_FORCE, None)
    if evaluation is not None and _unpunished(evaluation):  # nothing is milder, whatever the other text says
        return Choice(versions, Milder.OLD if versions.old is not None else Milder.NEW, evaluation)
    return Choice(versions, Milder.NOT_ENCODED, None)


def find_versions(
    plans: Plans, violation: str, areas: tuple[str, str], end: date, decided: date, authority: str | None
) -> Versions:
    """Look up what counts on both days.

    Raises:
        UsageError: a day that nothing covers.
    """
    act_chain, new_chain = plans.chain(areas[0], plans.reached(end)), plans.chain(areas[1], plans.reached(decided))
    lex_mitior = policy_of(new_chain).lex_mitior
    old_chain = act_chain if lex_mitior is not None and lex_mitior.benchmarks else new_chain
    ids = plans.rulebook.violation_ids
    if violation not in ids(old_chain) and violation in ids(new_chain):
        old_chain = new_chain  # a benchmark that says nothing of it does not make it lawful
    elif violation not in ids(new_chain) and violation in ids(old_chain):
        new_chain = old_chain
    if decided < plans.begins:
        plans.plan(violation, new_chain, plans.begins, authority)  # raises when there is none of that name
        unknown = Standing(
            Stood.NOT_ENCODED, f"规则库没有收入{say_day(plans.begins)}以前作出决定所适用的一般规定和裁量基准"
        )
        return Versions(
            end, decided, None, None, True, new_chain, new_chain, new_chain, lex_mitior, (), (), (unknown, unknown)
        )
    old = plans.plan(violation, old_chain, end, authority)
    new = old if end == decided and old_chain == new_chain else plans.plan(violation, new_chain, decided, authority)
    refs = [field_of(chain, violation, "provision") or "" for chain in (old_chain, new_chain)]
    stood = standing(plans.rulebook, refs[0], end), standing(plans.rulebook, refs[1], decided)
    names = dict.fromkeys(ref.partition("/")[0] for ref in refs)
    laws = tuple(file.model for name in names for file in plans.rulebook.laws.get(name, ()))
    same = old is new or (old is not None and new is not None and old.law == new.law and old_chain == new_chain)
    return Versions(
        end, decided, old, new, same, old_chain, new_chain, act_chain, lex_mitior, tuple(dict.fromkeys(refs)), laws,
        stood,
    )  # fmt: skip


def _verdict(old: Evaluation, new: Evaluation) -> Milder:
    for one, verdict in ((old, Milder.OLD), (new, Milder.NEW)):
        if _unpunished(one):
            return verdict  # nothing is milder than that, whatever the open facts of the other are
    if Status.NO_RULE in (old.settled.status, new.settled.status):
        return Milder.OLD if old.settled.status is Status.NO_RULE else Milder.NEW  # a fault is told, not passed over
    if old.regions or new.regions:
        found = for_every_value(old, new)
        return Milder.OPEN if found is None else Milder.NEW if found is Order.MILDER else Milder.OLD
    order = compare_subjects(new, old)
    if order is Order.INCOMPARABLE:
        return Milder.INCOMPARABLE
    return Milder.NEW if order is Order.MILDER else Milder.OLD


def _unpunished(evaluation: Evaluation) -> bool:
    settled = evaluation.settled
    if settled.status is Status.DETERMINED:
        return settled.disposition is Disposition.EXEMPT and settled.force is Force.SHALL
    return settled.status in (Status.NOT_ESTABLISHED, Status.TIME_BARRED)


def compare_subjects(a: Evaluation, b: Evaluation) -> Order:
    """Compare for the party and for every further subject of the act (enterprise and responsible person) at once."""
    ours, theirs = weights(a), weights(b)
    free = Weight(0, None, Force.SHALL, ())
    orders = {compare(ours.get(who, free), theirs.get(who, free)) for who in {*ours, *theirs}} - {Order.EQUAL}
    if not orders:
        return Order.EQUAL
    return orders.pop() if len(orders) == 1 else Order.INCOMPARABLE


def weights(evaluation: Evaluation) -> dict[str, Weight]:
    """The weight for each subject; the party is the empty name."""
    found = {"": evaluation.weight}
    settled = evaluation.settled
    if evaluation.sanction is None or settled.disposition is Disposition.EXEMPT:
        return found
    others = {subject: Weight(2, *punishment) for subject, punishment in evaluation.outcome.items() if subject}
    return found | others
