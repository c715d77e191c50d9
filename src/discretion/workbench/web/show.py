"""Templates of the workbench, in the house of ``pages``."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from discretion.pages import render
from discretion.workbench.people import ROLES, Visitor

if TYPE_CHECKING:
    from discretion.workbench.web.bench import Bench

STATIC = "/workbench/static"


def show(template: str, bench: Bench, visitor: Visitor | None, **more: object) -> str:
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

    def area(name: str) -> str:
        """An area as people call it."""
        known = bench.library.rulebook.areas
        return known[name][-1].header.model.label if name in known else name

    return render(
        template,
        served=STATIC,
        room="discretion.workbench",
        me=visitor.person if visitor else None,
        csrf=visitor.csrf if visitor else "",
        roles=ROLES,
        when=when,
        area_name=area,
        proxied=bench.setup.service.proxy_header is not None,
        **more,
    )
