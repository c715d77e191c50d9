"""JSON in, JSON out, over the golden cases of the shipped rulebook: real violations with all that is said of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.timing import Contender, race
from discretion import Library, Recommendation
from discretion.explain.kept import kept_by, per_facts
from discretion.plan import answers
from discretion.testing import all_golden_cases

ROUNDS, CASES = 3, 500
ALL = (*Recommendation.model_fields, *Recommendation.model_computed_fields)
NEAREST = {"nearest", "hint_sections"}  # the officer's text tells the first three of it


def report() -> Iterator[str]:
    """The section, as Markdown."""
    library = Library.default()
    golden = list(_cases(library))
    cases = golden[:: max(len(golden) // CASES, 1)]
    yield "## Real violations, JSON to JSON"
    yield ""
    yield (
        f"{len(cases)} of the {len(golden)} golden cases of the shipped rulebook (one in every so many), from JSON bytes "
        "to JSON bytes, every call timed alone. The first row writes all there is; the second too, but what is kept of cases with the same facts is "
        "thrown away before each; the others leave out what is worked out only when it is "
        "read (`to_json(parts=…)`; `nearest` with the officer's text, which tells of it)."
    )
    yield ""
    yield "| | p50 ms | p95 ms | p99 ms | × everything |"
    yield "|---|--:|--:|--:|--:|"
    found = race(
        {
            "everything": Contender(lambda case: _whole(library, case), cases),
            "everything, of facts met for the first time": Contender(lambda case: _forgotten(library, case), cases),
            "without `nearest`": Contender(lambda case: _without(library, case, NEAREST), cases),
            "without `nearest` and the receipt": Contender(
                lambda case: _without(library, case, {*NEAREST, "receipt"}), cases
            ),
            "the decision, nothing written": Contender(lambda case: _recommended(library, case), cases),
        },
        ROUNDS,
    )
    whole = found["everything"].at(0.5)
    for name, times in found.items():
        half, most, tail = (times.at(share) for share in (0.5, 0.95, 0.99))
        yield f"| {name} | {half / 1000:.2f} | {most / 1000:.2f} | {tail / 1000:.2f} | {half / whole:.2f} |"


def _cases(library: Library) -> Iterator[tuple[bytes, str]]:
    """The text of each case, and the area whose rules it is judged by."""
    for golden in all_golden_cases(library.rulebook):
        if golden.case.expect.error is None:
            own = {key: value for key, value in golden.case.case.items() if key != "place"}
            yield json.dumps(own, ensure_ascii=False, default=str).encode(), golden.ruleset.area


def _recommended(library: Library, case: tuple[bytes, str]) -> Recommendation:
    text, area = case
    return library.recommend(text, area=area)


def _whole(library: Library, case: tuple[bytes, str]) -> bytes:
    return _recommended(library, case).to_json(indent=None).encode()


def _forgotten(library: Library, case: tuple[bytes, str]) -> bytes:
    """What the plans keep of cases with the same facts is thrown away; what follows from the rules alone stays."""
    result = _recommended(library, case)
    for part in result.by_violation:
        evaluation = getattr(part._source, "evaluation", None)  # noqa: SLF001 - none where two laws stand side by side
        if evaluation is not None:
            for kept in (per_facts, kept_by):
                answers(evaluation.plan, kept).clear()
    return result.to_json(indent=None).encode()


def _without(library: Library, case: tuple[bytes, str], names: set[str]) -> bytes:
    return _recommended(library, case).to_json(indent=None, parts=[name for name in ALL if name not in names]).encode()
