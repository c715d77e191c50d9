"""What went wrong, as a page: what, and what to do now. Never a trace."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import HTMLResponse, Response

from discretion.workbench.web.bench import Bench
from discretion.workbench.web.show import show

TITLES = {
    400: "请求不能读取",
    401: "请重新登录",
    403: "没有权限",
    404: "没有这一页",
    405: "不支持这种方法",
    409: "内容已在别处改动",
    413: "文件过大",
    422: "内容不符合要求",
    429: "请求过于频繁",
    500: "服务内部错误",
    503: "暂时不能办理",
}


def problem(bench: Bench, status: int, text: str, headers: Mapping[str, str] | None = None) -> Response:
    """A page about a problem."""
    title = TITLES.get(status, "不能完成")
    page = show("problem.html", bench, None, title=title, lines=text.splitlines(), typed=status == 422)
    return HTMLResponse(page, status, dict(headers or {}))
