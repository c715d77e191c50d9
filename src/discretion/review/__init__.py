"""A table laid over the rules as a draft: what became of every cell, and what it would change."""

from discretion.review.draft import TableDraft, make_draft
from discretion.review.review import Review, review
from discretion.review.writers import FORMATS, write

__all__ = ["FORMATS", "Review", "TableDraft", "make_draft", "review", "write"]
