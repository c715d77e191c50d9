"""label: prose and data agree on whether a number is included."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.subject import Subject
from discretion.conditions import And, Condition, FactTest, Not, Or
from discretion.conditions.feel import AnyOf, Compare, Interval, Number, UnaryTest
from discretion.plan.model import Rule

SCOPE = "violation"
SENTENCE = "名称、备注中的“以上”“超过”“不足”“以下”与条件数据是否含本数一致"
FORMULA = "∀n ∈ label: inclusive_label(n) = inclusive_guard(n)"

# 以上 / 以下 / 不超过 include the number; 超过 / 不足 do not (民法典 art. 1259 for 以上、以下、超过、不满).
BEFORE = re.compile(r"(不超过|未超过|超过|不足|不满|低于)(\d+(?:\.\d+)?)(万|千)?")
AFTER = re.compile(r"(\d+(?:\.\d+)?)(万|千)?[^\d，。；、（）()]{0,6}?(以上|以下)")
SIDES = {
    "超过": ("low", False), "以上": ("low", True), "不足": ("high", False), "不满": ("high", False),
    "低于": ("high", False), "不超过": ("high", True), "未超过": ("high", True), "以下": ("high", True),
}  # fmt: skip
FACTORS = {"万": 10000, "千": 1000, None: 1, "": 1}
Bound = tuple[str, Decimal, bool]  # side, number, whether included


def run(subject: Subject) -> Iterator[Finding]:
    """Compare what each label says of a number with what its condition says of the same number."""
    plan = subject.plan
    entries = [entry.rule for name in ("exempt", "mitigated", "lighter", "heavier") for entry in getattr(plan, name)]
    found = []
    for rule, prose in [(row.rule, row.remark or "") for row in plan.tiers] + [(rule, "") for rule in entries]:
        found += list(_compared(subject, rule, f"{rule.label}；{prose}"))
    yield from found or [subject.proven("label", "文字与数据对是否含本数的表述一致", where=subject.where("tiers"))]


def _compared(subject: Subject, rule: Rule, text: str) -> Iterator[Finding]:
    bounds = set(_bounds(rule.condition))
    for side, number, included in _said(text):
        if (side, number, included) in bounds or (side, number, not included) not in bounds:
            continue
        data = "含" if not included else "不含"
        prose = "含" if included else "不含"
        yield subject.refuted(
            "label",
            f"“{text.rstrip('；')}”的文字{prose}本数 {number}，而条件{data}本数",
            f"{rule.id.replace(':', '/')}/{number}",
            where=rule.where,
            remedy="核对原文，使文字与条件一致（以上、以下、不超过含本数；超过、不足不含）",
        )


def _said(text: str) -> Iterator[Bound]:
    for word, digits, factor in BEFORE.findall(text):
        side, included = SIDES[word]
        yield side, Decimal(digits) * FACTORS[factor], included
    for digits, factor, word in AFTER.findall(text):
        side, included = SIDES[word]
        yield side, Decimal(digits) * FACTORS[factor], included


def _bounds(condition: Condition) -> Iterator[Bound]:
    match condition:
        case And(items) | Or(items):
            for item in items:
                yield from _bounds(item)
        case FactTest(_, test, _, _) if test is not None:
            yield from _ends(test)
        case FactTest() | Not():
            return


def _ends(test: UnaryTest) -> Iterator[Bound]:
    match test:
        case Compare(">" | ">=" as op, Number(value)):
            yield "low", value, op == ">="
        case Compare("<" | "<=" as op, Number(value)):
            yield "high", value, op == "<="
        case Interval(low, low_inclusive, high, high_inclusive):
            if isinstance(low, Number):
                yield "low", low.value, low_inclusive
            if isinstance(high, Number):
                yield "high", high.value, high_inclusive
        case AnyOf(tests):
            for member in tests:
                yield from _ends(member)
