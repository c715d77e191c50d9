"""``GET /v1/areas``, ``/v1/violations``, ``/v1/rulebook``: what there is, and what to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from discretion.catalogue import Area, Hit, Question, ViolationEntry
from discretion.documents import Day
from discretion.service.documents import answers, many, ref
from discretion.service.entry import guarded
from discretion.service.models import RulebookInfo
from discretion.service.plain import dumps
from discretion.service.routes.recommend import timed
from discretion.service.state import Loaded

router: APIRouter = APIRouter(route_class=guarded("catalogue"), tags=["catalogue"])
On = Annotated[Day, Query(strict=True, description="以何日的法律和基准为准，例如 2026-03-02")]
In = Annotated[str, Query(description="区域标识", max_length=64)]
Name = Annotated[str, Path(description="违法行为标识，例如 highway.overload.mass", max_length=120)]
ERRORS = (401, 403, 404, 422, 500, 504)
FOUND: dict[str, object] = {"type": "array", "items": {"anyOf": [ref(ViolationEntry), ref(Hit)]}}


def _answers(schema: Mapping[str, object]) -> dict[int | str, dict[str, object]]:
    return {**answers(schema, errors=ERRORS), 304: {"description": "规则库没有变化"}}


@router.get("/v1/areas", summary="区域", responses=_answers(many(Area)), response_class=Response)
async def areas(request: Request, day: On) -> Response:
    """Every area with rules valid on a day."""
    rules: Loaded = request.app.state.rules.now
    return await _cached(request, rules, lambda: rules.library.areas(day))


@router.get("/v1/violations", summary="违法行为；写 q 的按词语查找", responses=_answers(FOUND), response_class=Response)
async def violations(
    request: Request,
    area: In,
    day: On,
    q: Annotated[str | None, Query(description="词语，例如 无证营运、黑车、63条", max_length=80)] = None,
    limit: Annotated[int, Query(description="查找时最多几项", ge=1, le=100)] = 10,
) -> Response:
    """All violations of an area, or those that fit some words."""
    rules: Loaded = request.app.state.rules.now
    if q is None:
        return await _cached(request, rules, lambda: rules.library.violations(area, day))
    return await _cached(request, rules, lambda: rules.library.search(q, area, day, limit=limit))


@router.get(
    "/v1/violations/{name}", summary="一项违法行为", responses=_answers(ref(ViolationEntry)), response_class=Response
)
async def violation(request: Request, name: Name, area: In, day: On) -> Response:
    """One violation."""
    rules: Loaded = request.app.state.rules.now
    return await _cached(request, rules, lambda: rules.library.violation(name, area, day))


@router.get(
    "/v1/violations/{name}/questions",
    summary="要问的事实，按法律的次序",
    responses=_answers(many(Question)),
    response_class=Response,
)
async def questions(request: Request, name: Name, area: In, day: On) -> Response:
    """The facts to ask for, elements first."""
    rules: Loaded = request.app.state.rules.now
    return await _cached(request, rules, lambda: rules.library.questions(name, area, day))


@router.get(
    "/v1/violations/{name}/schema",
    summary="事实的 JSON Schema，供表单使用",
    responses=_answers({"type": "object", "description": "JSON Schema 2020-12"}),
    response_class=Response,
)
async def facts_schema(request: Request, name: Name, area: In, day: On) -> Response:
    """The JSON Schema of its facts."""
    rules: Loaded = request.app.state.rules.now
    return await _cached(request, rules, lambda: rules.library.facts_schema(name, area, day))


@router.get(
    "/v1/rulebook", summary="规则库的版本和摘要", responses=_answers(ref(RulebookInfo)), response_class=Response
)
async def rulebook(request: Request) -> Response:
    """Versions and digests of what answers now."""
    rules: Loaded = request.app.state.rules.now

    def found() -> dict[str, object]:
        book = rules.library.rulebook
        rulesets = {item.id: item.digest for item in book.rulesets}
        laws = {f"{file.model.law}@{file.model.version}": file.digest for file in book.law_files}
        return {"digest": rules.digest, "rulesets": rulesets, "laws": laws}

    return await _cached(request, rules, found)


async def _cached(request: Request, rules: Loaded, work: Callable[[], object]) -> Response:
    """An answer that stays the same until the rules change: the caller may keep it by its ETag."""
    tag = f'"{rules.digest[:32]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    text = await timed(request, lambda: dumps(work()))
    return Response(text, media_type="application/json", headers={"etag": tag})
