"""The verdict on every decision: within the band of the benchmark, or how it is not."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from discretion.audit.columns import OUTCOME
from discretion.audit.stages import as_number
from discretion.penalty import Force
from discretion.plan import Disposition, Status


class Judgement(StrEnum):
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
    Judgement.IN_BAND: "在裁量幅度内",
    Judgement.BELOW: "低于裁量幅度",
    Judgement.ABOVE: "高于裁量幅度",
    Judgement.WRONG_DISPOSITION: "处理方式与基准不符",
    Judgement.OUTSIDE_STATUTE: "超出法定幅度",
    Judgement.NOT_IN_FORCE: "引用的版本在当时无效",
    Judgement.FACTS_MISSING: "事实不足，不能核查",
    Judgement.NO_RULE: "没有可以对照的规则",
    Judgement.UNUSABLE: "数据无法使用",
}
DEPARTING = (Judgement.BELOW, Judgement.ABOVE, Judgement.WRONG_DISPOSITION)  # what a stated reason may justify
ADVERSE = (*DEPARTING, Judgement.OUTSIDE_STATUTE, Judgement.NOT_IN_FORCE)


def judged(table: Any) -> Any:
    """Add ``verdict``, ``departure`` and ``position`` to decided rows.

    Args:
        table: ``rows.KEEP`` and ``columns.OUTCOME``. A row with a fault loses its outcome: it rests on part of the facts.

    Returns:
        The table. ``departure`` is with_reason or without_reason where the decision departs from the benchmark;
        ``position`` is the place of a fine within its band, in whole per mille.
    """
    import ibis

    usable = table["fault"].isnull()
    table = table.mutate(**{name: usable.ifelse(table[name], ibis.null(table[name].type())) for name in OUTCOME})
    table = table.mutate(verdict=_verdict(table))
    in_band = table["verdict"] == Judgement.IN_BAND.value
    width = table["high"] - table["low"]
    placed = in_band & (table["fine"] > 0) & (width > 0)
    part = placed.ifelse((placed.ifelse(table["fine"], table["low"]) - table["low"]) * 1000, ibis.null("int64"))
    position = ((part - part % width) / width).cast("int64")  # a multiple of the width: nothing is left to round
    reasoned = table["reason"].notnull().ifelse("with_reason", "without_reason")
    departs = table["verdict"].isin([item.value for item in DEPARTING])
    return table.mutate(position=position, departure=departs.ifelse(reasoned, ibis.null("string")))


def _verdict(table: Any) -> Any:
    fine, fined = table["fine"], table["fine"] > 0
    low = table["low"] + as_number(~table["low_inclusive"])
    high = table["high"] - as_number(~table["high_inclusive"])
    offered, stated = table["offered"], table["stated"]
    exempt = table["disposition"] == Disposition.EXEMPT.value
    unpunished = table["status"].isin([Status.NOT_ESTABLISHED.value, Status.TIME_BARRED.value])
    free = unpunished | (exempt & (table["force"] == Force.SHALL.value))  # nothing may be imposed
    optional = (table["fine_force"] != Force.SHALL.value) | offered.contains(Disposition.EXEMPT.value) | exempt
    mitigated = (table["disposition"] == Disposition.MITIGATED.value) | offered.contains(Disposition.MITIGATED.value)
    unlike = (stated != table["disposition"]) & ~offered.contains(stated)
    beyond = (fine > table["statute_highest"]) | ((fine < table["statute_lowest"]) & ~mitigated)
    used = (" " + table["rulesets"] + " ").contains(" " + table["ruleset"] + " ")
    other = (table["law"] != table["used_law"]).fill_null(False) | (~used).fill_null(False)
    return _cases(
        (table["fault"].notnull(), Judgement.UNUSABLE),
        (table["status"] == Status.UNDETERMINED.value, Judgement.FACTS_MISSING),
        (table["status"] == Status.NO_RULE.value, Judgement.NO_RULE),
        (other, Judgement.NOT_IN_FORCE),
        (free & fined, Judgement.WRONG_DISPOSITION),
        (free, Judgement.IN_BAND),
        (~fined & (optional | table["low"].isnull() | (low <= 0)), Judgement.IN_BAND),
        (~fined | table["low"].isnull(), Judgement.WRONG_DISPOSITION),
        (beyond, Judgement.OUTSIDE_STATUTE),
        (unlike, Judgement.WRONG_DISPOSITION),
        (fine < low, Judgement.BELOW),
        (fine > high, Judgement.ABOVE),
    )


def _cases(*branches: tuple[Any, Judgement]) -> Any:
    """The first verdict whose condition holds; one that is open does not."""
    import ibis

    return ibis.cases(
        *((holds.fill_null(False), ibis.literal(item.value)) for holds, item in branches), else_=Judgement.IN_BAND.value
    )
