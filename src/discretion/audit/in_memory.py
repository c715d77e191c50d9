"""Columns in memory, on Polars: the algebra, and a table that is written stage by stage like one of Ibis."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from discretion.audit.algebra import using
from discretion.audit.columns import outcomes
from discretion.plan import Plan

KINDS = {"int64": "Int64", "int32": "Int32", "int16": "Int16", "string": "String", "boolean": "Boolean"}


def decided(plan: Plan, frame: Any, *, presume: bool = True, complete: bool = False, keep: Iterable[str] = ()) -> Any:
    """``columns.outcomes`` over a Polars frame.

    Args:
        plan: the compiled violation.
        frame: a frame, lazy or not, with the columns of ``columns.inputs``.
        presume: as there.
        complete: as there.
        keep: as there.

    Returns:
        A lazy frame.
    """
    lazy = frame.lazy()
    with using(Polars):
        table = outcomes(plan, Rows(lazy, lazy.collect_schema().names()), presume=presume, complete=complete, keep=keep)
    return table.lazy


class Rows:
    """A lazy frame, as much of a table as ``columns`` uses."""

    def __init__(self, lazy: Any, columns: Sequence[str]) -> None:
        self.lazy: Any = lazy
        self.columns = tuple(columns)

    def __getitem__(self, name: str) -> NamedExpression:
        import polars as pl

        return NamedExpression(pl.col(name))

    def mutate(self, **columns: Any) -> Rows:
        """With further columns, or columns of another value."""
        lazy = self.lazy.with_columns(**{name: _expr(value) for name, value in columns.items()})
        return Rows(lazy, [*dict.fromkeys((*self.columns, *columns))])

    def select(self, *names: str, **columns: Any) -> Rows:
        """Some columns, and further ones."""
        own = {name: _expr(value) for name, value in columns.items()}
        return Rows(self.lazy.select(*names, **own), (*names, *columns))


def _operation(apply: Callable[[Any, Any], Any]) -> Callable[[NamedExpression, object], NamedExpression]:
    """An operation on the expressions inside."""
    return lambda own, other: NamedExpression(apply(own.expr, _expr(other)))


class NamedExpression:
    """An expression with the names that Ibis has."""

    __slots__ = ("expr",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, expr: Any) -> None:
        self.expr: Any = expr

    __add__ = _operation(operator.add)
    __sub__ = _operation(operator.sub)
    __mul__ = _operation(operator.mul)
    __floordiv__ = _operation(operator.floordiv)
    __lt__ = _operation(operator.lt)
    __le__ = _operation(operator.le)
    __gt__ = _operation(operator.gt)
    __ge__ = _operation(operator.ge)
    __eq__: Any = _operation(operator.eq)
    __ne__: Any = _operation(operator.ne)
    __and__ = _operation(operator.and_)
    __or__ = _operation(operator.or_)

    def __invert__(self) -> NamedExpression:
        return NamedExpression(~self.expr)

    def isnull(self) -> NamedExpression:
        """Whether the value is missing."""
        return NamedExpression(self.expr.is_null())

    def fill_null(self, value: Any) -> NamedExpression:
        """Another value where it is missing."""
        return NamedExpression(self.expr.fill_null(_expr(value)))

    def between(self, low: Any, high: Any) -> NamedExpression:
        """From one to the other, both included."""
        return NamedExpression(self.expr.is_between(_expr(low), _expr(high)))

    def ifelse(self, yes: Any, no: Any) -> NamedExpression:
        """One of two values."""
        return Polars.cases((self, yes), else_=no)

    def cases(self, *pairs: tuple[Any, Any], else_: Any) -> NamedExpression:
        """A value for each value."""
        return Polars.cases(*((self == value, result) for value, result in pairs), else_=else_)

    def cast(self, kind: str) -> NamedExpression:
        """As another type."""
        import polars as pl

        return NamedExpression(self.expr.cast(getattr(pl, KINDS[kind])))

    def type(self) -> str | None:
        """Unknown: Polars finds it out."""
        return None


class Polars:
    """The algebra."""

    CODE = "int16"

    @staticmethod
    def literal(value: Any, kind: str | None = None) -> NamedExpression:
        """A constant."""
        return NamedExpression(_literal(type(value).__name__, value, kind))

    @staticmethod
    def null(kind: str | None) -> NamedExpression:
        """A missing value."""
        return Polars.literal(None, kind)

    @staticmethod
    def cases(*branches: tuple[Any, Any], else_: Any) -> NamedExpression:
        """The value of the first condition that holds."""
        import polars as pl

        chain: Any = pl
        for holds, value in branches:
            chain = chain.when(_expr(holds)).then(_expr(value))
        return NamedExpression(chain.otherwise(_expr(else_)))

    @staticmethod
    def coalesce(*items: Any) -> NamedExpression:
        """The first value that is not missing."""
        import polars as pl

        return NamedExpression(pl.coalesce(*(_expr(item) for item in items)))

    @staticmethod
    def extreme(first: Any, left: Any, right: Any, *, least: bool) -> NamedExpression:  # noqa: ARG004 - as Ibis has it
        """The smaller or the larger of two numbers of which none is missing."""
        import polars as pl

        sides = _expr(left), _expr(right)
        return NamedExpression(pl.min_horizontal(*sides) if least else pl.max_horizontal(*sides))

    @staticmethod
    def chosen(holds: Any, yes: Any, no: Any) -> NamedExpression:
        """One of two values, where nothing is missing."""
        return Polars.cases((holds, yes), else_=no)


def _expr(value: object) -> Any:
    return value.expr if isinstance(value, NamedExpression) else _literal(type(value).__name__, value, None)


@lru_cache(4096)
def _literal(_type: str, value: Any, kind: str | None) -> Any:
    """A constant, made once; its type is part of the key, as 1 == True."""
    import polars as pl

    return pl.lit(value, getattr(pl, KINDS[kind])) if kind is not None else pl.lit(value)
