"""Writers: one format per file, loaded when it is used."""

from discretion.tables.writers.write import BINARY, FORMATS, write

__all__ = [
    "BINARY",
    "FORMATS",
    "write",
]
