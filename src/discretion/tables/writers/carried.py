"""What a Word document of ours carries to be read back: every row has a name (a bookmark), and a hidden part says which rule it is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from discretion.pages import Publication, TableRow

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

ROW = "rule_{}"  # the names of the rows; discretion.grids reads them
PART, TYPE = "/customXml/item101.xml", "application/xml"


class Carried:
    """The rows of one document, numbered as they come."""

    def __init__(self) -> None:
        self._rows: list[str] = []

    def mark(self, cell: _Cell, row: TableRow) -> None:
        """Name a row of a table by a bookmark in one of its cells; Word keeps it while the row lives."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if not row.machine:
            return
        number = len(self._rows)
        paragraph = cell.paragraphs[0]._p  # noqa: SLF001 - python-docx has no door for it
        for name in ("bookmarkStart", "bookmarkEnd"):
            mark = OxmlElement(f"w:{name}")
            mark.set(qn("w:id"), str(1_000_000 + number))
            if name == "bookmarkStart":
                mark.set(qn("w:name"), ROW.format(number))
            paragraph.append(mark)
        cells = "".join(f"<c n={quoteattr(name)}>{escape(text)}</c>" for name, text in row.machine.items())
        self._rows.append(f'<row id="{number}">{cells}</row>')

    def attach(self, document: Document, publication: Publication) -> None:
        """Put the hidden part into the document."""
        from docx.opc.constants import RELATIONSHIP_TYPE
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if not publication.data:
            return
        data = "".join(f"<row>{''.join(f'<c>{escape(text)}</c>' for text in row)}</row>" for row in publication.data)
        text = f'<rules xmlns="urn:discretion:rules"><rows>{"".join(self._rows)}</rows><data>{data}</data></rules>'
        package = document.part.package
        part = Part(PackURI(PART), TYPE, text.encode(), package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_XML)
