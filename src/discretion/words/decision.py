"""Pieces of legal Chinese that several parts of a recommendation share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from discretion.decide import FineBand, MeasureText, PenaltyText, Recommendation, build
from discretion.facts import yuan
from discretion.penalty import Band, Force, Measure
from discretion.plan import Disposition, Plan, Rule, Status
from discretion.rulebook import USUAL

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
    Status.NOT_PROHIBITED: "法律、法规、规章不予处罚",
    Status.TIME_BARRED: "已过追责时效，不再给予行政处罚",
    Status.NO_RULE: "没有可以适用的规则",
}
NO_INFERENCE = "规则库没有收入的规定不等于没有规定，不得据此认为不予处罚；应当查明并适用当时、当地有效的规定"


NOT_ONE = "罚款计算所得不足1元，不作罚款"
FIXED = "法定数额固定，不适用从轻、从重"
SAME_ACT = "《行政处罚法》第二十九条"


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


def say_result(result: Recommendation) -> str:
    """What a case comes to, in a line: “严重”阶次：处3000元以上10000元以下罚款."""
    if result.disposition is None:
        return STATUSES[result.status]
    name = name_result(result.disposition, result.force, result.tier_label)
    penalty = result.penalty.text if result.penalty and (result.penalty.fine or result.penalty.measures) else ""
    return f"{name}：{penalty}" if penalty else name


def penalty_text(fine: Band | None, force: Force, measures: Iterable[Measure]) -> PenaltyText:
    """A penalty in fields, which word themselves."""
    return penalty_of(fine, force, measure_texts(measures))


def penalty_of(fine: Band | None, force: Force, measures: list[MeasureText]) -> PenaltyText:
    """The same, where the measures are at hand."""
    return build(PenaltyText, {"fine": None if fine is None else _fine(fine, force), "measures": measures})


@lru_cache(1024)
def _fine(band: Band, force: Force) -> FineBand:
    low, high, low_inclusive, high_inclusive = band
    said = f"{'可以' if force.free else ''}处{band}罚款" if high else NOT_ONE
    fields = {
        "low": yuan(low),
        "high": yuan(high),
        "low_inclusive": low_inclusive,
        "high_inclusive": high_inclusive,
        "force": force,
        "text": said,
    }
    return build(FineBand, fields)


def measure_texts(measures: Iterable[Measure]) -> list[MeasureText]:
    """The measures besides the fine."""
    return [_measure(item, item.words, item.by) for item in measures]


@lru_cache(1024)  # measures are the same however the law words them, and whoever imposes them
def _measure(item: Measure, _words: str | None, by: str | None) -> MeasureText:
    return MeasureText.model_construct(
        kind=item.kind.value, item=item.item, force=item.force, text=str(item), amount=None, by=by
    )


def cited(cites: Iterable[str]) -> str:
    """Articles in a row: an article beside its own paragraph says nothing more, and a law is named once.

    >>> cited(["《甲》第二条", "《甲》第二条第一款", "《甲》第三条", "《乙》第三条"])
    '《甲》第二条第一款、第三条、《乙》第三条'
    >>> cited(["《甲》第三十三条第二款", "《甲》第三十三条第三款"])
    '《甲》第三十三条第二款、第三款'
    """
    said, last, every = [], ("", ""), list(dict.fromkeys(cites))
    for cite in every:
        if any(other.startswith((f"{cite}第", f"{cite}（")) for other in every):
            continue
        law, mark, place = cite.rpartition("》")
        article, of, paragraph = place.partition("条")
        shown = cite
        if mark and law == last[0]:
            shown = paragraph if article == last[1] and paragraph.startswith("第") else place
        said.append(shown)
        last = (law, article) if mark and of else ("", "")
    return "、".join(said)


def listed(clauses: Iterable[str]) -> str:
    """Clauses in a row, apart by what none of them has inside.

    >>> listed(["占用公路", "面积12平方米"]), listed(["施工单位的主要负责人、项目负责人", "没有危害后果"])
    ('占用公路、面积12平方米', '施工单位的主要负责人、项目负责人，没有危害后果')
    """
    found = list(dict.fromkeys(clauses))
    text = "".join(found)
    return ("；" if "，" in text else "，" if "、" in text else "、").join(found)


def basis(rule: Rule) -> str:
    """What a rule rests on. A proposal never reads like law: it says whose it is, and only then what it draws on."""
    cites = cited(rule.cites)
    if rule.source is None or rule.source.kind == "statute":
        return f"依照{cites or '裁量基准'}"
    if rule.source.kind == "published":
        return f"依照{rule.source.document}{rule.source.article or ''}" + (f"，参照{cites}的原则" if cites else "")
    return "按裁量基准建议稿" + (f"（参照{cites}的原则）" if cites else "")


def bases(rules: Iterable[Rule]) -> str:
    """What several rules rest on: the articles of statutes in one row, then every instrument and proposal for itself."""
    rules = list(rules)
    law = [rule for rule in rules if (rule.source is None or rule.source.kind == "statute") and rule.cites]
    own = [f"依照{cited(cite for rule in law for cite in rule.cites)}"] if law else []
    return "；".join(dict.fromkeys([*own, *(basis(rule) for rule in rules if rule not in law)]))


def subject_label(subject: str, plan: Plan | None = None) -> str:
    """The Chinese name of an addressee: as the provision calls him, or as most laws do."""
    known = USUAL if plan is None else {**USUAL, **plan.addressees}
    return known[subject].label if subject in known else subject
