"""Drafts: listed, begun, shown, remarked upon."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.library import Library
from discretion.workbench import drafts
from discretion.workbench.store import Draft, Proof, Remark, User
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages: Pages = Pages()
SUFFIXES = (".docx", ".xlsx", ".xls", ".html", ".csv")  # tables that can be brought into a draft


@pages.get("/drafts", "draft.read")
def listed(visit: Visit) -> Response:
    """All drafts, the latest first."""
    with visit.bench.store.reading() as session:
        found = session.execute(
            select(Draft, User.label).join(User, User.id == Draft.author_id).order_by(Draft.id.desc())
        ).all()
    areas = visit.bench.library.areas(visit.bench.today())
    return visit.page("drafts.html", drafts=found, states=drafts.STATES, areas=areas, mistake="", typed=visit)


@pages.post("/drafts", "draft.edit")
def begin(visit: Visit) -> Response:
    """Begin a draft of the version that is in force."""
    bench, area = visit.bench, visit.typed("area")
    base = bench.library.rulebook.version(area).header.model.version
    with bench.store.writing() as session:
        draft = drafts.begin(
            session,
            bench.now(),
            visit.who,
            area,
            base,
            visit.typed("name"),
            visit.typed("title"),
            visit.typed("effective"),
        )
        under(bench, session, draft)  # what would not load is not begun
        bench.log(session, visit.who.name, "draft.begin", f"draft/{draft.id}", area=area, base=base, name=draft.name)
    return visit.go(f"/drafts/{draft.id}")


@pages.get("/drafts/{number:int}", "draft.read")
def show(visit: Visit) -> Response:
    """A draft: what was edited, remarks and tasks, what comes next."""
    bench = visit.bench
    with bench.store.reading() as session:
        draft = find(session, visit)
        files = drafts.files_of(session, draft)
        remarks = remarks_of(session, draft)
        people = list(session.scalars(select(User).where(User.active).order_by(User.name)))
        hands = drafts.writers(session, draft)
        labels = {user.id: user.label for user in people}
        proof = session.get(Proof, draft.id)
    entries = drafts.acts(bench.library, draft.area, date.fromisoformat(draft.effective))
    names = drafts.NAMES | {name: label for _, name, label in entries}
    return visit.page(
        "draft.html", draft=draft, files=files, remarks=remarks, people=people, labels=labels, entries=entries,
        states=drafts.STATES, own=visit.who.id in hands, digest=drafts.digest(draft, files), proof=proof, names=names,
        fixed=drafts.NAMES, is_violation=drafts.is_violation, suffixes=SUFFIXES,
    )  # fmt: skip


@pages.post("/drafts/{number:int}/remarks", "draft.remark")
def remark(visit: Visit) -> Response:
    """A comment; with an assignee, a task. Or a task that is done."""
    bench = visit.bench
    with bench.store.writing() as session:
        draft = find(session, visit)
        done = visit.typed("done")
        if done.isdecimal() and len(done) < 10:
            found = session.get(Remark, int(done))
            if found is None or found.draft_id != draft.id:
                raise Refused(404, "没有这条意见")
            found.done = True
            bench.log(session, visit.who.name, "remark.done", f"draft/{draft.id}", remark=found.id)
        elif text := visit.typed("text")[:4000]:
            assignee = session.scalar(select(User).where(User.name == visit.typed("assignee"), User.active))
            added = Remark(
                draft_id=draft.id, anchor=visit.typed("anchor")[:200], author_id=visit.who.id, text=text, at=bench.now(),
                assignee_id=assignee.id if assignee else None,
            )  # fmt: skip
            session.add(added)
            session.flush()
            bench.log(session, visit.who.name, "remark.add", f"draft/{draft.id}", remark=added.id, anchor=added.anchor)
    where = visit.typed("anchor").partition("#")[0]
    return visit.go(f"/drafts/{draft.id}/{where}" if where else f"/drafts/{draft.id}")


def find(session: Session, visit: Visit, *, to_change: bool = False) -> Draft:
    """The draft of the address."""
    draft = session.get(Draft, visit.path["number"], with_for_update=to_change)
    if draft is None:
        raise Refused(404, "没有这份修订")
    return draft


def under(bench: Bench, session: Session, draft: Draft) -> Library:
    """The rules in force with a draft over them; a published one is in force itself.

    Raises:
        RulebookError: it does not load.
    """
    if draft.state == "published":
        return bench.library
    base = bench.library.rulebook.version(draft.area, draft.base)
    edited = {name: file.text for name, file in drafts.files_of(session, draft).items()}
    return bench.shelf.over(bench.library, drafts.texts(base, draft.name, draft.effective, edited))


def remarks_of(session: Session, draft: Draft, anchor: str = "") -> list[tuple[Remark, str]]:
    """The remarks on a draft, or on one violation of it, each with its author."""
    query = select(Remark, User.label).join(User, User.id == Remark.author_id).where(Remark.draft_id == draft.id)
    if anchor:
        query = query.where((Remark.anchor == anchor) | Remark.anchor.startswith(f"{anchor}#", autoescape=True))
    return [(remark, label) for remark, label in session.execute(query.order_by(Remark.id))]
