"""Where a row comes from, in words. Statute, published and proposed are never written alike."""

from __future__ import annotations

from datetime import date

from discretion.pages import Cell, Run
from discretion.rulebook import Rulebook, Source, SourceKind


def source_cell(source: Source | None, rulebook: Rulebook, day: date) -> Cell:
    """The cell of the 来源 column: the mark, and under it the document, the provision or the method."""
    if source is None:
        return (Run("未注明", "strong"),)
    detail = say_detail(source, rulebook, day)
    return (Run(source.mark, "strong"), Run(f"\n{detail}", "faint")) if detail else (Run(source.mark, "strong"),)


def say_detail(source: Source, rulebook: Rulebook, day: date) -> str:
    """The document and article, the method, or the citations."""
    match source.kind:
        case SourceKind.STATUTE:
            return "、".join(rulebook.cite(ref, day) for ref in source.cite)
        case SourceKind.PUBLISHED:
            parts = (source.document, source.article, source.date.isoformat() if source.date else None)
            return "，".join(part for part in parts if part)
        case _:
            return source.method or ""
