"""What every request passes on its way to a page: who is there, is the form his own, may he."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from python_multipart.exceptions import FormParserError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from discretion.workbench.people import Visitor, begin, find, touch, visitor
from discretion.workbench.web.bench import Bench
from discretion.workbench.web.pages import Page
from discretion.workbench.web.visit import ROOT, Refused, Visit

COOKIE = "discretion_session"
HIGHEST = 2**31 - 1  # what a number of a case, a draft, an audit can be
Endpoint = Callable[[Request], Awaitable[Response]]


def endpoint(bench: Bench, page: Page) -> Endpoint:
    """A page as Starlette calls it; the page itself works in a thread."""

    async def answer(request: Request) -> Response:
        if any(isinstance(number, int) and number > HIGHEST for number in request.path_params.values()):
            raise Refused(404, "没有这一页")
        fields: tuple[tuple[str, str], ...] = ()
        files = {}
        if page.method == "POST":
            _same_origin(request)
            _measured(bench, page, request)
            if page.large:  # before its file is read
                there, _ = await run_in_threadpool(_who, bench, request)
                if there is None:
                    return _to_the_door(bench, page, request)
                _may(there, page)
            try:
                form = await request.form(max_files=1, max_fields=3000, max_part_size=200_000)
            except FormParserError:  # Starlette before 1.0 lets it through
                raise Refused(400, "表单无法读取") from None
            typed = ((name, value) for name, value in form.multi_items() if isinstance(value, str))
            fields = tuple((name, value.replace("\0", "")) for name, value in typed)  # PostgreSQL keeps none of those
            files = {name: value for name, value in form.multi_items() if isinstance(value, UploadFile)}
        return await run_in_threadpool(_answer, bench, page, request, fields, files)

    return answer


def _answer(
    bench: Bench,
    page: Page,
    request: Request,
    fields: tuple[tuple[str, str], ...],
    files: dict[str, UploadFile],
) -> Response:
    there, token = _who(bench, request)
    visit = Visit(
        bench,
        there,
        request.path_params,
        request.query_params,
        fields,
        files,
        request.client.host if request.client else "",
        request.headers.get("x-live") == "1",
        token or request.cookies.get(COOKIE, ""),
        request.url.scheme == "https",
    )
    if page.action is not None:
        if there is None:
            return _to_the_door(bench, page, request)
        if page.method == "POST" and not hmac.compare_digest(visit.typed("csrf").encode(), there.csrf.encode()):
            raise Refused(403, "表单已经失效（可能已在别处退出后重新登录）；请回到上一页，刷新后再提交")
        _may(there, page)
    answer = page.work(visit)
    if token:
        set_cookie(answer, visit, token)
    return answer


def _may(there: Visitor, page: Page) -> None:
    if page.action is not None and not there.person.may(page.action):
        raise Refused(403, "您的角色没有这项权限；需要的，请与管理员联系")


def _who(bench: Bench, request: Request) -> tuple[Visitor | None, str]:
    """Who is there; and the token of a session that begins with this request, as a proxy vouches for him."""
    token = request.cookies.get(COOKIE, "")
    header = bench.setup.service.proxy_header
    named = request.headers.get(header, "") if header else ""
    with bench.store.reading() as session:
        found = visitor(session, bench.now(), token) if token else None
    if header:
        if not named:
            return None, ""
        if found is None or found[0].person.name != named:
            return _vouched(bench, named)
    if found is None:
        return None, ""
    there, stale = found
    if stale:
        with bench.store.writing() as session:
            touch(session, bench.now(), token)
    return there, ""


def _vouched(bench: Bench, name: str) -> tuple[Visitor | None, str]:
    with bench.store.writing() as session:
        user = find(session, name)
        if user is None:
            return None, ""
        token = begin(session, bench.now(), user)
        bench.log(session, name, "sign-in", f"user/{name}", by="proxy")
        session.flush()
        found = visitor(session, bench.now(), token)
    assert found is not None
    return found[0], token


def _to_the_door(bench: Bench, page: Page, request: Request) -> Response:
    if bench.setup.service.proxy_header is not None:
        raise Refused(403, "身份由代理验证；没有为您开通工作台，请与管理员联系")
    if page.method == "POST":
        raise Refused(401, "登录已经失效；您填写的内容仍在原来的页面上，请在新的窗口登录后回到该页再提交")
    path = request.scope["path"].removeprefix(ROOT)
    return RedirectResponse(f"{ROOT}/sign-in?next={quote(path)}", 303)


def _same_origin(request: Request) -> None:
    """A form is sent from a page of this very site: the browser says so, and cannot be made to say it by another."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if (site is not None and site not in ("same-origin", "none")) or (
        origin is not None and urlsplit(origin).netloc != request.headers.get("host", "")
    ):
        raise Refused(403, "表单来自其他网站，不予受理")


def _measured(bench: Bench, page: Page, request: Request) -> None:
    """A form says how long it is, and is no longer than a form: only a page that takes a file reads more."""
    length = request.headers.get("content-length", "")
    if not length.isdecimal():
        raise Refused(411, "请求没有写明长度")
    if int(length) > bench.setup.service.max_bytes and not page.large:
        raise Refused(413, "填写的内容过长")


def set_cookie(answer: Response, visit: Visit, token: str) -> None:
    """Let the browser keep a session: out of reach of scripts and of other sites, and of the open line where there is TLS."""
    secure = visit.tls or visit.bench.setup.secure
    answer.set_cookie(COOKIE, token, path=ROOT, httponly=True, samesite="lax", secure=secure)
