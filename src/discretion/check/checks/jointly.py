"""jointly: who is punished beside the party is graded as the party is."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds
from discretion.documents import Path
from discretion.penalty import Penalty
from discretion.words import subject_label

SCOPE = "rulebook"
NAME = "一并受罚"
SENTENCE = "一并受罚的人在其他阶次都与当事人取各自幅度的同一部分的，没有一个阶次独自不同"
FORMULA = "∀w, t: (∀s ≠ t: share(w, s) = share(party, s)) ⇒ share(w, t) = share(party, t)"
ENOUGH = 2  # other rows that must agree


def run(whole: Whole) -> Iterator[Finding]:
    """Read the shares that tiers write for the party and for others."""
    found = [finding for item in whole.written() for finding in _odd(item)]
    yield from found or [holds("jointly", "一并受罚的人与当事人同档")]


def _odd(item: Written) -> Iterator[Finding]:
    rows: dict[str, list[tuple[Path, str, str, bool]]] = {}
    for number, tier in enumerate(item.file.model.tiers):
        for path, penalty in tier.penalties:
            for who, own in penalty.also.items() if isinstance(penalty, Penalty) else ():
                if isinstance(penalty, Penalty) and penalty.fine and own.fine and penalty.fine.share and own.fine.share:
                    same = penalty.fine.share == own.fine.share
                    rows.setdefault(who, []).append(
                        (("tiers", number, *path, "also", who), tier.tier, tier.label, same)
                    )
    for who, own_rows in rows.items():
        odd = [row for row in own_rows if not row[3]]
        if len(odd) == 1 and len(own_rows) > ENOUGH:
            where, tier_id, label, _ = odd[0]
            message = f"阶次“{label}”对{subject_label(who)}所取的部分与当事人的不同，其他{len(own_rows) - 1}处都相同"
            yield item.fault(
                "jointly", message, where, f"{tier_id}/{who}", "写同一部分；确实不同的，登记豁免并写明理由"
            )
