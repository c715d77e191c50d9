"""A real Chromium: the machine's own; where there is none and apt may, it is installed; else the tests say loudly that they did not run."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def _chromium() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="module")  # Playwright holds an event loop while it runs; the tests of the service need their own
def browser() -> Iterator[Any]:
    """One Chromium for the tests of a module."""
    sync = pytest.importorskip("playwright.sync_api", reason="没有 playwright：网页没有在真实浏览器中打开")
    if _chromium() is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=False, capture_output=True, timeout=600)
    found = _chromium()
    if found is None:
        warnings.warn("没有 Chromium：网页没有在真实浏览器中打开（apt-get install chromium）", stacklevel=1)
        pytest.skip("没有 Chromium：网页没有在真实浏览器中打开（apt-get install chromium）")
    with sync.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield started
        started.close()
