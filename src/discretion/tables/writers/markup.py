"""HTML by small functions: everything that is not markup goes through ``escape``."""

from __future__ import annotations

from html import escape as _escape


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def escape(text: str) -> Html:
    """Text as HTML; line breaks are kept."""
    return text if isinstance(text, Html) else Html(_escape(text).replace("\n", "<br>"))


def tag(element: str, /, *content: str, **attributes: str | float | None) -> Html:
    """An element. ``class_`` and ``for_`` lose their underscore, other underscores become hyphens; None is left out.

    >>> tag("p", "1 < 2", class_="note")
    '<p class="note">1 &lt; 2</p>'
    """
    parts = [
        f' {key.rstrip("_").replace("_", "-")}="{_escape(str(value), quote=True)}"'
        for key, value in attributes.items()
        if value is not None
    ]
    return Html(f"<{element}{''.join(parts)}>{''.join(escape(part) for part in content)}</{element}>")


def void(element: str, /, **attributes: str | float | None) -> Html:
    """An element without content, such as ``meta``."""
    return Html(tag(element, **attributes).removesuffix(f"</{element}>"))


def join(parts: list[Html] | tuple[Html, ...], between: str = "") -> Html:
    """Several pieces of markup in a row."""
    return Html(between.join(parts))
