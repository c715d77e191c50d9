"""The rendering house: documents as data, and the one set of templates, tokens and components that makes pages of them.

``render("document.html", document=publication)`` is a page; ``templates/components.html`` has the parts.
"""

from discretion.pages.bands import Bar, bars
from discretion.pages.drawing import Drawing, Shape, shape
from discretion.pages.model import RANKS, Cell, Chapter, Column, Publication, Run, Table, TableRow, runs, spans, text_of
from discretion.pages.render import ASSETS, SERVED_POLICY, asset, render

__all__ = [
    "ASSETS",
    "RANKS",
    "SERVED_POLICY",
    "Bar",
    "Cell",
    "Chapter",
    "Column",
    "Drawing",
    "Publication",
    "Run",
    "Shape",
    "Table",
    "TableRow",
    "asset",
    "bars",
    "render",
    "runs",
    "shape",
    "spans",
    "text_of",
]
