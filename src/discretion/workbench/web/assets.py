"""Style and script: files of this package, served from this site and from nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from discretion.pages import ASSETS, asset

OWN = {"workbench.css": "text/css; charset=utf-8", "workbench.js": "text/javascript; charset=utf-8"}
MAX_AGE = 3600


def static() -> list[Route]:
    """A route for each file."""
    texts = {name: (asset(name), media) for name, media in ASSETS.items()}
    for name, media in OWN.items():
        texts[name] = (files("discretion.workbench").joinpath("static", name).read_text(encoding="utf-8"), media)
    return [Route(f"/static/{name}", _file(text, media)) for name, (text, media) in texts.items()]


def _file(text: str, media: str) -> Callable[[Request], Awaitable[Response]]:
    async def answer(_request: Request) -> Response:
        return Response(text, media_type=media, headers={"cache-control": f"max-age={MAX_AGE}"})

    return answer
