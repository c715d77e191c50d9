"""The app: routes, errors, and the rules they answer by."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from discretion._version import __version__
from discretion.errors import DiscretionError
from discretion.service import documents, problems
from discretion.service.gate import BodyTooLarge, RequestGate
from discretion.service.metrics import Metrics
from discretion.service.routes import catalogue, health, recommend, similar, verify
from discretion.service.settings import Settings
from discretion.service.state import Rules


def create_app(settings: Settings | None = None, rules: Rules | None = None) -> FastAPI:
    """Make the app.

    Args:
        settings: how it is set up; None: the shipped rules, for this machine only.
        rules: the rules to answer by, if they are loaded already; None: as the settings say.

    Raises:
        UsageError: it would be open to other machines without sign-in.
        RulebookError: the rules are wrong.
    """
    settings = settings or Settings()
    settings.check()
    rules, metrics = rules or Rules(settings), Metrics()

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        watching = asyncio.create_task(_watch(rules, metrics, settings.reload_seconds))
        yield
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching

    app = FastAPI(
        title="discretion",
        summary="行政处罚裁量基准：建议、目录、复核",
        version=__version__,
        lifespan=lifespan,
        docs_url=None,  # its page loads scripts from a CDN
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        openapi_tags=documents.TAGS,
        generate_unique_id_function=lambda route: route.name,  # the names that generated clients call
    )
    app.state.settings, app.state.rules, app.state.metrics = settings, rules, metrics
    app.state.searching = ThreadPoolExecutor(1)  # the first search for a violation reads much: one at a time
    for routes in (recommend, catalogue, similar, verify, health):
        app.include_router(routes.router)
    documents.describe(app)
    _errors(app)
    app.add_middleware(cast("Any", RequestGate), settings=settings, metrics=metrics)
    return app


async def _watch(rules: Rules, metrics: Metrics, seconds: float) -> None:
    while seconds > 0:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(rules.refresh)
        metrics.reloads.set(rules.reloads)
        metrics.stale.set(rules.failure is not None)


def _errors(app: FastAPI) -> None:
    @app.exception_handler(DiscretionError)
    async def ours(request: Request, error: DiscretionError) -> Response:
        status, detail, items = problems.of_error(error, of_path=request.method == "GET")
        return problems.respond(request, status, detail, items)

    @app.exception_handler(problems.HttpProblem)
    async def http(request: Request, error: problems.HttpProblem) -> Response:
        return problems.respond(request, error.status, error.detail, headers=error.headers)

    @app.exception_handler(BodyTooLarge)
    async def large(request: Request, _error: BodyTooLarge) -> Response:
        most = app.state.settings.max_bytes
        return problems.respond(request, 413, f"请求体不得超过{most}字节", headers={"connection": "close"})

    @app.exception_handler(RequestValidationError)
    async def parameters(request: Request, error: RequestValidationError) -> Response:
        return problems.respond(request, 422, "参数不符合要求", problems.of_parameters(error.errors()))

    @app.exception_handler(HTTPException)
    async def routing(request: Request, error: HTTPException) -> Response:
        return problems.respond(
            request, error.status_code, problems.TITLES.get(error.status_code, str(error.detail)), headers=error.headers
        )

    @app.exception_handler(Exception)
    async def unforeseen(request: Request, _error: Exception) -> Response:
        return problems.respond(request, 500, "服务内部错误；请把请求编号告诉维护人员")
