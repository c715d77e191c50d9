"""Like cases unlike: how far decisions of the same signature lie apart, and how units use the band.

The same signature means the same rules hold and the same band follows. Robust outliers *need explanation*; they are not
errors. Nothing is ranked, least of all by money; every number comes with the number of cases behind it. Places in a
band are whole per mille, so that quantiles are quarters of integers and the same on every backend.
"""

from __future__ import annotations

from typing import Any

from discretion.audit.stages import as_number
from discretion.audit.verdicts import Judgement
from discretion.decisions import LEAST
from discretion.plan import Disposition

COMPARED = 20  # decisions a signature needs before one of them can stand out
FAR = 51_891  # times the MAD, in ten thousandths: 3.5 robust z-scores, each 1.4826 MAD
FLAT = 50  # per mille of the band: what counts as far where most decisions are the same
SPREAD = {"quarter": 0.25, "median": 0.5, "three_quarters": 0.75}


def signatures(findings: Any) -> Any:
    """Per signature: number of decisions, median and spread of their place in the band (per mille)."""
    placed = findings.filter(findings["position"].notnull())
    medians = placed.group_by("signature").aggregate(median=placed["position"].quantile(0.5))
    medians = medians.rename(of="signature")
    apart = placed.join(medians, placed["signature"] == medians["of"])
    apart = apart.mutate(distance=(apart["position"] - apart["median"]).abs())
    same = {name: apart[name].min() for name in ("violation", "area", "tier", "disposition", "low", "high", "median")}
    quarters = {name: apart["position"].quantile(SPREAD[name]) for name in ("quarter", "three_quarters")}
    mad = apart["distance"].quantile(0.5)
    return apart.group_by("signature").aggregate(**same, n=apart.count(), mad=mad, **quarters)


def outliers(findings: Any, found: Any) -> Any:
    """The decisions that need explanation (需要说明): far from the median of their signature, by a robust measure."""
    enough = found.filter(found["n"] >= COMPARED).select("n", "median", "mad", of="signature")
    placed = findings.filter(findings["position"].notnull())
    joined = placed.join(enough, placed["signature"] == enough["of"])
    distance = (joined["position"] - joined["median"]).abs()
    far = (distance * 10_000 > joined["mad"] * FAR) & (distance > FLAT)
    return joined.filter(far).select("finding", "row", "id", "unit", "signature", "position", "n", "median", "mad")


def units(findings: Any) -> Any:
    """Per unit and violation; small cells suppressed."""
    return practice(findings, "unit", "violation")


def practice(findings: Any, *by: str) -> Any:
    """How many decisions, in which ways; lenient outcomes included; cells of fewer than ``LEAST`` suppressed."""

    def number(holds: Any) -> Any:
        return as_number(holds.fill_null(False)).sum()

    verdicts = {item.value: number(findings["verdict"] == item.value) for item in Judgement}
    mix = {f"benchmark_{item.value}": number(findings["disposition"] == item.value) for item in Disposition}
    grouped = findings.group_by(list(by)).aggregate(
        n=findings.count(),
        **verdicts,
        with_reason=number(findings["departure"] == "with_reason"),
        unpunished=number((findings["fine"] == 0) & (findings["verdict"] != Judgement.UNUSABLE.value)),
        **mix,
        placed=findings["position"].count(),
        **{name: findings["position"].quantile(share) for name, share in SPREAD.items()},
    )
    return grouped.filter(grouped["n"] >= LEAST).order_by(*by)


def suppressed(findings: Any) -> Any:
    """How many cells of ``units``, with how many decisions, are not shown."""
    cells = findings.group_by(["unit", "violation"]).aggregate(n=findings.count())
    small = cells.filter(cells["n"] < LEAST)
    return small.aggregate(cells=small.count(), decisions=small["n"].sum().fill_null(0))
