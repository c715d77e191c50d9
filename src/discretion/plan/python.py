"""The plan as Python code, generated from integer terms only: one function for all guards, one per amount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
    """

    guards: Callable[[Values], tuple[int, ...] | None]
    amounts: Callable[[FineTerms], Callable[[Values], tuple[int, int]]]


def compile_python(plan: Plan) -> Compiled:
    """Generate and compile the code of a plan."""
    groups = [[entry.rule.guard for entry in getattr(plan, name)] for name in LISTS]
    groups.append([row.rule.guard for row in plan.tiers])
    groups.append([row.rule.guard for row in plan.ranges])
    groups.append([item.rule.guard for item in plan.supplements])
    shared = shared_terms([plan.established, *(guard for group in groups for guard in group)])
    writer = _Writer(shared)
    lines = ["def guards(v):", f"    {_unpack(len(plan.slots))}"]
    for name, term in shared.items():
        lines.append(f"    {term} = {_Writer({k: n for k, n in shared.items() if k != name}).term(name)}")
    if plan.established != f.TRUE:
        lines += [f"    if not ({writer.formula(plan.established)}):", "        return None"]
    lines.append(f"    return ({', '.join(_mask(group, writer) for group in groups)},)")
    guards = _define("\n".join(lines), "guards")
    cache: dict[FineTerms, Callable[[Values], tuple[int, int]]] = {}

    def amounts(fine: FineTerms) -> Callable[[Values], tuple[int, int]]:
        function = cache.get(fine)
        if function is None:
            plain = _Writer({})
            low = plain.term(fine.low)
            high = low if fine.high == fine.low else plain.term(fine.high)
            source = f"def amounts(v):\n    {_unpack(len(plan.slots))}\n    return {low}, {high}"
            function = cache[fine] = _define(source, "amounts")
        return function

    return Compiled(guards, amounts)


def _unpack(count: int) -> str:
    return f"({''.join(f's{slot}, ' for slot in range(count))}) = v" if count else "pass"


def _mask(guards: list[f.Formula], writer: _Writer) -> str:
    parts = [f"({1 << bit} if {writer.formula(guard)} else 0)" for bit, guard in enumerate(guards)]
    return " | ".join(parts) if parts else "0"


def _define(source: str, name: str) -> Callable[[Values], Any]:
    # The text consists of slot numbers, integers and operators written below: nothing of it comes from a file.
    namespace: dict[str, Any] = {}
    exec(compile(source, f"<plan {name}>", "exec"), {"__builtins__": {}, "min": min, "max": max}, namespace)  # noqa: S102
    function: Callable[[Values], Any] = namespace[name]
    return function


def shared_terms(formulas: Iterable[f.Formula]) -> dict[t.Term, str]:
    """Terms that occur more than once in formulas, inner ones first, each with a local name."""
    sides = [side for formula in formulas for atom in f.atoms(formula) for side in (atom.left, atom.right)]
    return {term: f"c{number}" for number, term in enumerate(repeated_terms(sides))}


def repeated_terms(terms: Iterable[t.Term]) -> list[t.Term]:
    """Compound terms that occur more than once among and inside terms, inner ones first."""
    counts: Counter[t.Term] = Counter()

    def visit(term: t.Term) -> None:
        if isinstance(term, t.Const | t.Var):
            return
        counts[term] += 1
        for child in t.children(term):
            visit(child)

    for term in terms:
        visit(term)
    return sorted((term for term, count in counts.items() if count > 1), key=_size)


def _size(term: t.Term) -> int:
    return 1 + sum(_size(child) for child in t.children(term))


class _Writer:
    """Writes terms and formulas as Python expressions."""

    def __init__(self, names: dict[t.Term, str]) -> None:
        self.names = names

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
                return f"not ({self.formula(item)})"
