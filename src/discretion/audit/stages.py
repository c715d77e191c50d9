"""Small pieces of SQL that the stages of ``columns`` share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any

from discretion.audit.expressions import Expression, Lowered
from discretion.plan import NONE, SEVERAL
from discretion.plan import formula as f
from discretion.plan import terms as t

UNKNOWN = -3  # a fact is missing that this question turns on
WORTH_A_COLUMN = 2  # operations of a term: one is as quickly done again as it is read
LONG = 6  # comparisons of a formula that is better worked out once than wherever it is asked
COMPARISON = (f.Truth, f.Cmp)


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


def shared_terms(terms: Iterable[t.Term], known: Iterable[t.Term] = ()) -> list[t.Term]:
    """Terms to be worked out once, as columns: those written more than once that cost something; inner ones first.

    The smaller or larger of two writes each of them twice.
    """
    counts: Counter[t.Term] = Counter()
    done = set(known)

    def visit(term: t.Term, times: int) -> None:
        counts[term] += times
        if counts[term] == times and term not in done:
            for child in t.children(term):
                visit(child, 2 if isinstance(term, t.Min | t.Max) else 1)

    for term in terms:
        visit(term, 1)
    found: list[t.Term] = []
    for term in sorted((term for term, count in counts.items() if count > 1 and term not in done), key=_size):
        if _operations(term, done) >= WORTH_A_COLUMN:
            found.append(term)
            done.add(term)
    return found


def _operations(term: t.Term, done: set[t.Term]) -> int:
    """How many operations it takes to work out a term where others are done."""
    match term:
        case t.Const() | t.Var():
            return 0
        case t.EnumTable(_, values):
            return len(values)
    own = 2 if isinstance(term, t.Min | t.Max) else 1
    return own + sum(_operations(child, done) for child in t.children(term) if child not in done)


def _size(term: t.Term) -> int:
    return 1 + sum(_size(child) for child in t.children(term))


def _inner(term: t.Term) -> Iterable[t.Term]:
    for child in t.children(term):
        yield child
        yield from _inner(child)


def shared_parts(formulas: Collection[f.Formula]) -> list[list[f.Formula]]:
    """Formulas to be worked out once, as columns: those that occur more than once, comparisons apart; and slow ones.

    Returns:
        Layers: the formulas of each contain only those of the layers before it.
    """
    counts: Counter[f.Formula] = Counter()
    slow = {formula for formula in formulas if _length(formula) > LONG or not _simple(formula)}

    def visit(formula: f.Formula) -> None:
        counts[formula] += 1
        if counts[formula] == 1:
            for inner in _items(formula):
                visit(inner)

    for formula in formulas:
        visit(formula)
    shared = {formula for formula, number in counts.items() if formula in slow or number > 1 < _length(formula)}
    layers: dict[int, list[f.Formula]] = {}

    def depth(formula: f.Formula) -> int:
        inside = max((depth(inner) for inner in _items(formula)), default=0)
        return inside + 1 if formula in shared else inside

    for formula in counts:
        if formula in shared:
            layers.setdefault(depth(formula), []).append(formula)
    return [layers[level] for level in sorted(layers)]


def _items(formula: f.Formula) -> tuple[f.Formula, ...]:
    match formula:
        case f.And(items) | f.Or(items):
            return items
        case f.Not(item):
            return (item,)
    return ()


def _simple(formula: f.Formula) -> bool:
    """Whether databases ask it quickly in ``CASE``: comparisons joined by one ``AND`` (or ``OR``, asked by its negation)."""
    return all(isinstance(f.negate(item), COMPARISON) or isinstance(item, COMPARISON) for item in _items(formula))


def _length(formula: f.Formula) -> int:
    return sum(1 for _ in f.atoms(formula))


def first(guards: Sequence[Expression], *, complete: bool) -> Expression:
    """The number of the first guard that holds, NONE, or unknown when an earlier one is open."""
    import ibis

    branches = []
    for row, guard in enumerate(guards):
        branches += [(guard, whole(row))] if complete else [(guard.isnull(), whole(UNKNOWN)), (guard, whole(row))]
    return ibis.cases(*branches, else_=whole(NONE))


def surely(guards: Sequence[Expression]) -> Expression:
    """The number of the guard that holds where it is proven that exactly one does; unknown while that is open."""
    import ibis

    return ibis.cases(*((guard, whole(row)) for row, guard in enumerate(guards)), else_=whole(UNKNOWN))


def only(guards: Sequence[Expression], count: Expression) -> Expression:
    """The number of the one guard that holds; NONE, SEVERAL, or unknown."""
    import ibis

    found = [(guard, whole(row)) for row, guard in enumerate(guards)]
    return ibis.cases((count == 1, ibis.cases(*found, else_=whole(NONE))), (count == 0, whole(NONE)),
                      (count.isnull(), whole(UNKNOWN)), else_=whole(SEVERAL))  # fmt: skip


def count(guards: Sequence[Expression]) -> Expression:
    """How many guards hold; null when one is open."""
    return reduce(lambda a, b: a + b, (as_number(guard) for guard in guards), whole(0))


def choose(
    column: Expression,
    values: Mapping[int, Any],
    kind: str,
    write: Callable[[Any], Expression] | None = None,
    *,
    every: bool = False,
) -> Expression:
    """A value for each number of a column; null for all others, and where the value is None.

    Neighbouring numbers with the same value become one comparison: databases turn long lists into joins.

    Args:
        column: of numbers.
        values: by number.
        kind: the type of the values.
        write: how to write a value; else it is a constant.
        every: the column holds no other numbers (where it matters), so that one value needs no comparison.
    """
    import ibis

    def written(value: Any) -> Expression:
        return constant(value, kind) if value is None or write is None else write(value)

    spans: list[tuple[int, int, Any]] = []
    for number in sorted(values):
        value = values[number]
        if spans and spans[-1][1] == number - 1 and spans[-1][2] == value:
            spans[-1] = spans[-1][0], number, value
        else:
            spans.append((number, number, value))
    other = Counter(value for _, _, value in reversed(spans)).most_common(1)[0][0] if every and spans else None
    branches = []
    for low, high, value in spans:
        if value != other:
            below = column <= high if every and low == spans[0][0] else column.between(low, high)
            branches.append((column == low if low == high else below, written(value)))
    return ibis.cases(*branches, else_=written(other)) if branches else written(other)


def constant(value: Any, kind: str) -> Expression:
    """A constant; null for None."""
    import ibis

    return ibis.null(kind) if value is None else ibis.literal(value, kind)


def as_number(truth: Expression) -> Expression:
    """1 for true, 0 for false, null for open; PostgreSQL casts booleans to 32 bits only."""
    return truth.cast("int32").cast("int64")


def whole(value: int | None) -> Expression:
    """A 64-bit constant."""
    import ibis

    return ibis.literal(value, "int64")
