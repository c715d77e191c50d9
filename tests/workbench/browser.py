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
from tests.browser import Window

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


class Screen(Window):
    """The workbench in a window."""

    def __init__(self, page: Any, root: str, size: str) -> None:
        super().__init__(page, root.removesuffix("/workbench"))
        self.size, self.shots = size, 0

    def go(self, path: str) -> None:
        self.page.goto(f"{self.root}/workbench{path}")

    def sign_in(self, name: str, password: str) -> None:
        self.go("/sign-in")
        self.page.get_by_label("登录名").fill(name)
        self.page.get_by_label("密码").fill(password)
        self.page.get_by_role("button", name="登录").click()

    def look(self, name: str) -> None:
        """What a page must always hold: nothing sticks out at the side, and axe finds nothing."""
        if SHOTS:
            self.shots += 1
            self.page.screenshot(path=Path(SHOTS) / f"{self.size}-{self.shots:02}-{name}.png", full_page=True)
        assert self.beyond() <= 0, name
        assert self.axe() == [], name
