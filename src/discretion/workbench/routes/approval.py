"""What happens to a draft that is ready: submitted, sent back or approved by another, published whole."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.check import read_waivers
from discretion.documents import dump
from discretion.errors import Problem, UsageError
from discretion.rulebook import Layer, Ruleset, read_changelog
from discretion.workbench import drafts
from discretion.workbench.drafts.publish import CHANGELOG
from discretion.workbench.routes.drafts import find, under
from discretion.workbench.store import Draft, Proof, Release
from discretion.workbench.web import Bench, Pages, Refused, Visit

pages: Pages = Pages()
YEAR = timedelta(days=365)


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
    _prove(visit)
    return visit.go(f"/drafts/{draft.id}")


@pages.post("/drafts/{number:int}/prove", "draft.remark")
def prove(visit: Visit) -> Response:
    """Check again what was submitted: the service ended while it was being checked."""
    with visit.bench.store.reading() as session:
        draft, proof = find(session, visit), session.get(Proof, visit.path["number"])
        drafts.expect(draft, "review")
        if proof is not None and proof.state != "failed" and proof.digest == draft.submitted:
            raise Refused(409, "已经检查过，或者正在检查")
    _prove(visit)
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
        _proved(session, draft, visit.typed("accepted")[:2000])
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
        texts |= _waived(session, previous, draft, visit.who.label, bench.today())
        acts = sorted(files) if all(map(drafts.is_violation, files)) else "all"
        changes = _changelog(previous, draft, acts, bench.today(), visit.typed("effect"))
        key = bench.setup.key.read_bytes() if bench.setup.key else None
        folder, digest = drafts.write_release(bench.setup.folder, number, bench.library, previous, texts, changes, key)
        session.add(Release(number=number, draft_id=draft.id, digest=digest, at=bench.now()))
        draft.state, draft.changed = "published", bench.now()
        details = {"version": f"{draft.area}@{draft.name}", "release": number, "digest": digest}
        bench.log(session, visit.who.name, "draft.publish", f"draft/{draft.id}", **details)
    bench.rules.lay(folder)
    if bench.setup.commit:
        drafts.commit(bench.setup.folder, f"{draft.area}@{draft.name}：{draft.title}", visit.who.label)
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
    rules = under(bench, session, draft)
    problems = []
    for part in filter(drafts.is_violation, drafts.files_of(session, draft)):
        found = drafts.look(bench.library, rules, draft.area, part, date.fromisoformat(draft.effective))
        problems += [Problem(f"{part}：{fault.message}", code=fault.code) for fault in found.faults]
        problems += [Problem(text) for text in found.problems]
    if problems:
        raise UsageError(*problems)


def _prove(visit: Visit) -> None:
    """Begin with every check of what was submitted."""
    bench = visit.bench
    with bench.store.reading() as session:
        draft = find(session, visit)
        rules, parts = under(bench, session, draft), list(drafts.files_of(session, draft))
    work = drafts.Work(bench.library, rules, draft.area, date.fromisoformat(draft.effective), parts)
    drafts.prove(bench.store, draft.id, draft.submitted or "", work)


def _proved(session: Session, draft: Draft, accepted: str) -> None:
    """Nothing is approved before every check has ended; what does not hold is accepted in writing, or not at all.

    Raises:
        Refused: the checks have not ended.
        UsageError: something does not hold.
    """
    proof = session.get(Proof, draft.id)
    if proof is None or proof.digest != draft.submitted or proof.state != "done":
        raise Refused(409, "全部检查还没有完成；完成后再批准")
    if proof.failing and not accepted:
        raise UsageError(
            *(Problem(text) for text in proof.failing.values()), Problem("有检查不成立；确要批准的，写明接受的理由")
        )
    proof.accepted = accepted if proof.failing else ""


def _waived(session: Session, previous: Path | None, draft: Draft, approver: str, today: date) -> dict[str, str]:
    """What was accepted in writing, as waivers beside the release: for a year, then it is looked at again."""
    proof = session.get(Proof, draft.id)
    if proof is None or not proof.failing:
        return {}
    older = [] if previous is None else read_waivers(previous)[1].data.get("waivers", [])
    said = {"reason": proof.accepted, "approver": approver, "expires": (today + YEAR).isoformat()}
    new: list[dict[str, object]] = [{"finding": name, **said, **_bound(proof, name)} for name in proof.failing]
    return {"waivers.yaml": dump({"waivers": [*older, *new]})}


def _bound(proof: Proof, name: str) -> dict[str, list[str]]:
    """How far a defect reaches that is waived: one that moves or grows is another."""
    return {"regions": [proof.regions[name]]} if name in proof.regions else {}


def _changelog(previous: Path | None, draft: Draft, violations: list[str] | str, today: date, effect: str) -> str:
    """The changelog with this version at its head; ``all``: lists and policy may reach any violation."""
    entry = {
        "area": draft.area,
        "version": draft.name,
        "date": today.isoformat(),
        "changes": [{"what": draft.title, "effect": effect or "mixed", "violations": violations}],
    }
    layer = None if previous is None else Layer.of(previous)
    older = [] if layer is None or not layer.has(CHANGELOG) else list(read_changelog(layer)[1].data["changelog"])
    return dump({"changelog": [entry, *older]})
