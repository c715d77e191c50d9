"""lists: no case is both exempt and heavier without a declared order."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.book import RulesetCheck
from discretion.check.model import Finding, of_whole
from discretion.check.subject import ViolationCheck
from discretion.decide import Evaluation
from discretion.penalty import Force
from discretion.rulebook import ListKind

SCOPE = "ruleset"
NAME = "清单冲突"
SENTENCE = "应当不予处罚与从重处罚的情形同时具备时，清单已写明何者优先"
FORMULA = "∀e ∈ exempt(shall), h ∈ heavier: e.prevails ∨ ¬∃x: e(x) ∧ h(x)"


def run(book: RulesetCheck) -> Iterator[Finding]:
    """Ask for every pair of entries whether one case has both; the first violation that shows it serves as the case."""
    known: dict[tuple[str, str], Finding | None] = {}
    pairs = 0
    for subject in book.own():
        plan = subject.plan
        for number, exempt in enumerate(plan.lists[ListKind.EXEMPT]):
            for other, heavier in enumerate(plan.lists[ListKind.HEAVIER]):
                key = (exempt.rule.id, heavier.rule.id)
                # An ancestor's pair is that ruleset's business.
                own = book.ruleset.id in (exempt.rule.origin, heavier.rule.origin)
                if exempt.force is not Force.SHALL or not own or known.get(key) is not None:
                    continue
                pairs += key not in known
                known[key] = None if exempt.prevails else _clash(subject, number, other)
    found = [item for item in known.values() if item is not None]
    yield from found or [book.proven("lists", f"{pairs}对不予处罚与从重处罚的情形，或者不能并存，或者已写明何者优先")]


def _clash(subject: ViolationCheck, number: int, other: int) -> Finding | None:
    plan, formula = subject.plan, subject.decision.encoding.formula
    exempt, heavier = plan.lists[ListKind.EXEMPT][number].rule, plan.lists[ListKind.HEAVIER][other].rule
    decision = subject.decision
    before = [subject.prover.no(claim) for gate, claim in decision.gates.items() if gate.about is not ListKind.EXEMPT]
    found = subject.shown(
        "lists",
        [decision.established, *before, formula(exempt.guard), formula(heavier.guard)],
        partial(_fault, number, other),
        f"{exempt.id.partition(':')[2]}+{heavier.id.partition(':')[2]}",
        where=exempt.where,
        remedy="法律规定应当不予处罚且无例外的，在该条目写 prevails: true；否则用 unless 排除从重的情形",
    )
    return None if found is None else of_whole(found)


def _fault(number: int, other: int, results: tuple[Evaluation, ...]) -> str | None:
    result = results[0]
    masks, plan = result.masks, result.plan
    if masks is None or not (masks.exempt >> number & 1 and masks.heavier >> other & 1):
        return None
    exempt, heavier = (
        plan.lists[kind][bit].rule.label for kind, bit in ((ListKind.EXEMPT, number), (ListKind.HEAVIER, other))
    )
    return f"应当不予处罚的“{exempt}”与从重的“{heavier}”可以并存，没有写明何者优先（例如{{facts}}）"
