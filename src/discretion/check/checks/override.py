"""override: a child's list entry replaces its parent's only when it says so."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, listed

SCOPE = "rulebook"
NAME = "覆盖上级条目"
SENTENCE = "下级清单的条目取代上级同名条目的，已经写明取代"
FORMULA = "∀e ∈ list(area): (∃p ∈ list(ancestor): id(p) = id(e)) ⇔ replaces(e)"


def run(whole: Whole) -> Iterator[Finding]:
    """Look for every entry's id in the lists above it."""
    found = []
    for ruleset in whole.current():
        above = {(item.kind, item.entry.id): newest.id
                 for newest in reversed(whole.newest(ruleset.area)) for item in listed(newest)}  # fmt: skip
        for item in listed(ruleset):
            name, owner = item.entry.id, above.get((item.kind, item.entry.id))
            if (owner is not None) == item.entry.replaces:
                continue
            message, remedy = (
                (f"条目 {name} 与 {owner} 的条目同名，会取代它", "写 replaces: true；不是要取代的，改用另一个标识")
                if owner is not None
                else (f"条目 {name} 写了 replaces，上级区域却没有这一条", "更正标识，或者删去 replaces")
            )
            found.append(fault("override", message, item.where("id"), item.name, area=ruleset.id, remedy=remedy))
    yield from found or [holds("override", "没有条目暗中取代上级的条目")]
