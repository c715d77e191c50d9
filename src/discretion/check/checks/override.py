"""override: a child's list entry replaces its parent's only when it says so."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.rulebook import ListKind

SCOPE = "rulebook"
NAME = "覆盖上级条目"
SENTENCE = "下级清单的条目取代上级同名条目的，已经写明取代"
FORMULA = "∀e ∈ list(area): (∃p ∈ list(ancestor): id(p) = id(e)) ⇔ replaces(e)"


def run(whole: Whole) -> Iterator[Finding]:
    """Look for every entry's id in the lists above it."""
    found = []
    for ruleset in whole.current():
        for kind, file in ruleset.lists.items():
            above = _above(whole, ruleset.header.model.extends, kind)
            for number, entry in enumerate(file.model.entries):
                owner = above.get(entry.id)
                if (owner is not None) == entry.replaces:
                    continue
                message, remedy = (
                    (
                        f"条目 {entry.id} 与 {owner} 的条目同名，会取代它",
                        "写 replaces: true；不是要取代的，改用另一个标识",
                    )
                    if owner is not None
                    else (f"条目 {entry.id} 写了 replaces，上级区域却没有这一条", "更正标识，或者删去 replaces")
                )
                where = file.document.position(("entries", number, "id"))
                found.append(
                    fault("override", message, where, f"{kind.value}/{entry.id}", area=ruleset.id, remedy=remedy)
                )
    yield from found or [holds("override", "没有条目暗中取代上级的条目")]


def _above(whole: Whole, area: str | None, kind: ListKind) -> dict[str, str]:
    found: dict[str, str] = {}
    while area is not None:
        newest = whole.book.areas[area][-1]
        if kind in newest.lists:
            for entry in newest.lists[kind].model.entries:
                found.setdefault(entry.id, newest.id)
        area = newest.header.model.extends
    return found
