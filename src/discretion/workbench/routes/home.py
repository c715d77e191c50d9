"""The first page: what waits for the one who signed in."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.workbench.cases import listed
from discretion.workbench.drafts import STATES
from discretion.workbench.people import Action, Person
from discretion.workbench.store import Audit, Draft, Remark, WorklistItem
from discretion.workbench.web import Pages, Visit

pages: Pages = Pages()
SHOWN = 200
STEPS: dict[str, Action] = {"editing": "draft.edit", "review": "draft.approve", "approved": "draft.approve"}


@pages.get("/", "home")
def home(visit: Visit) -> Response:
    """What waits; cases for those who have or read any; and the ways to everything else."""
    with visit.bench.store.reading() as session:
        found = listed(session, visit.who, limit=SHOWN) if visit.who.may("case.read") else []
        waiting = list(_waiting(session, visit.who))
    return visit.page("home.html", cases=found, shown=SHOWN, waiting=waiting)


def _waiting(session: Session, who: Person) -> Iterator[tuple[str, str, str]]:
    """What waits for somebody: where it is, what it is called, and what is to be done."""
    if who.may("draft.read"):
        asked = select(Remark, Draft).join(Draft, Draft.id == Remark.draft_id)
        for remark, draft in session.execute(asked.where(Remark.assignee_id == who.id, ~Remark.done)):
            yield f"/drafts/{draft.id}", draft.title, f"意见待办：{remark.text[:60]}"
    states = [state for state, action in STEPS.items() if who.may(action)]
    for draft in session.scalars(select(Draft).where(Draft.state.in_(states)).order_by(Draft.id.desc())):
        yield f"/drafts/{draft.id}", draft.title, STATES[draft.state]
    if who.may("audit.run"):
        open_ = select(Audit.id, Audit.file, func.count()).join(WorklistItem, WorklistItem.audit_id == Audit.id)
        open_ = open_.where(WorklistItem.state == "open").group_by(Audit.id, Audit.file).order_by(Audit.id.desc())
        for number, file, count in session.execute(open_):
            yield f"/audits/{number}", file, f"{count}件待核对"
