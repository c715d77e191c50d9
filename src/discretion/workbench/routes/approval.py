"""What happens to a draft that is ready: submitted, sent back or approved by another, published whole."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.documents import dump
from discretion.errors import Problem, UsageError
from discretion.rulebook import Layer, Ruleset, read_changelog
from discretion.workbench import drafts
from discretion.workbench.drafts.publish import CHANGELOG
from discretion.workbench.routes.drafts import find
from discretion.workbench.store import Draft, Release
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages = Pages()


@pages.post("/drafts/{number:int}/submit", "draft.edit")
def submit(visit: Visit) -> Response:
    """Hand a draft to the approver: it loads, its checks hold, and it is frozen as it is."""
    bench = visit.bench
    with bench.store.writing() as session:
        draft = find(session, visit, to_change=True)
        drafts.expect(draft, "editing")
        files = drafts.files_of(session, draft)
        if not files:
            raise UsageError(Problem("还没有修改任何违法行为", code="draft-empty"))
        _newest(bench, draft)
        _hold(bench, draft, session)
        draft.state, draft.submitted, draft.changed = "review", drafts.digest(draft, files), bench.now()
        bench.log(session, visit.who.name, "draft.submit", f"draft/{draft.id}", digest=draft.submitted)
    return visit.go(f"/drafts/{draft.id}")


@pages.post("/drafts/{number:int}/return", "draft.approve")
def send_back(visit: Visit) -> Response:
    """Send a draft back to its authors, with a reason."""
    reason = visit.typed("reason")[:1000]
    if not reason:
        raise UsageError(Problem("退回应当写明理由", code="draft-reason"))
    with visit.bench.store.writing() as session:
        draft = find(session, visit, to_change=True)
        drafts.expect(draft, "review", "approved")
        draft.state, draft.submitted, draft.approver_id, draft.changed = "editing", None, None, visit.bench.now()
        visit.bench.log(session, visit.who.name, "draft.return", f"draft/{draft.id}", reason=reason)
    return visit.go(f"/drafts/{draft.id}")


@pages.post("/drafts/{number:int}/approve", "draft.approve")
def approve(visit: Visit) -> Response:
    """Approve what was submitted; never what one has a hand in."""
    with visit.bench.store.writing() as session:
        draft = find(session, visit, to_change=True)
        drafts.expect(draft, "review")
        _another(session, visit, draft)
        if visit.typed("digest") != draft.submitted:
            raise Refused(409, "提交的内容已经改变；请重新查看后再批准")
        draft.state, draft.approver_id, draft.changed = "approved", visit.who.id, visit.bench.now()
        visit.bench.log(session, visit.who.name, "draft.approve", f"draft/{draft.id}", digest=draft.submitted)
    return visit.go(f"/drafts/{draft.id}")


@pages.post("/drafts/{number:int}/publish", "draft.approve")
def publish(visit: Visit) -> Response:
    """Publish: the folder first, whole; then one row in the store makes it the rules that answer."""
    bench = visit.bench
    with bench.store.writing() as session:
        draft = find(session, visit, to_change=True)
        drafts.expect(draft, "approved")
        _another(session, visit, draft)
        files = drafts.files_of(session, draft)
        if drafts.digest(draft, files) != draft.submitted:
            raise Refused(409, "内容与批准时不同，不能发布")
        base = _newest(bench, draft)
        last = bench.release(session)
        number = (last or 0) + 1
        previous = drafts.folder_of(bench.setup.folder, last) if last else None
        edited = {name: file.text for name, file in files.items()}
        texts = drafts.texts(base, draft.name, draft.effective, edited, status="published")
        changes = _changelog(previous, draft, sorted(files), bench.today(), visit.typed("effect"))
        folder, digest = drafts.write_release(bench.setup.folder, number, bench.library, previous, texts, changes)
        session.add(Release(number=number, draft_id=draft.id, digest=digest, at=bench.now()))
        draft.state, draft.changed = "published", bench.now()
        details = {"version": f"{draft.area}@{draft.name}", "release": number, "digest": digest}
        bench.log(session, visit.who.name, "draft.publish", f"draft/{draft.id}", **details)
    bench.rules.lay(folder)
    return visit.go(f"/drafts/{draft.id}")


def _another(session: Session, visit: Visit, draft: Draft) -> None:
    if visit.who.id in drafts.writers(session, draft):
        raise Refused(403, "起草人、修改人不得批准或者发布自己的修订；请由另一位批准人办理")


def _newest(bench: Bench, draft: Draft) -> Ruleset:
    """The version that the draft follows, if it is still the newest."""
    base = bench.library.rulebook.version(draft.area)
    if base.header.model.version != draft.base:
        message = f"{draft.area}@{draft.base} 已被 {base.id} 取代，本修订不能在旧版本之上发布"
        raise UsageError(Problem(message, remedy="以现行版本另起一份修订", code="draft-outdated"))
    return base


def _hold(bench: Bench, draft: Draft, session: Session) -> None:
    """Every edited violation loads and holds.

    Raises:
        UsageError: with what does not.
    """
    base = bench.library.rulebook.version(draft.area, draft.base)
    edited = {name: file.text for name, file in drafts.files_of(session, draft).items()}
    under = bench.shelf.over(bench.library, drafts.texts(base, draft.name, draft.effective, edited))
    problems = []
    for violation in edited:
        found = drafts.look(bench.library, under, draft.area, violation, date.fromisoformat(draft.effective))
        problems += [Problem(f"{violation}：{fault.message}", code=fault.code) for fault in found.faults]
        problems += [Problem(text) for text in found.problems]
    if problems:
        raise UsageError(*problems)


def _changelog(previous: Path | None, draft: Draft, violations: list[str], today: date, effect: str) -> str:
    """The changelog with this version at its head."""
    entry = {
        "area": draft.area,
        "version": draft.name,
        "date": today.isoformat(),
        "changes": [{"what": draft.title, "effect": effect or "mixed", "violations": violations}],
    }
    layer = None if previous is None else Layer.of(previous)
    older = [] if layer is None or not layer.has(CHANGELOG) else list(read_changelog(layer)[1].data["changelog"])
    return dump({"changelog": [entry, *older]})
