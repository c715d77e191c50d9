"""Bytes to text, and tables of separated values."""

from __future__ import annotations

import csv
import io

from discretion.grids.grid import Grid
from discretion.grids.limits import MAX_TEXT, Budget

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode(content: bytes, budget: Budget, declared: str | None = None) -> str:
    """Text of a file: its own mark, UTF-8, what it declares, then GB 18030 (what Excel writes in Chinese)."""
    marked = [name for mark, name in _MARKS if content.startswith(mark)]
    for name in (*marked, "utf-8", *([declared] if declared else []), "gb18030"):
        try:
            text = content.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\x00" not in text:
            return text
    raise budget.refused("文件的文字编码不能识别", "另存为 UTF-8 编码")


def read_csv(content: bytes, file: str, budget: Budget) -> list[Grid]:
    """Read separated values: commas, tabs or semicolons, whichever the first lines use."""
    text = decode(content, budget)
    head = text[:4000]
    mark = max(",\t;", key=head.count)
    csv.field_size_limit(MAX_TEXT)
    cells: dict[tuple[int, int], str] = {}
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=mark), 1):
            budget.place(number, max(1, len(row)))
            for column, value in enumerate(row, 1):
                if stripped := value.strip():
                    budget.cell(stripped)
                    cells[number, column] = stripped
    except csv.Error:
        raise budget.refused(f"不能作为 CSV 读取：有单元格超过{MAX_TEXT}字，或者引号不成对") from None
    lines, columns = max((n for n, _ in cells), default=0), max((c for _, c in cells), default=0)
    return [Grid(file, "表1", cells, lines, columns)]
