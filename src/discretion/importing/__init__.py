"""The way back: a benchmark table to the files of a ruleset. What is not understood is quoted, never guessed."""

from discretion.importing.importer import Imported, import_table

__all__ = [
    "Imported",
    "import_table",
]
