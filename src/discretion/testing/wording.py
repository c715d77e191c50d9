"""What no text of a result may contain, whatever the case: properties of the words, for tests and the campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from discretion.decide import Recommendation
from discretion.plan import Disposition, Status

NEVER = {
    "a boolean said as a value": re.compile(r"为[是否](?=[，。；、（）：]|$)"),
    "a sentence without its subject": re.compile(r"本案，|（）|“”|[】；。：]属于“"),
    "a doubled mark": re.compile(r"[，。；、：]{2}|[，；、：][）”]|（[，。；、]"),
    "a doubled denial": re.compile(r"没有没有|未未|没有未|没有不|没有拒不|没有逾期"),
    "a law named twice in a row": re.compile(r"《([^《》]+)》[^《》；，。（）]*、《\1》"),
    "an English word or id": re.compile(r"[A-Za-z_]{2,}|@"),
    "a date as in data": re.compile(r"\d{4}-\d\d-\d\d"),
    "two notations in one band": re.compile(
        r"(?<![\d万.])\d+元(?:以上|、)(?:不足)?\d+万元|\d万元(?:以上|、)(?:不足)?\d+元"
    ),
}
IN_DECISIONS = {
    "officer's words in a decision": re.compile(r"裁量基准为|适用前应当核对|规则库维护者|【临界】|【推定】")
}
DECIMAL_YUAN = re.compile(r"\d+\.\d+元")


def faults(result: Recommendation) -> Iterator[str]:
    """What is wrong with the words of a result: each fault with the text around it."""
    yield from faults_of(result.explain(), NEVER | IN_DECISIONS)
    yield from faults_of(result.hints(), NEVER)
    if result.disposition is Disposition.EXEMPT and any(item.name == "remedies" for item in result.sections):
        yield "payment and remedies without a penalty"
    if result.status is Status.DETERMINED:
        yield from _amounts(result)
        if "未查明" in result.explain() and result.tier != "open":
            yield f"an unknown fact in a decision: {result.explain()}"
    for reason in result.reasons:
        if reason.source == "proposed" and "应当" in reason.text.replace("应当从轻或者减轻", ""):
            yield f"a proposal that commands: {reason.text}"
    yield from _grounds(result)


def faults_of(text: str, never: Mapping[str, re.Pattern[str]]) -> Iterator[str]:
    """Which of these are in a text, each with what stands around it."""
    for name, pattern in never.items():
        for match in pattern.finditer(text):
            yield f"{name}: …{text[max(match.start() - 20, 0) : match.end() + 20]}…"


def _grounds(result: Recommendation) -> Iterator[str]:
    """Nothing stated is lost; no penalty is denied without a rule that says so."""
    case = result.receipt.case
    told = {(item.kind, item.name) for item in result.account}
    stated = [("fact", name) for name in case.get("facts", {})]
    stated += [("record", record["kind"]) for record in case.get("records", ())]
    for item in stated:
        if item not in told:
            yield f"what is stated is outside the account: {item[1]}"
    steps = {(reason.step, reason.decided) for reason in result.reasons}
    if result.status is Status.NOT_ESTABLISHED and ("elements", "fails") not in steps:
        yield "not established, and no element fails"
    exempt = result.disposition is Disposition.EXEMPT
    if exempt and not any(reason.step == "exempt" and reason.cites for reason in result.reasons):
        yield "exempt, and no rule says so"
    if result.status is Status.NOT_PROHIBITED and not any(reason.step == "versions" for reason in result.reasons):
        yield "not prohibited, and no law says so"


def _amounts(result: Recommendation) -> Iterator[str]:
    penalties = [result.penalty, *(other.penalty for other in result.others)]
    penalties += [item.penalty for item in result.alternatives]
    for penalty in penalties:
        if penalty is not None and penalty.fine is not None and DECIMAL_YUAN.search(penalty.fine.text):
            yield f"a fine with 角 and 分: {penalty.fine.text}"
    fine = result.penalty.fine if result.penalty is not None else None
    steps = [step for step in result.computation if not step.subject]
    if (
        steps
        and not result.parts
        and fine is not None
        and steps[-1].amount not in fine.text
        and "不作罚款" not in fine.text
    ):
        yield f"a computation that ends elsewhere: {steps[-1].text} ({steps[-1].amount}), {fine.text}"
