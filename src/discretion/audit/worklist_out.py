"""The worklist as files: all of it as CSV, and as a workbook with filters as far as a workbook is usable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from discretion.audit.output import WRITERS, replaced
from discretion.audit.worklist import COLUMNS
from discretion.audit.xlsx_out import write_xlsx

MOST = 20_000  # rows of the workbook
PIECE = 10_000
LEFT_OUT = ("行号", "核查编号")  # of the table in the report


def write_worklist(
    folder: Path, rows: Iterable[dict[str, Any]], notes: Mapping[str, str]
) -> tuple[list[dict[str, Any]], int]:
    """Write ``worklist.csv`` and ``worklist.xlsx``.

    Args:
        folder: where to.
        rows: the worklist.
        notes: what the second sheet of the workbook says.

    Returns:
        The rows of the workbook, and how many there are in all.
    """
    first: list[dict[str, Any]] = []
    number = 0

    def batches() -> Iterator[Any]:
        nonlocal number
        source = iter(rows)
        while piece := list(islice(source, PIECE)):
            first.extend(piece[: max(MOST - number, 0)])
            number += len(piece)
            yield _table(piece).to_batches()[0]

    folder.mkdir(parents=True, exist_ok=True)
    with replaced(folder / "worklist.csv") as temporary:
        WRITERS["csv"](temporary, batches(), _table([]).schema)
    more = {"工作簿": f"前{MOST}件，共{number}件；全部见 worklist.csv"} if number > MOST else {}
    with replaced(folder / "worklist.xlsx") as temporary:
        write_xlsx(temporary, _table(first), title="待办", notes={**notes, "待办": f"{number}件", **more})
    return first, number


def _table(rows: list[dict[str, Any]]) -> Any:
    import pyarrow as pa

    kinds = {name: pa.int64() if name == "行号" else pa.string() for name in COLUMNS}
    return pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in kinds.items()})
