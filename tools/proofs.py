"""Write what is proven of the shipped rulebook: docs/proof-results.md and docs/similar-cases.md. ``make prove``.

python tools/proofs.py [DATE]
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from discretion import Library
from discretion.check import Cache, folder, judge, read_waivers, run, similar_cases
from discretion.check.reporters import CheckRun, reporter
from discretion.documents import write_atomically

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    day = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(UTC).date()
    library = Library.load(ROOT / "rulesets", drafts=True)
    book = library.rulebook
    waivers, document = read_waivers(book.folder)
    found = run(library, day, cache=Cache(folder()), progress=_progress)
    judged = tuple(judge(found.findings, waivers, document, day, whole=True))
    result = CheckRun(judged, day, book.digest, found.rulesets, found.violations, found.inherited)
    reasons = {item.finding.id: item.waiver.reason for item in judged if item.waiver is not None}
    labels: dict[str, str] = {}
    for versions in book.areas.values():
        for ruleset in versions:
            labels |= {name: file.model.label for name, file in ruleset.violations.items() if file.model.label}
    areas = {name: versions[-1].header.model.label for name, versions in book.areas.items()}
    pages = {
        "proof-results.md": reporter("markdown")(result).replace("\n", f"\n\n{HEAD}", 1),
        "similar-cases.md": similar_cases(found.findings, labels, reasons, areas).rstrip("\n"),
    }
    for name, text in pages.items():
        write_atomically(ROOT / "docs" / name, text + "\n")
        print(ROOT / "docs" / name)
    sys.exit(1 if result.failing else 0)


HEAD = "由 `make prove`（`discretion check --format markdown`）写成，请勿手改。\n"


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty() or done == total:
        print(f"\r{done}/{total}", end="" if done < total else "\n", file=sys.stderr)


if __name__ == "__main__":
    main()
