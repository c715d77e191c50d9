"""What a recommendation rests on, so that it can be recomputed."""

from discretion.receipt.receipt import Request, digest, receipt
from discretion.receipt.sources import Sources, sources_of

__all__ = [
    "Request",
    "Sources",
    "digest",
    "receipt",
    "sources_of",
]
