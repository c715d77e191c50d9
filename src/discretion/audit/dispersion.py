"""Like cases unlike: how far decisions of the same signature lie apart, and how units use the band.

The same signature means the same rules hold and the same band follows. Robust outliers *need explanation*; they are not
errors. Nothing is ranked, least of all by money; every number comes with the number of cases behind it.
"""

from __future__ import annotations

from typing import Any

from discretion.audit.stages import as_number
from discretion.audit.verdicts import Verdict

LEAST = 10  # cells with fewer decisions are suppressed: they describe persons, not practice
COMPARED = 20  # decisions a signature needs before one of them can stand out
FAR = 3.5  # robust z-score (median and MAD) beyond which a decision needs explanation
NORMAL = 1.4826  # MAD times this is a standard deviation for normal data
FLAT = 50.0  # per mille of the band: what counts as far where most decisions are the same


def signatures(findings: Any) -> Any:
    """Per signature: number of decisions, median and spread of their place in the band (per mille)."""
    placed = findings.filter(findings["position"].notnull())
    medians = placed.group_by("signature").aggregate(median=placed["position"].quantile(0.5))
    joined = placed.join(medians, placed["signature"] == medians["signature"]).select(
        "row", "signature", "violation", "area", "tier", "disposition", "low", "high", "position", "median"
    )
    apart = joined.mutate(distance=(joined["position"] - joined["median"]).abs())
    return apart.group_by("signature").aggregate(
        violation=apart["violation"].min(),
        area=apart["area"].min(),
        tier=apart["tier"].min(),
        disposition=apart["disposition"].min(),
        low=apart["low"].min(),
        high=apart["high"].min(),
        n=apart.count(),
        median=apart["median"].min(),
        mad=apart["distance"].quantile(0.5),
        quarter=apart["position"].quantile(0.25),
        three_quarters=apart["position"].quantile(0.75),
    )


def outliers(findings: Any, found: Any) -> Any:
    """The decisions that need explanation (需要说明): far from the median of their signature, by a robust measure."""
    import ibis

    enough = found.filter(found["n"] >= COMPARED).select("signature", "n", "median", "mad")
    placed = findings.filter(findings["position"].notnull() & (findings["verdict"] == Verdict.IN_BAND.value))
    joined = placed.join(enough, "signature").select("row", "id", "unit", "signature", "position", "n", "median", "mad")
    far = ibis.greatest(joined["mad"] * NORMAL * FAR, ibis.literal(FLAT))
    return joined.filter((joined["position"] - joined["median"]).abs() > far)


def units(findings: Any) -> Any:
    """Per unit and violation: how many, in which ways; lenient outcomes included; small cells suppressed."""

    def share(verdict: Verdict) -> Any:
        return as_number(findings["verdict"] == verdict.value).sum()

    grouped = findings.group_by(["unit", "violation"]).aggregate(
        n=findings.count(),
        in_band=share(Verdict.IN_BAND),
        below=share(Verdict.BELOW),
        above=share(Verdict.ABOVE),
        wrong_disposition=share(Verdict.WRONG_DISPOSITION),
        outside_statute=share(Verdict.OUTSIDE_STATUTE),
        unpunished=as_number(findings["fine"] == 0).sum(),
        mitigated=as_number((findings["disposition"] == "mitigated").fill_null(False)).sum(),
        placed=findings["position"].count(),
        median=findings["position"].quantile(0.5),
        quarter=findings["position"].quantile(0.25),
        three_quarters=findings["position"].quantile(0.75),
    )
    return grouped.filter(grouped["n"] >= LEAST).order_by("unit", "violation")


def suppressed(findings: Any) -> Any:
    """How many cells of ``units``, with how many decisions, are not shown."""
    cells = findings.group_by(["unit", "violation"]).aggregate(n=findings.count())
    small = cells.filter(cells["n"] < LEAST)
    return small.aggregate(cells=small.count(), decisions=small["n"].sum().fill_null(0))
