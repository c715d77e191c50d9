"""Witness cases: facts as case files, evaluated by both sides, and reproduced by ``recommend``."""

from __future__ import annotations

from collections.abc import Mapping

from discretion.case import Case
from discretion.check import PlainCase, case_file
from discretion.decide import PenaltyText, Recommendation
from discretion.diff.model import TRUE, Direction, Largest, Witness
from discretion.diff.point import PointResult, result_at
from discretion.diff.sides import Side
from discretion.diff.typical import Values, neutral_values
from discretion.documents import from_data, validate
from discretion.engine import recommend
from discretion.errors import CaseError, DiscretionError
from discretion.facts import FactType, Words, say
from discretion.penalty import Band, Force
from discretion.plan import Cause, Disposition, Plan, Status
from discretion.plan import formula as f
from discretion.words import STATUSES, disposition_text, penalty_text, subject_label


def witness(
    sides: tuple[Side, Side],
    plans: tuple[Plan, Plan],
    values: Values,
    direction: Direction,
    only: tuple[str, ...] = (),
    *,
    extreme: bool = False,
) -> Witness:
    """Write facts as a case of each side, and let ``recommend`` say what comes of it."""
    results = tuple(result_at(plan, values) for plan in plans)
    cases = tuple(_case(side, plan, plans, values) for side, plan in zip(sides, plans, strict=True))
    notes = [
        note
        for side, result, case in zip(sides, results, cases, strict=True)
        if (note := _reproduced(side, result, case)) is not None
    ]
    return Witness(
        facts={name: value for case in cases for name, value in case["facts"].items()},
        said=said(plans, values),
        cases=(cases[0], cases[1]),
        a=result_words(results[0]),
        b=result_words(results[1]),
        fines=(_interval(results[0]), _interval(results[1])),
        direction=direction,
        only=only,
        note="；".join(dict.fromkeys(notes)) or None,
        ranks=(results[0].rank, results[1].rank),
        ends=(_ends(results[0]), _ends(results[1])),
        extreme=extreme,
    )


def largest(plans: tuple[Plan, Plan], values: Values, end: str, *, extreme: bool) -> Largest:
    """The difference of one end at given facts."""
    results = [result_at(plan, values) for plan in plans]
    index = 0 if end == "low" else 1
    return Largest(
        end,
        results[1].ends[index] - results[0].ends[index],
        said(plans, values),
        (result_words(results[0]), result_words(results[1])),
        extreme,
    )


def said(plans: tuple[Plan, ...], values: Values) -> tuple[tuple[str, str], ...]:
    """The facts that matter, in words: those that are not neutral, and those the tiers or ranges read.

    That the elements hold goes without saying, where they are a plain yes or no.
    """
    plain = neutral_values(*plans)
    found: dict[str, str] = {}
    for plan in plans:
        graded = plan.stated(*plan.rules("ranges"), *plan.rules("tiers"))
        elements = plan.stated(*plan.elements) - graded  # facts that only these read
        tested = elements | graded
        for slot in plan.slots:
            if (
                slot.name in elements
                and slot.fact.type is FactType.BOOLEAN
                and f.holds(plan.established, _own(plan, values))
            ):
                continue
            if slot.name in tested or values[slot.name] != plain[slot.name]:
                clause, said = slot.fact.label, say(slot.fact, values[slot.name])
                if slot.fact.type is FactType.BOOLEAN:  # the clause says which: 没有造成后果
                    clause, said = Words(plan.vocabulary).boolean(slot.name, bool(values[slot.name])), TRUE
                found.setdefault(clause, said)
    return tuple(found.items())


def result_words(result: PointResult) -> str:
    """What a case leads to, in a clause: the party's result, and that of further subjects."""
    if result.choice is None:
        return {
            "exempt": "不予处罚",
            "may_exempt": "可以不予处罚；处罚的，不作罚款，责令改正",
            "not_established": STATUSES[Status.NOT_ESTABLISHED],
            "time_barred": STATUSES[Status.TIME_BARRED],
        }.get(result.gate.value, STATUSES[Status.NO_RULE])
    texts = []
    for name, (fine, force, measures) in (result.subjects or {}).items():
        text = penalty_text(fine, force, measures).text
        texts.append(f"对{subject_label(name)}{text}" if name else text)
    offered = "、".join(f"可以{disposition_text(item, Force.SHALL)}" for item in result.choice.offered)
    said = disposition_text(result.choice.disposition, Force.SHALL)
    if result.tier:  # 一般处罚 beside the tier 严重 would be misread as the tier 一般
        general = result.choice.disposition is Disposition.GENERAL
        said = f"{result.tier}阶次" if general else f"{said}（{result.tier}阶次）"
    return f"{said}：{'；'.join(texts)}" + (f"（{offered}）" if offered else "")


def _own(plan: Plan, values: Values) -> list[int]:
    return [values[slot.name] for slot in plan.slots]


def _case(side: Side, plan: Plan, plans: tuple[Plan, Plan], values: Values) -> PlainCase:
    case = case_file(plan, values, side.day, f"{plan.violation}（比较示例）")
    for other in plans:  # a case states the facts of both sides, as far as this side's vocabulary knows them
        foreign = case_file(other, values, side.day, "")
        for name, value in foreign["facts"].items():
            if name in plan.vocabulary and not plan.vocabulary[name].derived:
                case["facts"].setdefault(name, value)
        if other is not plan and "party_kind" not in plan.index and "party_kind" in other.index:
            case["party"] = foreign["party"]
        case["decided"] = max(case["decided"], foreign["decided"])
    return case


def _reproduced(side: Side, result: PointResult, case: Mapping[str, object]) -> str | None:
    """None when ``recommend`` agrees; otherwise why the case file gives something else."""
    try:
        model = validate(Case, from_data(dict(case), str(case["case"]), error=CaseError), error=CaseError)
        got = recommend(side.plans, model, area=side.name.area)
    except DiscretionError as error:
        return f"案件文件不能直接运行：{error}"
    if _agrees(got, result):
        return None
    if case["decided"] != case["occurred"]:
        return f"决定之日{case['decided']}的规定不同，recommend 另按从旧兼从轻处理"
    return "recommend 的结果与此处不同，请报告这一错误"


def _agrees(got: Recommendation, result: PointResult) -> bool:
    expected = {
        "exempt": Status.DETERMINED, "may_exempt": Status.DETERMINED, "penalty": Status.DETERMINED,
        "not_established": Status.NOT_ESTABLISHED, "time_barred": Status.TIME_BARRED,
    }.get(result.gate.value, Status.NO_RULE)  # fmt: skip
    outside = got.status is Status.NO_RULE and got.cause is Cause.NOT_ENCODED  # outside the item: as not established
    if (Status.NOT_ESTABLISHED if outside else got.status) is not expected:
        return False
    if result.choice is None:
        return got.penalty is None
    if got.penalty is None or got.disposition is not result.choice.disposition:
        return False
    subjects = {name: _imposed(penalty_text(*parts)) for name, parts in (result.subjects or {}).items()}
    others = {other.subject: _imposed(other.penalty) for other in got.others}
    return {"": _imposed(got.penalty), **others} == subjects


def _imposed(penalty: PenaltyText) -> tuple[object, ...]:
    """What is imposed; how much is confiscated follows from the case's own fact, and only a decision says it."""
    return penalty.fine, *((item.kind, item.item, item.force) for item in penalty.measures)


def _interval(result: PointResult) -> str | None:
    fine = _fine(result)
    return None if fine is None else fine.interval


def _ends(result: PointResult) -> tuple[int, int] | None:
    return None if _fine(result) is None else result.ends


def _fine(result: PointResult) -> Band | None:
    fine: Band | None = (result.subjects or {}).get("", (None,))[0]
    return fine
