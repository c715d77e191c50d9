"""What Word can and python-docx has no door for: tracked changes, bookmarks, a table of contents, padding, page numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.table import Table
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

REVISIONS = {"insert": "w:ins", "delete": "w:del"}  # accepted, the new text; rejected, the old one
AUTHOR, DAY = "discretion", "2000-01-01T00:00:00Z"  # the same input gives the same bytes


def revise(piece: Run, mark: str) -> None:
    """Make a run a tracked change."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = piece._r  # noqa: SLF001 - python-docx knows no revisions
    change = OxmlElement(REVISIONS[mark])
    for name, value in (("id", "0"), ("author", AUTHOR), ("date", DAY)):
        change.set(qn(f"w:{name}"), value)
    element.addprevious(change)
    change.append(element)
    if mark == "delete":
        for text in element.findall(qn("w:t")):
            text.tag = qn("w:delText")
            text.set(qn("xml:space"), "preserve")


def number_revisions(document: Document) -> None:
    """Give every tracked change a number of its own."""
    from docx.oxml.ns import qn

    changes = document.element.body.iter(*(qn(name) for name in REVISIONS.values()))
    for number, change in enumerate(changes, 1):
        change.set(qn("w:id"), str(number))


def bookmark(heading: Paragraph) -> None:
    """Make a heading a place that the table of contents leads to; numbered as they come."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    body = heading._p.getparent()  # noqa: SLF001
    known = (mark.get(qn("w:name"), "") for mark in body.iter(qn("w:bookmarkStart")))
    number = sum(name.startswith("_Toc") for name in known)
    for name in ("start", "end"):
        mark = OxmlElement(f"w:bookmark{name.title()}")
        mark.set(qn("w:id"), str(number))
        if name == "start":
            mark.set(qn("w:name"), f"_Toc{number}")
            heading._p.insert(1, mark)  # noqa: SLF001 - after its properties
        else:
            heading._p.append(mark)  # noqa: SLF001


def contents(document: Document, chapters: Sequence[tuple[int, str]]) -> None:
    """A table of contents that can be read and followed before Word has counted the pages, and renewed by it."""
    for number, (level, title) in enumerate(chapters):
        line = document.add_paragraph()
        line.paragraph_format.left_indent = (level - 1) * 240_000  # in EMU
        line.paragraph_format.space_after = 0
        if number == 0:
            _field(line, "begin", 'TOC \\o "1-2" \\h \\z \\u')
        _link(line, title, f"_Toc{number}")
        if number == len(chapters) - 1:
            _mark(line.add_run(), "end")


def pad(grid: Table) -> None:
    """A little air above and below the text of every cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for name in ("top", "bottom"):
        margin = OxmlElement(f"w:{name}")
        margin.set(qn("w:w"), "40")  # twentieths of a point
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties = grid._tbl.tblPr  # noqa: SLF001
    look = properties.find(qn("w:tblLook"))  # the schema wants it last
    properties.append(margins) if look is None else look.addprevious(margins)


def page_numbers(section: Section) -> None:
    """第 n 页，共 m 页 at the foot of every page."""
    line = section.footer.paragraphs[0]
    line.alignment = 1
    line.add_run("第 ")
    _counted(line, "PAGE")
    line.add_run(" 页，共 ")
    _counted(line, "NUMPAGES")
    line.add_run(" 页")


def _counted(line: Paragraph, name: str) -> None:
    _field(line, "begin", name)
    line.add_run("1")
    _mark(line.add_run(), "end")


def _field(line: Paragraph, kind: str, code: str, *, dirty: bool = False) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    _mark(line.add_run(), kind)
    if dirty:
        line.runs[-1]._r[-1].set(qn("w:dirty"), "true")  # noqa: SLF001
    text = OxmlElement("w:instrText")
    text.text = code
    line.add_run()._r.append(text)  # noqa: SLF001
    _mark(line.add_run(), "separate")


def _mark(run: Run, kind: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run._r.append(mark)  # noqa: SLF001


def _link(line: Paragraph, title: str, anchor: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), anchor)
    run = line.add_run(title)._r  # noqa: SLF001
    run.addprevious(link)
    link.append(run)
    line.add_run("　")
    _field(line, "begin", f"PAGEREF {anchor} \\h", dirty=True)  # empty until counted: no wrong number
    _mark(line.add_run(), "end")
