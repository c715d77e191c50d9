"""Who may do what: every page × every role, over HTTP."""

from __future__ import annotations

import re

import pytest
from tests.workbench.conftest import Office, text

from discretion.workbench.people import PERMISSIONS, ROLES
from discretion.workbench.routes import TOPICS
from discretion.workbench.web import all_pages

PAGES = list(all_pages(TOPICS))
OPEN = [("GET", "/sign-in"), ("POST", "/sign-in")]


def address(path: str) -> str:
    """A page's address with numbers of things that do not exist."""
    return re.sub(r"\{\w+:?\w*\}", "999", path) + "?area=none"


def test_only_signing_in_is_open_to_anybody() -> None:
    assert [(page.method, page.path) for page in PAGES if page.action is None] == OPEN


def test_somebody_unknown_sees_the_sign_in(office: Office) -> None:
    desk = office.desk()
    for page in PAGES:
        if page.action is not None:
            answer = desk.call(page.method, address(page.path))
            if page.method == "GET":
                assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/workbench/sign-in")
            else:
                assert answer.status_code == 401


@pytest.mark.parametrize("role", ROLES)
def test_a_role_does_what_the_table_says_and_nothing_else(office: Office, role: str) -> None:
    desk = office.desk(role)
    for page in PAGES:
        if page.action is None or page.path == "/sign-out":
            continue
        answer = desk.post(address(page.path)) if page.method == "POST" else desk.get(address(page.path))
        refused = answer.status_code == 403 and "您的角色没有这项权限" in text(answer)
        assert refused == (role not in PERMISSIONS[page.action]), (page.method, page.path, answer.status_code)
        assert answer.status_code < 500, (page.method, page.path, text(answer))


def test_every_action_is_asked_for_somewhere() -> None:
    assert {page.action for page in PAGES} - {None} == PERMISSIONS.keys()


def test_an_officer_sees_and_changes_his_own_cases_only(office: Office) -> None:
    path = office.desk("officer").begin()
    other = office.desk("officer2")
    for part in ("", "/print", "/reasoning.docx", "/case.json", "/regions", "/add"):
        assert other.get(path + part).status_code == 404
    assert other.post(path, {"version": "1"}).status_code == 404
    reviewer = office.desk("reviewer")
    assert reviewer.get(path).status_code == 200
    assert "disabled" in reviewer.get(path).text
    assert reviewer.post(path, {"version": "1"}).status_code == 403


def test_changed_roles_count_at_once(office: Office) -> None:
    officer, administrator = office.desk("officer"), office.desk("administrator")
    assert officer.get("/cases/new").status_code == 200
    fields = {"name": "officer", "roles": "reviewer", "label": "李"}
    assert administrator.post("/users", fields).status_code == 303
    assert officer.get("/cases/new").status_code == 303  # signed out: he signs in with what he now is
    assert office.desk("officer").get("/cases/new").status_code == 403


def test_nobody_locks_himself_out(office: Office) -> None:
    answer = office.desk("administrator").post("/users", {"name": "administrator", "roles": "officer"})
    assert answer.status_code == 422
    assert "不能取消自己的管理员角色" in text(answer)
