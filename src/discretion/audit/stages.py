"""Small pieces of SQL that the stages of ``columns`` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from discretion.audit.expressions import Expression, Lowered
from discretion.audit.paths import NONE, SEVERAL
from discretion.plan import formula as f
from discretion.plan import terms as t

UNKNOWN = -3  # a fact is missing that this question turns on


def staged(
    table: Any, terms: Iterable[t.Term], lower: Callable[[Any, Mapping[t.Term, str]], Lowered], prefix: str,
    known: Mapping[t.Term, str],
) -> tuple[Any, dict[t.Term, str]]:  # fmt: skip
    """Work out terms as columns, inner ones in earlier projections than those that contain them.

    Args:
        table: the table so far.
        terms: inner ones first.
        lower: how to write terms over a table, given the columns that hold some of them.
        prefix: of the new columns' names.
        known: terms that are columns already.

    Returns:
        The table with its new columns, and all known terms with their columns.
    """
    names, depth, layers = dict(known), dict.fromkeys(known, 0), dict[int, list[t.Term]]()
    for term in terms:
        if term not in names:
            depth[term] = 1 + max((depth[inner] for inner in _inner(term) if inner in depth), default=0)
            names[term] = f"{prefix}_{len(names)}"
            layers.setdefault(depth[term], []).append(term)
    done = dict(known)
    for level in sorted(layers):
        lowered = lower(table, done)
        table = table.mutate(**{names[term]: lowered.term(term) for term in layers[level]})
        done |= {term: names[term] for term in layers[level]}
    return table, done


def _inner(term: t.Term) -> Iterable[t.Term]:
    for child in t.children(term):
        yield child
        yield from _inner(child)


def shared_parts(formulas: Iterable[f.Formula]) -> dict[int, list[f.Formula]]:
    """Formulas that occur more than once among and inside formulas, by how deeply they are nested."""
    counts: Counter[f.Formula] = Counter()

    def visit(formula: f.Formula) -> int:
        counts[formula] += 1
        match formula:
            case f.Both(items) | f.Either(items):
                inner = max(visit(item) for item in items)
            case f.Neither(item):
                inner = visit(item)
            case _:
                inner = 0
        depths[formula] = inner + 1
        return inner + 1

    depths: dict[f.Formula, int] = {}
    for formula in formulas:
        visit(formula)
    found: dict[int, list[f.Formula]] = {}
    for formula, number in counts.items():
        if number > 1 and not isinstance(formula, f.Truth):
            found.setdefault(depths[formula], []).append(formula)
    return found


def first(guards: Sequence[Expression]) -> Expression:
    """The number of the first guard that holds; unknown when an earlier one is open."""
    import ibis

    branches = []
    for row, guard in enumerate(guards):
        branches += [(guard.isnull(), whole(UNKNOWN)), (guard, whole(row))]
    return ibis.cases(*branches, else_=whole(NONE))


def only(guards: Sequence[Expression], count: Expression) -> Expression:
    """The number of the one guard that holds; NONE, SEVERAL, or unknown."""
    import ibis

    found = [(guard, whole(row)) for row, guard in enumerate(guards)]
    return ibis.cases((count == 1, ibis.cases(*found, else_=whole(NONE))), (count == 0, whole(NONE)),
                      (count.isnull(), whole(UNKNOWN)), else_=whole(SEVERAL))  # fmt: skip


def count(guards: Sequence[Expression]) -> Expression:
    """How many guards hold; null when one is open."""
    return reduce(lambda a, b: a + b, (as_number(guard) for guard in guards), whole(0))


def switch(column: Expression, values: Mapping[int, Any], kind: str) -> Expression:
    """A constant for each number of a column; null for all others, and where the constant is None."""
    return choose(column, {number: value for number, value in values.items() if value is not None}, kind)


def choose(
    column: Expression, values: Mapping[int, Any], kind: str, write: Callable[[Any], Expression] | None = None
) -> Expression:
    """A value for each number of a column, written once for all numbers that share it; null for all others.

    Neighbouring numbers with the same value become one comparison: databases turn long lists into joins.
    """
    import ibis

    spans: list[tuple[int, int, Any]] = []
    for number in sorted(values):
        value = values[number]
        if spans and spans[-1][1] == number - 1 and spans[-1][2] == value:
            spans[-1] = spans[-1][0], number, value
        else:
            spans.append((number, number, value))
    branches = [
        (
            column == low if low == high else column.between(low, high),
            write(value) if write is not None else ibis.literal(value, kind),
        )
        for low, high, value in spans
    ]
    return ibis.cases(*branches, else_=ibis.null(kind)) if branches else ibis.null(kind)


def as_number(truth: Expression) -> Expression:
    """1 for true, 0 for false, null for open; PostgreSQL casts booleans to 32 bits only."""
    return truth.cast("int32").cast("int64")


def whole(value: int) -> Expression:
    """A 64-bit constant."""
    import ibis

    return ibis.literal(value, "int64")
