"""Tables in Excel: a sheet per section, frozen heads, A4 landscape; hidden columns keep the rules for the way back."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from discretion.errors import MissingExtra, Problem, UsageError
from discretion.pages import Cell, Chapter, Publication, Table, runs, spans, text_of

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.styles import Border
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_767  # characters in a cell; Excel cuts what is longer
UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
DATA_SHEET = "规则数据"
NOTES_SHEET = "说明"
FILLS = {"statute": "EEF8F1", "published": "EEF4FC", "proposed": "FFF5EA"}
INKS = {"faint": "4A5560", "insert": "0D4A1C", "delete": "7C1408"}


def write(publication: Publication) -> bytes:
    """Write a publication as a workbook.

    Raises:
        MissingExtra: openpyxl is not installed.
        UsageError: a text is longer than a cell can hold.
    """
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError:
        raise MissingExtra("tables", "Excel 表格") from None
    book = Workbook()
    book.remove(book.active)
    book.properties.title = publication.title
    book.properties.creator = "discretion"
    for section in publication.sections:
        for title, tables in _sheets(section):
            _sheet(book, title, tables, publication.title)
    _notes(book, publication)
    if publication.data:
        _data(book, publication)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _sheets(section: Chapter) -> list[tuple[str, list[Table]]]:
    """Tables of the same columns share a sheet; others get their own."""
    groups: list[tuple[str, list[Table]]] = []
    for table in section.tables:
        if groups and groups[-1][1][0].columns == table.columns:
            groups[-1][1].append(table)
        else:
            groups.append((section.title if not groups else table.title, [table]))
    return groups


def _sheet(book: Workbook, title: str, tables: list[Table], heading: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", "", title)[:31])
    columns, machine = tables[0].columns, tables[0].machine
    wide = len(columns)
    _put(sheet, 1, 1, heading)
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=wide)
    sheet.cell(1, 1).font = Font(bold=True, size=16)
    sheet.cell(1, 1).alignment = Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 30
    for index, name in enumerate((*(column.title for column in columns), *machine), 1):
        _put(sheet, 2, index, name)
        cell = sheet.cell(2, index)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E9EEF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _border()
    for index, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(index)].width = column.width * 1.6
    for index in range(wide + 1, wide + len(machine) + 1):
        sheet.column_dimensions[get_column_letter(index)].hidden = True
    line = 3
    for table in tables:
        line = _table(sheet, table, line, banner=len(tables) > 1)
    _layout(sheet, wide)


def _table(sheet: Worksheet, table: Table, line: int, *, banner: bool) -> int:
    from openpyxl.styles import Alignment, Font, PatternFill

    wide = len(table.columns)
    if banner:
        _put(sheet, line, 1, table.title)
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=wide)
        sheet.cell(line, 1).font = Font(bold=True, size=12)
        sheet.cell(line, 1).fill = PatternFill("solid", fgColor="F4F6F8")
        line += 1
    covered = spans(table)
    for number, row in enumerate(table.rows):
        for index, cell in enumerate(row.cells, 1):
            target = sheet.cell(line, index)
            target.border = _border()
            target.alignment = Alignment(vertical="top", wrap_text=True)
            _put(sheet, line, index, cell)
            if index <= table.group and covered[number][index - 1] == 0:
                target.font = Font(color=INKS["faint"])  # not merged, so that a filter shows whose row it is
            if table.columns[index - 1].title == "来源" and row.kind:
                target.fill = PatternFill("solid", fgColor=FILLS[row.kind])
        for offset, name in enumerate(table.machine, 1):
            _put(sheet, line, wide + offset, row.machine.get(name, ""))
        sheet.row_dimensions[line].height = _height(table, row.cells, covered[number])
        line += 1
    for note in table.notes:
        _put(sheet, line, 1, note)
        line += 1
    return line


def _height(table: Table, cells: tuple[Cell, ...], covered: list[int]) -> float:
    """Enough for the fullest cell: Excel does not fit rows with merged cells by itself."""
    lines = [1]
    for index, cell in enumerate(cells):
        share = covered[index] if index < table.group else 1
        if share == 0:
            continue
        width = max(table.columns[index].width * 0.7, 3)
        needed = sum(max(1, -(-len(part) // int(width))) for part in text_of(cell).split("\n"))
        lines.append(-(-needed // share))
    return float(min(max(lines) * 15 + 4, 400))


def _layout(sheet: Worksheet, wide: int) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.freeze_panes = "B3"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:2"
    sheet.print_area = f"A1:{get_column_letter(wide)}{sheet.max_row}"
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.auto_filter.ref = f"A2:{get_column_letter(wide)}{sheet.max_row}"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _notes(book: Workbook, publication: Publication) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(NOTES_SHEET)
    sheet.column_dimensions["A"].width = 110
    _put(sheet, 1, 1, publication.title)
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    lines = [*publication.notes, *(note for section in publication.sections for note in section.notes)]
    if publication.data:
        lines.append(
            "修改后可以用 discretion import 转回规则：适用条件、裁量标准按修改后的文字读取，"
            "读不懂的原样保留并标为待录入。"
            "隐藏的列和隐藏的工作表保存机器可读的规则，请勿手工修改。"
        )
    for number, line in enumerate(lines, 2):
        _put(sheet, number, 1, line)
        sheet.cell(number, 1).alignment = Alignment(wrap_text=True, vertical="top")


def _data(book: Workbook, publication: Publication) -> None:
    sheet = book.create_sheet(DATA_SHEET)
    for number, row in enumerate(publication.data, 1):
        for index, text in enumerate(row, 1):
            _put(sheet, number, index, text)
    sheet.sheet_state = "hidden"


def _put(sheet: Worksheet, line: int, column: int, cell: Cell) -> None:
    """Write text as text: what begins with = is no formula."""
    text = UNWRITABLE.sub("", text_of(cell))
    if len(text) > LONGEST:
        raise UsageError(Problem(f"工作表 {sheet.title} 第{line}行的内容超过 Excel 单元格的上限 {LONGEST} 个字符"))
    target = sheet.cell(line, column)
    target.value = _rich(cell) if any(run.mark != "plain" for run in runs(cell)) else text
    if isinstance(target.value, str):
        target.data_type = "s"


def _rich(cell: Cell) -> CellRichText:
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont

    parts: list[str | TextBlock] = []
    for run in runs(cell):
        text = UNWRITABLE.sub("", run.text)
        if run.mark == "plain":
            parts.append(text)
            continue
        font = InlineFont(
            b=run.mark == "strong" or None,
            strike=run.mark == "delete" or None,
            u="single" if run.mark == "insert" else None,
            color=INKS.get(run.mark),
        )
        parts.append(TextBlock(font, text))
    return CellRichText(parts)


def _border() -> Border:
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color="B9C2CB")
    return Border(left=thin, right=thin, top=thin, bottom=thin)
