"""cliff: the smallest step of one fact does not throw the fine up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from discretion.check.circumstances import listed_only
from discretion.check.model import Finding
from discretion.check.pairs import Pair, graded
from discretion.check.solver import Answer, Claim, Number
from discretion.check.subject import ViolationCheck
from discretion.check.witness import plain
from discretion.check.words import changed_words, result_words
from discretion.decide import Evaluation
from discretion.facts import FactType, Severity, say_yuan, yuan
from discretion.plan import terms as t

SCOPE = "violation"
NAME = "跳跃"
SENTENCE = "数量事实变化一个最小单位，罚款上限的上升不超过该处法定罚款上限的限定比例（规则集没有另定的，为一半）"
FORMULA = "∀x, x⁺ ∈ D（x⁺ 在一项数量事实上比 x 重一个最小单位）: high(x⁺) − high(x) ≤ cliff_limit · statute.high(x⁺)"
FEW = 5  # questions before bisection
ROUNDED = 100  # 分: a step of one 元 is what whole 元 make of a fine that grows with a sum, not a cliff


@dataclass(frozen=True)
class Jump:
    """The largest rise found: by how many 分, of which fact, and the two cases."""

    rise: int
    fact: str
    first: dict[str, int]
    second: dict[str, int]


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Report the largest rise over all facts; refute for every numeric fact whose rise exceeds the limit."""
    found: list[Finding] = []
    unsettled: list[str] = []
    for name, severity in _stepped(subject):
        if not subject.decision.facts.slots[name].fact.type.coded:
            over = _over(subject, Pair(subject.twin, name, worse=severity, adjacent=True))
            found += [over] if over is not None else []
    yield from found
    jump = largest(subject, unsettled)
    if unsettled:
        yield subject.unknown("cliff", "largest")
    elif not found:
        yield _proven(subject, jump)


def largest(subject: ViolationCheck, unsettled: list[str]) -> Jump | None:
    """The largest rise of the upper end for the smallest step of any one fact; None when nothing rises.

    The last question ("is there a larger one?") is answered in the negative: that is the proof. Multiples of a sum of money grow without
    bound with that sum, so a largest rise in 元 says nothing of them: they are left out here (not from the limit), and the message says so.
    """
    prover, decision = subject.prover, subject.decision
    fixed = [prover.no(decision.ranges[index]) for index in _scaled(subject)]
    both = prover.all([*fixed, *subject.twin.copied(fixed)])
    best, at = 0, None
    for name, severity in _stepped(subject):
        pair = Pair(subject.twin, name, worse=severity, adjacent=True)
        claims, rise = _rise(subject, pair)
        claims += pair.folded([both])
        reached = _climb(subject, pair, claims, rise, best, unsettled)
        if reached > best:
            best, at = reached, (pair, [*claims, rise >= reached])
    if at is None:
        return None
    pair, claims = at
    answer, values, changed = plain(prover, decision.facts, subject.plan, claims, pair.copies)
    if answer is Answer.SATISFIABLE:
        return Jump(best, pair.name, values, values | changed)
    unsettled.append(pair.name)
    return None


def _scaled(subject: ViolationCheck) -> list[int]:
    """The ranges of the law whose fine is a multiple of a sum of money."""
    plan, found = subject.plan, []
    for index, cell in enumerate(plan.statute):
        fine = cell.party["general"].fine
        read = set() if fine is None else {*t.slots(fine.low), *t.slots(fine.high)}
        if any(plan.slots[slot].fact.type is FactType.MONEY for slot in read):
            found.append(index)
    return found


def _stepped(subject: ViolationCheck) -> list[tuple[str, Severity]]:
    """Facts that tiers, ranges or amounts read. What only the lists read is a circumstance: its effect is the declared policy, not a step."""
    listed = listed_only(subject.plan)
    return [(name, severity) for name, severity in graded(subject.decision) if name not in listed]


def _climb(
    subject: ViolationCheck, pair: Pair, claims: list[Claim], rise: Number, low: int, unsettled: list[str]
) -> int:
    """The largest rise above ``low`` (itself if there is none): from model to model, and by bisection where that takes long."""
    prover, high, tries = subject.prover, None, 0  # the maximum is at least low; above high there is none
    while high is None or low < high:
        if tries < FEW:  # the amounts of most violations are a handful of numbers: a model is soon the largest
            goal = low + 1
        else:
            goal = low * 2 if high is None else (low + high + 1) // 2
        answer, tries = prover.ask(*claims, rise >= goal), tries + 1
        if answer is Answer.SATISFIABLE:
            low = prover.value(rise)
        elif answer is Answer.IMPOSSIBLE:
            high = goal - 1
        else:
            unsettled.append(pair.name)
            break
    return low


def _rise(subject: ViolationCheck, pair: Pair) -> tuple[list[Claim], Number]:
    """Both cases are punished; the rise of the upper end between them."""
    first, second = subject.decision.outcome(), subject.twin.outcome()
    punished = pair.folded([subject.prover.no(first.classes[0]), subject.prover.no(second.classes[0])])
    (rise,) = pair.folded([second.high - first.high])
    return [*pair.claims, *punished], rise


def _over(subject: ViolationCheck, pair: Pair) -> Finding | None:
    base, rise = _rise(subject, pair)
    (law,) = pair.folded(subject.twin.copied([subject.decision.statutory()[1]]))
    part, whole = subject.plan.policy.cliff_limit.as_integer_ratio()
    return subject.shown(
        "cliff",
        [*base, rise > ROUNDED, rise * whole > law * part],
        partial(_fault, pair.name),
        pair.name,
        pair.copies,
        where=subject.where("tiers"),
        remedy="在相邻阶次之间增设过渡阶次，或者改用连续计算的罚款；跳跃出自法条本身的，登记豁免并写明法律理由",
    )


def _fault(name: str, results: tuple[Evaluation, ...]) -> str | None:
    first, second = results
    rise = _high(second) - _high(first)
    law, (part, whole) = second.statutory, second.plan.policy.cliff_limit.as_integer_ratio()
    if law is None or rise * whole <= law.highest * part:
        return None
    own = first.statutory
    source, before = "", own.highest if own is not None else 0
    if law.highest - before >= rise:
        cap = f"由{say_yuan(before, law.highest)}升至" if own is not None else "由不处罚款变为"
        source = f"；跳跃出自{first.plan.provision_cite}本身：法定上限{cap}{say_yuan(law.highest)}"
    words = [result_words(result) for result in results]
    return (
        f"{{facts}}时，其他事实不变，{changed_words(results, name)}，罚款上限一步上升{say_yuan(rise)}"
        f"（由“{words[0]}”变为“{words[1]}”）{source}"
    )


def _high(result: Evaluation) -> int:
    return result.fine.highest if result.fine is not None else 0


def _proven(subject: ViolationCheck, jump: Jump | None) -> Finding:
    where = subject.where("tiers")
    apart = "（随金额成倍数计算的幅度除外）" if _scaled(subject) else ""
    if jump is None:
        message = f"阶次和幅度所依据的事实变化一步，罚款上限都不上升{apart}"
        return subject.proven("cliff", message, numbers={"jump": "0"}, where=where)
    return subject.replayed("cliff", [jump.first, jump.second], partial(_largest, jump, apart), proves=True, where=where,
                            numbers={"jump": yuan(jump.rise), "fact": jump.fact})  # fmt: skip


def _largest(jump: Jump, apart: str, results: tuple[Evaluation, ...]) -> str | None:
    if _high(results[1]) - _high(results[0]) != jump.rise:
        return None
    return f"一步之差的最大上升为{say_yuan(jump.rise)}{apart}：{{facts}}时，{changed_words(results, jump.fact)}"
