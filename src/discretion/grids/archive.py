"""The zip archive that an .xlsx or .docx is; each part is unpacked only as far as it may be."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from discretion.grids.limits import MAX_PART, MAX_UNPACKED, Budget
from discretion.grids.markup import Handler, MarkupError, walk

MAX_PARTS = 5_000
_BROKEN = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError)  # fmt: skip


class Archive:
    """An open archive."""

    def __init__(self, archive: zipfile.ZipFile, budget: Budget) -> None:
        self._archive, self._budget = archive, budget
        self._left = MAX_UNPACKED
        self.names: frozenset[str] = frozenset(archive.namelist())

    def part(self, name: str) -> bytes:
        """Unpack one part; empty when there is none."""
        if name not in self.names:
            return b""
        try:
            with self._archive.open(name) as stream:
                content = stream.read(MAX_PART + 1)
        except _BROKEN:
            raise self._budget.refused(f"文件已损坏：{name} 不能解压", "在 Word、Excel 或者 WPS 中打开后另存") from None
        self._left -= len(content)
        if len(content) > MAX_PART or self._left < 0:
            raise self._budget.refused("文件展开后过大")
        return content

    def walk(self, name: str, handler: Handler) -> None:
        """Walk the XML of a part."""
        content = self.part(name)
        if not content:
            return
        try:
            walk(content, handler)
        except MarkupError as failure:
            raise self._budget.refused(
                f"文件已损坏：{name} {failure}", "在 Word、Excel 或者 WPS 中打开后另存"
            ) from None


@contextmanager
def open_archive(path: Path, budget: Budget) -> Iterator[Archive]:
    """Open an archive.

    Raises:
        UsageError: it is none, or holds too many parts.
    """
    try:
        archive = zipfile.ZipFile(path)
    except _BROKEN:
        raise budget.refused("文件已损坏，不能打开", "在 Word、Excel 或者 WPS 中打开后另存") from None
    with archive:
        if len(archive.infolist()) > MAX_PARTS:
            raise budget.refused("文件的部件过多")
        yield Archive(archive, budget)
