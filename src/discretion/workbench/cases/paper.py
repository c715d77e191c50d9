"""The decision's reasoning as a Word document: the sections of the recommendation, word for word, on A4."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from discretion.decide import Recommendation
from discretion.errors import MissingExtra

if TYPE_CHECKING:
    from docx.shared import Length
    from docx.styles.style import ParagraphStyle
    from docx.text.run import Run

BODY, HEAD = "仿宋", "黑体"


def reasoning(result: Recommendation) -> bytes:
    """The .docx of a result; one chapter for each violation.

    Raises:
        MissingExtra: python-docx is not installed.
    """
    try:
        from docx import Document
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt
    except ModuleNotFoundError:
        raise MissingExtra("tables", "导出 .docx") from None
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(26)
    page.top_margin, page.bottom_margin = Mm(34), Mm(32)
    _font(document.styles["Normal"], BODY, Pt(16))
    for level in (1, 2):
        _font(document.styles[f"Heading {level}"], HEAD, Pt(16))
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(title.add_run("行政处罚裁量说理"), HEAD, Pt(22))
    if result.case:
        document.add_paragraph(f"案号：{result.case}")
    parts = result.by_violation
    for number, part in enumerate(parts, 1):
        document.add_heading(f"{number}．{part.label}" if len(parts) > 1 else part.label, 1)
        for section in part.sections:
            document.add_heading(section.title, 2)
            paragraph = document.add_paragraph(section.text)
            paragraph.paragraph_format.first_line_indent = Pt(32)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _font(footer.add_run(f"决定依据留痕的摘要：{result.receipt.decision_digest[:16]}"), BODY, Pt(9))
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _font(of: ParagraphStyle | Run, name: str, size: Length) -> None:
    """A Chinese font must be named for East Asian text by itself."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    of.font.name, of.font.size, of.font.color.rgb = name, size, RGBColor(0, 0, 0)
    of.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
