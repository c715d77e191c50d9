"""One violation's table in a draft: edited, with its checks beside it; and compared with the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.errors import DiscretionError
from discretion.workbench import drafts
from discretion.workbench.routes.drafts import find, remarks_of, under
from discretion.workbench.store import Draft
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages = Pages()


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
        draft_rules = under(bench, session, draft)
    own = files[violation].text if violation in files else _own_text(bench, draft, violation)
    edited = drafts.edit(
        draft_rules, drafts.inherited(draft_rules, draft.area, day, violation), own, typed, f"修订草案：{draft.title}"
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
                int(version) if version.isdecimal() and len(version) < 9 else 0,
                edited.text,
            ):
                stale = "这张表已被他人保存；下面仍是您的填写，每格下面列有现在的内容。再保存即以您的填写为准"
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
        draft_rules = under(bench, session, draft)
    day = date.fromisoformat(draft.effective)
    publication = drafts.beside(
        drafts.side(bench.library, draft.area, day),
        drafts.side(draft_rules, draft.area, day, f"草案：{draft.title}"),
        violation,
    )
    back = f"/workbench/drafts/{draft.id}/{violation}"
    return visit.page("compare.html", publication=publication, name=violation, area=draft.area, back=back)


def _table(
    visit: Visit,
    session: Session,
    draft: Draft,
    typed: dict[str, str],
    mistakes: Mapping[str, str],
    status: int = 200,
) -> Response:
    bench, violation = visit.bench, str(visit.path["violation"])
    day = date.fromisoformat(draft.effective)
    files = drafts.files_of(session, draft)
    draft_rules = under(bench, session, draft)
    try:
        entry = draft_rules.violation(violation, draft.area, day)
    except DiscretionError as error:
        raise Refused(404, str(error)) from None
    remarks = remarks_of(session, draft, violation)
    return visit.page(
        "draft-table.html", status, draft=draft, entry=entry, rows=drafts.rows(draft_rules, drafts.inherited(draft_rules, draft.area, day, violation)),
        now={row.tier: row for row in _in_force(bench, draft, violation)}, typed=typed, mistakes=mistakes,
        version=files[violation].version if violation in files else 0, remarks=remarks,
        look=drafts.look(bench.library, draft_rules, draft.area, violation, day),
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


def _own_text(bench: Bench, draft: Draft, violation: str) -> str | None:
    """The area's own file of a violation in the version it has; None: all of it is inherited."""
    file = bench.library.rulebook.version(draft.area, draft.base).violations.get(violation)
    if file is None:
        return None
    ruleset = bench.library.rulebook.version(draft.area, draft.base)
    return ruleset.layer.text(ruleset.folder / "violations" / f"{violation}.yaml")
