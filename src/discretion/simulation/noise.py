"""How officers decide in a simulation: the declared noise, and the faults that are put in and written down."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from discretion.facts import Strict

FAULTS = (
    "above", "below", "outside_statute", "wrong_disposition", "version_not_in_force", "facts_missing", "unusable",
)  # fmt: skip
DEPARTING = ("above", "below", "wrong_disposition")


class Noise(Strict):
    """The noise model. Shares are of all decisions; places are shares of the band (0 its low end, 1 its high end).

    Attributes:
        centre: where in the band the officers aim on average.
        region: standard deviation of the regions' own centres around ``centre``.
        drift: standard deviation of the units' own centres around their region's.
        spread: standard deviation of one officer's choice.
        leniency: share of the fines that need not be imposed, and are not.
        units: how many units in each region.
        reasons: share of the departing decisions that give a reason.
        faults: share of decisions that get each fault, where their case has room for it.
    """

    centre: float = Field(0.4, ge=0, le=1)
    region: float = Field(0.05, ge=0, le=1)
    drift: float = Field(0.1, ge=0, le=1)
    spread: float = Field(0.15, ge=0, le=1)
    leniency: float = Field(0.2, ge=0, le=1)
    units: int = Field(20, ge=1, le=1000)
    reasons: float = Field(0.3, ge=0, le=1)
    faults: dict[str, float] = dict.fromkeys(FAULTS, 0.005)

    def habits(self, rng: Any, regions: int) -> Any:
        """Where each unit aims: a row per region."""
        import numpy as np

        centres = rng.normal(self.centre, self.region, (regions, 1))
        return np.clip(rng.normal(centres, self.drift, (regions, self.units)), 0, 1)

    def draw_faults(self, rng: Any, size: int) -> Any:
        """The number of each decision's fault in ``FAULTS``; ``len(FAULTS)`` for none."""
        import numpy as np

        shares = [self.faults.get(name, 0.0) for name in FAULTS]
        return np.searchsorted(np.cumsum(shares), rng.random(size), side="right")


def put_in(rng: Any, fault: Any, fine: Any, case: Any) -> tuple[Any, Any]:
    """Put faults in where the cases have room for them.

    Args:
        rng: chance.
        fault: the wanted fault of each decision.
        fine: the faultless fines in 分.
        case: per decision ``low``, ``high``, ``law_low``, ``law_high``, ``fined``, ``free`` (may stay unfined), ``blank``.

    Returns:
        The fines, and the faults that really happened.
    """
    import numpy as np

    number = {name: position for position, name in enumerate(FAULTS)}
    fined, least = case["fined"], np.maximum(case["law_low"], 1)
    above = (fault == number["above"]) & fined & (case["high"] < case["law_high"])
    below = (fault == number["below"]) & fined & (case["low"] > least)
    outside = (fault == number["outside_statute"]) & fined
    wrong = (fault == number["wrong_disposition"]) & (~fined | (~case["free"] & (case["low"] > 0)))
    step = rng.random(len(fine))
    fine = np.where(above, case["high"] + 1 + _part(case["law_high"] - case["high"] - 1, step), fine)
    fine = np.where(below, least + _part(case["low"] - 1 - least, step), fine)
    fine = np.where(outside, case["law_high"] + 1 + _part(case["law_high"], step), fine)
    fine = np.where(wrong, np.where(fined, 0, 50_000), fine)
    missing = (fault == number["facts_missing"]) & (case["blank"] >= 0)
    always = np.isin(fault, [number["unusable"], number["version_not_in_force"]])
    return fine, np.where(above | below | outside | wrong | missing | always, fault, len(FAULTS))


def _part(whole: Any, share: Any) -> Any:
    import numpy as np

    return np.floor(whole * share).astype(np.int64)
