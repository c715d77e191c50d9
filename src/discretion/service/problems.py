"""Errors over HTTP (RFC 9457): one shape for all of them, with the library's own account of every problem."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.responses import Response

from discretion.errors import DiscretionError, RulebookError

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
SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "RFC 9457；problems 逐项说明错在何处、发现了什么、允许什么、改法",
    "type": "object",
    "required": ["type", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "请求编号"},
        "problems": {"type": "array", "items": {"type": "object"}},
    },
}


class HttpProblem(Exception):  # noqa: N818 - named after the RFC
    """An error that is about HTTP itself, not about law."""

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers


def respond(
    request: Request,
    status: int,
    detail: str,
    problems: list[dict[str, Any]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as a response."""
    text = written(status, detail, problems, instance=f"urn:request:{getattr(request.state, 'id', '-')}")
    return Response(text, status, headers, media_type=MEDIA)


def written(status: int, detail: str, problems: list[dict[str, Any]] | None, **more: str | int) -> str:
    """A problem as JSON; ``more`` says of which request, or of which line of one."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": TITLES.get(status, "错误"),
        "status": status,
        "detail": detail,
        **more,
    }
    return json.dumps(body | ({"problems": problems} if problems else {}), ensure_ascii=False)


NOT_FOUND = {"unknown-area", "unknown-violation", "no-ruleset", "not-encoded"}


def of_error(error: DiscretionError, *, of_path: bool = False) -> tuple[int, str, list[dict[str, Any]]]:
    """The status, the text and the problems of one of the library's own errors.

    Args:
        error: the error.
        of_path: whether names that do not exist came from the address (404) rather than from a case (422).
    """
    items = error.data()
    if isinstance(error, RulebookError):
        return 500, str(error), items
    missing = of_path and all(item["code"] in NOT_FOUND for item in items)
    return 404 if missing else 422, str(error), items
