"""Who calls, and whether he may: an API key with its scopes, or a user named by a trusted proxy."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from discretion.service.keys import Scope
from discretion.service.problems import HttpProblem
from discretion.service.settings import Settings

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def guarded(scope: Scope) -> type[APIRoute]:
    """Routes that let a request in only with a scope. A dependency would say the same, but FastAPI works each out anew, at twice
    the price of all else that it does with a request.
    """

    class Guarded(APIRoute):
        def get_route_handler(self) -> Handler:
            answer = super().get_route_handler()

            async def admitted(request: Request) -> Response:
                admit(request, scope)
                return await answer(request)

            return admitted

    return Guarded


def admit(request: Request, scope: Scope) -> None:
    """Let a request in with a scope.

    Raises:
        HttpProblem: 401 or 403.
    """
    settings: Settings = request.app.state.settings
    if settings.proxy_header is not None:
        if not request.headers.get(settings.proxy_header):
            raise HttpProblem(401, f"代理没有给出请求头 {settings.proxy_header}")
        return
    if not settings.keys:
        return  # only on the loopback address: Settings.check
    kind, _, secret = request.headers.get("authorization", "").partition(" ")
    key = settings.keys.find(secret.strip()) if kind.lower() == "bearer" else None
    if key is None:
        raise HttpProblem(401, "请求头 Authorization 应当是 Bearer 加密钥", {"www-authenticate": "Bearer"})
    if scope not in key.scopes:
        raise HttpProblem(403, f"密钥 {key.name} 没有 {scope} 权限")
