"""The log, newest first, and whether its chain holds."""

from __future__ import annotations

from sqlalchemy import select
from starlette.responses import Response

from discretion.workbench.store import LogEntry, verify
from discretion.workbench.web import Pages, Visit

pages = Pages()
SHOWN = 200


@pages.get("/log", "log.read")
def log(visit: Visit) -> Response:
    """The newest steps, or those before a number."""
    before = visit.query.get("before", "")
    wanted = select(LogEntry).order_by(LogEntry.seq.desc()).limit(SHOWN)
    if before.isdecimal() and len(before) < 16:
        wanted = wanted.where(LogEntry.seq < int(before))
    with visit.bench.store.reading() as session:
        found = session.scalars(wanted).all()
        chain = verify(session)
    return visit.page("log.html", entries=found, chain=chain)
