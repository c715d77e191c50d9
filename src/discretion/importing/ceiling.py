"""The highest fine of the statute, beside the one that a cell asks for."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from discretion.documents import under
from discretion.importing.standard import Standard, read_standard
from discretion.rulebook import Rulebook


def above_statute(text: str, rule: str, rulebook: Rulebook, day: date) -> str:
    """Why the fine of a cell breaks the law; empty where it does not, or where that cannot be said in 元."""
    limit = _limit(rule.partition("#")[0], rulebook, day)
    asked = _highest(text) if limit is not None else None
    return f"罚款{asked}元高于法定上限{limit}元" if limit is not None and asked is not None and asked > limit else ""


def _limit(violation: str, rulebook: Rulebook, day: date) -> int | None:
    """The highest fine that the provision allows in any of its ranges."""
    refs = rulebook.provisions_of(violation)
    provision = rulebook.provision(refs.pop(), day) if len(refs) == 1 else None
    if provision is None:
        return None
    caps = []
    for item in provision[1].ranges:
        fine = item.penalty.fine
        if fine is None:
            continue
        cap = next((value for value in (fine.fixed, fine.high, fine.below, fine.cap) if value is not None), None)
        if cap is None or fine.times is not None:
            return None
        caps.append(int(cap))
    return max(caps, default=None)


def _highest(text: str) -> int | None:
    read = read_standard(text)
    fine = under(read.penalty, "fine") if isinstance(read, Standard) else {}
    values = [Decimal(str(fine[key])) for key in ("fixed", "to", "below") if key in fine and "times" not in fine]
    return int(max(values)) if values else None
