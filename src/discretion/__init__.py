"""discretion: unified administrative-penalty discretion (行政处罚裁量基准) as data, evaluated and explained.

>>> import discretion
>>> library = discretion.Library.default()  # doctest: +SKIP
>>> print(library.recommend(case).explain())  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from discretion._version import __version__

if TYPE_CHECKING:
    from discretion.case import Case
    from discretion.decide import Disposition, Receipt, Recommendation, Status
    from discretion.errors import CaseError, DiscretionError, MissingExtra, RulebookError, UsageError
    from discretion.library import Library

# Loaded when first used: pytest and every command import this package, and most of them need little of it.
_HOMES = {
    "discretion.case": ("Case",),
    "discretion.decide": ("Disposition", "Receipt", "Recommendation", "Status"),
    "discretion.errors": ("CaseError", "DiscretionError", "MissingExtra", "RulebookError", "UsageError"),
    "discretion.library": ("Library",),
}

__all__ = [
    "Case",
    "CaseError",
    "DiscretionError",
    "Disposition",
    "Library",
    "MissingExtra",
    "Receipt",
    "Recommendation",
    "RulebookError",
    "Status",
    "UsageError",
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
