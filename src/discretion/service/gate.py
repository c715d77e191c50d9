"""What every request passes: a number, a size limit, sign-in, a time limit, a line in the log, a figure in the metrics.

Pure ASGI rather than Starlette's BaseHTTPMiddleware, which buffers streams and costs as much as a recommendation.
"""

from __future__ import annotations

import json
import logging
import re
import time
from secrets import token_hex

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from discretion.service.metrics import Metrics
from discretion.service.settings import Settings

LOG = logging.getLogger("discretion.service")
FIXED = [(b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-cache"), (b"referrer-policy", b"same-origin")]
NOTHING = "default-src 'none'; frame-ancestors 'none'"  # what answers for programs may load: nothing
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")


class BodyTooLarge(Exception):  # noqa: N818 - turned into a problem by the app
    """A body beyond the limit."""


class RequestGate:
    """The outermost layer of the app."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        metrics: Metrics,
        policy: str = NOTHING,
    ) -> None:
        self.app: ASGIApp = app
        self.settings: Settings = settings
        self.metrics: Metrics = metrics
        self.fixed: list[tuple[bytes, bytes]] = [*FIXED, (b"content-security-policy", policy.encode())]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        number = _number(scope)
        scope.setdefault("state", {})["id"] = number
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = list(message.get("headers", ()))
                said = {name for name, _ in headers}  # a file may be kept, a page with a case never
                own = [(name, value) for name, value in self.fixed if name not in said]
                message["headers"] = [*headers, (b"x-request-id", number.encode()), *own]
            await send(message)

        self.metrics.running += 1
        try:
            await self.app(scope, _limited(receive, self.settings.max_bytes), sending)
        finally:
            self.metrics.running -= 1
            seconds = time.perf_counter() - start
            route = getattr(scope.get("route"), "path", "-")
            self.metrics.answered(route, status, seconds)
            if LOG.isEnabledFor(logging.INFO):
                # Neither path parameters nor bodies are logged: they may name a person.
                fields = {"id": number, "route": route, "method": scope["method"], "status": status}
                LOG.info("%s", json.dumps(fields | {"ms": round(seconds * 1000, 1)}, ensure_ascii=False))


def _number(scope: Scope) -> str:
    """The caller's own request id if it is a plain word, else a new one."""
    for name, value in scope["headers"]:
        if name == b"x-request-id":
            text: str = value.decode("latin-1")
            if _ID.fullmatch(text):
                return text
    return token_hex(16)


def _limited(receive: Receive, most: int) -> Receive:
    taken = 0

    async def receiving() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise BodyTooLarge
        return message

    return receiving
