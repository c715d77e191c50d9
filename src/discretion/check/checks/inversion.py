"""inversion: a worse case is never punished more mildly."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from discretion.check.circumstances import listed_only, ordered, steady
from discretion.check.model import Finding
from discretion.check.order import not_harsher_claim
from discretion.check.pairs import Pair, graded
from discretion.check.subject import ViolationCheck
from discretion.check.words import changed_words, result_words, weight_of
from discretion.decide import Evaluation
from discretion.penalty import Order, compare
from discretion.plan import PARTY
from discretion.words import subject_label

SCOPE = "violation"
NAME = "轻重倒挂"
SENTENCE = "其他事实相同，某一事实更重的案件，处理结果不会更轻"
FORMULA = "∀x, x′ ∈ D: x′ 只在一项事实上重于 x ⇒ ¬(r(x′) ⊏ r(x))；⊑ 比较处理层级、罚款上下限和处罚种类"


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """One question for every fact whose worse direction is declared, and every subject of the act."""
    decision, prover, twin = subject.decision, subject.prover, subject.twin
    milder = {}
    for who in decision.subjects:  # the twin is the worse case: it must not be the milder one
        worse, own = twin.outcome(who), decision.outcome(who)
        milder[who] = prover.all(
            [not_harsher_claim(prover, worse, own), prover.no(not_harsher_claim(prover, own, worse))]
        )
    found, count = [], 0
    listed = listed_only(subject.plan) if ordered(decision) else frozenset()
    for name, severity in graded(decision):
        if name in listed and steady(subject.plans, twin, name, severity):
            count += 1
            continue
        pair = Pair(twin, name, worse=severity)
        count += 1
        for who, claim in milder.items():
            found.append(
                subject.shown(
                    "inversion",
                    [*pair.claims, *pair.folded([claim])],
                    partial(_fault, name, who),
                    f"{name}/{who}".rstrip("/"),
                    pair.copies,
                    where=subject.where("tiers"),
                    remedy="调整阶次、清单或者情节的运用，使较重的情形不轻于较轻的情形",
                )
            )
    shown = [item for item in found if item is not None]
    message = f"就{count}项有轻重方向的事实，更重的案件都不会得到更轻的结果"
    yield from shown or [subject.proven("inversion", message, where=subject.where("tiers"))]


def _fault(name: str, who: str, results: tuple[Evaluation, ...]) -> str | None:
    mild, worse = results
    if compare(weight_of(worse, who), weight_of(mild, who)) is not Order.MILDER:
        return None
    subject = f"对{subject_label(who)}的" if who != PARTY else ""
    return (
        f"{{facts}}时，其他事实不变，{changed_words(results, name)}（更重），{subject}结果却由"
        f"“{result_words(mild, who)}”变为“{result_words(worse, who)}”（更轻）"
    )
