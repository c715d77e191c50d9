"""The way back: a benchmark table to the files of a ruleset. What is not understood is quoted, never guessed."""

from discretion.importing.cells import CellReader
from discretion.importing.disjoint import Span
from discretion.importing.drafting import Origin
from discretion.importing.importer import Imported, import_table
from discretion.importing.read_file import FileReading, read_tables
from discretion.importing.reading import Row
from discretion.importing.review import Change, Review, review
from discretion.importing.review_writers import as_html, as_json, as_text, marked_workbook

__all__ = [
    "CellReader",
    "Change",
    "FileReading",
    "Imported",
    "Origin",
    "Review",
    "Row",
    "Span",
    "as_html",
    "as_json",
    "as_text",
    "import_table",
    "marked_workbook",
    "read_tables",
    "review",
]
