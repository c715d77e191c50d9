"""Reports of a comparison: one module a format. ``render`` chooses it."""

from __future__ import annotations

from discretion.diff.model import Report

FORMATS = ("text", "json", "html", "xlsx", "docx", "md")


def render(report: Report, style: str) -> str | bytes:
    """Write a report in one of ``FORMATS``; bytes for xlsx and docx.

    Raises:
        MissingExtra: xlsx and docx need the extra ``tables``.
    """
    if style == "text":
        from discretion.diff.reporters.text import write as write_text

        return write_text(report)
    if style == "json":
        from discretion.diff.reporters.json import write as write_json

        return write_json(report)
    from discretion.diff.reporters.publication import publish
    from discretion.tables.writers.write import write

    return write(publish(report), style)
