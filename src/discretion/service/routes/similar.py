"""``POST /v1/similar``: what was decided in like cases, from the store that the operator named.

A caller learns what was done, not to whom: groups too small to be described give nothing at all over HTTP, not even a case number.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from discretion.case import Case
from discretion.decisions import Similar
from discretion.library import Library
from discretion.service import problems
from discretion.service.documents import answers, body, ref
from discretion.service.entry import guarded
from discretion.service.examples import CASE as EXAMPLE
from discretion.service.routes.recommend import JSON, timed
from discretion.service.state import Loaded

router: APIRouter = APIRouter(route_class=guarded("similar"), tags=["similar"])
Fine = Annotated[
    str | None, Query(description="拟处的罚款（元），例如 3000 或者 3000.50", pattern=r"^[0-9]{1,15}(\.[0-9]{1,2})?$")
]


@router.post(
    "/v1/similar",
    summary="类案：对相同和相近的案件，过去是怎样处理的",
    description="事实已经查明的一个案件，一项违法行为。不足统计数量的一组什么也不说；不涉及当事人和办案机构。",
    responses=answers(ref(Similar), errors=(401, 403, 404, 413, 422, 500, 503, 504)),
    openapi_extra=body((JSON, ref(Case), EXAMPLE)),
    response_class=Response,
)
async def similar(request: Request, fine: Fine = None) -> Response:
    """Like cases."""
    rules: Loaded = request.app.state.rules.now
    library: Library = rules.library
    store = rules.store
    if store is None:
        raise problems.HttpProblem(404, "服务没有配置处理决定库（discretion serve --decisions）")
    data = await request.body()
    amount = None if fine is None else int(Decimal(fine).scaleb(2))
    found = await timed(
        request, lambda: library.similar(data, store, amount=amount, discreet=True), request.app.state.searching
    )
    return Response(found.model_dump_json(), media_type=JSON)
