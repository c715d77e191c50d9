"""The way back: a benchmark table to the files of a ruleset. What is not understood is quoted, never guessed."""

from discretion.importing.importer import Imported, import_table
from discretion.importing.numerals import number

__all__ = [
    "Imported",
    "import_table",
    "number",
]
