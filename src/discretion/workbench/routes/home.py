"""The first page: what waits for the one who signed in."""

from __future__ import annotations

from starlette.responses import Response

from discretion.workbench.cases import listed
from discretion.workbench.web import Pages, Visit

pages: Pages = Pages()
SHOWN = 200


@pages.get("/", "home")
def home(visit: Visit) -> Response:
    """Cases for those who have or read any, and the ways to everything else."""
    with visit.bench.store.reading() as session:
        found = listed(session, visit.who, limit=SHOWN) if visit.who.may("case.read") else []
    return visit.page("home.html", cases=found, shown=SHOWN)
