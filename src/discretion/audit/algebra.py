"""What expressions are made of: Ibis by default, or Polars, with the same few names. A plan is written once, for both.

Ibis builds SQL that any database runs; each query costs a fraction of a second to build and plan. Polars computes in this
process, from columns to columns, at a fraction of that: where the rows fit into memory it is several times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

_current: ContextVar[Any] = ContextVar("algebra", default=None)


def algebra() -> Any:
    """What writes expressions here: ``literal``, ``null``, ``cases``, ``coalesce``, ``chosen``."""
    found = _current.get()
    return found if found is not None else _Ibis


@contextmanager
def using(other: Any) -> Iterator[None]:
    """Write expressions by another algebra."""
    token = _current.set(other)
    try:
        yield
    finally:
        _current.reset(token)


class _Ibis:
    """Ibis, as it is."""

    CODE = "int64"

    @staticmethod
    def literal(value: Any, kind: str | None = None) -> Any:
        """A constant."""
        import ibis

        return ibis.literal(value, kind)

    @staticmethod
    def null(kind: Any) -> Any:
        """A missing value."""
        import ibis

        return ibis.null(kind)

    @staticmethod
    def cases(*branches: tuple[Any, Any], else_: Any) -> Any:
        """The value of the first condition that holds."""
        import ibis

        return ibis.cases(*branches, else_=else_)

    @staticmethod
    def coalesce(*items: Any) -> Any:
        """The first value that is not missing."""
        import ibis

        return ibis.coalesce(*items)

    @staticmethod
    def extreme(first: Any, left: Any, right: Any, *, least: bool) -> Any:  # noqa: ARG004 - ``first`` says it
        """The smaller or the larger of two numbers of which none is missing; ``first``: whether it is the left one."""
        return first.ifelse(left, right)

    @staticmethod
    def chosen(holds: Any, yes: Any, no: Any) -> Any:
        """One of two values, where nothing is missing: one ``CASE`` is faster than one in another."""
        import ibis

        rest = no.op()
        if not isinstance(rest, ibis.expr.operations.SearchedCase):
            return holds.ifelse(yes, no)
        more = [(case.to_expr(), result.to_expr()) for case, result in zip(rest.cases, rest.results, strict=True)]
        return ibis.cases((holds, yes), *more, else_=rest.default.to_expr())
