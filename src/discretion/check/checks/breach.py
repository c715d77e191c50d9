"""breach: where a violation has several duties, each is cited for the acts that it is broken by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import Condition, leaves

SCOPE = "rulebook"
NAME = "违则的情形"
SENTENCE = "引用几条违则的，各条写明的情形说的是该条，没有与另一条互换"
FORMULA = (
    "∀v, d, e ∈ duties(v): likeness(d, when(d)) + likeness(e, when(e)) ≥ likeness(d, when(e)) + likeness(e, when(d))"
)
CLOSER = 3  # pairs of characters that two duties must share more when their acts change places; sound ones share two


def run(whole: Whole) -> Iterator[Finding]:
    """Hold the acts that each duty is cited for against its text."""
    found = [finding for item in whole.written() for finding in _exchanged(whole, item)]
    yield from found or [holds("breach", "每一条违则引用于违反它的情形")]


def _exchanged(whole: Whole, item: Written) -> Iterator[Finding]:
    said = _said(whole, item)
    acts = {ref: _acts(whole, when) for ref, when in _cases(item).items() if ref in said}
    common = frozenset.intersection(*acts.values()) if len(acts) > 1 else frozenset()
    for one, other in combinations(acts, 2):
        as_is, turned = (
            len(said[one] & acts[a] - common) + len(said[other] & acts[b] - common)
            for a, b in ((one, other), (other, one))
        )
        if turned - as_is >= CLOSER:
            message = f"违则 {one} 与 {other} 的情形写反了：对调以后才与条文相符"
            yield item.fault("breach", message, ("duty", "when"), f"{one}+{other}", "对调 duty.when 中两条违则的情形")


def _cases(item: Written) -> dict[str, Condition]:
    duty = item.file.model.duty
    return dict(duty.when) if duty is not None else {}


def _said(whole: Whole, item: Written) -> dict[str, frozenset[str]]:
    """What each duty says: its text, and its name."""
    cited = item.file.model.duty.cite if item.file.model.duty is not None else ()
    labels = {ref: "".join(provision.label for _, provision in whole.provisions(ref)[-1:]) for ref in cited}
    return {ref: telling_pairs(f"{whole.said(ref)}；{label}") for ref, label in labels.items()}


def _acts(whole: Whole, condition: Condition) -> frozenset[str]:
    """What the values that a condition asks for are called."""
    return telling_pairs("；".join(said for test in leaves(condition) for said in whole.asked(test)))
