"""The officer's cases: found by words, begun, filled in, closed."""

from __future__ import annotations

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.catalogue import Hit
from discretion.errors import DiscretionError, UsageError
from discretion.workbench import cases
from discretion.workbench.routes import steps
from discretion.workbench.routes.papers import case_file
from discretion.workbench.routes.showing import show_case
from discretion.workbench.routes.words import AREAS
from discretion.workbench.store import CaseFile
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()


@pages.get("/cases/new", "case.edit")
def search(visit: Visit) -> Response:
    """Find a violation by words."""
    return _search(visit, None)


@pages.get("/cases/{number:int}/add", "case.edit")
def search_further(visit: Visit) -> Response:
    """Find a further violation for a case."""
    return _search(visit, own(visit))


def _search(visit: Visit, file: CaseFile | None) -> Response:
    words = visit.query.get("q", "").strip()
    kept = file.form if file else {}
    place = visit.query.get("place", kept.get("place", visit.who.place)).strip()
    occurred = visit.query.get("occurred", kept.get("occurred", visit.bench.today().isoformat())).strip()
    hits: tuple[Hit, ...] = ()
    mistake = ""
    if words:
        library = visit.bench.library
        try:
            typed = cases.clean([("place", place), ("occurred", occurred)])
            area, day = cases.where_and_when(library, typed, 0, visit.bench.today())
            hits = library.search(words, area, day, limit=10)
        except DiscretionError as error:
            mistake = str(error)
    return visit.page(
        "search.html", q=words, place=place, occurred=occurred, hits=hits, mistake=mistake, file=file, areas=AREAS
    )


@pages.post("/cases", "case.edit")
def begin(visit: Visit) -> Response:
    """Begin a case of a violation."""
    bench, today = visit.bench, visit.bench.today()
    typed = {name: visit.typed(name) for name in ("place", "occurred")}
    typed |= {"acts.0.violation": visit.typed("violation"), "decided": today.isoformat()}
    typed["party.kind"] = "organisation"
    form = cases.clean(typed.items())
    found = list(cases.acts(bench.library, form, today))
    for item in found:
        if isinstance(item, cases.Mistake):
            raise UsageError(item.text)
    if not found:
        raise UsageError("没有选定违法行为")
    with bench.store.writing() as session:
        file = cases.begin(session, bench.now(), visit.who, form, steps.title(form, found))
        bench.log(session, visit.who.name, "case.begin", f"case/{file.id}", version=1, form=cases.digest(form))
    return visit.go(f"/cases/{file.id}?mode=guide")


@pages.get("/cases/{number:int}", "case.read")
def show(visit: Visit) -> Response:
    """The form, and the result beside it; or one question after another."""
    file = case_file(visit)
    return show_case(visit, file, file.form)


@pages.post("/cases/{number:int}", "case.edit")
def save(visit: Visit) -> Response:
    """Take in what was typed; with the script, answer with the result alone."""
    bench, version = visit.bench, steps.version(visit)
    file = own(visit)
    form = steps.typed(visit, file)
    found = list(cases.acts(bench.library, form, bench.today()))
    try:
        with bench.store.writing() as session:
            file = own(visit, session)
            changed = cases.save(bench.now(), file, version, form, steps.title(form, found))
            if changed:
                details = {"version": file.version, "fields": changed, "form": cases.digest(form)}
                bench.log(session, visit.who.name, "case.save", f"case/{file.id}", **details)
    except cases.Stale:
        return show_case(visit, own(visit), form, stale=True)
    except cases.Closed:
        raise Refused(409, "案件已经定案，不能再修改") from None
    return show_case(visit, file, form) if visit.live else visit.go(steps.onward(visit, file))


@pages.post("/cases/{number:int}/close", "case.edit")
def close(visit: Visit) -> Response:
    """Close a case with its result and its receipt; nothing of it changes afterwards."""
    bench = visit.bench
    file = own(visit)
    outcome = cases.outcome(bench.library, file.form)
    if outcome.result is None or any(part.status == "undetermined" for part in outcome.parts):
        raise Refused(422, "还有需要更正或者查明的内容，不能定案；事实不清的，不得给予行政处罚")
    text = outcome.result.to_json()
    try:
        with bench.store.writing() as session:
            file = own(visit, session)
            cases.close(file, bench.now(), steps.version(visit), text)
            receipt = outcome.result.receipt
            digests = {"facts": receipt.facts_digest, "decision": receipt.decision_digest}
            bench.log(session, visit.who.name, "case.close", f"case/{file.id}", version=file.version, **digests)
    except cases.Stale:
        raise Refused(409, "本案已在别处保存；请回到案件，看过最新的内容再定案") from None
    except cases.Closed:
        raise Refused(409, "案件已经定案") from None
    return visit.go(f"/cases/{file.id}")


def own(visit: Visit, session: Session | None = None) -> CaseFile:
    """The case of the address, if it is the visitor's own; with a writing session, to change it."""
    file = case_file(visit, session)
    if file.owner_id != visit.who.id:
        raise Refused(403, "只有承办人可以修改案件")
    return file
