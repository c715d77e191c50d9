"""discretion: unified administrative-penalty discretion (行政处罚裁量基准) as data, evaluated and explained.

>>> import discretion
>>> library = discretion.Library.default()  # doctest: +SKIP
>>> print(library.recommend(case).explain())  # doctest: +SKIP
"""

from discretion._version import __version__
from discretion.case import Case
from discretion.engine import Disposition, Receipt, Recommendation, Status
from discretion.errors import CaseError, DiscretionError, MissingExtra, RulebookError, UsageError
from discretion.library import Library

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
