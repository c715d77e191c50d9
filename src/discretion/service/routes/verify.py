"""``POST /v1/verify``: recompute a receipt or a whole recommendation."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from discretion.library import Library
from discretion.service.documents import answers, body
from discretion.service.entry import requires
from discretion.service.plain import dumps
from discretion.service.routes.recommend import timed

router = APIRouter(dependencies=[Depends(requires("verify"))], tags=["复核"])
RESULT: dict[str, Any] = {
    "type": "object",
    "required": ["same", "reproduced", "differences"],
    "properties": {
        "case": {"type": ["string", "null"]},
        "same": {"type": "boolean", "description": "没有任何不同"},
        "stands": {"type": "boolean", "description": "同样的规则和事实得出同样的决定；引擎、文字可以不同"},
        "reproduced": {"type": "boolean", "description": "结果相同，不论依据的版本是否相同"},
        "differences": {"type": "array", "items": {"type": "object"}},
    },
}


@router.post(
    "/v1/verify",
    summary="复核决定依据留痕",
    responses=answers(RESULT, errors=(401, 403, 413, 422, 500, 504)),
    openapi_extra=body(("application/json", {"type": "object"}, None)),
    response_class=Response,
)
async def verify(request: Request) -> Response:
    """Recompute and compare."""
    library: Library = request.app.state.rules.now.library
    data = await request.body()
    found = await timed(request, lambda: library.verify(data))
    answer = {
        "case": found.case,
        "same": found.same,
        "stands": found.stands,
        "reproduced": found.reproduced,
        "differences": found.differences,
    }
    return Response(dumps(answer), media_type="application/json")
