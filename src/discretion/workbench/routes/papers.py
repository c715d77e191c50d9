"""What leaves the workbench: the reasoning on paper and as .docx, and the case with its receipt."""

from __future__ import annotations

from urllib.parse import quote

from sqlalchemy.orm import Session
from starlette.responses import Response

from discretion.decide import Recommendation
from discretion.workbench import cases
from discretion.workbench.cases.paper import reasoning
from discretion.workbench.store import CaseFile
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def case_file(visit: Visit, session: Session | None = None) -> CaseFile:
    """The case of the address, if the visitor may read it; with a writing session, to change it."""
    number = visit.path["number"]
    if session is not None:
        file = cases.open_file(session, visit.who, number, to_change=True)
    else:
        with visit.bench.store.reading() as reading:
            file = cases.open_file(reading, visit.who, number)
    if file is None:
        raise Refused(404, "没有这个案件，或者您无权查看")
    return file


def result_of(visit: Visit, file: CaseFile) -> Recommendation:
    """The result: of a closed case as it was closed, else of what is saved."""
    if file.state == "closed" and file.result:
        return Recommendation.model_validate_json(file.result)
    outcome = cases.outcome(visit.bench.library, file.form)
    if outcome.result is None:
        lines = "\n".join(item.text for item in outcome.mistakes)
        raise Refused(422, f"案件还有需要更正的内容，不能导出：\n{lines}")
    return outcome.result


@pages.get("/cases/{number:int}/print", "case.read")
def paper(visit: Visit) -> Response:
    """The reasoning as a page to print."""
    file = case_file(visit)
    result = result_of(visit, file)
    return visit.page("print.html", file=file, parts=result.by_violation, mistakes=[])


@pages.get("/cases/{number:int}/reasoning.docx", "case.read")
def docx(visit: Visit) -> Response:
    """The reasoning as a Word document, to be gone on with."""
    file = case_file(visit)
    return _download(visit, file, reasoning(result_of(visit, file)), DOCX, "docx")


@pages.get("/cases/{number:int}/case.json", "case.read")
def data(visit: Visit) -> Response:
    """The recommendation with its receipt, which holds the case: ``discretion verify`` reads it."""
    file = case_file(visit)
    text = file.result if file.state == "closed" and file.result else result_of(visit, file).to_json()
    return _download(visit, file, text.encode(), "application/json", "json")


def _download(visit: Visit, file: CaseFile, content: bytes, media: str, suffix: str) -> Response:
    bench = visit.bench
    with bench.store.writing() as session:
        bench.log(session, visit.who.name, "case.export", f"case/{file.id}", version=file.version, format=suffix)
    name = f"{file.form.get('case', f'case-{file.id}')}.{suffix}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(content, media_type=media, headers=headers)
