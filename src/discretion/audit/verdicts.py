"""The verdict on every decision: within the band of the benchmark, or how it is not."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from discretion.audit.stages import as_number
from discretion.engine.decide import Disposition, Status
from discretion.penalty import Force


class Verdict(StrEnum):
    """What is found about one decision."""

    IN_BAND = "in_band"
    BELOW = "below"
    ABOVE = "above"
    WRONG_DISPOSITION = "wrong_disposition"
    OUTSIDE_STATUTE = "outside_statute"
    NOT_IN_FORCE = "version_not_in_force"
    FACTS_MISSING = "facts_missing"
    NO_RULE = "no_rule"
    UNUSABLE = "unusable"


LABELS = {
    Verdict.IN_BAND: "在裁量幅度内",
    Verdict.BELOW: "低于裁量幅度",
    Verdict.ABOVE: "高于裁量幅度",
    Verdict.WRONG_DISPOSITION: "处理方式与基准不符",
    Verdict.OUTSIDE_STATUTE: "超出法定幅度",
    Verdict.NOT_IN_FORCE: "引用的版本在当时无效",
    Verdict.FACTS_MISSING: "事实不足，不能核查",
    Verdict.NO_RULE: "没有可以对照的规则",
    Verdict.UNUSABLE: "数据无法使用",
}
DEPARTING = (Verdict.BELOW, Verdict.ABOVE, Verdict.WRONG_DISPOSITION)  # what a stated reason may justify
ADVERSE = (*DEPARTING, Verdict.OUTSIDE_STATUTE, Verdict.NOT_IN_FORCE)


def judged(table: Any, used_law: Any) -> Any:
    """Add ``verdict``, ``departure`` and ``position`` to decided rows.

    Args:
        table: ``rows.KEEP`` and ``columns.OUTCOME``.
        used_law: the law version that applies, as text.

    Returns:
        The table. ``departure`` is with_reason or without_reason where the decision departs from the benchmark;
        ``position`` is the place of the fine in the band in per mille, where the band is one.
    """
    import ibis

    fine, fined = table["fine"], table["fine"] > 0
    low = table["low"] + as_number(~table["low_inclusive"])
    high = table["high"] - as_number(~table["high_inclusive"])
    determined = table["status"] == Status.DETERMINED.value
    exempt = table["disposition"] == Disposition.EXEMPT.value
    bound = exempt & (table["force"] == Force.SHALL.value)
    unpunished = table["status"].isin([Status.NOT_ESTABLISHED.value, Status.TIME_BARRED.value])
    offers_exemption = (table["offered"].contains(Disposition.EXEMPT.value) | exempt).fill_null(False)
    optional = (table["fine_force"] == Force.MAY.value).fill_null(False)
    mitigated = table["disposition"] == Disposition.MITIGATED.value
    other_law = table["law"].notnull() & (table["law"] != used_law)
    stated = table["stated"].notnull() & (table["stated"] != table["disposition"])
    unlike = (stated & ~table["offered"].contains(table["stated"])).fill_null(False)
    beyond = (fine > table["statute_highest"]) | ((fine < table["statute_lowest"]) & ~mitigated)
    verdict = _cases(
        ((table["status"] == Status.UNDETERMINED.value), Verdict.FACTS_MISSING),
        ((table["status"] == Status.NO_RULE.value), Verdict.NO_RULE),
        (other_law, Verdict.NOT_IN_FORCE),
        ((unpunished | bound) & fined, Verdict.WRONG_DISPOSITION),
        (unpunished | bound, Verdict.IN_BAND),
        (~fined & (optional | offers_exemption | table["low"].isnull() | (low <= 0)), Verdict.IN_BAND),
        (fined & table["low"].isnull(), Verdict.WRONG_DISPOSITION),
        (~fined, Verdict.WRONG_DISPOSITION),
        (beyond.fill_null(False), Verdict.OUTSIDE_STATUTE),
        (unlike, Verdict.WRONG_DISPOSITION),
        (fine < low, Verdict.BELOW),
        (fine > high, Verdict.ABOVE),
    )
    width = table["high"] - table["low"]
    placed = determined & fined & (width > 0)
    table = table.mutate(
        verdict=verdict, position=placed.ifelse((fine - table["low"]) * 1000.0 / width, ibis.null("float64"))
    )
    reasoned = (table["reason"].notnull() & (table["reason"].length() > 0)).ifelse("with_reason", "without_reason")
    departs = table["verdict"].isin([item.value for item in DEPARTING])
    return table.mutate(departure=departs.ifelse(reasoned, ibis.null("string")))


def _cases(*branches: tuple[Any, Verdict]) -> Any:
    import ibis

    return ibis.cases(*((holds, ibis.literal(item.value)) for holds, item in branches), else_=Verdict.IN_BAND.value)
