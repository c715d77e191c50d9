"""Testing rulebooks: golden cases, Hypothesis strategies, mutation, a pytest plugin.

pytest imports this package whenever it starts, so nothing is loaded before it is used. ``cases`` and ``facts`` need Hypothesis
(extra ``test``).
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discretion.testing.coverage import Coverage, coverage_of
    from discretion.testing.golden import Golden, GoldenFile, GoldenOutcome, all_golden_cases, golden_cases, run
    from discretion.testing.reports import as_json, as_junit
    from discretion.testing.strategies import cases, encoded, facts
    from discretion.testing.wording import faults
    from discretion.testing.written import stated

_HOMES = {
    "coverage": ("Coverage", "coverage_of"),
    "golden": ("Golden", "GoldenFile", "GoldenOutcome", "all_golden_cases", "golden_cases", "run"),
    "reports": ("as_json", "as_junit"),
    "strategies": ("cases", "encoded", "facts"),
    "wording": ("faults",),
    "written": ("stated",),
}

__all__ = [
    "Coverage",
    "Golden",
    "GoldenFile",
    "GoldenOutcome",
    "all_golden_cases",
    "as_json",
    "as_junit",
    "cases",
    "coverage_of",
    "encoded",
    "facts",
    "faults",
    "golden_cases",
    "run",
    "stated",
]


def __getattr__(name: str) -> object:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return found
