"""A real Chromium: what brings it (``make test`` does), what a person would complain about in a window, and a loud word where there is none."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
MISSING = "没有 Chromium：网页没有在真实浏览器中打开（apt-get install chromium，或者 playwright install chromium）"
PATIENCE = 120  # seconds a step: where nothing answers, the run goes on without a browser, and says so
AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


def launch(playwright: Any) -> Any:
    """The machine's own Chromium, else the one that Playwright has installed; None where there is neither."""
    from playwright.sync_api import Error

    found = next(filter(None, map(shutil.which, NAMES)), None)
    try:
        return playwright.chromium.launch(executable_path=found, args=FLAGS)
    except Error:
        return None


def present() -> bool:
    """Whether a Chromium starts."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        started = launch(playwright)
        if started is not None:
            started.close()
        return started is not None


def bring() -> bool:
    """Install a Chromium where there is none: by apt where this is root, else by Playwright. Whether there is one now."""
    if present():
        return True
    ways = [[[sys.executable, "-m", "playwright", "install", "chromium"]]]
    if hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        ways.insert(0, [["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "chromium"]])
    for way in ways:
        for command in way:
            try:
                subprocess.run(command, check=False, capture_output=True, timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                break
        if present():
            return True
    return False


@pytest.fixture(scope="module")  # Playwright holds an event loop while it runs; the tests of the service need their own
def browser() -> Iterator[Any]:
    """One Chromium for the tests of a module."""
    sync = pytest.importorskip("playwright.sync_api", reason="没有 playwright：网页没有在真实浏览器中打开")
    with sync.sync_playwright() as playwright:
        started = launch(playwright)
        if started is None:
            pytest.skip(MISSING)
        yield started
        started.close()


class Window:
    """A page that is looked at; it remembers what went wrong in it.

    Attributes:
        root: where its requests may go.
        wrong: what the console said, and what was asked of elsewhere or not found.
    """

    def __init__(self, page: Any, root: str) -> None:
        self.page, self.root = page, root
        self.wrong: list[str] = []
        page.on("console", lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("requestfailed", self._failed)
        page.on("request", lambda asked: None if asked.url.startswith(root) else self.wrong.append(asked.url))

    def _failed(self, asked: Any) -> None:
        if asked.failure != "net::ERR_ABORTED":  # a download, or a page left before it was there
            self.wrong.append(f"failed: {asked.url}")

    def beyond(self) -> int:
        """How many pixels stick out at the side."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def axe(self) -> list[tuple[str, list[Any]]]:
        """What axe finds against WCAG 2.2 AA, with everything unfolded: nothing is hidden from it."""
        from axe_playwright_python.sync_playwright import Axe

        folded = "details:not([open])"
        self.page.evaluate(
            f"document.querySelectorAll('{folded}').forEach(one => {{ one.open = one.dataset.axe = true }})"
        )
        found = Axe().run(self.page, options=AXE).response["violations"]  # injected past the page's own policy
        self.page.evaluate(
            "document.querySelectorAll('[data-axe]').forEach(one => { one.open = false; delete one.dataset.axe })"
        )
        return [(item["id"], [node["target"] for node in item["nodes"]][:5]) for item in found]


if __name__ == "__main__" and not bring():
    print(f"!!! {MISSING}；有关测试将跳过，跳过不是通过", file=sys.stderr)  # noqa: T201 - make shows it
