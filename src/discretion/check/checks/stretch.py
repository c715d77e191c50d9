"""stretch: every stretch of the statutory range is used by some tier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.check.witness import plain
from discretion.check.words import range_words
from discretion.facts import say_yuans
from discretion.penalty import Extent, Measure
from discretion.plan import PARTY, Ends
from discretion.plan import terms as t
from discretion.words import subject_label

SCOPE = "violation"
NAME = "幅度闲置"
SENTENCE = (
    "由几个阶次划分的法定罚款幅度，每一段都有阶次使用：阶次之间不留空段，最高的阶次达到法定上限"
    "，有法定下限的从下限起；有期限的处罚也一样，相邻阶次的期限互不重叠"
)
FORMULA = "∀r, |{t: t 落入 r}| > 1: [low(r), high(r)] ⊆ ⋃ₜ band(t, r)，至多空出法定幅度宽度的百分之一"
PART = 100  # a stretch narrower than a hundredth of the range is rounding
Span = tuple[int, int]


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Lay the bands of all tiers that meet a range beside one another, in a case of that range."""
    plan, found = subject.plan, []
    joints: list[tuple[bool, str, str]] = []
    for number, cell in enumerate(plan.statute):
        for name, measure, spans in _lasting(subject, number):
            who, key = f"对{subject_label(name)}" if name else "", (plan.ranges[number].range, name, measure.key)
            assert measure.extent is not None
            for left in _unused(measure.extent, spans):
                detail = "/".join(part for part in (*key, f"{left.low}-{left.high}") if part)
                found.append(subject.refuted("stretch", f"{who}{measure}，其中{left}没有阶次使用", detail, where=subject.where("tiers"),
                                             remedy="使相邻阶次的期限相接，最高的阶次达到法定最长期限"))  # fmt: skip
            for twice in _twofold(measure.extent.unit, spans):
                detail = "/".join(part for part in (*key, f"{twice.low}-{twice.high}", "twofold") if part)
                found.append(subject.refuted("stretch", f"{who}{measure}，其中{twice}有两个阶次使用", detail, where=subject.where("tiers"),
                                             remedy="使相邻阶次的期限相接，互不重叠"))  # fmt: skip
            joints += [(touching, "/".join((*(part for part in key if part), f"{joint.low}-{joint.high}")), f"{who}{measure}，相邻阶次的{joint}")
                       for touching, joint in _joints(measure.extent, spans)]  # fmt: skip
        law = cell.party["general"].ends
        values = _case(subject, number) if law is not None else None
        if law is None or values is None:
            continue
        (floor, cap), own = _span(law, values), _bands(subject, number, law, values)
        if len(own) < 2:  # one tier for the whole range: how it narrows the law is its own choice
            continue
        inside = range_words(plan, number)
        for low, high in _left(floor, cap, own):
            message = f"{inside}（{say_yuans(floor, cap)}）中{say_yuans(low, high)}的一段没有阶次使用"
            detail = "/".join((plan.ranges[number].range, f"{low // 100}-{high // 100}"))
            found.append(subject.refuted("stretch", message, detail, where=subject.where("tiers"),
                                         remedy="使相邻阶次的幅度相接，最高的阶次达到法定上限"))  # fmt: skip
    found += _odd(subject, joints)
    yield from found or [subject.proven("stretch", "法定幅度的每一段都有阶次使用", where=subject.where("tiers"))]


def _lasting(subject: ViolationCheck, number: int) -> Iterator[tuple[str, Measure, list[Extent]]]:
    """How long the law lets a measure last, and how long the tiers that give it do, the shortest first."""
    plan, decision = subject.plan, subject.decision
    for name in (PARTY, *plan.statute[number].others):
        for law in plan.statute[number].of(name)["general"].measures:
            if law.extent is None or law.extent.high is None:
                continue
            spans = {
                (own.extent.low, own.extent.high)
                for (tier, range_), cell in plan.cells.items()
                if range_ == number
                and subject.possible(decision.established, decision.tiers[tier], decision.ranges[number])
                for own in cell.of(name)["general"].measures
                if own.key == law.key and own.extent is not None and own.extent.high is not None
            }
            yield name, law, [Extent(law.extent.unit, *span) for span in sorted(spans)]


def _unused(law: Extent, spans: list[Extent]) -> Iterator[Extent]:
    """What no tier uses of the time that the law allows; of a single one, that it stops short of its end."""
    at = law.low
    for span in spans:
        if len(spans) > 1 and (span.low > at + 1 or (at == law.low and span.low > at)):
            yield Extent(law.unit, at, span.low)
        at = max(at, span.high or at)
    if spans and at < (law.high or at):
        yield Extent(law.unit, at, law.high)


def _twofold(unit: str, spans: list[Extent]) -> Iterator[Extent]:
    """Where two tiers overlap; one that leaves all that the law allows overlaps every other: its length was forgotten."""
    for one, other in pairwise(spans):
        if one.high is not None and other.low < one.high:
            yield Extent(unit, other.low, one.high)


def _joints(law: Extent, spans: list[Extent]) -> Iterator[tuple[bool, Extent]]:
    """Where one tier ends and the next begins: at the same time, or at the next whole one."""
    for one, other in pairwise(spans):
        if one.high is not None and 0 <= other.low - one.high <= 1:
            yield other.low == one.high, Extent(law.unit, one.high, other.low)


def _odd(subject: ViolationCheck, joints: list[tuple[bool, str, str]]) -> Iterator[Finding]:
    """Tiers that meet otherwise than all others of their violation do: 三至五个月 beside 六至九个月, 九至十二个月."""
    kinds = Counter(touching for touching, _, _ in joints)
    rare = min(kinds, key=lambda kind: (kinds[kind], kind), default=False)  # of as many, those that leave a month
    for touching, detail, said in joints if len(kinds) > 1 else ():
        if touching is rare:
            message = (
                f"{said}{'相接' if touching else '不相接'}，其他{kinds[not rare]}处都{'不相接' if touching else '相接'}"
            )
            yield subject.refuted("stretch", message, f"{detail}/joint", where=subject.where("tiers"),
                                  remedy="各处写法一致：都首尾相接，或者都从下一个月起")  # fmt: skip


def _case(subject: ViolationCheck, number: int) -> tuple[int, ...] | None:
    """The facts of a case within a range."""
    decision, plan = subject.decision, subject.plan
    claims = [decision.established, decision.ranges[number]]
    if not subject.possible(*claims):
        return None
    _, values, _ = plain(subject.prover, decision.facts, plan, claims)
    return tuple(values.get(slot.name, slot.low) for slot in plan.slots)


def _bands(subject: ViolationCheck, number: int, law: Ends, values: tuple[int, ...]) -> list[Span]:
    """The bands of the tiers that can meet a range; nothing where an amount rests on facts that the law's does not."""
    decision, found = subject.decision, []
    known = {slot for end in law.terms for slot in t.slots(end)}
    for (tier, range_), cell in subject.plan.cells.items():
        sanction = cell.party["general"]
        if range_ != number or not subject.possible(
            decision.established, decision.tiers[tier], decision.ranges[number]
        ):
            continue
        if sanction.ends is None:
            continue
        if not {slot for end in sanction.ends.terms for slot in t.slots(end)} <= known:
            return []
        low, high = _span(sanction.ends, values)
        found.append((low, high))
    return sorted(found)


def _span(ends: Ends, values: tuple[int, ...]) -> Span:
    return t.evaluate(ends.lowest, values), t.evaluate(ends.highest, values)


def _left(floor: int, cap: int, bands: list[Span]) -> Iterator[Span]:
    """What the bands leave of a range, in order."""
    least = max((cap - floor) // PART, 100)
    at = floor
    for low, high in bands:
        if low - at > least and (at > floor or floor > 1):  # 可处 N 元以下 has no floor to begin at
            yield at, low
        at = max(at, high)
    if cap - at > least:
        yield at, cap
