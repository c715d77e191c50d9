"""The way back: a benchmark table to the files of a ruleset. What is not understood is quoted, never guessed."""

from discretion.importing.disjoint import Span
from discretion.importing.drafting import Origin
from discretion.importing.importer import Imported, import_table
from discretion.importing.read_file import FileReading, read_tables
from discretion.importing.reading import Row

__all__ = [
    "FileReading",
    "Imported",
    "Origin",
    "Row",
    "Span",
    "import_table",
    "read_tables",
]
