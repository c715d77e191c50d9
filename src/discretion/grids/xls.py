"""Workbooks of Excel 97–2003 (.xls), through python-calamine, in a process of its own with a limit on its memory."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from discretion.errors import MissingExtra
from discretion.grids.grid import Grid
from discretion.grids.limits import Budget

SECONDS = 30
MEMORY = 1_500_000_000
_CHILD = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
except ImportError:
    pass
from python_calamine import load_workbook
book = load_workbook(sys.argv[1])
sheets = []
for meta in book.sheets_metadata:
    if "WorkSheet" not in str(meta.typ):
        continue
    sheet = book.get_sheet_by_name(meta.name)
    top, left = sheet.start or (0, 0)
    cells = []
    for line, row in enumerate(sheet.to_python(skip_empty_area=True), top + 1):
        for column, value in enumerate(row, left + 1):
            if value not in ("", None):
                if isinstance(value, float) and value == int(value):
                    value = int(value)
                if isinstance(value, bool):
                    value = "是" if value else "否"
                cells.append((line, column, str(value)))
                if len(cells) > {cells}:
                    sys.exit(3)
    merged = [(a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1) for a, b in (sheet.merged_cell_ranges or [])]
    sheets.append({{"title": meta.name, "hidden": "Visible" not in str(meta.visible), "cells": cells, "merged": merged}})
json.dump(sheets, sys.stdout)
"""


def read_xls(path: Path, file: str, budget: Budget) -> list[Grid]:
    """Read all sheets.

    Raises:
        MissingExtra: python-calamine is not installed.
    """
    if find_spec("python_calamine") is None:
        raise MissingExtra("tables", "Excel 97–2003 表格（.xls）")
    program = _CHILD.format(memory=MEMORY, cells=budget.cells)
    try:
        done = subprocess.run(  # noqa: S603 - our own program, the file's path an argument
            [sys.executable, "-c", program, str(path.resolve())], capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise budget.refused(f"读取超过{SECONDS}秒", "在 Excel 或者 WPS 中另存为 .xlsx") from None
    if done.returncode:
        raise budget.refused("不能作为 Excel 97–2003 工作簿读取", "在 Excel 或者 WPS 中打开后另存为 .xlsx")
    grids = []
    for sheet in json.loads(done.stdout):
        cells = {}
        for line, column, raw in sheet["cells"]:
            text = raw.strip()
            if text:
                budget.place(line, column)
                budget.cell(text)
                cells[line, column] = text
        for top, left, bottom, right in sheet["merged"]:
            budget.merge((bottom - top + 1) * (right - left + 1))
        grids.append(
            Grid(
                file, sheet["title"], cells, max((line for line, _ in cells), default=0),
                max((column for _, column in cells), default=0), tuple(map(tuple, sheet["merged"])), sheet["hidden"],
            )
        )  # fmt: skip
    return grids
