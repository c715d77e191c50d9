"""``python -m benchmarks [SECTION…]``: run the benchmarks and write docs/benchmarks.md (all sections) or print some."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.machine import machine
from discretion.documents import write_atomically

SECTIONS = ("one_case", "start", "endurance", "proofs", "batch", "read")
TARGET = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run the sections named on the command line, or all of them."""
    chosen = sys.argv[1:]
    lines = []
    for name in chosen or SECTIONS:
        print(f"… {name}", file=sys.stderr, flush=True)
        report: Callable[[], Iterator[str]] = import_module(f"benchmarks.{name}").report
        lines += [*report(), ""]
    if chosen:
        print("\n".join(lines))
        return
    day = datetime.now(UTC).date().isoformat()
    head = ["# Benchmarks", "", f"Written by `make bench` on {day}; do not edit.", "", machine(), ""]
    write_atomically(TARGET, "\n".join([*head, *lines]).rstrip() + "\n")
    print(TARGET)


if __name__ == "__main__":
    main()
