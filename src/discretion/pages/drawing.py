"""A drawing as data: shapes with their attributes; the component ``drawing`` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """One element of a drawing. Colours are the tokens of the style, ``var(--ink)``, so that they hold in the dark, too."""

    name: str
    attributes: Mapping[str, str | float]
    text: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, and what it says to those who do not see it."""

    title: str
    width: int
    height: int
    shapes: tuple[Shape, ...]


def shape(name: str, /, text: str = "", title: str = "", **attributes: str | float | None) -> Shape:
    """A shape; underscores in names become hyphens, None is left out."""
    return Shape(
        name, {key.replace("_", "-"): value for key, value in attributes.items() if value is not None}, text, title
    )
