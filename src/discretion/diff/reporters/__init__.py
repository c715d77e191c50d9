"""Reports of a comparison: one module a format. ``render`` chooses it."""

from __future__ import annotations

from discretion.diff.model import Report
from discretion.diff.reporters.json import write as write_json
from discretion.diff.reporters.matrix import matrix_conclusion, ranking, render_matrix
from discretion.diff.reporters.publication import cases, publish, summary
from discretion.diff.reporters.text import write as write_text
from discretion.diff.reporters.words import conclusion, sides_words

FORMATS = ("text", "json", "html", "xlsx", "docx", "md")


def render(report: Report, style: str) -> str | bytes:
    """Write a report in one of ``FORMATS``; bytes for xlsx and docx.

    Raises:
        MissingExtra: xlsx and docx need the extra ``tables``.
    """
    if style == "text":
        return write_text(report)
    if style == "json":
        return write_json(report)
    if style == "html":
        from discretion.diff.reporters.html import write as write_html

        return write_html(report)
    from discretion.tables.writers import write

    return write(publish(report, tracked=style == "docx"), style)


__all__ = [
    "cases",
    "conclusion",
    "matrix_conclusion",
    "publish",
    "ranking",
    "render_matrix",
    "sides_words",
    "summary",
    "write_json",
    "write_text",
]
