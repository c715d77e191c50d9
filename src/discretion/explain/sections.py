"""The decision's own text, in sections that can each be copied: facts, law, tier, circumstances, result, remedies.

What is for the officer alone (what else would change the result, what was presumed, the procedure) is in ``hints``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from discretion.decide import FactUsed, Reason, Section
from discretion.facts import say_day
from discretion.plan import Disposition, Status
from discretion.words import FIXED, STATUSES, cited, disposition_text, listed

if TYPE_CHECKING:
    from discretion.case import Case
    from discretion.decide import Recommendation

TITLES = {
    "facts": "事实",
    "law": "依据",
    "tier": "阶次",
    "circumstances": "情节",
    "result": "结论",
    "departure": "调整适用",
    "joint": "合并",
    "remedies": "救济",
}
KNOWN = ("stated", "records", "default", "derived")
FACTS_FIRST = ("elements", "statute", "tier")  # the facts of these steps are told first, then those of circumstances
# Faults of the data are the officer's; what is said already is not said twice.
UNSAID = ("clamped", "no_rule", "already")
SHOWN_OUTCOMES = 10
OUTSIDE = "不适用本项；不得据此认为不予处罚"
Trace = dict[str, list[Reason]]  # what is said of each step; the steps in their order


def section(name: str, text: str) -> list[Section]:
    """One section, ended with a full stop; none for an empty text."""
    if not text:
        return []
    return [Section.model_construct(name=name, title=TITLES[name], text=text if text.endswith("。") else f"{text}。")]


def sections(
    result: Recommendation, case: Case, duty: Sequence[str], stated: Sequence[FactUsed], remedies: Sequence[str],
    who: str = "当事人",
) -> list[Section]:  # fmt: skip
    """Write the decision's text of one recommendation.

    Args:
        result: the recommendation.
        case: the case it is about.
        duty: the provisions that lay down the duty broken.
        stated: the facts the case states, whether or not a rule read them.
        remedies: what the decision must tell the party of payment and remedies.
        who: the party, and as whom the provision punishes it.
    """
    trace = _by_step(result.shared("reasons"))
    written = section("facts", _facts(result, trace, case, stated)) + section("law", _law(result, trace, duty))
    if result.status is Status.UNDETERMINED:
        written += section("result", _open(result))
    else:
        written += section("tier", _tier(result, trace))
        written += section("circumstances", _circumstances(result, trace))
        written += section("result", _conclusion(result, trace, who))
    if result.departure is not None:
        written += section("departure", result.departure.text)
    return written + (section("remedies", "；".join(remedies)) if punished(result) else [])


def punished(result: Recommendation) -> bool:
    """Whether somebody gets a penalty."""
    own = result.penalty is not None and bool(result.penalty.fine or result.penalty.measures)
    return result.status is Status.DETERMINED and (own or bool(result.others))


def _by_step(reasons: Iterable[Reason]) -> Trace:
    found: Trace = {}
    for reason in reasons:
        if reason.decided not in UNSAID:
            found.setdefault(reason.step, []).append(reason)
    return found


def _of(trace: Trace, *steps: str) -> list[Reason]:
    return [reason for step in steps for reason in trace.get(step, ())]


def _join(reasons: Iterable[Reason]) -> str:
    return "；".join(dict.fromkeys(reason.text for reason in reasons))


def _facts(result: Recommendation, trace: Trace, case: Case, stated: Sequence[FactUsed]) -> str:
    """What was found: the facts that the rules read, those of the elements first, and everything else that is stated."""
    findings = [reason for reason in _of(trace, "finding") if reason.decided == "found"]
    told = {fact.name for reason in findings for fact in reason.facts}
    ordered = sorted(result.shared("reasons"), key=lambda reason: _place(reason.step))
    law = {fact.name for reason in ordered if reason.step in FACTS_FIRST for fact in reason.facts}
    absent = {fact.name for reason in _of(trace, "finding") if reason.decided == "absent" for fact in reason.facts}
    idle = {fact.name for reason in ordered for fact in reason.facts if _unfound(fact, absent)} - law
    read = [fact for reason in ordered for fact in reason.facts if fact.origin in KNOWN and fact.value != "未查明"]
    shown = (fact.text for fact in _once((*read, *stated)) if fact.name not in told and fact.name not in idle)
    found = listed(shown)
    day = say_day(case.start) + (f"至{say_day(case.end)}" if case.start < case.end else "")
    happened = f"行为发生于{day}；经查明，{found}" if found else f"行为发生于{day}"
    return "；".join([f"案由：{result.label}。{happened}", *(reason.text for reason in findings)])


def _unfound(fact: FactUsed, told: Collection[str]) -> bool:
    """What a derived fact (初次违法) rests on, of which the records show nothing: the derived fact says it."""
    return fact.origin == "records" and (fact.value.startswith("0") or (fact.value == "否" and fact.name not in told))


def _once(facts: Sequence[FactUsed]) -> Iterator[FactUsed]:
    """Facts, but for a derived one that comes to what is told of the fact it is derived from: 应当没收的违法所得, nothing refunded."""
    for number, fact in enumerate(facts):
        if fact.origin == "derived":
            before = {other.value for other in facts[:number] if fact.label.endswith(other.label)}
            if fact.value in before:
                continue
        yield fact


def _place(step: str) -> int:
    return FACTS_FIRST.index(step) if step in FACTS_FIRST else len(FACTS_FIRST)


def _law(result: Recommendation, trace: Trace, duty: Sequence[str]) -> str:
    """Which law of which day, the duty that was broken, the provision and its range; or which element fails."""
    elements = [reason for reason in _of(trace, "elements") if reason.decided != "holds"]
    outside = _join(_of(trace, "scope"))
    if outside:  # of an act that is none of this item nothing is broken or applied
        return "；".join(part for part in (_join(elements), outside) if part)
    broken = result.status in (Status.DETERMINED, Status.NO_RULE, Status.TIME_BARRED)
    breach = f"上述行为违反{cited(duty)}的规定" if duty and broken else ""
    parts = [_join(_of(trace, "versions")), breach, _join(elements), _join(_of(trace, "statute"))]
    said = [part.rstrip("。") for part in parts if part]
    applied = [cite for reason in _of(trace, "law") for cite in reason.cites if not any(cite in part for part in said)]
    # The provision itself; its benchmark, and doubts about the text, are the officer's.
    if applied and (broken or not said):
        said.append(f"适用{'、'.join(applied)}")
    return "；".join(said)


def _tier(result: Recommendation, trace: Trace) -> str:
    tiers = _of(trace, "tier")
    if tiers and tiers[0].decided == "open":
        reachable = "；".join(item.text for item in result.outcomes)
        return f"{tiers[0].text}。各阶次的建议：{reachable}"
    if not tiers or not punished(result):
        return ""
    rejected = list(dict.fromkeys(f"“{item.label}”阶次{item.because}" for item in tiers[0].rejected))
    return _join(tiers) + (
        f"；{'，'.join(rejected)}，{'均' if len(rejected) > 1 else ''}与本案不符" if rejected else ""
    )


def _circumstances(result: Recommendation, trace: Trace) -> str:
    """The circumstances, and what follows from them: where the amount is fixed, nothing does."""
    found = _of(trace, "bar", "exempt", "circumstance", "policy", "supplement")
    idle = "circumstance" in trace and "policy" not in trace and _fixed(result)
    return "；".join([_join(found), FIXED] if idle else [_join(found)])


def _conclusion(result: Recommendation, trace: Trace, who: str) -> str:
    """The operative part: orders, penalty with its computation, the penalties of further subjects."""
    if result.status is not Status.DETERMINED:
        if "scope" in trace:
            return OUTSIDE
        faults = [reason.text for reason in result.shared("reasons") if reason.decided == "no_rule"]
        return "：".join([STATUSES[result.status], *faults])
    orders = "、".join(result.orders)
    penalty = result.penalty
    words = disposition_text(result.disposition, result.force)
    if result.disposition is Disposition.EXEMPT:
        return "；".join(part for part in (words, orders) if part)
    if not punished(result):
        return f"{orders}，不作罚款" if orders else "不作罚款"
    moved = "" if result.disposition is Disposition.GENERAL or _settled_by_law(result) else f"{words}，"
    own = penalty.text if penalty is not None and (penalty.fine or penalty.measures) else ""
    amounts = "；".join(step.text for step in result.computation)
    parts = [orders, f"{moved}对{who}{own}" if own else "", *(f"对{o.label}{o.penalty.text}" for o in result.others)]
    return "；".join(part for part in parts if part) + (f"。罚款的计算：{amounts}" if amounts else "")


def _settled_by_law(result: Recommendation) -> bool:
    """Where the amount is fixed, or nothing may be fined again, there is no 从轻 and no 从重."""
    return _fixed(result) or any(reason.rule == "same-act" for reason in result.shared("reasons"))


def _fixed(result: Recommendation) -> bool:
    fine = result.penalty.fine if result.penalty is not None else None
    return fine is not None and fine.low == fine.high and result.disposition is not Disposition.MITIGATED


def spared(result: Recommendation) -> bool:
    """Whether no open fact can lead to a penalty: there was no breach, or limitation has run."""
    return {item.status for item in result.outcomes} == {Status.NOT_ESTABLISHED, Status.TIME_BARRED}


def _open(result: Recommendation) -> str:
    if spared(result):
        return "无论尚未查明的事实如何，均不给予行政处罚：违法行为即使成立，也已过追责时效"
    listed = [f"（{number}）{item.text}" for number, item in enumerate(result.outcomes[:SHOWN_OUTCOMES], 1)]
    more = len(result.outcomes) - len(listed)
    outcomes = "；".join([*listed, f"另有{more}种"] if more > 0 else listed)
    return STATUSES[result.status] + (f"。可能的结果：{outcomes}" if outcomes else "")
