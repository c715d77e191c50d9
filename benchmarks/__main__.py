"""``python -m benchmarks [--write] [SECTION…]``: run the benchmarks and write docs/benchmarks.md; or print some, or write them anew."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from benchmarks.machine import machine
from discretion.documents import write_atomically

SECTIONS = ("one_case", "real_cases", "start", "endurance", "proofs", "batch", "audit", "decided", "read")
TARGET = Path(__file__).parents[1] / "docs" / "benchmarks.md"


def main() -> None:
    """Run the sections named on the command line, or all of them."""
    write = "--write" in sys.argv
    chosen = [name for name in sys.argv[1:] if name != "--write"]
    lines = []
    for name in chosen or SECTIONS:
        print(f"… {name}", file=sys.stderr, flush=True)
        report: Callable[[], Iterator[str]] = import_module(f"benchmarks.{name}").report
        lines += [*report(), ""]
    if write:
        _replace("\n".join(lines))
        return
    if chosen:
        print("\n".join(lines))
        return
    day = datetime.now(UTC).date().isoformat()
    head = ["# Benchmarks", "", f"Written by `make bench` on {day}; do not edit.", "", machine(), ""]
    write_atomically(TARGET, "\n".join([*head, *lines]).rstrip() + "\n")
    print(TARGET)


def _replace(text: str) -> None:
    """Put sections in the place of those with the same title, or at the end; each says when and where it was measured."""
    day = datetime.now(UTC).date().isoformat()
    parts = TARGET.read_text(encoding="utf-8").split("\n## ")
    for section in text.strip().split("## ")[1:]:
        title, rest = section.split("\n", 1)
        new = f"{title}\n\nMeasured by itself on {day}. {machine()}\n{rest.rstrip()}\n"
        at = next((number for number, part in enumerate(parts) if part.split("\n", 1)[0] == title), None)
        if at is None:
            parts.append(new)
        else:
            parts[at] = new
    write_atomically(TARGET, "\n## ".join(part.rstrip("\n") + "\n" for part in parts))


if __name__ == "__main__":
    main()
