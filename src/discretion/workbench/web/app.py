"""The app: the workbench's pages beside the service's paths, in one process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy.exc import OperationalError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route

from discretion import service
from discretion.errors import DiscretionError
from discretion.pages import SERVED_POLICY
from discretion.workbench.routes import TOPICS
from discretion.workbench.settings import Setup
from discretion.workbench.web.assets import static
from discretion.workbench.web.bench import Bench
from discretion.workbench.web.entry import endpoint
from discretion.workbench.web.pages import all_pages
from discretion.workbench.web.problem import problem
from discretion.workbench.web.visit import ROOT, Refused


def create_app(setup: Setup, rules: service.Rules | None = None) -> Starlette:
    """Make the app: ``/workbench`` for people, ``/v1`` for programs.

    Args:
        setup: how it is set up.
        rules: the rules to answer by, if they are loaded already.

    Raises:
        UsageError: it would be open to other machines without sign-in, or the database cannot be opened.
        RulebookError: the rules are wrong.
    """
    programs = service.create_app(setup.service, rules)
    bench = Bench(setup, programs.state.rules)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        if setup.warm:
            bench.warm(lambda: programs.state.metrics.running > 0)
        async with programs.router.lifespan_context(programs):
            yield
        bench.close()

    people = _people(bench)
    limits = replace(setup.service, max_bytes=setup.max_upload)
    app = Starlette(
        routes=[
            Route("/", _to_the_workbench),
            Mount(ROOT, service.RequestGate(people, limits, programs.state.metrics, SERVED_POLICY)),
            Mount("/", programs),
        ],
        lifespan=lifespan,
    )
    app.state.bench = bench
    return app


async def _to_the_workbench(_request: Request) -> Response:
    return RedirectResponse(f"{ROOT}/", 307)


def _people(bench: Bench) -> Starlette:
    pages = list(all_pages(TOPICS))
    routes = [Route(page.path, endpoint(bench, page), methods=[page.method]) for page in pages]

    async def refused(_request: Request, error: Exception) -> Response:
        assert isinstance(error, Refused)
        return problem(bench, error.status, error.text, error.headers)

    async def ours(_request: Request, error: Exception) -> Response:
        return problem(bench, 422, str(error))

    async def routing(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(bench, error.status_code, "", error.headers)

    async def large(_request: Request, _error: Exception) -> Response:
        return problem(bench, 413, f"文件不得超过{bench.setup.max_upload // 1_000_000}兆字节", {"connection": "close"})

    async def busy(request: Request, _error: Exception) -> Response:
        number = getattr(request.state, "id", "-")
        return problem(
            bench, 503, f"数据库暂时不能使用；稍后再试，填写的内容仍在原来的页面上：{number}", {"retry-after": "5"}
        )

    async def unforeseen(request: Request, _error: Exception) -> Response:
        number = getattr(request.state, "id", "-")
        return problem(bench, 500, f"服务内部错误；请把请求编号告诉维护人员：{number}")

    return Starlette(
        routes=[*static(), *routes],
        exception_handlers={
            Refused: refused,
            DiscretionError: ours,
            HTTPException: routing,
            service.BodyTooLarge: large,
            OperationalError: busy,
            Exception: unforeseen,
        },
    )
