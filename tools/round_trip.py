"""Round trip: every shipped ruleset as a workbook, read back and reviewed, has no change.

    python tools/round_trip.py [AREA…]

It prints one line an area and ends with exit code 1 if any cell of any workbook is said to have changed.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date
from pathlib import Path

from discretion import Library
from discretion.importing import read_cells
from discretion.tables import publish, view
from discretion.tables.writers import write


def main() -> int:
    """Try the areas named, or all."""
    library, failed = Library.default(), False
    for area in sys.argv[1:] or list(library.rulebook.areas):
        day = max(date.today(), library.newest_day(area))  # noqa: DTZ011 - the reader's calendar day
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{area}.xlsx"
            content = write(publish(view(library, area, day)), "xlsx")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            changes = read_cells(path, library, day, area).changes
        failed = failed or bool(changes)
        print(
            f"{area}: {len(changes)}处改动",
            *(f"  {item.where} {item.why}" for item in changes[:5]),
            sep="\n",
            flush=True,
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
