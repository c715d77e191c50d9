"""What a golden case expects, in the words of its result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discretion.facts import fen
from discretion.penalty import Band, Force, Kind, Measure
from discretion.plan import Disposition, Status
from discretion.testing import Golden
from discretion.words import STATUSES, name_result


def say_expected(golden: Golden, tiers: Mapping[str, str]) -> str:
    """Only what the case file states: “严重”阶次，处4000元以上9000元以下罚款，没有其他处罚.

    Args:
        golden: the case.
        tiers: labels of the tiers by their codes.
    """
    return "，".join(_said(golden, tiers))


def _said(golden: Golden, tiers: Mapping[str, str]) -> Iterator[str]:
    expect = golden.case.expect
    stated = expect.model_fields_set
    tier = tiers.get(expect.tier, expect.tier) if expect.tier is not None else None
    if expect.disposition is not None:
        yield name_result(Disposition(expect.disposition), Force(expect.force) if expect.force else None, tier)
    elif tier is not None:
        yield f"“{tier}”阶次"
    elif expect.status is not None and expect.status != Status.DETERMINED:
        yield STATUSES[Status(expect.status)]
    if "fine" in stated:
        interval = golden.fine
        if interval is None:
            yield "没有罚款"
        else:
            low, low_inclusive, high, high_inclusive = interval
            yield f"处{Band(fen(low), fen(high), low_inclusive, high_inclusive)}罚款"
    if expect.measures is not None:
        yield "、".join(map(_measure, expect.measures)) or "没有其他处罚"
    if expect.orders is not None:
        yield "、".join(expect.orders) or "没有责令事项"
    if stated & {"others", "alternatives", "missing", "reasons"}:
        yield "并列明其他当事人、可以选择的处理、待查明的事实或者理由"


def _measure(code: str) -> str:
    kind, _, item = code.partition(".")
    return str(Measure(Kind(kind), item=item or None))
