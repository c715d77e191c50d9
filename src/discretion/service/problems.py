"""Errors over HTTP (RFC 9457): one shape for all of them, with the library's own account of every problem."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field
from pydantic_core import ErrorDetails

from discretion.documents import complaint, show
from discretion.errors import DiscretionError, MissingExtra, Position, Problem, RulebookError

MEDIA = "application/problem+json"
TITLES = {
    400: "请求不能读取",
    401: "需要身份验证",
    403: "没有权限",
    404: "没有这个对象",
    405: "不支持这种方法",
    406: "不能按要求的格式回答",
    413: "请求过大",
    415: "不支持这种内容类型",
    422: "案件或者参数不符合要求",
    429: "请求过于频繁",
    500: "服务内部错误",
    503: "服务尚未就绪",
    504: "超过时限",
}


class ProblemItem(BaseModel):
    """One thing that is wrong: what, where, what was found, what is allowed, the remedy."""

    code: str = Field(description="稳定的错误代码")
    message: str = Field(description="错在何处")
    text: str = Field(description="可以直接显示的说明，含位置和改法")
    doc: str = Field(description="错误代码在文档中的位置")
    file: str | None = None
    line: int | None = None
    column: int | None = None
    field: list[str | int] | None = Field(default=None, description="字段的路径")
    found: str | None = Field(default=None, description="发现了什么")
    allowed: list[str] | None = Field(default=None, description="允许什么")
    nearest: str | None = Field(default=None, description="最接近的正确名称")
    remedy: str | None = Field(default=None, description="改法")


class ProblemDetails(BaseModel):
    """RFC 9457; ``problems`` says of each mistake what is wrong and where."""

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = Field(default=None, description="请求编号")
    line: int | None = Field(default=None, description="NDJSON 请求中的第几个案件")
    problems: list[ProblemItem] | None = None


class HttpProblem(Exception):  # noqa: N818 - named after the RFC
    """An error that is about HTTP itself, not about law."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status: int = status
        self.detail: str = detail
        self.headers: Mapping[str, str] | None = headers


def respond(
    request: Request,
    status: int,
    detail: str,
    problems: list[dict[str, object]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as a response."""
    text = written(status, detail, problems, instance=f"urn:request:{getattr(request.state, 'id', '-')}")
    return Response(text, status, headers, media_type=MEDIA)


def written(status: int, detail: str, problems: list[dict[str, object]] | None, **more: str | int) -> str:
    """A problem as JSON; ``more`` says of which request, or of which line of one."""
    body: dict[str, object] = {
        "type": "about:blank",
        "title": TITLES.get(status, "错误"),
        "status": status,
        "detail": detail,
        **more,
    }
    return json.dumps(body | ({"problems": problems} if problems else {}), ensure_ascii=False)


NOT_FOUND = {"unknown-area", "unknown-violation", "no-ruleset", "not-encoded"}
LATER = {"store-busy", "store-unreadable"}  # nothing that the caller could mend


def of_error(error: DiscretionError, *, of_path: bool = False) -> tuple[int, str, list[dict[str, object]]]:
    """The status, the text and the problems of one of the library's own errors.

    Args:
        error: the error.
        of_path: whether names that do not exist came from the address (404) rather than from a case (422).
    """
    items = error.data()
    codes = {item["code"] for item in items}
    if isinstance(error, RulebookError):
        return 500, str(error), items
    if isinstance(error, MissingExtra) or codes <= LATER:
        return 503, str(error), items
    return 404 if of_path and codes <= NOT_FOUND else 422, str(error), items


def of_parameters(errors: Sequence[ErrorDetails]) -> list[dict[str, object]]:
    """What is wrong with the parameters of an address, in the shape of all other problems."""
    found = []
    for item in errors:
        where = Position(field=(str(item["loc"][-1]),))
        what = complaint(item["type"], item.get("ctx", {}), item["msg"])
        missing = item["type"] == "missing"
        said = "缺少参数" if missing else f"参数{what}"
        found.append(Problem(said, where, None if missing else show(item["input"])).data("parameter"))
    return found
