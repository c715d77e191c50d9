"""The decision's own text, in sections that can each be copied: facts, law, tier, circumstances, result, remedies.

What is for the officer alone (what else would change the result, what was presumed, the procedure) is in ``hints``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from discretion.decide import Evaluation, FactUsed, Reason, Section, Shared, Told
from discretion.explain.said import said, stated
from discretion.explain.section import kept_section, section
from discretion.facts import say_day
from discretion.plan import Disposition, Plan, Status, answers, per_plan, recent
from discretion.plan import formula as f
from discretion.words import FIXED, STATUSES, cited, disposition_text, listed

if TYPE_CHECKING:
    from discretion.decide import Recommendation

KNOWN = ("stated", "records", "default", "derived")
FACTS_FIRST = ("elements", "statute", "tier")  # the facts of these steps are told first, then those of circumstances
# Faults of the data are the officer's; what is said already is not said twice.
UNSAID = ("clamped", "no_rule", "already")
SHOWN_OUTCOMES = 10
OUTSIDE = "不适用本项；不得据此认为不予处罚"
Trace = dict[str, list[Shared[Reason]]]  # what is said of each step; the steps in their order


def sections(result: Recommendation, e: Evaluation, remedies: Sequence[str], who: str = "当事人") -> Told[Section]:
    """Write the decision's text of one recommendation.

    Args:
        result: the recommendation.
        e: what it rests on.
        remedies: what the decision must tell the party of payment and remedies.
        who: the party, and as whom the provision punishes it.
    """
    told: Told[Reason] = result.shared("reasons")
    trace, known = _by_step(told), answers(e.plan, sections)
    written = section("facts", _facts(result, told, trace, e)) + _law(result, trace, _duty(e), known)
    if result.status is Status.UNDETERMINED:
        written += section("result", _open(result))
    else:
        written += _tier(result, trace, known)
        written += _circumstances(result, trace, known)
        written += section("result", _conclusion(result, trace, who))
    if result.departure is not None:
        written += section("departure", result.departure.text)
    if remedies and punished(result):
        written += kept_section(known, "remedies", tuple(remedies), lambda: "；".join(remedies))
    return Told(written)


def punished(result: Recommendation) -> bool:
    """Whether somebody gets a penalty."""
    own = result.penalty is not None and bool(result.penalty.fine or result.penalty.measures)
    return result.status is Status.DETERMINED and (own or bool(result.others))


def _by_step(told: Told[Reason]) -> Trace:
    found: Trace = {}
    for shared in told.shared():
        if shared.part.decided not in UNSAID:
            found.setdefault(shared.part.step, []).append(shared)
    return found


def _of(trace: Trace, *steps: str) -> list[Shared[Reason]]:
    return [shared for step in steps if step in trace for shared in trace[step]]


def _join(reasons: Iterable[Shared[Reason]]) -> str:
    return "；".join(dict.fromkeys([shared.part.text for shared in reasons]))


def _facts(result: Recommendation, told: Told[Reason], trace: Trace, e: Evaluation) -> str:
    """What was found: the facts that the rules read, those of the elements first, and everything else that is stated."""
    findings = [shared.part for shared in trace.get("finding", ())]
    found, absent = _names(findings, "found"), _names(findings, "absent")
    law: dict[str, None] = {}
    read: dict[int, FactUsed] = {}  # most are the same object wherever they are read
    for part in sorted([shared.part for shared in told.shared() if shared.part.facts], key=_rank):
        for fact in part.facts:
            read[id(fact)] = fact
            if part.step in FACTS_FIRST:
                law[fact.name] = None
    known = [fact for fact in read.values() if fact.origin in KNOWN and fact.value != "未查明"]
    idle = {fact.name for fact in known if fact.origin == "records" and fact.name not in law and _unfound(fact, absent)}
    names = {fact.name for fact in known if fact.origin == "stated"}
    known += [said(e, name) for name in stated(e) if name not in names]
    shown = listed([fact.text for fact in _once(known) if fact.name not in found and fact.name not in idle])
    start, end = e.case.start, e.case.end
    day = say_day(start) + (f"至{say_day(end)}" if start < end else "")
    happened = f"行为发生于{day}；经查明，{shown}" if shown else f"行为发生于{day}"
    return "；".join(
        [f"案由：{result.label}。{happened}", *[part.text for part in findings if part.decided == "found"]]
    )


def _names(findings: Sequence[Reason], decided: str) -> Collection[str]:
    return {fact.name for reason in findings if reason.decided == decided for fact in reason.facts} if findings else ()


def _rank(reason: Reason) -> int:
    return FACTS_FIRST.index(reason.step) if reason.step in FACTS_FIRST else len(FACTS_FIRST)


def _unfound(fact: FactUsed, told: Collection[str]) -> bool:
    """What a derived fact (初次违法) rests on, of which the records show nothing: the derived fact says it."""
    return fact.value.startswith("0") or (fact.value == "否" and fact.name not in told)


def _once(facts: list[FactUsed]) -> list[FactUsed]:
    """Facts, but for a derived one that comes to what is told of the fact it is derived from: 应当没收的违法所得, nothing refunded."""
    return [fact for number, fact in enumerate(facts) if fact.origin != "derived" or not _told(fact, facts[:number])]


def _told(fact: FactUsed, before: list[FactUsed]) -> bool:
    return any(fact.label.endswith(other.label) and fact.value == other.value for other in before)


def _duty(e: Evaluation) -> tuple[str, ...]:
    """The provisions that lay down the duty broken: by the facts that these ask for, if any."""
    values = e.bound.values
    asked = tuple([values[slot] for slot in _asked_by_duties(e.plan)])
    return recent(answers(e.plan, _duty), asked, lambda: e.plan.broken(values))


@per_plan
def _asked_by_duties(plan: Plan) -> tuple[int, ...]:
    return tuple(sorted({slot for rule in plan.duties for slot in f.slots(rule.guard)}))


def _law(result: Recommendation, trace: Trace, duty: tuple[str, ...], known: dict[Any, Any]) -> list[Shared[Section]]:
    """Which law of which day, the duty that was broken, the provision and its range; or which element fails."""
    elements = [shared for shared in trace.get("elements", ()) if shared.part.decided != "holds"]
    outside, broken = trace.get("scope", []), result.status in (Status.DETERMINED, Status.NO_RULE, Status.TIME_BARRED)
    versions, statute, law = (trace.get(step, []) for step in ("versions", "statute", "law"))

    def write() -> str:
        if outside:  # of an act that is none of this item nothing is broken or applied
            return "；".join(part for part in (_join(elements), _join(outside)) if part)
        breach = f"上述行为违反{cited(duty)}的规定" if duty and broken else ""
        parts = [_join(versions), breach, _join(elements), _join(statute)]
        said = [part.rstrip("。") for part in parts if part]
        applied = [cite for shared in law for cite in shared.part.cites if not any(cite in part for part in said)]
        # The provision itself; its benchmark, and doubts about the text, are the officer's.
        if applied and (broken or not said):
            said.append(f"适用{'、'.join(applied)}")
        return "；".join(said)

    return kept_section(known, "law", (broken, duty, *elements, *outside, *versions, *statute, *law), write)


def _tier(result: Recommendation, trace: Trace, known: dict[Any, Any]) -> list[Shared[Section]]:
    tiers = trace.get("tier", [])
    if not tiers:
        return []
    if tiers[0].part.decided == "open":
        reachable = "；".join(item.text for item in result.outcomes)
        return section("tier", f"{tiers[0].part.text}。各阶次的建议：{reachable}")

    def write() -> str:
        rejected = list(dict.fromkeys(f"“{item.label}”阶次{item.because}" for item in tiers[0].part.rejected))
        return _join(tiers) + (
            f"；{'，'.join(rejected)}，{'均' if len(rejected) > 1 else ''}与本案不符" if rejected else ""
        )

    return kept_section(known, "tier", tuple(tiers), write) if punished(result) else []


def _circumstances(result: Recommendation, trace: Trace, known: dict[Any, Any]) -> list[Shared[Section]]:
    """The circumstances, and what follows from them: where the amount is fixed, nothing does."""
    found = _of(trace, "bar", "exempt", "circumstance", "policy", "supplement")
    idle = "circumstance" in trace and "policy" not in trace and _fixed(result)
    if not found:
        return []
    return kept_section(
        known, "circumstances", (idle, *found), lambda: "；".join([_join(found), FIXED] if idle else [_join(found)])
    )


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
