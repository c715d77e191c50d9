"""The one module that knows Z3. Everything else builds claims through ``Prover`` and reads models as integers.

Choices that measurement forced (make bench; shared/reference/proofs.md): ``SimpleSolver`` with push and pop, its default arithmetic core (the
core 2 that was better in older versions is the second try); division by a quotient variable instead of ``div``; no Reals, no ``Optimize``, no
names that SMT-LIB would have to quote. Every prover has a context of its own: what it finds does not depend on what others in the process
were asked before. A query is bounded by resources (``rlimit``), not by the clock, so that a verdict does not depend on the
load of the machine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, TypeAlias

from discretion.errors import MissingExtra

if TYPE_CHECKING:
    import z3

Number: TypeAlias = "z3.ArithRef"
Claim: TypeAlias = "z3.BoolRef"
RLIMIT = 20_000_000  # about ten seconds; the dearest query of the shipped rulebook takes a fiftieth
WELCOME = 100  # what only makes a case plainer may take a hundredth of that,
PATIENCE = 3  # and is given up when it took too long so often
SEED = 0


class Answer(StrEnum):
    """What the solver says of a claim. UNKNOWN is never read as one of the others."""

    SATISFIABLE = "satisfiable"
    IMPOSSIBLE = "impossible"
    UNKNOWN = "unknown"


@cache
def _z3() -> ModuleType:
    try:
        return import_module("z3")
    except ImportError:
        raise MissingExtra("check", "形式化检查") from None


def ready() -> None:
    """Raise MissingExtra before any work is done, and not in a worker process, where nobody would read it."""
    _z3()


def unchecked() -> None:
    """Leave out, in this process, what z3py checks about the kinds of arguments at every call (a fifth of a run).

    For worker processes only, as the switch is the whole module's. A mistake of kind still fails, inside the solver.
    """
    _z3().z3.Z3_DEBUG = False


class Prover:
    """An incremental solver over bounded integers and truth values."""

    def __init__(self, rlimit: int = RLIMIT) -> None:
        self.z3 = _z3()
        # In a shared one, what was asked before, in the same process, moves what is found.
        self._own: z3.Context = self.z3.Context()
        self.rlimit = rlimit
        self.reason: str = ""
        self._solver = self._new()
        self._model: z3.ModelRef | None = None
        self._fresh = 0
        self._quotients: dict[tuple[int, int], Number] = {}
        self.true: Claim = self.z3.BoolVal(True, self._own)
        self.false: Claim = self.z3.BoolVal(False, self._own)
        # Equal expressions are one object of the solver: comparing its number is much cheaper than asking what it is.
        self._true, self._false = self.true.get_id(), self.false.get_id()

    # --- expressions -------------------------------------------------------------------------------------------

    def number(self, low: int, high: int) -> tuple[Number, Claim]:
        """A new integer variable, and the claim that it lies in its bounds."""
        variable = self.z3.Int(self._name("i"), self._own)
        return variable, self.all((variable >= low, variable <= high))

    def truth(self) -> Claim:
        """A new truth variable."""
        return self.z3.Bool(self._name("b"), self._own)

    def constant(self, value: int) -> Number:
        """An integer constant."""
        return self.z3.IntVal(value, self._own)

    def all(self, claims: Iterable[Claim]) -> Claim:
        """Conjunction; constants are folded, so that formulas stay small."""
        numbered = {claim.get_id(): claim for claim in claims}
        if self._false in numbered:
            return self.false
        numbered.pop(self._true, None)
        kept = list(numbered.values())
        return self.true if not kept else kept[0] if len(kept) == 1 else self.z3.And(kept)

    def any(self, claims: Iterable[Claim]) -> Claim:
        """Disjunction."""
        numbered = {claim.get_id(): claim for claim in claims}
        if self._true in numbered:
            return self.true
        numbered.pop(self._false, None)
        kept = list(numbered.values())
        return self.false if not kept else kept[0] if len(kept) == 1 else self.z3.Or(kept)

    def no(self, claim: Claim) -> Claim:
        """Negation."""
        number = claim.get_id()
        if number == self._true:
            return self.false
        return self.true if number == self._false else self.z3.Not(claim)

    def choose(self, claim: Claim, then: Number, otherwise: Number) -> Number:
        """``then`` where the claim holds, else ``otherwise``."""
        number = claim.get_id()
        if number == self._true or self.same(then, otherwise):
            return then
        return otherwise if number == self._false else self.z3.If(claim, then, otherwise)

    def equal(self, left: Number, right: Number) -> Claim:
        """The claim that two numbers are equal."""
        return left == right

    def same(self, left: z3.ExprRef, right: z3.ExprRef) -> bool:
        """Whether two expressions are the very same."""
        return bool(left.get_id() == right.get_id())

    def quotient(self, number: Number, divisor: Number) -> tuple[Number, Claim]:
        """The quotient rounded down, as a variable, and the claim that defines it (the divisor is positive)."""
        key = (number.get_id(), divisor.get_id())
        found = self._quotients.get(key)
        if found is None:
            found = self._quotients[key] = self.z3.Int(self._name("q"), self._own)
        return found, self.all((divisor * found <= number, number < divisor * found + divisor))

    def renamed(self, expressions: Sequence[object], pairs: Sequence[tuple[object, object]]) -> list[z3.ExprRef]:
        """Expressions with variables replaced, all at once."""
        return [self.z3.substitute(expression, *pairs) for expression in expressions]

    # --- questions ---------------------------------------------------------------------------------------------

    def add(self, *claims: Claim) -> None:
        """Assert claims in the current scope."""
        self._solver.add(*claims)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Claims added inside are forgotten at the end."""
        self._solver.push()
        try:
            yield
        finally:
            self._solver.pop()

    def ask(self, *claims: Claim) -> Answer:
        """Whether the claims can hold together with what was asserted; after SATISFIABLE, ``value`` reads the model."""
        if any(claim.get_id() == self._false for claim in claims):
            return Answer.IMPOSSIBLE
        with self.scope():
            self._solver.add(*claims)
            answer = self._check(self._solver)
            if answer is Answer.UNKNOWN:  # another arithmetic core may have better luck
                second = self._new(arith=2)
                second.add(self._solver.assertions())
                answer = self._check(second)
        return answer

    def value(self, expression: object) -> int:
        """An expression in the last model; truth as 0 or 1."""
        assert self._model is not None
        found = self._model.eval(expression, model_completion=True)
        if self.z3.is_bool(found):
            return int(self.z3.is_true(found))
        return int(found.as_long())

    def minimised(self, claims: Sequence[Claim], wishes: Iterable[Callable[[], Claim]]) -> Answer:
        """Ask, then keep every wish that can still be granted, in order; the model grants them all.

        A wish makes a case plainer, no more: it may take a small part of the resources, and when that was not enough a few
        times, the case at hand is as good a proof.
        """
        with self.scope():
            self.add(*claims)
            answer = self.ask()
            if answer is not Answer.SATISFIABLE:
                return answer
            brief, vain = self._new(rlimit=self.rlimit // WELCOME), 0
            brief.add(self._solver.assertions())
            for wish in wishes:
                kept, claim = self._model, wish()
                brief.push()
                brief.add(claim)
                # Often the model grants the wish already: then there is nothing to ask.
                granted = Answer.SATISFIABLE if self.value(claim) else self._check(brief)
                if granted is not Answer.SATISFIABLE:
                    brief.pop()
                    self._model = kept
                vain += granted is Answer.UNKNOWN
                if vain == PATIENCE:
                    break
        return answer

    def _check(self, solver: z3.Solver) -> Answer:
        result = solver.check()
        if result == self.z3.sat:
            self._model = solver.model()
            return Answer.SATISFIABLE
        if result == self.z3.unsat:
            return Answer.IMPOSSIBLE
        self.reason = solver.reason_unknown()
        return Answer.UNKNOWN

    def _new(self, arith: int | None = None, rlimit: int | None = None) -> z3.Solver:
        solver = self.z3.SimpleSolver(ctx=self._own)
        if arith is not None:
            solver.set("arith.solver", arith)
        solver.set("random_seed", SEED)
        solver.set("rlimit", rlimit or self.rlimit)
        return solver

    def _name(self, kind: str) -> str:
        self._fresh += 1
        return f"{kind}{self._fresh}"
