"""The order of severity as claims over two outcomes."""

from __future__ import annotations

from dataclasses import replace

from discretion.check.outcome import EncodedOutcome
from discretion.check.solver import Claim, Prover
from discretion.penalty import Band, not_harsher


def not_harsher_claim(prover: Prover, a: EncodedOutcome, b: EncodedOutcome) -> Claim:
    """A ⊑ b, as ``penalty.severity.not_harsher`` decides it: rank and measures by table, the ends of the fine by claims."""
    rows, fined = [], b.low > 0  # a fine that may be left out, or comes to nothing, covers no warning
    for weight, claim in zip(a.weights, a.classes, strict=True):
        above = []
        for other, here in zip(b.weights, b.classes, strict=True):
            if not_harsher(weight, other):
                above.append(here)
            elif other.fine is not None and not_harsher(weight, replace(other, fine=Band(1, 1))):
                above.append(prover.all([here, fined]))
        rows.append(prover.all([claim, prover.any(above)]))
    return prover.all([prover.any(rows), a.low <= b.low, a.high <= b.high])


def equal_claim(prover: Prover, a: EncodedOutcome, b: EncodedOutcome) -> Claim:
    """The same measures, the same forces, the same ends."""
    same = [prover.all([x, y]) for x, y in zip(a.classes, b.classes, strict=True)]
    return prover.all([prover.any(same), prover.equal(a.low, b.low), prover.equal(a.high, b.high)])
