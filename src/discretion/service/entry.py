"""Who calls, and whether he may: an API key with its scopes, or a user named by a trusted proxy."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import Request

from discretion.service.keys import Scope
from discretion.service.problems import HttpProblem
from discretion.service.settings import Settings


def requires(scope: Scope) -> Callable[[Request], Awaitable[None]]:
    """A dependency that lets a request in only with a scope."""

    async def check(request: Request) -> None:  # a plain function would be given a thread of its own
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

    return check
