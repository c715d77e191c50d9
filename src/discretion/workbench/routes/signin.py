"""Signing in and out."""

from __future__ import annotations

from starlette.responses import Response

from discretion.workbench.people import TooManyTries, end, knock, sign_in
from discretion.workbench.web import ROOT, Pages, Refused, Visit
from discretion.workbench.web.entry import COOKIE, set_cookie

pages: Pages = Pages()


@pages.get("/sign-in", None)
def form(visit: Visit) -> Response:
    """The form; who is signed in already goes on."""
    if visit.visitor is not None:
        return visit.go(_next(visit.query.get("next", "/")))
    return visit.page("sign-in.html", next=_next(visit.query.get("next", "/")), name="", mistake="")


@pages.post("/sign-in", None)
def enter(visit: Visit) -> Response:
    """Hold name and password against the store."""
    name, bench = visit.typed("name"), visit.bench
    if bench.setup.service.proxy_header is not None:
        raise Refused(403, "身份由代理验证，不用密码登录")
    password = next((value for key, value in visit.form if key == "password"), "")
    try:
        with bench.store.writing() as session:
            kept = knock(session, bench.now(), name, visit.address)
        matched = kept if bench.setup.passwords.matches(kept, password) else None  # outside: nobody waits for it
        with bench.store.writing() as session:
            token = sign_in(session, bench.now(), name, visit.address, matched)
            known = name if token else "-"  # what was typed may be a password in the wrong field
            bench.log(session, known, "sign-in" if token else "sign-in.failed", f"user/{known}", address=visit.address)
    except TooManyTries as error:
        wait = f"{error.wait}秒" if error.wait < 60 else f"{-(-error.wait // 60)}分钟"
        raise Refused(429, f"登录失败次数过多，请{wait}后再试", {"retry-after": str(error.wait)}) from None
    if not token:
        mistake = "登录名或者密码不正确"
        return visit.page("sign-in.html", 422, next=_next(visit.typed("next")), name=name, mistake=mistake)
    answer = visit.go(_next(visit.typed("next")))
    set_cookie(answer, visit, token)
    return answer


@pages.post("/sign-out", "home")
def leave(visit: Visit) -> Response:
    """End the session."""
    with visit.bench.store.writing() as session:
        end(session, visit.token)
        visit.bench.log(session, visit.who.name, "sign-out", f"user/{visit.who.name}")
    answer = visit.go("/sign-in")
    answer.delete_cookie(COOKIE, path=ROOT)
    return answer


def _next(path: str) -> str:
    r"""Where to go on: a page of this site only (``//evil`` and ``/\\evil`` are other sites to a browser)."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() else "/"
