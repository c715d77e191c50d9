"""Signing in: passwords, limits, sessions, forms that are one's own, a proxy that vouches."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy.exc import OperationalError
from tests.workbench.conftest import PASSWORD, Clock, Desk, Office, text

from discretion.errors import UsageError
from discretion.service import Rules
from discretion.workbench import add_user, check_log, create_app
from discretion.workbench.store import LogEntry


def test_wrong_name_and_wrong_password_are_told_alike(office: Office) -> None:
    said = [text(office.desk().sign_in(*wrong)) for wrong in (("officer", "wrong password"), ("nobody", PASSWORD))]
    assert "登录名或者密码不正确" in said[0]
    assert said[0].replace("officer", "") == said[1].replace("nobody", "")


def test_who_fails_waits_longer_each_time_and_only_where_he_failed(office: Office, clock: Clock) -> None:
    desk = office.desk()
    assert [desk.sign_in("officer", "wrong password").status_code for _ in range(6)] == [422] * 5 + [429]
    waits = []
    for _ in range(4):
        answer = desk.sign_in("officer")  # not even with the right one
        assert answer.status_code == 429
        waits.append(int(answer.headers["retry-after"]))
        clock.pass_(seconds=waits[-1])
        assert desk.sign_in("officer", "wrong password").status_code == 422
    assert waits == [1, 2, 4, 8]
    assert desk.sign_in("reviewer").status_code == 303  # others are not locked out with him
    assert office.desk(address="10.0.0.7").sign_in("officer").status_code == 303  # nor is he, at his own desk
    clock.pass_(seconds=16)
    assert office.desk().sign_in("officer").status_code == 303


def test_a_stranger_who_tries_many_names_is_stopped_where_he_is(office: Office) -> None:
    desk = office.desk(address="10.0.0.66")
    said = [desk.sign_in(f"name{number}", "wrong password").status_code for number in range(101)]
    assert (said[:100], said[100]) == ([422] * 100, 429)
    assert desk.sign_in("officer").status_code == 429
    assert office.desk().sign_in("officer").status_code == 303


@pytest.mark.parametrize(("passed", "there"), [({"minutes": 119}, True), ({"minutes": 121}, False)])
def test_a_session_ends_when_nobody_is_there(
    office: Office, clock: Clock, passed: dict[str, float], there: bool
) -> None:
    desk = office.desk("officer")
    clock.pass_(**passed)
    assert (desk.get("/").status_code == 200) is there


def test_a_session_ends_after_twelve_hours_whatever_happens(office: Office, clock: Clock) -> None:
    desk = office.desk("officer")
    for _ in range(11):
        clock.pass_(hours=1)
        assert desk.get("/").status_code == 200
    clock.pass_(hours=1.1)
    assert desk.get("/").status_code == 303


def test_signed_out_is_signed_out_for_whoever_kept_the_cookie(office: Office) -> None:
    desk = office.desk("officer")
    kept = dict(desk.cookies)
    assert desk.post("/sign-out").status_code == 303
    desk.cookies.update(kept)
    assert desk.get("/").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Office, rules: Rules) -> None:
    cookie = office.desk().sign_in("officer").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Path=/workbench" in cookie
    assert "Secure" not in cookie  # on this machine alone there is no TLS
    there = replace(office.setup.service, host="10.0.0.1", keys=_keys())
    public = create_app(replace(office.setup, service=there), rules)
    assert (
        "Secure"
        in Desk(public).call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD}).headers["set-cookie"]
    )


def _keys():
    from discretion.service import Keys
    from discretion.service.keys import Key

    return Keys((Key("x", frozenset({"recommend"}), "0" * 64),))


def test_a_form_must_be_one_s_own(office: Office) -> None:
    desk = office.desk("officer")
    for csrf in ("", "x", office.desk("officer").csrf):
        answer = desk.call("POST", "/cases", data={"csrf": csrf, "violation": "highway.overload.mass"})
        assert (answer.status_code, "表单已经失效" in text(answer)) == (403, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "null"},
    ],
)
def test_a_form_must_come_from_this_site(office: Office, headers: dict[str, str]) -> None:
    desk = office.desk("officer")
    assert desk.post("/cases", {"violation": "highway.overload.mass"}, headers=headers).status_code == 403
    assert (
        desk.call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD}, headers=headers).status_code
        == 403
    )


def test_a_form_is_no_longer_than_a_form(office: Office) -> None:
    long = {"name": "x" * 1_100_000, "password": PASSWORD}
    assert office.desk().call("POST", "/sign-in", data=long).status_code == 413
    unknown = office.desk().call("POST", "/audits", files={"file": ("x.csv", b"a,b")})
    assert unknown.status_code == 401


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "/\n/evil.example", ""])
def test_signing_in_leads_to_no_other_site(office: Office, path: str) -> None:
    answer = office.desk().call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD, "next": path})
    assert answer.headers["location"] == "/workbench/"


def test_no_page_may_load_anything_from_elsewhere_or_run_anything_inline(office: Office) -> None:
    desk = office.desk("administrator")
    for path in ("/", "/users", "/log", "/sign-in", "/nothing"):
        answer = desk.get(path)
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in policy
        for forbidden in ("<script>", " style=", " onclick=", "http://", "https://"):
            assert forbidden not in answer.text, path


def test_a_proxy_vouches_for_whom_the_administrator_knows(office: Office, rules: Rules) -> None:
    setup = replace(office.setup, service=replace(office.setup.service, proxy_header="x-user"))
    desk = Desk(create_app(setup, rules))
    answer = desk.get("/", headers={"x-user": "officer"})
    assert (answer.status_code, "办案人员" in text(answer)) == (200, True)
    assert desk.get("/", headers={"x-user": "supervisor"}).status_code == 200  # another now sits there
    assert "监督人员" in text(desk.get("/", headers={"x-user": "supervisor"}))
    for headers in ({"x-user": "stranger"}, {}):
        assert desk.get("/", headers=headers).status_code == 403
    assert desk.call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD}).status_code == 403


def test_one_s_own_password(office: Office) -> None:
    desk, elsewhere = office.desk("officer"), office.desk("officer")
    new = "another horse battery"
    assert "原密码不正确" in text(desk.post("/password", {"old": "wrong password", "new": new}))
    assert "密码应当有12至200个字符" in text(desk.post("/password", {"old": PASSWORD, "new": "short"}))
    assert desk.post("/password", {"old": PASSWORD, "new": new}).status_code == 303
    assert elsewhere.get("/").status_code == 303  # whoever else was signed in is not any more
    assert office.desk().sign_in("officer").status_code == 422
    assert office.desk().sign_in("officer", new).status_code == 303


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"password": "short"}, "密码应当有12至200个字符"),
        ({"roles": ["oficer"]}, "是否想写：officer"),
        ({"roles": []}, "至少要有一个角色"),
        ({"name": "李 明"}, "登录名应当是"),
        ({"place": "33010"}, "行政区划代码"),
    ],
)
def test_users_that_cannot_be(office: Office, change: dict[str, object], said: str) -> None:
    fields = {"name": "new", "roles": ["officer"], "password": PASSWORD} | change
    name = str(fields.pop("name"))
    with pytest.raises(UsageError, match=said):
        add_user(office.setup, name, **fields)  # type: ignore[arg-type]


def test_the_log_names_who_came_and_never_a_password(office: Office) -> None:
    office.desk("officer")
    office.desk().sign_in("officer", "my secret password")
    office.desk().sign_in("my secret password", "x")
    with office.app.state.bench.store.reading() as session:
        entries = [(entry.who, entry.action, entry.detail) for entry in session.query(LogEntry).order_by(LogEntry.seq)]
    assert ("officer", "sign-in", '{"address":"127.0.0.1"}') in entries
    assert ("-", "sign-in.failed", '{"address":"127.0.0.1"}') in entries
    assert "secret" not in str(entries)
    assert check_log(office.setup).broken is None


def test_nobody_waits_for_the_password_of_another(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole office signs in at eight: a password takes long to compare, and nothing of the store is held meanwhile."""
    bench = office.app.state.bench
    matches = bench.setup.passwords.matches

    def meanwhile(kept: str | None, password: str) -> bool:
        with bench.store.writing() as session:  # would wait a minute, and fail
            bench.log(session, "officer2", "case.save", "case/1")
        return bool(matches(kept, password))

    monkeypatch.setattr(bench.setup.passwords, "matches", meanwhile)
    assert office.desk().sign_in("officer").status_code == 303


def test_fifty_tries_at_once_are_fifty_failures(office: Office) -> None:
    """A try counts before the password is compared: who tries many at once gains nothing."""
    desks = [office.desk() for _ in range(50)]
    with ThreadPoolExecutor(50) as pool:
        said = list(pool.map(lambda desk: desk.sign_in("officer", "wrong password").status_code, desks))
    assert sorted(said) == [422] * 5 + [429] * 45


def test_a_database_that_does_not_answer_is_said(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy() -> None:
        raise OperationalError("", {}, Exception("database is locked"))

    monkeypatch.setattr(office.app.state.bench.store, "writing", busy)
    answer = office.desk().sign_in("officer")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "数据库暂时不能使用；稍后再试，填写的内容仍在原来的页面上" in text(answer)
