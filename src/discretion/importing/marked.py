"""The reviewer's own workbook given back, with red cells and comments."""

from __future__ import annotations

import io
from pathlib import Path

from discretion.errors import MissingExtra
from discretion.importing.cells import Cells
from discretion.importing.changes import READ


def marked_workbook(path: Path, found: Cells) -> bytes:
    """The workbook given back: what was not read is red, with a comment that says why.

    Raises:
        MissingExtra: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill
    except ModuleNotFoundError:
        raise MissingExtra("tables", "Excel 表格") from None
    book = load_workbook(path)  # read_grids has read it before: no bomb, no endless merge
    red = PatternFill("solid", fgColor="FFC7CE")
    for item in found.changes:
        if (item.status == READ and not item.error) or item.sheet not in book.sheetnames:
            continue
        cell = book[item.sheet].cell(max(1, item.line), item.column)
        if hasattr(cell, "fill") and type(cell).__name__ != "MergedCell":
            cell.fill = red
            cell.comment = Comment(f"{item.status}：{item.why}", "discretion")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
