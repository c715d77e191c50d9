"""Several files that belong together: all of them are there, or none is."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from discretion.documents.files import write_atomically


@contextmanager
def new_folder(target: Path) -> Iterator[Path]:
    """A folder to fill, which takes the name of the target when all is in it; the target is empty, or not there.

    Raises:
        OSError: it cannot be written; then nothing of it is left.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    half.mkdir()
    try:
        yield half
        if target.exists():
            target.rmdir()  # empty, else it fails
        half.rename(target)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def write_all(folder: Path, files: Mapping[str, str]) -> None:
    """Fill a new folder with texts by relative path.

    Raises:
        OSError: they cannot be written; then none is.
    """
    with new_folder(folder) as half:
        for name, text in files.items():
            path = half / name
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(path, text)
