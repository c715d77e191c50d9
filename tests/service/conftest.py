"""A client that speaks to an app in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from discretion.service import Settings, create_app

CASE = {
    "case": "2026-0001",
    "violation": "highway.overload.mass",
    "place": "330106",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
}
Call = Callable[..., httpx.Response]


def calling(app: FastAPI) -> Call:
    """What sends one request to an app."""

    def call(method: str, path: str, **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
                return await client.request(method, path, **more)

        return asyncio.run(send())

    return call


@pytest.fixture(scope="session")
def app() -> FastAPI:
    return create_app(Settings(max_bytes=50_000, max_lines=5))


@pytest.fixture(scope="session")
def call(app: FastAPI) -> Call:
    return calling(app)
