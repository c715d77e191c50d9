"""One request as a page sees it: who is there, what was typed, and how to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import QueryParams, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from discretion.workbench.people import Person, Visitor
from discretion.workbench.web.bench import Bench
from discretion.workbench.web.show import show

ROOT = "/workbench"


class Refused(Exception):  # noqa: N818 - a page that says why
    """A request that cannot be answered as asked."""

    def __init__(self, status: int, text: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(text)
        self.status: int = status
        self.text: str = text
        self.headers: Mapping[str, str] | None = headers


@dataclass(frozen=True, slots=True)
class Visit:
    """A request.

    Attributes:
        bench: the workbench.
        visitor: who is signed in; None on the pages before that.
        path: the parameters of the address.
        query: what stands behind the question mark, the last of a name.
        form: the fields of a form in their order; without files.
        files: its files.
        address: where the request comes from.
        live: whether the page's script asks, and wants a part rather than a page.
        token: that of his session.
        tls: whether he came over TLS, as a proxy on this machine may say.
    """

    bench: Bench
    visitor: Visitor | None
    path: Mapping[str, Any]
    query: QueryParams
    form: tuple[tuple[str, str], ...] = ()
    files: Mapping[str, UploadFile] = field(default_factory=dict)
    address: str = ""
    live: bool = False
    token: str = ""
    tls: bool = False

    @property
    def who(self) -> Person:
        """The person signed in."""
        assert self.visitor is not None
        return self.visitor.person

    def typed(self, name: str) -> str:
        """One field of the form, without blanks around; empty if there is none."""
        return next((value.strip() for key, value in reversed(self.form) if key == name), "")

    def ticked(self, name: str) -> list[str]:
        """All values of a field."""
        return [value for key, value in self.form if key == name]

    def page(
        self, template: str, status: int = 200, headers: Mapping[str, str] | None = None, **more: object
    ) -> Response:
        """Answer with a page."""
        text = show(template, self.bench, self.visitor, **more)
        return HTMLResponse(text, status, {"cache-control": "no-store", **(headers or {})})

    def go(self, path: str) -> Response:
        """Answer with another page to look at."""
        return RedirectResponse(ROOT + path, 303)
