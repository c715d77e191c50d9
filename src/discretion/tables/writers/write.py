"""Choose the writer of a format."""

from __future__ import annotations

from importlib import import_module

from discretion.pages import Publication

FORMATS = ("text", "html", "xlsx", "md", "docx")
BINARY = ("xlsx", "docx")


def write(publication: Publication, style: str) -> str | bytes:
    """Write a publication.

    Args:
        publication: the tables.
        style: one of ``FORMATS``.

    Returns:
        Text, or bytes for the formats in ``BINARY``.

    Raises:
        MissingExtra: xlsx and docx need the extra ``tables``.
    """
    result: str | bytes = import_module(f"discretion.tables.writers.{style}").write(publication)
    return result
