"""Pieces of legal Chinese that several parts of a recommendation share."""

from __future__ import annotations

from collections.abc import Iterable

from discretion.decide import Disposition, FineBand, MeasureText, PenaltyText, Status, build
from discretion.penalty import Band, Force, Measure, yuan
from discretion.plan import Rule

DISPOSITIONS = {
    Disposition.EXEMPT: "不予处罚",
    Disposition.MITIGATED: "减轻处罚",
    Disposition.LIGHTER: "从轻处罚",
    Disposition.GENERAL: "一般处罚",
    Disposition.HEAVIER: "从重处罚",
}
STATUSES = {
    Status.DETERMINED: "已确定",
    Status.UNDETERMINED: "事实不足，尚不能确定",
    Status.NOT_ESTABLISHED: "违法行为不成立",
    Status.TIME_BARRED: "已过追责时效，不再给予行政处罚",
    Status.NO_RULE: "没有可以适用的规则",
}
SUBJECTS = {
    "responsible_person": "直接负责的主管人员和其他直接责任人员",
    "responsible_persons": "直接负责的主管人员和其他直接责任人员",
    "captain": "船长",
    "responsible_crew": "责任船员",
    "crew": "船员",
    "driver": "驾驶人",
    "employer": "聘用单位",
}


def disposition_text(disposition: Disposition | None, force: Force | None) -> str:
    """不予处罚 and 可以不予处罚 are never written alike."""
    if disposition is None:
        return ""
    if disposition is Disposition.EXEMPT and force is Force.MAY:
        return "可以不予处罚"
    return DISPOSITIONS[disposition]


def name_result(disposition: Disposition, force: Force | None, tier: str | None) -> str:
    """A result's name. Tiers are named as tiers: “严重”阶次，从轻处罚 has two scales, never 从轻处罚（严重）."""
    words = disposition_text(disposition, force)
    if tier is None or disposition is Disposition.EXEMPT:
        return words
    return f"“{tier}”阶次" + ("" if disposition is Disposition.GENERAL else f"，{words}")


def penalty_text(fine: Band | None, force: Force, measures: Iterable[Measure]) -> PenaltyText:
    """A penalty in fields, which word themselves."""
    return penalty_of(fine, force, measure_texts(measures))


def penalty_of(fine: Band | None, force: Force, measures: list[MeasureText]) -> PenaltyText:
    """The same, where the measures are at hand."""
    band = None
    if fine is not None:
        low, high, low_inclusive, high_inclusive = fine
        fields = {
            "low": yuan(low),
            "high": yuan(high),
            "low_inclusive": low_inclusive,
            "high_inclusive": high_inclusive,
            "force": force,
        }
        band = build(FineBand, fields)
    return build(PenaltyText, {"fine": band, "measures": measures})


def measure_texts(measures: Iterable[Measure]) -> list[MeasureText]:
    """The measures besides the fine."""
    return [
        MeasureText.model_construct(kind=item.kind.value, item=item.item, force=item.force, text=str(item))
        for item in measures
    ]


def basis(rule: Rule) -> str:
    """What a rule rests on. A proposal never reads like law: it says whose it is, and only then what it draws on."""
    cites = "、".join(rule.cites)
    if rule.source is None or rule.source.kind == "statute":
        return f"依照{cites or '裁量基准'}"
    if rule.source.kind == "published":
        return f"依照{rule.source.document}{rule.source.article or ''}" + (f"，参照{cites}的原则" if cites else "")
    return "按本库建议" + (f"（参照{cites}的原则）" if cites else "")


def subject_label(subject: str) -> str:
    """The Chinese name of a further subject."""
    return SUBJECTS.get(subject, subject)
