"""JSON in, JSON out, over the golden cases of the shipped rulebook: real violations with all that is said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.timing import Contender, race
from discretion import Library
from discretion.testing import all_golden_cases

ROUNDS = 3


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = Library.default()
    texts = list(_texts(library))
    yield "## Real violations, JSON to JSON"
    yield ""
    yield (
        f"{len(texts)} golden cases of the shipped rulebook, from JSON bytes to JSON bytes, every call timed alone. The first row writes "
        "all there is; the others leave out what is worked out only when it is read."
    )
    yield ""
    yield "| | p50 ms | p95 ms | p99 ms | × everything |"
    yield "|---|--:|--:|--:|--:|"
    found = race(
        {
            "everything": Contender(lambda text: library.recommend(text).to_json(indent=None).encode(), texts),
            "without `nearest`": Contender(lambda text: _without(library, text, {"nearest"}), texts),
            "without `nearest` and the receipt": Contender(
                lambda text: _without(library, text, {"nearest", "receipt"}), texts
            ),
            "the decision, nothing written": Contender(library.recommend, texts),
        },
        ROUNDS,
    )
    whole = found["everything"].at(0.5)
    for name, times in found.items():
        half, most, tail = (times.at(share) for share in (0.5, 0.95, 0.99))
        yield f"| {name} | {half / 1000:.2f} | {most / 1000:.2f} | {tail / 1000:.2f} | {half / whole:.2f} |"


def _texts(library: Library) -> Iterator[bytes]:
    for golden in all_golden_cases(library.rulebook):
        yield json.dumps(golden.case.case, ensure_ascii=False, default=str).encode()


def _without(library: Library, text: bytes, names: set[str]) -> bytes:
    return library.recommend(text).model_dump_json(exclude=names).encode()
