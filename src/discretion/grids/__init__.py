"""Tables as they come: .xlsx, .xls, .docx, .html, .csv to one plain grid of text. Every file is hostile until read."""

from discretion.grids.grid import Grid, Merge, letters
from discretion.grids.open import read_grids

__all__ = ["Grid", "Merge", "letters", "read_grids"]
