"""The log (留痕): every step of everybody, in a chain of digests that shows whether one was changed or taken out.

The tables' triggers refuse changes; the chain shows those made past the triggers. It cannot show that its newest entries
were cut off: for that, the head is printed by ``verify`` and kept elsewhere.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from discretion.workbench.store.models import LogEntry

FIRST = "0" * 64  # what the first entry follows


@dataclass(frozen=True, slots=True)
class Chain:
    """What verifying found.

    Attributes:
        entries: how many fit.
        head: the digest of the last of them.
        broken: the number of the first entry that does not fit; None: all fit.
        met: whether a digest that was noted earlier is among them.
    """

    entries: int = 0
    head: str = FIRST
    broken: int | None = None
    met: bool = False


def append(session: Session, at: datetime, who: str, action: str, target: str, **detail: object) -> None:
    """Add a step, in the same transaction as what it records.

    Args:
        session: a writing session.
        at: when, UTC.
        who: the name of the user, or ``-`` for somebody unknown.
        action: a name of ``permissions.Action``, or of signing in and out.
        target: what it was done to, e.g. ``case/12``.
        detail: what else a reader must know; no personal data.
    """
    if session.get_bind().dialect.name == "postgresql":  # SQLite's writers already come one after the other
        session.execute(text("LOCK TABLE log IN EXCLUSIVE MODE"))
    last = session.execute(select(LogEntry.seq, LogEntry.digest).order_by(LogEntry.seq.desc()).limit(1)).first()
    seq, previous = (last[0] + 1, last[1]) if last else (1, FIRST)
    entry = LogEntry(
        seq=seq, at=at, who=who, action=action, object=target, detail=_canonical(detail), previous=previous
    )
    entry.digest = _digest(entry)
    session.add(entry)


def verify(session: Session, noted: str | None = None, *, after: Chain | None = None, most: int | None = None) -> Chain:
    """Compute the chain anew.

    Args:
        session: a session.
        noted: the head of an earlier day; one that is gone was cut off.
        after: what fits is not computed again.
        most: how many entries to compute; None for all.
    """
    seq, previous, met = (after.entries, after.head, after.met) if after else (0, FIRST, False)
    if after is not None and after.broken is not None:
        return after
    if seq and session.scalar(select(LogEntry.digest).where(LogEntry.seq == seq)) != previous:
        return Chain(seq - 1, previous, seq, met)
    wanted = select(LogEntry).where(LogEntry.seq > seq).order_by(LogEntry.seq).limit(most)
    for entry in session.scalars(wanted.execution_options(yield_per=1000)):
        if entry.seq != seq + 1 or entry.previous != previous or entry.digest != _digest(entry):
            return Chain(seq, previous, entry.seq, met)
        previous, seq = entry.digest, entry.seq
        met = met or entry.digest == noted
    return Chain(seq, previous, None, met)


def _digest(entry: LogEntry) -> str:
    parts = [entry.seq, entry.at.isoformat(), entry.who, entry.action, entry.object, entry.detail, entry.previous]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def _canonical(detail: Mapping[str, object]) -> str:
    return json.dumps(detail, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
