"""The plan as Python code, generated from integer terms only: one function for all guards, one per amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from discretion.plan import formula as f
from discretion.plan import terms as t
from discretion.plan.fines import FineTerms
from discretion.plan.model import Plan

Values = Sequence[int]
LISTS = ("barred", "exempt", "mitigated", "lighter", "heavier")


@dataclass(frozen=True)
class Compiled:
    """Callables over complete facts.

    Attributes:
        guards: None when the violation is not established, else one bit mask per list (``LISTS``), then tiers,
            ranges and supplements.
        amounts: low and high end in 分 of a fine.
        band: the same for a fine that must lie within another; None where it does not.
    """

    guards: Callable[[Values], tuple[int, ...] | None]
    amounts: Callable[[FineTerms], Callable[[Values], tuple[int, int]]]
    band: Callable[[FineTerms, FineTerms], Callable[[Values], tuple[int, int] | None]]


def compile_python(plan: Plan) -> Compiled:
    """Generate and compile the code of a plan."""
    groups = [[entry.rule.guard for entry in getattr(plan, name)] for name in LISTS]
    groups.append([row.rule.guard for row in plan.tiers])
    groups.append([row.rule.guard for row in plan.ranges])
    groups.append([item.rule.guard for item in plan.supplements])
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
    def amounts(fine: FineTerms) -> Callable[[Values], tuple[int, int]]:
        names, lines = _locals([fine.low, fine.high])
        writer = _Writer(names)
        return _define([*lines, f"    return {writer.term(fine.low)}, {writer.term(fine.high)}"], "amounts", count)

    @cache
    def band(fine: FineTerms, law: FineTerms) -> Callable[[Values], tuple[int, int] | None]:
        names, lines = _locals([fine.low, fine.high, law.low, law.high])
        writer = _Writer(names)
        low, high = writer.term(fine.low), writer.term(fine.high)
        # an end that the fine excludes and the law includes may lie one 分 outside; and the other way round
        low_step = (not law.low_inclusive) - (not fine.low_inclusive)
        high_step = (not law.high_inclusive) - (not fine.high_inclusive)
        tests = []
        if fine.low != law.low or low_step > 0:
            tests.append(f"{writer.term(law.low)}{f' + {low_step}' if low_step else ''} <= low")
        if fine.high != law.high or high_step > 0:
            tests.append(f"high <= {writer.term(law.high)}{f' - {high_step}' if high_step else ''}")
        inside = f"(low, high) if {' and '.join(tests)} else None" if tests else "low, high"
        lines += [f"    low, high = {low}, {high}", f"    return {inside}"]
        return _define(lines, "band", count)

    return Compiled(_define(lines, "guards", count), amounts, band)


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
            case f.Both(items) | f.Either(items):
                for item in items:
                    visit(item)
            case f.Neither(item):
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
    exec(compile(source, f"<plan {name}>", "exec"), {"__builtins__": {}}, namespace)  # noqa: S102
    function: Callable[[Values], Any] = namespace[name]
    return function


def shared_terms(formulas: Iterable[f.Formula]) -> dict[t.Term, str]:
    """Terms that occur more than once in formulas, inner ones first, each with a local name."""
    sides = [side for formula in formulas for atom in f.atoms(formula) for side in (atom.left, atom.right)]
    return {term: f"c{number}" for number, term in enumerate(repeated_terms(sides))}


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
            case t.Table(slot, values):
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
            case f.Both(items):
                return "(" + " and ".join(self.formula(item) for item in items) + ")"
            case f.Either(items):
                return "(" + " or ".join(self.formula(item) for item in items) + ")"
            case f.Neither(item):
                return f"(not {self.formula(item)})"
