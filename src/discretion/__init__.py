"""discretion: unified administrative-penalty discretion (行政处罚裁量基准) as data, evaluated and explained.

>>> import discretion
>>> library = discretion.Library.default()  # doctest: +SKIP
>>> print(library.recommend(case).explain())  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from discretion._version import __version__

if TYPE_CHECKING:
    from discretion.case import Act, Case, Departure, Party, Period, Record
    from discretion.catalogue import Area, Hit, Option, Question, ViolationEntry
    from discretion.decide import (
        Alternative,
        FineBand,
        MeasureText,
        Missing,
        Nearest,
        PenaltyText,
        Reason,
        Receipt,
        Recommendation,
        Section,
    )
    from discretion.decisions import Decided, Similar, Store
    from discretion.engine import Verification
    from discretion.errors import CaseError, DiscretionError, MissingExtra, Position, Problem, RulebookError, UsageError
    from discretion.library import Library
    from discretion.plan import Disposition, Status

# Loaded when first used: pytest and every command import this package, and most of them need little of it.
_HOMES = {
    "discretion.case": (
        "Act",
        "Case",
        "Departure",
        "Party",
        "Period",
        "Record",
    ),
    "discretion.catalogue": (
        "Area",
        "Hit",
        "Option",
        "Question",
        "ViolationEntry",
    ),
    "discretion.decide": (
        "Alternative",
        "Disposition",
        "FineBand",
        "MeasureText",
        "Missing",
        "Nearest",
        "PenaltyText",
        "Reason",
        "Receipt",
        "Recommendation",
        "Section",
        "Status",
    ),
    "discretion.decisions": (
        "Decided",
        "Similar",
        "Store",
    ),
    "discretion.engine": ("Verification",),
    "discretion.errors": (
        "CaseError",
        "DiscretionError",
        "MissingExtra",
        "Position",
        "Problem",
        "RulebookError",
        "UsageError",
    ),
    "discretion.library": ("Library",),
}

__all__ = [
    "Act",
    "Alternative",
    "Area",
    "Case",
    "CaseError",
    "Decided",
    "Departure",
    "DiscretionError",
    "Disposition",
    "FineBand",
    "Hit",
    "Library",
    "MeasureText",
    "Missing",
    "MissingExtra",
    "Nearest",
    "Option",
    "Party",
    "PenaltyText",
    "Period",
    "Position",
    "Problem",
    "Question",
    "Reason",
    "Receipt",
    "Recommendation",
    "Record",
    "RulebookError",
    "Section",
    "Similar",
    "Status",
    "Store",
    "UsageError",
    "Verification",
    "ViolationEntry",
    "__version__",
]


def __getattr__(name: str) -> Any:
    home = next((home for home, names in _HOMES.items() if name in names), None)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(home), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
