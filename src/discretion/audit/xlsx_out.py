"""A table as a workbook that is worked with: a frozen head, filters, widths that fit; text stays text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from discretion.errors import MissingExtra

WIDEST = 30
LINE = 15  # points
SAMPLE = 200  # rows that widths are measured on


def write_xlsx(path: Path, table: Any, *, title: str = "处理决定", notes: Mapping[str, str] | None = None) -> None:
    """Write an Arrow table of texts and whole numbers.

    Args:
        path: the file.
        table: the rows.
        title: the name of the sheet.
        notes: a second sheet of what belongs to it (说明): name and text.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Font, PatternFill
    except ImportError:
        raise MissingExtra("tables", "写出 xlsx") from None
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    names, widths = table.schema.names, _widths(table)
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(len(names), 1))}{table.num_rows + 1}"
    _for_paper(sheet)

    def filled(made: Any, value: Any) -> Any:
        made.value = value
        if isinstance(value, str):
            made.data_type = "s"  # never a formula, whatever it begins with
        return made

    def cell(value: Any, *, bold: bool = False) -> Any:
        made = filled(WriteOnlyCell(sheet), value)
        made.alignment = Alignment(vertical="top", wrap_text=True)
        if bold:
            made.font, made.fill = Font(bold=True), PatternFill("solid", fgColor="E8EDF3")
        return made

    sheet.append([cell(name, bold=True) for name in names])
    # A row is written when it is appended: the next takes the same cells, whose style costs most.
    own = [cell(None) for _ in names]
    line = 1
    for batch in table.to_batches(max_chunksize=10_000):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            line += 1
            lines = max((-(-_width(value) // (width - 1)) for value, width in zip(row, widths, strict=True)), default=1)
            if lines > 1:  # not every program fits the height of a row to wrapped text
                sheet.row_dimensions[line].height = LINE * lines
            sheet.append([filled(made, value) for made, value in zip(own, row, strict=True)])
    if notes:
        second = book.create_sheet("说明")
        second.column_dimensions["A"].width, second.column_dimensions["B"].width = 22, 90
        for name, text in notes.items():
            second.append([cell(name, bold=True), cell(text)])
    book.save(path)


def _widths(table: Any) -> list[int]:
    """Of every column, by its name and its first rows."""
    head = table.slice(0, SAMPLE)
    return [
        min(max([_width(name) + 3, *(_width(value) + 2 for value in head[name].to_pylist() if value is not None)]), WIDEST)
        for name in table.schema.names
    ]  # fmt: skip


def _for_paper(sheet: Any) -> None:
    """As wide as a page, its first line on each."""
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _width(value: object) -> int:
    return sum(2 if ord(sign) > 0x2E80 else 1 for sign in str(value))
