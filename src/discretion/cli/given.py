"""What a command is given to read: a file, or standard input."""

from __future__ import annotations

import sys
from typing import Literal

from discretion.documents import Document, bounded, read, read_file
from discretion.errors import CaseError

Kind = Literal["yaml", "json"]


def read_given(name: str, kind: Kind | None = None) -> Document:
    """Read a file, or standard input (``-``): there it is JSON if it begins like that.

    Raises:
        CaseError: it is missing or malformed.
    """
    if name != "-":
        return read_file(name, kind=kind, error=CaseError)
    source = bounded(sys.stdin.buffer)
    looks: Kind = "json" if source.lstrip()[:1] in (b"{", b"[") else "yaml"
    return read(source, "<标准输入>", kind=kind or looks, error=CaseError)
