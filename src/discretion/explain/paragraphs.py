"""The 说理 paragraph: facts found → article → tier and why not its neighbours → circumstances → band → notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discretion.decide import Status
from discretion.words import STATUSES, disposition_text

if TYPE_CHECKING:
    from discretion.decide import Reason, Recommendation

SHOWN = 3
SHOWN_OUTCOMES = 10
STEPS = {"hearing": "告知听证权利", "legal_review": "法制审核", "collective": "集体讨论"}


def explain(result: Recommendation, notices: list[str]) -> str:
    """Write the paragraphs of one recommendation.

    Args:
        result: the recommendation.
        notices: what the decision must tell the party, from the authority's data.
    """
    paragraphs = [_found(result), _law(result)]
    if result.status is Status.UNDETERMINED:
        paragraphs += _undetermined(result)
    else:
        paragraphs += [_tier(result), _circumstances(result), _conclusion(result), _alternatives(result)]
    if result.departure is not None:
        paragraphs.append(f"【逸脱】{result.departure.text}。")
    paragraphs += [
        _nearest(result),
        _procedure(result),
        f"【告知】{'；'.join(notices)}。" if notices else "",
        _notes(result),
    ]
    return "\n".join(paragraph for paragraph in paragraphs if paragraph)


def _of(result: Recommendation, *steps: str) -> list[Reason]:
    return [reason for reason in result.reasons if reason.step in steps]


def _sentence(prefix: str, reasons: list[Reason]) -> str:
    return f"{prefix}{'；'.join(reason.text for reason in reasons)}。" if reasons else ""


def _found(result: Recommendation) -> str:
    used = {fact.name: fact for reason in result.reasons for fact in reason.facts}
    known = [fact for fact in used.values() if fact.origin in ("stated", "records", "default", "derived")]
    listed = "、".join(f"{fact.label}：{fact.value}" for fact in known if fact.value != "未查明")
    found = f"查明：{listed}。" if listed else ""
    return f"【事实】案由：{result.label}。{found}" + _sentence("", _of(result, "finding", "elements", "scope"))


def _law(result: Recommendation) -> str:
    return _sentence("【依据】", _of(result, "versions", "law", "statute"))


def _tier(result: Recommendation) -> str:
    tiers = _of(result, "tier")
    if not tiers:
        return ""
    rejected = [f"未适用“{item.label}”，因{item.because}" for item in tiers[0].rejected]
    why = f"{'；'.join(dict.fromkeys(rejected))}。" if rejected else ""
    return _sentence("【阶次】", tiers) + why


def _circumstances(result: Recommendation) -> str:
    return _sentence("【情节】", _of(result, "bar", "exempt", "circumstance", "policy", "supplement", "concurrence"))


def _conclusion(result: Recommendation) -> str:
    if result.status is not Status.DETERMINED:
        return f"【结论】{STATUSES[result.status]}。"
    orders = "；" + "、".join(result.orders) if result.orders else ""
    text = disposition_text(result.disposition, result.force)
    penalty = f"：{result.penalty.text}" if result.penalty and (result.penalty.fine or result.penalty.measures) else ""
    others = "".join(f"；对{other.label}，{other.penalty.text}" for other in result.others)
    return f"【结论】建议{text}{penalty}{others}{orders}。"


def _alternatives(result: Recommendation) -> str:
    return "".join(f"【备选】{item.text}。" for item in result.alternatives)


def _undetermined(result: Recommendation) -> list[str]:
    listed = [f"（{number}）{item.text}" for number, item in enumerate(result.outcomes[:SHOWN_OUTCOMES], 1)]
    more = len(result.outcomes) - len(listed)
    outcomes = "；".join([*listed, f"另有{more}种"] if more > 0 else listed)
    found = [f"【结论】{STATUSES[result.status]}。可能的结果：{outcomes}。"]
    if result.missing:
        facts = "、".join(f"{number}. {item.label}" for number, item in enumerate(result.missing, 1))
        found.append(f"【待查明】依次查明：{facts}。事实不清的，不得给予行政处罚。")
    return found


def _nearest(result: Recommendation) -> str:
    if not result.nearest:
        return ""
    return f"【临界】{'；'.join(item.text for item in result.nearest[:SHOWN])}。"


def _procedure(result: Recommendation) -> str:
    sure = [flag.text for flag in result.procedure if flag.applies or flag.flag == "deadline"]
    open_steps = [STEPS[flag.flag] for flag in result.procedure if flag.applies is None and flag.flag in STEPS]
    if open_steps:
        sure.append(f"是否需要{'、'.join(open_steps)}，按本机关公布的标准判断")
    return f"【程序】{'；'.join(sure)}。" if sure else ""


def _notes(result: Recommendation) -> str:
    return f"【说明】{'；'.join(result.notes)}。" if result.notes else ""
