"""``POST /v1/verify``: recompute a receipt or a whole recommendation."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from discretion.library import Library
from discretion.service.documents import answers, body, ref
from discretion.service.entry import guarded
from discretion.service.models import VerificationResult
from discretion.service.plain import dumps
from discretion.service.routes.recommend import timed

router: APIRouter = APIRouter(route_class=guarded("verify"), tags=["verify"])


@router.post(
    "/v1/verify",
    summary="复核决定依据留痕",
    responses=answers(ref(VerificationResult), errors=(401, 403, 413, 422, 500, 504)),
    openapi_extra=body(("application/json", {"type": "object", "description": "Receipt 或者 Recommendation"}, None)),
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
