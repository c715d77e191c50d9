"""The plan as Python code, generated from integer terms only: one function for all guards, one per amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from discretion.penalty import Band
from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.ends import Ends
from discretion.plan.model import ABOUT, Plan
from discretion.plan.terms import Values


@dataclass(frozen=True)
class Compiled:
    """Callables over complete facts.

    Attributes:
        guards: None when the violation is not established, else one bit mask for each of ``ABOUT``.
        outside: whether the item does not cover the act, though the statute's elements hold.
        band: the band of a fine, cut to the statute, and whether there was anything to cut.
    """

    guards: Callable[[Values], tuple[int, ...] | None]
    outside: Callable[[Values], bool]
    band: Callable[[Ends], Callable[[Values], tuple[Band, bool]]]


def compile_python(plan: Plan) -> Compiled:
    """Generate and compile the code of a plan."""
    groups = [[rule.guard for rule in plan.rules(about)] for about in ABOUT]
    formulas = [guard for group in groups for guard in group]
    names, lines = _locals([side for guard in [plan.established, *formulas] for side in _sides(guard)])
    writer = _Writer(names)
    if plan.established != f.TRUE:
        lines += [f"    if not ({writer.formula(plan.established)}):", "        return None"]
    for formula in _shared_formulas(formulas):
        name = f"b{len(writer.known)}"
        lines.append(f"    {name} = {writer.formula(formula)}")
        writer.known[formula] = name
    lines.append(f"    return ({', '.join(_mask(group, writer) for group in groups)},)")
    count = len(plan.slots)

    @cache
    def band(ends: Ends) -> Callable[[Values], tuple[Band, bool]]:
        names, lines = _locals(ends.terms)
        return _define([*lines, *_band(ends, _Writer(names))], "band", count)

    return Compiled(_define(lines, "guards", count), _truth(plan.outside, count), band)


def _truth(formula: f.Formula, count: int) -> Callable[[Values], bool]:
    """Whether one formula holds."""
    names, lines = _locals(_sides(formula))
    return _define([*lines, f"    return {_Writer(names).formula(formula)}"], "truth", count)


def _band(ends: Ends, writer: _Writer) -> Iterator[str]:
    """``ends.shown``, and whether the statute cut the band."""
    yield f"    lowest, highest = {writer.term(ends.lowest)}, {writer.term(ends.highest)}"
    sides = []
    for end, said, step in (("lowest", ends.over, "-"), ("highest", ends.under, "+")):
        beside = f"{end} {step} 1"
        shifted = {t.add(item, t.ONE) if step == "-" else t.sub(item, t.ONE) for item in said}
        if shifted == {getattr(ends, end)}:  # never said otherwise
            sides.append((beside, "False"))
        elif said:
            yield f"    {end}_open = {' or '.join(f'{beside} == {writer.term(item)}' for item in said)}"
            sides.append((f"({beside} if {end}_open else {end})", f"not {end}_open"))
        else:
            sides.append((end, "True"))
    cut = "False"
    if ends.own is not None:
        cut = f"lowest != {writer.term(ends.own[0])} or highest != {writer.term(ends.own[1])}"
    (low, low_inclusive), (high, high_inclusive) = sides
    yield f"    return new(Band, ({low}, {high}, {low_inclusive}, {high_inclusive})), {cut}"


def _sides(formula: f.Formula) -> Iterator[t.Term]:
    for atom in f.atoms(formula):
        yield from (atom.left, atom.right)


def _locals(terms: Iterable[t.Term]) -> tuple[dict[t.Term, str], list[str]]:
    """The terms worth a local variable, and the lines that work them out, inner ones first."""
    names: dict[t.Term, str] = {}
    lines = []
    for term in repeated_terms(terms, twice=True):
        text = _Writer(names).term(term)
        names[term] = f"c{len(names)}"
        lines.append(f"    {names[term]} = {text}")
    return names, lines


def _shared_formulas(formulas: Iterable[f.Formula]) -> list[f.Formula]:
    """Compound formulas that occur more than once among and inside formulas, inner ones first."""
    counts: Counter[f.Formula] = Counter()
    order: dict[f.Formula, None] = {}

    def visit(formula: f.Formula) -> None:
        match formula:
            case f.And(items) | f.Or(items):
                for item in items:
                    visit(item)
            case f.Not(item):
                visit(item)
                return
            case _:
                return
        counts[formula] += 1
        order.setdefault(formula)

    for formula in formulas:
        visit(formula)
    return [formula for formula in order if counts[formula] > 1]


def _unpack(count: int) -> str:
    return f"({''.join(f's{slot}, ' for slot in range(count))}) = v" if count else "pass"


def _mask(guards: list[f.Formula], writer: _Writer) -> str:
    parts = [f"({1 << bit} if {writer.formula(guard)} else 0)" for bit, guard in enumerate(guards)]
    return " | ".join(parts) if parts else "0"


def _define(body: Iterable[str], name: str, slots: int) -> Callable[[Values], Any]:
    source = "\n".join([f"def {name}(v):", f"    {_unpack(slots)}", *body])
    # The text consists of slot numbers, integers and operators written below: nothing of it comes from a file.
    namespace: dict[str, Any] = {}
    given = {"__builtins__": {}, "new": tuple.__new__, "Band": Band}
    exec(compile(source, f"<plan {name}>", "exec"), given, namespace)  # noqa: S102
    function: Callable[[Values], Any] = namespace[name]
    return function


def repeated_terms(terms: Iterable[t.Term], *, twice: bool = False) -> list[t.Term]:
    """Compound terms that occur more than once among and inside terms, inner ones first.

    Args:
        twice: the smaller or larger of two terms mentions each of them twice.
    """
    counts: Counter[t.Term] = Counter()

    def visit(term: t.Term) -> None:
        if isinstance(term, t.Const | t.Var):
            return
        counts[term] += 1
        for child in t.children(term):
            visit(child)
            if twice and isinstance(term, t.Min | t.Max) and not isinstance(child, t.Const | t.Var):
                counts[child] += 1

    for term in terms:
        visit(term)
    return sorted((term for term, count in counts.items() if count > 1), key=_size)


def _size(term: t.Term) -> int:
    return 1 + sum(_size(child) for child in t.children(term))


class _Writer:
    """Writes terms and formulas as Python expressions."""

    def __init__(self, names: dict[t.Term, str]) -> None:
        self.names = names
        self.known: dict[f.Formula, str] = {}  # formulas that are local variables

    def term(self, term: t.Term) -> str:
        name = self.names.get(term)
        if name is not None:
            return name
        match term:
            case t.Const(value):
                return f"({value})" if value < 0 else str(value)
            case t.Var(slot):
                return f"s{slot}"
            case t.EnumTable(slot, values):
                return f"({values!r})[s{slot}]"
        left, right = self.term(term.left), self.term(term.right)
        match term:
            case t.Add():
                return f"({left} + {right})"
            case t.Sub():
                return f"({left} - {right})"
            case t.Mul():
                return f"({left} * {right})"
            case t.Div():
                return f"({left} // {right})"
            case t.Min():
                return f"({left} if {left} < {right} else {right})"
            case t.Max():
                return f"({left} if {left} > {right} else {right})"

    def formula(self, formula: f.Formula) -> str:
        if formula in self.known:
            return self.known[formula]
        match formula:
            case f.Truth(value):
                return str(value)
            case f.Cmp(op, left, right):
                return f"{self.term(left)} {'==' if op == '=' else op} {self.term(right)}"
            case f.And(items):
                return "(" + " and ".join(self.formula(item) for item in items) + ")"
            case f.Or(items):
                return "(" + " or ".join(self.formula(item) for item in items) + ")"
            case f.Not(item):
                return f"(not {self.formula(item)})"
