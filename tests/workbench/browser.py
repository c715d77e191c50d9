"""A real Chromium before a workbench that really listens: what a person does, and what he would complain about."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette

SIZES = {"desktop": {"width": 1360, "height": 900}, "phone": {"width": 390, "height": 844}}
SHOTS = os.environ.get("DISCRETION_SHOTS")  # a folder: every page looked at is kept there as a picture


@contextmanager
def served(app: Starlette) -> Iterator[str]:
    """The app on a free port; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", lifespan="off"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}/workbench"
    server.should_exit = True
    thread.join(10)


class Screen:
    """A window; it remembers what went wrong in it."""

    def __init__(self, page: Any, root: str, size: str) -> None:
        self.page, self.root, self.size = page, root, size
        self.wrong: list[str] = []
        self.shots = 0
        page.on(
            "console", lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on(
            "request", lambda request: None if request.url.startswith(root[:20]) else self.wrong.append(request.url)
        )

    def _failed(self, request: Any) -> None:
        if request.failure != "net::ERR_ABORTED":  # a download, or a page left before it was there
            self.wrong.append(f"failed: {request.url}")

    def go(self, path: str) -> None:
        self.page.goto(self.root + path)

    def sign_in(self, name: str, password: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("登录名").fill(name)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def look(self, name: str) -> None:
        """What a page must always hold: nothing sticks out at the side, and axe finds nothing."""
        from axe_playwright_python.sync_playwright import Axe

        if SHOTS:
            self.shots += 1
            self.page.screenshot(path=Path(SHOTS) / f"{self.size}-{self.shots:02}-{name}.png", full_page=True)
        beyond = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert beyond <= 0, f"{name}: {beyond} px stick out at the side"
        found = Axe().run(self.page).response["violations"]
        said = [(item["id"], [node["target"] for node in item["nodes"]][:5]) for item in found]
        assert said == [], name
