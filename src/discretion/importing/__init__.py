"""The way back: a benchmark table to the files of a ruleset. What is not understood is quoted, never guessed."""

from discretion.importing.cell_reader import CellReader
from discretion.importing.cells import Cells, read_cells
from discretion.importing.changes import READ, CellChange
from discretion.importing.disjoint import Span
from discretion.importing.drafting import TableOrigin
from discretion.importing.importer import Imported, import_table
from discretion.importing.marked import marked_workbook
from discretion.importing.read_file import FileReading, read_tables
from discretion.importing.rows import ReadRow
from discretion.importing.todo import CONFIRM, MARK
from discretion.importing.violations import UNREVIEWED

__all__ = [
    "CONFIRM",
    "MARK",
    "READ",
    "UNREVIEWED",
    "CellChange",
    "CellReader",
    "Cells",
    "FileReading",
    "Imported",
    "ReadRow",
    "Span",
    "TableOrigin",
    "import_table",
    "marked_workbook",
    "read_cells",
    "read_tables",
]
