"""``/healthz``, ``/readyz``, ``/metrics``: for those who keep the service running."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from discretion.service import metrics
from discretion.service.documents import answers, ref, refusals
from discretion.service.entry import admit
from discretion.service.models import Liveness, Readiness
from discretion.service.plain import dumps

router: APIRouter = APIRouter(tags=["operations"])


@router.get("/healthz", summary="进程在运行", responses=answers(ref(Liveness), errors=()), response_class=Response)
async def healthz() -> Response:
    """The process answers."""
    return Response('{"status":"ok"}', media_type="application/json")


@router.get(
    "/readyz",
    summary="规则库已经装载；新的规则有误而沿用旧的，说明原因",
    responses=answers(ref(Readiness), errors=()),
    response_class=Response,
)
async def readyz(request: Request) -> Response:
    """Which rules answer, and whether newer ones could not be loaded."""
    rules = request.app.state.rules
    return Response(
        dumps({"status": "ready", "rulebook": rules.now.digest, "failure": rules.failure}),
        media_type="application/json",
    )


@router.get(
    "/metrics",
    summary="Prometheus 指标",
    responses=refusals(401, 403)
    | {200: {"description": "成功", "content": {"text/plain": {"schema": {"type": "string"}}}}},
    response_class=Response,
)
async def figures(request: Request) -> Response:
    """Counts and times."""
    admit(request, "metrics")
    return Response(request.app.state.metrics.text(), media_type=metrics.TYPE)
