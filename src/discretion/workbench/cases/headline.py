"""A result in one line each: what it is, what it comes to. Works on a recommendation and on one kept as JSON alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from discretion.decide import Recommendation
from discretion.penalty import Force
from discretion.plan import Disposition, Status
from discretion.words import STATUSES, name_result

Result = Recommendation | Mapping[str, Any]
TONES = {Status.DETERMINED: "good", Status.UNDETERMINED: "warning", Status.NO_RULE: "warning"}


@dataclass(frozen=True, slots=True)
class Headline:
    """``name``: the disposition, or the status; ``penalty``: the penalty in words; ``tone``: a word for the style."""

    name: str
    penalty: str
    tone: str


def headline(result: Result) -> Headline:
    """The first line of a result."""
    data = result if isinstance(result, Mapping) else vars(result)
    status = Status(data["status"])
    tone = TONES.get(status, "")
    if data["disposition"] is None:
        return Headline(STATUSES[status], "", tone)
    force = None if data["force"] is None else Force(data["force"])
    name = name_result(Disposition(data["disposition"]), force, data["tier_label"])
    penalty = data["penalty"]
    if penalty is None:
        return Headline(name, "", tone)
    return Headline(name, penalty["text"] if isinstance(penalty, Mapping) else penalty.text, tone)
