"""The rendering house: documents as data, and the one set of templates, tokens and components that makes pages of them.

``render("document.html", document=publication)`` is a page; ``templates/components.html`` has the parts.
"""

from discretion.pages.bands import Bar, bars
from discretion.pages.drawing import Drawing, Shape, shape
from discretion.pages.model import RANKS, Cell, Column, Publication, Row, Run, Section, Table, runs, spans, text_of
from discretion.pages.render import ASSETS, SERVED_POLICY, asset, render

__all__ = [
    "ASSETS",
    "RANKS",
    "SERVED_POLICY",
    "Bar",
    "Cell",
    "Column",
    "Drawing",
    "Publication",
    "Row",
    "Run",
    "Section",
    "Shape",
    "Table",
    "asset",
    "bars",
    "render",
    "runs",
    "shape",
    "spans",
    "text_of",
]
