"""What somebody hostile sends to the workbench: refused in words, never a fault of ours, and never more than he may know."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from tests.workbench.conftest import PASSWORD, Desk, Office, text

from discretion.workbench.routes import TOPICS
from discretion.workbench.web import all_pages

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
FORM = {"content-type": "application/x-www-form-urlencoded"}
LIST = f'案号,案由,违法日期,决定日期,罚款\n"{SCRIPT.replace(chr(34), chr(34) * 2)}",highway.spillage,2026-03-02,2026-03-20,999\n'


def upload(desk: Desk, name: str, content: str) -> Any:
    return desk.call("POST", "/audits", data={"csrf": desk.csrf}, files={"file": (name, content.encode())})


def quiet(answer: Any) -> None:
    """Nothing that was typed is a tag of the page."""
    assert answer.status_code < 500
    assert "<script>alert" not in answer.text
    assert "<img src=x" not in answer.text


@pytest.mark.parametrize("role", ["officer", "reviewer", "supervisor"])
def test_a_number_that_nothing_can_have_is_not_found(office: Office, role: str) -> None:
    desk = office.desk(role)
    for page in all_pages(TOPICS):
        if ":int" in page.path and "{violation}" not in page.path:
            path = (
                page.path.replace("{number:int}", "9" * 30).replace("{row:int}", "9" * 30).replace("{kind}", "exempt")
            )
            assert desk.call(
                page.method, path, data={"csrf": desk.csrf} if page.method == "POST" else None
            ).status_code in (403, 404)


@pytest.mark.parametrize("name", ["<script>", "highway.none", "%00", "..%2f..%2fpolicy"])
def test_a_table_of_a_violation_that_does_not_exist(small: Office, name: str) -> None:
    desk = small.desk("reviewer")
    draft = desk.draft("child")
    for answer in (
        desk.get(f"{draft}/{name}"),
        desk.get(f"{draft}/{name}/decided"),
        desk.post(f"{draft}/{name}", {"cell.a.label": "x"}),
    ):
        quiet(answer)
        assert answer.status_code in (200, 404, 422)


@pytest.mark.parametrize("secret", ["", "甲", "\ud800", "x" * 9000])
def test_a_form_that_is_not_his_own(office: Office, secret: str) -> None:
    desk = office.desk("officer")
    path, desk.csrf = desk.begin(), secret.encode("utf-8", "replace").decode()
    assert desk.post(f"{path}/close", {"version": "1"}).status_code == 403


@pytest.mark.parametrize("body", [b"%ff%fe", b"csrf=%ed%a0%80", b"&&==&", b"\xff\xfe", b""])
def test_bytes_that_are_no_form(office: Office, body: bytes) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.call("POST", path, content=body, headers=FORM).status_code == 403
    assert desk.call(
        "POST", path, content=body, headers={"content-type": "multipart/form-data; boundary=x"}
    ).status_code in (400, 403)


def test_no_text_holds_what_a_database_cannot_keep(office: Office) -> None:
    desk = office.desk("reviewer")
    draft = desk.draft("zhejiang")
    assert desk.post(f"{draft}/remarks", {"text": "第一行\0第二行"}).status_code == 303
    assert "第一行第二行" in text(desk.get(draft))


def test_what_people_write_is_text_wherever_it_is_shown(office: Office) -> None:
    administrator, reviewer, supervisor = (office.desk(name) for name in ("administrator", "reviewer", "supervisor"))
    administrator.post(
        "/users",
        {"name": "evil", "label": SCRIPT, "unit": SCRIPT, "roles": ["officer", "reviewer"], "password": PASSWORD},
    )
    evil = office.desk("evil")
    fields = {"area": "zhejiang", "title": SCRIPT, "name": "2027.1", "effective": "2027-01-01"}
    draft = evil.post("/drafts", fields).headers["location"].removeprefix("/workbench")
    evil.post(f"{draft}/remarks", {"text": SCRIPT, "anchor": SCRIPT, "assignee": "reviewer"})
    case = evil.begin()
    evil.save(
        case, {"case": SCRIPT, "reasons.grave_other": SCRIPT, "acts.0.facts.gross_mass_kg": SCRIPT, "place": SCRIPT}
    )
    for path in (
        "/",
        draft,
        "/drafts",
        case,
        f"{case}/print",
        f"{case}?mode=guide",
        f"{case}/regions",
        f"{case}/beside",
    ):
        quiet(evil.get(path))
    quiet(
        evil.post(
            f"{draft}/highway.spillage", {"version": "0", "cell.slight.label": SCRIPT, "cell.slight.when": SCRIPT}
        )
    )
    for path in ("/users", "/log"):
        quiet(administrator.get(path))
    for path in ("/", draft, f"{draft}/highway.spillage", case, f"/rules?area={SCRIPT}&q={SCRIPT}"):
        quiet(reviewer.get(path))
    audit = upload(supervisor, f"{SCRIPT.replace('/', '')}.csv", LIST).headers["location"].removeprefix("/workbench")
    for path in (audit, "/audits", "/"):
        quiet(supervisor.get(path))
    quiet(supervisor.post(audit, {"mapping": f"{SCRIPT}: {SCRIPT}"}))


def test_errors_about_a_file_do_not_say_where_the_server_keeps_it(office: Office) -> None:
    desk, reviewer = office.desk("supervisor"), office.desk("reviewer")
    said = text(upload(desk, "某年.csv", ""))
    assert "某年.csv: 文件没有表头" in said
    audit = upload(desk, "某年.csv", LIST).headers["location"].removeprefix("/workbench")
    told = text(desk.post(audit, {"mapping": "a: 1"}))
    assert "缺少“violation”" in told
    files = {"file": ("甲.docx", b"PK\3\4")}
    brought = text(
        reviewer.call("POST", f"{reviewer.draft('zhejiang')}/bring", data={"csrf": reviewer.csrf}, files=files)
    )
    assert "甲.docx" in brought
    assert str(office.setup.folder.parent)[:5] not in said + told + brought  # /tmp/


def test_a_file_is_not_even_read_from_somebody_who_may_not_send_one(office: Office) -> None:
    desk = office.desk("officer")
    answer = desk.call(
        "POST", "/audits", content=b"x", headers={"content-type": "multipart/form-data"}
    )  # no form at all
    assert (answer.status_code, "您的角色没有这项权限" in text(answer)) == (403, True)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_form_of_another_site_is_refused_even_with_the_secret(office: Office, headers: dict[str, str]) -> None:
    desk = office.desk("officer")
    assert desk.post(desk.begin(), {"version": "1"}, headers=headers).status_code == 403
    assert (
        desk.call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD}, headers=headers).status_code
        == 403
    )


def test_a_session_is_the_server_s_own_and_new_with_each_sign_in(office: Office) -> None:
    desk = office.desk()
    desk.cookies = httpx.Cookies({"discretion_session": "planted"})
    assert desk.get("/").status_code == 303
    answer = desk.call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD})
    assert "planted" not in answer.headers["set-cookie"]


@pytest.mark.parametrize(("scheme", "secure"), [("http", False), ("https", True)])
def test_a_cookie_given_over_tls_travels_over_tls_only(office: Office, scheme: str, secure: bool) -> None:
    answer = office.desk().call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD}, scheme=scheme)
    assert ("Secure" in answer.headers["set-cookie"]) is secure


@pytest.mark.parametrize("next_", ["//evil", "/\\evil", "/\t/evil", "https://evil", "/%0d%0aX-Evil: y"])
def test_nobody_is_led_away_after_signing_in(office: Office, next_: str) -> None:
    answer = office.desk().call("POST", "/sign-in", data={"name": "officer", "password": PASSWORD, "next": next_})
    assert answer.headers["location"].startswith("/workbench/")
    assert "x-evil" not in answer.headers
