"""Testing rulebooks: golden cases, Hypothesis strategies, mutation, a pytest plugin.

``cases`` and ``facts`` need Hypothesis (extra ``test``); it is imported when one of them is first used.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from discretion.testing.strategies import cases, encoded, facts

__all__ = ["cases", "encoded", "facts"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from discretion.testing import strategies
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        from discretion.errors import MissingExtra

        raise MissingExtra("test", "生成案件") from None
    return getattr(strategies, name)
