"""Writers: one format per file, loaded when it is used."""

from discretion.tables.writers.html import table_html
from discretion.tables.writers.markup import Html, join, tag
from discretion.tables.writers.page import contents, header, page
from discretion.tables.writers.write import BINARY, FORMATS, write

__all__ = [
    "BINARY",
    "FORMATS",
    "Html",
    "contents",
    "header",
    "join",
    "page",
    "table_html",
    "tag",
    "write",
]
