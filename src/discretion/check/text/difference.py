"""A difference between a text and its encoding."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TextDifference:
    """One difference; ``code`` names it within the provision."""

    code: str
    what: str
