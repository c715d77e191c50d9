"""A client that speaks to an app in this process."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from discretion import Library, Store
from discretion.service import Rules, Settings, create_app
from discretion.service.examples import CASE as LIKE_CASE

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
def app(library: Library) -> FastAPI:
    settings = Settings(max_bytes=50_000, max_lines=5)
    return create_app(settings, Rules(settings, library))


@pytest.fixture(scope="session")
def call(app: FastAPI) -> Call:
    return calling(app)


@pytest.fixture(scope="session")
def like_cases(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve decisions for which the rules of the example hold, two of them lenient, and three heavier ones."""
    path = tmp_path_factory.mktemp("store") / "decisions.duckdb"
    masses = {f"轻{number}": 59_000 + 100 * number for number in range(12)} | {
        f"重{number}": 80_000 + 100 * number for number in range(3)
    }
    decided = []
    for number, (name, mass) in enumerate(masses.items()):
        case = LIKE_CASE | {"case": name, "facts": LIKE_CASE["facts"] | {"gross_mass_kg": mass}}
        penalty = library.recommend(case).penalty
        assert penalty is not None and penalty.fine is not None
        decided.append(library.decided(case, fine=0 if number < 2 else int(penalty.fine.low) * 100, unit="一大队"))
    Store(path).add(decided)
    return path


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "discretion", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            try:
                httpx.get(f"{address}/healthz")
                break
            except httpx.ConnectError:
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.1)
        yield address
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) in (
            0,
            -signal.SIGTERM,
            128 + signal.SIGTERM,
        )  # requests under way are answered, then it goes
