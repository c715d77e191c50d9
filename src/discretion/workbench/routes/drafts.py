"""Drafts: listed, begun, one violation's table edited with its checks beside it, remarks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.errors import DiscretionError
from discretion.workbench import drafts
from discretion.workbench.store import Draft, Remark, User
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages = Pages()


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
        bench.shelf.over(bench.library, _texts(bench, session, draft))  # what would not load is not begun
        bench.log(session, visit.who.name, "draft.begin", f"draft/{draft.id}", area=area, base=base, name=draft.name)
    return visit.go(f"/drafts/{draft.id}")


@pages.get("/drafts/{number:int}", "draft.read")
def show(visit: Visit) -> Response:
    """A draft: what was edited, remarks and tasks, what comes next."""
    bench = visit.bench
    with bench.store.reading() as session:
        draft = find(session, visit)
        files = drafts.files_of(session, draft)
        remarks = session.execute(
            select(Remark, User.label)
            .join(User, User.id == Remark.author_id)
            .where(Remark.draft_id == draft.id)
            .order_by(Remark.id)
        ).all()
        people = list(session.scalars(select(User).where(User.active).order_by(User.name)))
        hands = drafts.writers(session, draft)
        labels = {user.id: user.label for user in people}
    entries = drafts.acts(bench.library, draft.area, date.fromisoformat(draft.effective))
    return visit.page(
        "draft.html", draft=draft, files=files, remarks=remarks, people=people, labels=labels, entries=entries,
        states=drafts.STATES, own=visit.who.id in hands, digest=drafts.digest(draft, files),
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


@pages.get("/drafts/{number:int}/{violation}", "draft.read")
def table(visit: Visit) -> Response:
    """One violation's tiers, to edit; what they come to beside them."""
    with visit.bench.store.reading() as session:
        draft = find(session, visit)
        return _table(visit, session, draft, {}, {})


@pages.post("/drafts/{number:int}/{violation}", "draft.edit")
def edit(visit: Visit) -> Response:
    """Take a table in; mistakes are said at their cells, and nothing of it is kept before they are mended."""
    bench, violation = visit.bench, str(visit.path["violation"])
    typed = {name.removeprefix("cell."): value for name, value in visit.form if name.startswith("cell.")}
    version = visit.typed("version")
    with bench.store.reading() as session:
        draft = find(session, visit)
        files = drafts.files_of(session, draft)
        day = date.fromisoformat(draft.effective)
        under = bench.shelf.over(bench.library, _texts(bench, session, draft))
    own = files[violation].text if violation in files else own_text(bench, draft, violation)
    edited = drafts.edit(
        under, drafts.inherited(under, draft.area, day, violation), own, typed, f"修订草案：{draft.title}"
    )
    if edited.text is None:
        with bench.store.reading() as session:
            return _table(visit, session, draft, typed, edited.mistakes, status=422)
    problems = _loads(bench, draft, {name: file.text for name, file in files.items()} | {violation: edited.text})
    if problems:
        with bench.store.reading() as session:
            return _table(visit, session, draft, typed, {"": problems}, status=422)
    if edited.changed:
        with bench.store.writing() as session:
            draft = find(session, visit)
            if not drafts.put(
                session,
                bench.now(),
                draft,
                visit.who,
                violation,
                int(version or 0) if version.isdecimal() else 0,
                edited.text,
            ):
                stale = "这张表已被他人保存；下面仍是您的填写，左侧括号内是现在的内容。再保存即以您的填写为准"
                return _table(visit, session, draft, typed, {"": stale}, status=409)
            bench.log(
                session,
                visit.who.name,
                "draft.edit",
                f"draft/{draft.id}",
                violation=violation,
                tiers=list(edited.changed),
            )
    return visit.go(f"/drafts/{draft.id}/{violation}")


@pages.get("/drafts/{number:int}/{violation}/compare", "draft.read")
def compare(visit: Visit) -> Response:
    """The rules in force and the draft beside each other."""
    bench, violation = visit.bench, str(visit.path["violation"])
    with bench.store.reading() as session:
        draft = find(session, visit)
        under = bench.shelf.over(bench.library, _texts(bench, session, draft))
    day = date.fromisoformat(draft.effective)
    publication = drafts.beside(
        drafts.side(bench.library, draft.area, day),
        drafts.side(under, draft.area, day, f"草案：{draft.title}"),
        violation,
    )
    back = f"/workbench/drafts/{draft.id}/{violation}"
    return visit.page("compare.html", publication=publication, name=violation, area=draft.area, back=back)


def _table(
    visit: Visit,
    session: Session,
    draft: Draft,
    typed: dict[str, str],
    mistakes: dict[str, str] | object,
    status: int = 200,
) -> Response:
    bench, violation = visit.bench, str(visit.path["violation"])
    day = date.fromisoformat(draft.effective)
    files = drafts.files_of(session, draft)
    under = bench.shelf.over(bench.library, _texts(bench, session, draft))
    try:
        entry = under.violation(violation, draft.area, day)
    except DiscretionError as error:
        raise Refused(404, str(error)) from None
    remarks = session.execute(
        select(Remark, User.label)
        .join(User, User.id == Remark.author_id)
        .where(Remark.draft_id == draft.id, Remark.anchor.startswith(violation, autoescape=True))
        .order_by(Remark.id)
    ).all()
    return visit.page(
        "draft-table.html", status, draft=draft, entry=entry, rows=drafts.rows(under, drafts.inherited(under, draft.area, day, violation)),
        now={row.tier: row for row in _in_force(bench, draft, violation)}, typed=typed, mistakes=mistakes,
        version=files[violation].version if violation in files else 0, remarks=remarks,
        look=drafts.look(bench.library, under, draft.area, violation, day),
        mine=draft.state == "editing" and visit.who.may("draft.edit"),
    )  # fmt: skip


def _in_force(bench: Bench, draft: Draft, violation: str) -> list[drafts.TierRow]:
    day = date.fromisoformat(draft.effective)
    try:
        return drafts.rows(bench.library, drafts.inherited(bench.library, draft.area, day, violation))
    except DiscretionError:
        return []


def _loads(bench: Bench, draft: Draft, edited: dict[str, str]) -> str:
    """Why a draft with these files would not load; empty: it does."""
    base = bench.library.rulebook.version(draft.area, draft.base)
    try:
        bench.shelf.over(bench.library, drafts.texts(base, draft.name, draft.effective, edited))
    except DiscretionError as error:
        return str(error)
    return ""


def _texts(bench: Bench, session: Session, draft: Draft) -> dict[str, str]:
    """A draft as the texts of a layer; of a published one, none: it is in force."""
    if draft.state == "published":
        return {}
    base = bench.library.rulebook.version(draft.area, draft.base)
    edited = {name: file.text for name, file in drafts.files_of(session, draft).items()}
    return drafts.texts(base, draft.name, draft.effective, edited)


def own_text(bench: Bench, draft: Draft, violation: str) -> str | None:
    """The area's own file of a violation in the version it has; None: all of it is inherited."""
    file = bench.library.rulebook.version(draft.area, draft.base).violations.get(violation)
    if file is None:
        return None
    ruleset = bench.library.rulebook.version(draft.area, draft.base)
    return ruleset.layer.text(ruleset.folder / "violations" / f"{violation}.yaml")


def find(session: Session, visit: Visit, *, to_change: bool = False) -> Draft:
    """The draft of the address."""
    draft = session.get(Draft, visit.path["number"], with_for_update=to_change)
    if draft is None:
        raise Refused(404, "没有这份修订")
    return draft
