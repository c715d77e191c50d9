"""Round trip: every shipped ruleset as a workbook and as a Word document, read back and reviewed, has no change.

    python tools/round_trip.py [AREA…]

It prints one line an area and format and ends with exit code 1 if any cell of any file is said to have changed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from discretion import Library
from discretion.importing import read_cells
from discretion.tables import view, written

STYLES = ("xlsx", "docx")


def main() -> int:
    """Try the areas named, or all."""
    library, failed = Library.default(), False
    for area in sys.argv[1:] or list(library.rulebook.areas):
        day = max(date.today(), library.newest_day(area))  # noqa: DTZ011 - the reader's calendar day
        shown = view(library, area, day)
        for style in STYLES:
            started = time.perf_counter()
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / f"{area}.{style}"
                path.write_bytes(written(shown, style))
                changes = read_cells(path, library, day, area).changes
            failed = failed or bool(changes)
            told = [f"  {item.where} {item.why}" for item in changes[:5]]
            print(
                f"{area}.{style}: {len(changes)}处改动（{time.perf_counter() - started:.0f}秒）",
                *told,
                sep="\n",
                flush=True,
            )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
