"""apart: the parts of a range that neighbouring tiers take do not overlap."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds
from discretion.documents import Path
from discretion.penalty import Fine, Penalty

SCOPE = "rulebook"
NAME = "幅度重叠"
SENTENCE = "相邻的两个阶次，所取的部分、倍数或者数额相同，或者一个从另一个为止之处起，互不重叠"
FORMULA = "∀i: part(i) = part(i+1) ∨ low(i+1) ≥ high(i) ∨ low(i+1) = min low"
Part = tuple[Decimal, Decimal]


def run(whole: Whole) -> Iterator[Finding]:
    """Read the fines of every violation's tiers from the first to the last; a row that begins at the bottom begins anew (another range)."""
    found = [
        finding for item in whole.written() for steps in _steps(item).values() for finding in _overlaps(item, steps)
    ]
    yield from found or [holds("apart", "相邻阶次的幅度互不重叠")]


def _steps(item: Written) -> dict[tuple[str, str, int], list[tuple[Part, str, Path]]]:
    """What each tier takes, by who is fined, in which form, and in which of its rows."""
    steps: dict[tuple[str, str, int], list[tuple[Part, str, Path]]] = defaultdict(list)
    for number, tier in enumerate(item.file.model.tiers):
        for row, (path, penalty) in enumerate(tier.penalties):
            if not isinstance(penalty, Penalty):
                continue
            for who, each in (("", penalty), *penalty.also.items()):
                part = _part(each.fine) if each.fine is not None else None
                if each.fine is not None and part is not None:
                    steps[who, f"{each.fine.form}{each.fine.times or ''}", row].append(
                        (part, tier.label, ("tiers", number, *path))
                    )
    return steps


def _part(fine: Fine) -> Part | None:
    """Its lower and upper end, as they are written."""
    if isinstance(fine.share, tuple):
        return fine.share
    low, high = (a if a is not None else b for a, b in ((fine.low, fine.above), (fine.high, fine.below)))
    return (low, high) if low is not None and high is not None else None


def _overlaps(item: Written, steps: list[tuple[Part, str, Path]]) -> Iterator[Finding]:
    bottom = min(low for (low, _), _, _ in steps)
    for (before, lighter, _), (part, label, path) in pairwise(steps):
        if part != before and bottom < part[0] < before[1]:
            said = [f"[{low:f}, {high:f}]" for low, high in (before, part)]
            message = f"阶次“{label}”取 {said[1]}，与前一阶次“{lighter}”的 {said[0]} 重叠"
            tier = item.file.model.tiers[int(path[1])].tier
            yield item.fault("apart", message, path, tier, "使后一阶次从前一阶次的上限起")
