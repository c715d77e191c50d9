"""The tables of a draft: tiers, lists, policy; edited, with what they come to beside them; compared with the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.errors import DiscretionError
from discretion.facts import say_yuan
from discretion.impact import DIRECTIONS
from discretion.library import Library
from discretion.workbench import drafts
from discretion.workbench.drafts.lists import FORCES
from discretion.workbench.routes.drafts import find, remarks_of, under
from discretion.workbench.store import Draft
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages: Pages = Pages()
YEAR = timedelta(days=365)
STALE = "这张表已被他人保存；下面仍是您的填写，每格下面列有现在的内容。再保存即以您的填写为准"


@pages.get("/drafts/{number:int}/policy", "draft.read")
@pages.get("/drafts/{number:int}/lists/{kind}", "draft.read")
@pages.get("/drafts/{number:int}/{violation}", "draft.read")
def table(visit: Visit) -> Response:
    """One part, to edit; what it comes to beside it."""
    with visit.bench.store.reading() as session:
        draft = find(session, visit)
        return _table(visit, session, draft, {}, {})


@pages.post("/drafts/{number:int}/policy", "draft.edit")
@pages.post("/drafts/{number:int}/lists/{kind}", "draft.edit")
@pages.post("/drafts/{number:int}/{violation}", "draft.edit")
def edit(visit: Visit) -> Response:
    """Take a table in; mistakes are said at their cells, and nothing of it is kept before they are mended."""
    bench, part = visit.bench, _part(visit)
    typed = {name.removeprefix("cell."): value for name, value in visit.form if name.startswith("cell.")}
    with bench.store.reading() as session:
        draft = find(session, visit)
        files = {name: file.text for name, file in drafts.files_of(session, draft).items()}
        rules = under(bench, session, draft)
    base = bench.library.rulebook.version(draft.area, draft.base)
    own = files.get(part) or drafts.own_text(base, part)
    edited = drafts.edit(rules, draft.area, _day(draft), part, own, typed, f"修订草案：{draft.title}")
    mistakes = dict(edited.mistakes)
    if edited.text is not None and (why := unloadable(bench, draft, files | {part: edited.text})):
        mistakes = {"": why}
    if mistakes:
        with bench.store.reading() as session:
            return _table(visit, session, draft, typed, mistakes, status=422)
    if edited.changed and edited.text is not None:
        with bench.store.writing() as session:
            draft = find(session, visit, to_change=True)
            if not drafts.put(session, bench.now(), draft, visit.who, part, version(visit), edited.text):
                return _table(visit, session, draft, typed, {"": STALE}, status=409)
            detail = {"part": part, "rows": list(edited.changed)}
            bench.log(session, visit.who.name, "draft.edit", f"draft/{draft.id}", **detail)
    look = visit.typed("look")
    return visit.go(f"/drafts/{draft.id}/{part}{f'?look={look}' if look.isascii() and look else ''}")


@pages.get("/drafts/{number:int}/{violation}/compare", "draft.read")
def compare(visit: Visit) -> Response:
    """The rules in force and the draft beside each other."""
    bench, violation = visit.bench, str(visit.path["violation"])
    with bench.store.reading() as session:
        draft = find(session, visit)
        rules = under(bench, session, draft)
    sides = (
        drafts.side(bench.library, draft.area, _day(draft)),
        drafts.side(rules, draft.area, _day(draft), f"草案：{draft.title}"),
    )
    publication = drafts.beside(*sides, violation)
    back = f"/workbench/drafts/{draft.id}"
    return visit.page("compare.html", publication=publication, name=violation, area=draft.area, back=back)


@pages.get("/drafts/{number:int}/{violation}/decided", "draft.read")
def decided(visit: Visit) -> Response:
    """Which decisions of the last year would come out otherwise under the draft."""
    bench, violation = visit.bench, str(visit.path["violation"])
    with bench.store.reading() as session:
        draft = find(session, visit)
        rules = under(bench, session, draft)
    first = bench.today() - YEAR
    shown: dict[str, Any] = {"found": None, "why": ""}
    if bench.decisions.exists():
        try:
            shown["found"] = drafts.decided_otherwise(bench.library, rules, bench.decisions, violation, first)
        except DiscretionError as error:
            shown["why"] = str(error)
    template = "_decided.html" if visit.live else "decided.html"
    return visit.page(template, draft=draft, name=violation, first=first, directions=DIRECTIONS, yuan=say_yuan, **shown)


def version(visit: Visit) -> int:
    """The version of the part that the form was made from; 0: it was not in the draft yet."""
    typed = visit.typed("version")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else 0


def unloadable(bench: Bench, draft: Draft, edited: Mapping[str, str]) -> str:
    """Why a draft with these parts would not load; empty: it does."""
    base = bench.library.rulebook.version(draft.area, draft.base)
    try:
        bench.shelf.over(bench.library, drafts.texts(base, draft.name, draft.effective, edited))
    except DiscretionError as error:
        return str(error)
    return ""


def _table(
    visit: Visit, session: Session, draft: Draft, typed: dict[str, str], mistakes: Mapping[str, str], status: int = 200
) -> Response:
    bench, part, day = visit.bench, _part(visit), _day(draft)
    rules, files = under(bench, session, draft), drafts.files_of(session, draft)
    try:
        rows = drafts.rows(rules, draft.area, day, part)
        name = drafts.NAMES.get(part) or rules.violation(part, draft.area, day).label
    except DiscretionError as error:
        raise Refused(404, str(error)) from None
    acts = drafts.acts(rules, draft.area, day)
    known = {violation for _, violation, _ in acts}
    chosen = part if drafts.is_violation(part) else visit.query.get("look", "")
    return visit.page(
        "draft-table.html", status, draft=draft, part=part, name=name, rows=rows, now=_in_force(bench.library, draft, part), typed=typed,
        mistakes=mistakes, version=files[part].version if part in files else 0, remarks=remarks_of(session, draft, part),
        chosen=chosen if chosen in known else "", acts=acts, forces=FORCES, new=drafts.NEW, violation=drafts.is_violation(part),
        look=drafts.look(bench.library, rules, draft.area, chosen, day) if chosen in known else None,
        mine=draft.state == "editing" and visit.who.may("draft.edit"),
    )  # fmt: skip


def _part(visit: Visit) -> str:
    """The part of the address.

    Raises:
        Refused: no such list.
    """
    if "violation" in visit.path:
        return str(visit.path["violation"])
    part = f"lists/{visit.path['kind']}" if "kind" in visit.path else drafts.POLICY
    if part not in drafts.NAMES:
        raise Refused(404, "没有这种清单")
    return part


def _day(draft: Draft) -> date:
    return date.fromisoformat(draft.effective)


def _in_force(library: Library, draft: Draft, part: str) -> dict[str, Mapping[str, str]]:
    """The cells as they are under the rules in force, by row."""
    try:
        return {row.id: row.cells for row in drafts.rows(library, draft.area, _day(draft), part)}
    except DiscretionError:
        return {}
