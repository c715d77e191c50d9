"""Lists proven once: a fact that only the lists read moves the effect, never the tier, so its inversion follows from two lemmas.

(A) In every tier and range the sanctions stand in order: mitigated ⊑ lighter ⊑ general ⊑ heavier.
(B) A worse value of the fact never leads from punished to exempt, adds no offer of exemption, and never lowers the effect in that order.
Then r(x) ⊑ r(x′). Most violations share their lists, so (B) is proven once for all of them. Where a lemma fails nothing is concluded:
``inversion`` then asks directly.
"""

from __future__ import annotations

from collections.abc import Hashable
from itertools import pairwise
from weakref import WeakKeyDictionary

from discretion.check.domain import neutral
from discretion.check.outcome import EncodedPlan, shape
from discretion.check.pairs import Pair, Twin
from discretion.check.solver import Answer
from discretion.decide import Plans
from discretion.facts import Severity
from discretion.penalty import Force, not_harsher
from discretion.plan import Plan, Sanction, at_most
from discretion.plan import formula as f
from discretion.plan import terms as t

ORDER = ("mitigated", "lighter", "general", "heavier")
_shared: WeakKeyDictionary[Plans, dict[Hashable, bool]] = WeakKeyDictionary()


def listed_only(plan: Plan) -> frozenset[str]:
    """The facts that nothing but the lists reads."""
    rules = [*(row.rule for row in plan.ranges), *(row.rule for row in plan.tiers), *(s.rule for s in plan.supplements)]
    read = set(f.slots(plan.established)).union(*(f.slots(rule.guard) for rule in rules))
    for cell in plan.cells.values():
        for effects in (cell.party, *cell.others.values()):
            for sanction in effects.values():
                if sanction.ends is not None:
                    read |= {slot for end in sanction.ends.terms for slot in t.slots(end)}
    return frozenset(slot.name for index, slot in enumerate(plan.slots) if index not in read)


def ordered(decision: EncodedPlan) -> bool:
    """Lemma (A), for every subject; False also where it is not settled."""
    prover, open_ = decision.prover, []
    for (tier, found), cell in decision.plan.cells.items():
        for effects in (cell.party, *cell.others.values()):
            for milder, harsher in pairwise(effects[name] for name in ORDER):
                if not _measures(milder, harsher):
                    open_.append(prover.all([decision.tiers[tier], decision.ranges[found]]))
                elif not _plainly(decision.plan, milder, harsher):
                    (low, high), (least, most) = decision.ends(milder), decision.ends(harsher)
                    ends = [low <= least] if harsher.fine and harsher.fine.force is Force.SHALL else []
                    above = prover.no(prover.all([*ends, high <= most]))
                    open_.append(prover.all([decision.tiers[tier], decision.ranges[found], above]))
    if not open_:
        return True
    return prover.ask(decision.punishable, prover.any(open_), *decision.amounts()) is Answer.IMPOSSIBLE


def steady(plans: Plans, twin: Twin, name: str, severity: Severity) -> bool:
    """Lemma (B) for one fact."""
    known = _shared.setdefault(plans, {})
    plan = twin.decision.plan
    kinds = plan.lists.values()
    lists = tuple(tuple((entry.rule.id, entry.rule.origin, entry.force) for entry in kind) for kind in kinds)
    personal = tuple((slot.name, neutral(plan, i)) for i, slot in enumerate(plan.slots) if slot.fact.personal)
    key = (lists, plan.policy.lighter_and_heavier, plan.policy.mitigated_and_heavier, personal, name)
    if key not in known:
        pair = Pair(twin, name, worse=severity, lists=True)
        known[key] = twin.prover.ask(*pair.claims, *pair.folded([twin.loosened])) is Answer.IMPOSSIBLE
    return known[key]


def _measures(milder: Sanction, harsher: Sanction) -> bool:
    """Measures and forces alone, the amounts apart."""
    a, b = (shape(sanction, 2) for sanction in (milder, harsher))
    return not_harsher(a, b)


def _plainly(plan: Plan, milder: Sanction, harsher: Sanction) -> bool:
    """Whether the ends are in order by constants, or by computation over one period."""
    a, b = milder.ends, harsher.ends
    if a is None or (milder is harsher):
        return True
    if b is None or harsher.fine is None:
        return False
    low = harsher.fine.force is not Force.SHALL or at_most(a.lowest, b.lowest, plan.box)
    return low and at_most(a.highest, b.highest, plan.box)
