"""Templates of the workbench, in the house of ``pages``."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import ChoiceLoader, Environment, PackageLoader

from discretion.pages.render import _environment
from discretion.workbench.people import ROLES, Visitor

if TYPE_CHECKING:
    from discretion.workbench.web.bench import Bench

STATIC = "/workbench/static"


def show(template: str, bench: Bench, visitor: Visitor | None, **more: Any) -> str:
    """A page of the workbench.

    Args:
        template: its name under ``workbench/templates``.
        bench: for the time and the day.
        visitor: who looks at it; None: nobody yet.
        more: what it shows.
    """

    def when(at: datetime) -> str:
        local = bench.setup.local(at)
        return f"{local.year}年{local.month}月{local.day}日 {local:%H:%M}"

    person = visitor.person if visitor else None
    return (
        _house()
        .get_template(template)
        .render(
            served=STATIC,
            me=person,
            csrf=visitor.csrf if visitor else "",
            roles=ROLES,
            when=when,
            proxied=bench.setup.service.proxy_header is not None,
            **more,
        )
    )


@cache
def _house() -> Environment:
    house = _environment().overlay(
        loader=ChoiceLoader([PackageLoader("discretion.workbench"), PackageLoader("discretion.pages")])
    )
    return house
