"""Run the service until it is told to stop; requests under way are answered first."""

from __future__ import annotations

import uvicorn
from starlette.types import ASGIApp

from discretion.service.app import create_app
from discretion.service.settings import Settings

GRACE = 20  # seconds for requests under way
KEPT = 75  # seconds for a connection without one: longer than clients keep theirs, so that none asks on one just closed


def run(settings: Settings, app: ASGIApp | None = None) -> None:
    """Serve until SIGINT or SIGTERM.

    Args:
        settings: where to listen.
        app: what to serve instead of the service alone.

    Raises:
        UsageError: the settings would leave the service open.
        RulebookError: the rules are wrong.
    """
    uvicorn.run(
        create_app(settings) if app is None else app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,  # paths may name a case; the gate logs routes
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=KEPT,
        server_header=False,
    )
