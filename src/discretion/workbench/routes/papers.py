"""What leaves the workbench: the reasoning on paper and as .docx, the case with its receipt, and the case under other areas."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from discretion.decide import Recommendation
from discretion.workbench import cases
from discretion.workbench.cases.paper import reasoning
from discretion.workbench.store import CaseFile
from discretion.workbench.web import Pages, Refused, Visit

pages = Pages()
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(visit: Visit) -> CaseFile:
    with visit.bench.store.reading() as session:
        file = cases.open_file(session, visit.who, visit.path["number"])
    if file is None:
        raise Refused(404, "没有这个案件，或者您无权查看")
    return file


def _result(visit: Visit, file: CaseFile) -> Recommendation:
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
    file = _file(visit)
    result = _result(visit, file)
    return visit.page("print.html", file=file, parts=result.by_violation, mistakes=[])


@pages.get("/cases/{number:int}/reasoning.docx", "case.read")
def docx(visit: Visit) -> Response:
    """The reasoning as a Word document, to be gone on with."""
    file = _file(visit)
    return _download(visit, file, reasoning(_result(visit, file)), DOCX, "docx")


@pages.get("/cases/{number:int}/case.json", "case.read")
def data(visit: Visit) -> Response:
    """The recommendation with its receipt, which holds the case: ``discretion verify`` reads it."""
    file = _file(visit)
    text = file.result if file.state == "closed" and file.result else _result(visit, file).to_json()
    return _download(visit, file, text.encode(), "application/json", "json")


def _download(visit: Visit, file: CaseFile, content: bytes, media: str, suffix: str) -> Response:
    bench = visit.bench
    with bench.store.writing() as session:
        bench.log(session, visit.who.name, "case.export", f"case/{file.id}", version=file.version, format=suffix)
    name = f"{file.form.get('case', f'case-{file.id}')}.{suffix}"
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}", "cache-control": "no-store"}
    return Response(content, media_type=media, headers=headers)


@pages.get("/cases/{number:int}/regions", "case.read")
def regions(visit: Visit) -> Response:
    """The same case under the rules of other areas, those with the same outcome together."""
    file, library = _file(visit), visit.bench.library
    own = cases.outcome(library, file.form)
    wanted = visit.query.get("area", "")
    areas: Any = ()
    groups: dict[str, tuple[list[str], list[Recommendation]]] = {}
    if own.result is not None:
        _, day = cases.where_and_when(library, file.form, cases.rows(file.form, "acts")[0], visit.bench.today())
        areas = library.areas(day)
        for area in areas:
            if wanted in ("", area.id, own.result.area) or area.id == own.result.area:
                found = cases.outcome(library, file.form, area=area.id)
                labels, _ = groups.setdefault(_same(found.parts), ([], found.parts))
                labels.append(area.label)
    return visit.page(
        "regions.html",
        file=file,
        areas=areas,
        wanted=wanted,
        mistakes=own.mistakes,
        groups=list(groups.values()),
        headline=cases.headline,
    )


def _same(parts: list[Recommendation]) -> str:
    """What two areas must share to stand together: the outcome, and the law and tier that give it."""
    said = [
        (
            part.status,
            part.disposition,
            part.tier_label,
            str(part.penalty),
            [s.text for s in part.sections if s.name in ("law", "tier")],
        )
        for part in parts
    ]
    return json.dumps(said, ensure_ascii=False, default=str)
