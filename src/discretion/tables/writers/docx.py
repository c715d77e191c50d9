"""Tables in Word: A4 landscape, heads repeated on every page."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from discretion.errors import MissingExtra
from discretion.pages import Cell, Publication, Table, runs, spans
from discretion.tables.writers.carried import Carried
from discretion.tables.writers.word import REVISIONS, bookmark, contents, number_revisions, pad, page_numbers, revise

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
FONT = "宋体"
LONG = 8  # headings; below, a table of contents is only in the way
USABLE_MM = 273  # A4 landscape less the margins
FAINT = "4A5560"


def write(publication: Publication) -> bytes:
    """Write a publication as a Word document.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        import docx
    except ModuleNotFoundError:
        raise MissingExtra("tables", "Word 文档") from None
    document = docx.Document()
    _layout(document, publication.title)
    document.add_heading(_clean(publication.title), level=0)
    for note in publication.notes[:1]:
        document.add_paragraph(_clean(note))
    chapters = _chapters(publication)
    carried = Carried()
    if len(chapters) > LONG:
        contents(document, [(level, title) for level, title, _ in chapters])
    for number, section in enumerate(publication.sections):
        _heading(document, section.title, 1, new_page=number > 0 and len(chapters) > LONG)
        for note in section.notes:
            document.add_paragraph(_clean(note))
        for index, table in enumerate(section.tables):
            if len(section.tables) > 1 or table.title != section.title:
                _heading(document, table.title, 2, new_page=bool(table.anchor) and index > 0)
            for line in table.lead:
                document.add_paragraph(_clean(line)).paragraph_format.keep_with_next = True
            if table.rows:
                _table(document, table, carried)
            for note in table.notes:
                document.add_paragraph(_clean(note))
    for note in publication.notes[1:]:
        document.add_paragraph(_clean(note))
    number_revisions(document)
    carried.attach(document, publication)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _chapters(publication: Publication) -> list[tuple[int, str, bool]]:
    found = []
    for section in publication.sections:
        found.append((1, section.title, False))
        if len(section.tables) > 1:
            found += [(2, table.title, bool(table.anchor)) for table in section.tables]
    return found


def _heading(document: Document, title: str, level: int, *, new_page: bool) -> None:
    heading = document.add_heading(_clean(title), level=level)
    heading.paragraph_format.page_break_before = new_page
    bookmark(heading)


def _layout(document: Document, title: str) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(14)
    page_numbers(section)
    document.core_properties.title = _clean(title)
    document.core_properties.author = "discretion"
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = FONT
        style.font.color.rgb = RGBColor(0x1B, 0x1F, 0x24)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("eastAsia", "ascii", "hAnsi"):
            fonts.set(qn(f"w:{script}"), FONT)
        for theme in ("asciiTheme", "eastAsiaTheme", "hAnsiTheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    document.styles["Normal"].font.size = Pt(9)


def _table(document: Document, table: Table, carried: Carried) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm

    grid = document.add_table(rows=len(table.rows) + 1, cols=len(table.columns), style="Table Grid")
    grid.autofit = False
    pad(grid)
    total = sum(column.width for column in table.columns)
    for column, spec in zip(grid.columns, table.columns, strict=True):
        column.width = Mm(USABLE_MM * spec.width / total)
    lines = [list(row.cells) for row in grid.rows]  # python-docx finds a cell anew at every access
    for spec, cell in zip(table.columns, lines[0], strict=True):
        cell.width = Mm(USABLE_MM * spec.width / total)
        cell.paragraphs[0].add_run(spec.title).bold = True
        _shade(cell, "E9EEF3")
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    grid.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - python-docx has no door for it
    for row in grid.rows:  # no row is torn over two pages
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
    covered = spans(table)
    for number, row in enumerate(table.rows):
        for index, content in enumerate(row.cells):
            cell = lines[number + 1][index]
            cell.width = Mm(USABLE_MM * table.columns[index].width / total)
            span = covered[number][index] if index < table.group else 1
            if span != 1:
                _merge(cell, "restart" if span else "continue")
            if span:
                _fill(cell, content)
        carried.mark(lines[number + 1][-1], row)


def _fill(cell: _Cell, content: Cell) -> None:
    from docx.shared import RGBColor

    paragraph = cell.paragraphs[0]
    for run in runs(content):
        for number, line in enumerate(_clean(run.text).split("\n")):
            if number:
                paragraph.add_run().add_break()
            piece = paragraph.add_run(line)
            if run.mark in REVISIONS:
                revise(piece, run.mark)
            piece.bold = True if run.mark == "strong" else None
            if run.mark == "faint":
                piece.font.color.rgb = RGBColor.from_string(FAINT)


def _merge(cell: _Cell, value: str) -> None:
    """Merge downwards by hand: cell.merge moves paragraphs about and is quadratic."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:vMerge")
    mark.set(qn("w:val"), value)
    cell._tc.get_or_add_tcPr().append(mark)  # noqa: SLF001


def _shade(cell: _Cell, color: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), color)
    cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001


def _clean(text: str) -> str:
    return UNWRITABLE.sub("", text)
