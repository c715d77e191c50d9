"""Somebody at a workbench that really listens, as the campaigns need him: a browser without scripts, over HTTP."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from typing import Any

import httpx

from discretion.workbench import Setup, add_user

PASSWORD = "zuo-yi-zuo-kan-kan"  # noqa: S105 - of invented people
OVERLOAD = "highway.overload.mass"
FACTS = {
    "acts.0.facts.gross_mass_kg": "60000",
    "acts.0.facts.mass_limit_kg": "49000",
    "acts.0.facts.divisible_load": "yes",
    "acts.0.facts.harm": "none",
}


class Refusal(Exception):  # noqa: N818 - an answer that was not expected
    """An answer of another status."""


class Desk:
    """Signed in under a name."""

    def __init__(self, root: str, name: str) -> None:
        self.http = httpx.Client(base_url=f"{root}/workbench", timeout=60)
        self.csrf = ""
        self.call("POST", "/sign-in", 303, data={"name": name, "password": PASSWORD})
        self.csrf = hidden(self.get("/"), "csrf")

    def call(self, method: str, path: str, expected: int = 200, **more: Any) -> httpx.Response:
        """Send a request; another status than the expected is an error."""
        answer = self.http.request(method, path, **more)
        if answer.status_code != expected:
            said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))[-300:]
            raise Refusal(f"{method} {path}: {answer.status_code} {said}")
        return answer

    def get(self, path: str) -> str:
        """A page."""
        return self.call("GET", path).text

    def post(self, path: str, fields: dict[str, Any] | None = None, expected: int = 303, **more: Any) -> str:
        """Send a form; where it leads, without the root."""
        answer = self.call("POST", path, expected, data={"csrf": self.csrf, **(fields or {})}, **more)
        return str(answer.headers.get("location", "")).removeprefix("/workbench").partition("?")[0]

    def begin(self, violation: str = OVERLOAD) -> str:
        """A new case; its path."""
        return self.post("/cases", {"violation": violation, "place": "330106", "occurred": "2026-03-02"})

    def save(self, path: str, fields: dict[str, str], version: int) -> None:
        """Save a case as its script does."""
        form = {"acts.0.violation": OVERLOAD, "place": "330106", "occurred": "2026-03-02", "decided": "2026-03-20"}
        form |= {"party.kind": "organisation", "version": str(version), "do": "save", **fields}
        self.post(path, form, 200, headers={"x-live": "1"})


def hidden(page: str, name: str) -> str:
    """A hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


def people(folder: Path, names: dict[str, str]) -> None:
    """Users of one role each."""
    for name, role in names.items():
        add_user(Setup(folder), name, label=name, unit="演示支队", place="330106", roles=[role], password=PASSWORD)


UNWARMED = """
import sys
from pathlib import Path
from discretion.service import Settings, run
from discretion.workbench import Setup, create_app
settings = Settings(port=int(sys.argv[2]))
run(settings, create_app(Setup(Path(sys.argv[1]), settings, warm=False)))
"""


class Served:
    """``discretion serve --workbench`` in a process of its own; without ``warm`` it compiles nothing before it is asked."""

    def __init__(self, folder: Path, *, warm: bool = True) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "discretion", "serve", "--workbench", str(folder), "--port", str(self.port)]
        command = command if warm else [sys.executable, "-c", UNWARMED, str(folder), str(self.port)]
        self.process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                httpx.get(f"{self.root}/workbench/sign-in", timeout=5)
                return
            except httpx.TransportError:
                if self.process.poll() is not None:
                    raise RuntimeError(f"the service does not start: exit {self.process.returncode}") from None
                time.sleep(0.1)
        raise RuntimeError("the service does not start")

    def kill(self) -> None:
        """End it as a power failure would."""
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """End it in order."""
        self.process.terminate()
        self.process.wait()
