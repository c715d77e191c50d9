"""Templates to pages: escaped, strict, one file that needs nothing else, or a served page with its style and script beside it."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from discretion.pages.model import RANKS, runs, spans

STYLE, SCRIPT = "discretion.css", "discretion.js"
ASSETS = {STYLE: "text/css; charset=utf-8", SCRIPT: "text/javascript; charset=utf-8"}
SERVED_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def render(template: str, *, served: str = "", room: str = "discretion.pages", **context: object) -> str:
    """A page.

    Args:
        template: its name under ``pages/templates``, e.g. ``document.html``.
        room: a package with ``templates`` of its own, which extend and use those of this house.
        served: where the service keeps ``asset``s, e.g. ``/static``; then nothing is inline and ``SERVED_POLICY`` holds.
            Empty: one self-contained file.
        context: what the template shows; a name it uses and does not get is an error.
    """
    return _environment(room).get_template(template).render(served=served, **context)


@cache
def asset(name: str) -> str:
    """The text of the style or the script; ``ASSETS`` has their media types.

    Raises:
        KeyError: there is no such asset.
    """
    ASSETS[name]
    return files("discretion.pages").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _environment(room: str) -> Environment:
    found = Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in dict.fromkeys((room, "discretion.pages"))]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    found.filters["lines"] = _lines
    found.globals |= {
        "RANKS": RANKS,
        "runs": runs,
        "spans": spans,
        "style": Markup(asset(STYLE)),  # noqa: S704 - our own file
        "script": Markup(asset(SCRIPT)),  # noqa: S704 - our own file
        "policy": f"default-src 'none'; style-src '{_digest(STYLE)}'; script-src '{_digest(SCRIPT)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        "stamps": {name: hashlib.sha256(asset(name).encode()).hexdigest()[:12] for name in ASSETS},
    }
    return found


def _digest(name: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(asset(name).encode()).digest()).decode()}"


def _lines(text: str) -> Markup:
    """Escaped text; its line breaks are kept."""
    return Markup("<br>").join(escape(text).split("\n"))
