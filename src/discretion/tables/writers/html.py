"""Tables in HTML: one self-contained page."""

from __future__ import annotations

from discretion.pages import Publication, render


def write(publication: Publication) -> str:
    """Write a publication as one self-contained page."""
    return render("document.html", document=publication)
