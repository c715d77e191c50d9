"""label: the words 以上、不足、超过 in a label say what the data say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.subject import ViolationCheck
from discretion.check.text import chinese_number
from discretion.conditions import (
    OPPOSITE,
    AnyOf,
    Compare,
    Condition,
    Conjunction,
    Disjunction,
    FactTest,
    Interval,
    Negation,
    NoneOf,
    Number,
    UnaryTest,
)
from discretion.errors import nearest
from discretion.plan import Rule

SCOPE = "violation"
NAME = "用语与数据不符"
SENTENCE = "文字中的“以上、以下、超过、不足”与数据中是否包含本数一致，数字出自条件，阶次的名称由轻到重"
FORMULA = "∀(n, word) ∈ label，∀bound(n) ∈ condition 同向: inclusive(word) = inclusive(bound)；n ∈ bounds；rank(tierᵢ) < rank(tierᵢ₊₁)"
RANKS = ("轻微", "较轻", "一般", "较重", "严重", "特别严重")
IDS = {"slight": RANKS[:2], "general": RANKS[2:3], "serious": RANKS[3:5], "grave": RANKS[4:]}

NUMERAL = r"(?P<n>\d+(?:\.\d+)?|[零一二两三四五六七八九十百千]+)"
UNIT = r"(?P<w>万)?[^\d，。；、和至以不未超满的]{0,4}"
# Words before the number and after it; the sign is the direction, with "=" for including the number.
BEFORE = (("不超过", "<="), ("未超过", "<="), ("超过", ">"), ("不足", "<"), ("不满", "<"), ("未满", "<"), ("低于", "<"),
          ("已满", ">="), ("达到", ">="), ("不少于", ">="), ("不低于", ">="))  # fmt: skip
AFTER = (("以上", ">="), ("以下", "<="), ("以内", "<="))
SCALES = (Decimal(1), Decimal(1000), Decimal("0.001"), Decimal(100), Decimal("0.01"))  # t/kg, m/mm, m/cm


def run(subject: ViolationCheck) -> Iterator[Finding]:
    """Compare the numbers of every label with the bounds of its condition."""
    plan = subject.plan
    found = []
    rules = [(f"tier/{row.tier}", row.rule, row.remark) for row in plan.tiers]
    rules += [
        (f"{entry.kind.value}/{entry.id}", entry.rule.rule, None)
        for entry in subject.entries()
        if entry.named or entry.rule.rule.origin == subject.chain[0].id
    ]
    for detail, rule, remark in rules:
        text = f"{rule.label}；{remark or ''}"
        found += [
            subject.refuted("label", message, detail, where=rule.where, remedy="更正文字，或者更正条件的端点")
            for message in _contradictions(text, rule)
        ]
    found += _wrong_numbers(subject)
    found += _wrong_names(subject)
    unique = list({item.id: item for item in found}.values())
    where = subject.where("tiers")
    yield from unique or [subject.proven("label", "文字与数据的端点一致", where=where)]


def _wrong_numbers(subject: ViolationCheck) -> Iterator[Finding]:
    """A number with 以上, 超过 … in a tier's label that stands in none of the tiers' conditions."""
    plan = subject.plan
    known = {
        value for rule in (*(row.rule for row in plan.tiers), *plan.elements) for value, _ in bounds(rule.condition)
    }
    for row in plan.tiers:
        for number, said, _ in spoken(row.rule.label):
            if known and not any(number * scale in known for scale in SCALES):
                message = f"“{row.rule.label}”写作“{said}”，这个数不在任何阶次的条件中"
                yield subject.refuted(
                    "label", message, f"tier/{row.tier}/number", where=row.rule.where, remedy="更正文字，或者更正条件"
                )


def _wrong_names(subject: ViolationCheck) -> Iterator[Finding]:
    """Tiers are written from light to severe, and are called so; a tier's id says the same as its label."""
    last, before = -1, ""
    tiers = {row.tier: row.rule for row in reversed(subject.plan.tiers)}
    for tier, rule in reversed(tiers.items()):
        label, where = rule.label, rule.where
        if label not in RANKS:
            continue
        if (near := nearest(tier, IDS)) is not None and tier not in IDS and abs(len(near) - len(tier)) <= 1:
            message = f"阶次“{label}”的标识 {tier} 像是 {near} 的误写"
            yield subject.refuted("label", message, f"tier/{tier}/id", where=where, remedy=f"是否想写：{near}")
        if tier in IDS and label not in IDS[tier]:
            message = f"阶次 {tier} 的名称写作“{label}”"
            yield subject.refuted(
                "label", message, f"tier/{tier}/name", where=where, remedy=f"写作{'或者'.join(IDS[tier])}"
            )
        if RANKS.index(label) <= last:
            message = f"阶次“{label}”排在“{before}”之后，名称的轻重与顺序不符"
            yield subject.refuted(
                "label", message, f"tier/{tier}/order", where=where, remedy="由轻到重排列阶次，更正写反的名称"
            )
        last, before = RANKS.index(label), label


def _contradictions(text: str, rule: Rule) -> Iterator[str]:
    ends = list(bounds(rule.condition))
    for number, word, sign in spoken(text):
        same = {op for bound, op in ends if op[0] == sign[0] and any(bound == number * s for s in SCALES)}
        if same and sign not in same:
            kept = "包含" if "=" in sign else "不包含"
            data = "包含" if "=" in next(iter(same)) else "不包含"
            yield f"“{rule.label}”写作“{word}”，{kept}本数；条件却{data}本数"


def spoken(text: str) -> Iterator[tuple[Decimal, str, str]]:
    """Numbers with the word that says which side of them is meant."""
    for word, sign in BEFORE:
        for match in re.finditer(f"(?<![不未]){word}{NUMERAL}{UNIT}", text):
            yield number_of(match), match[0], sign
    for word, sign in AFTER:
        for match in re.finditer(f"{NUMERAL}{UNIT}{word}", text):
            yield number_of(match), match[0], sign


def number_of(match: re.Match[str]) -> Decimal:
    """The number of a match of ``NUMERAL`` (group n), with 万 (group w)."""
    text = match["n"]
    value = Decimal(text) if text[0].isdigit() else chinese_number(text)
    return value * 10000 if match["w"] else value


def numbers(text: str) -> Iterator[Decimal]:
    """Every number that a text says, in figures or in characters."""
    for match in re.finditer(NUMERAL, text):
        yield Decimal(match["n"]) if match["n"][0].isdigit() else chinese_number(match["n"])


def bounds(condition: Condition, *, positive: bool = True) -> Iterator[tuple[Decimal, str]]:
    """Every number of a condition with the side that it bounds: ``(5, "<=")``."""
    match condition:
        case Conjunction(items) | Disjunction(items):
            for item in items:
                yield from bounds(item, positive=positive)
        case Negation(item):
            yield from bounds(item, positive=not positive)
        case FactTest(_, test, _, _) if test is not None:
            yield from _ends(test, positive)


def _ends(test: UnaryTest, positive: bool) -> Iterator[tuple[Decimal, str]]:
    match test:
        case Compare(op, Number(value)) if op != "=":
            yield value, op if positive else OPPOSITE[op]
        case Interval(low, low_inclusive, high, high_inclusive):
            for end, op in ((low, ">=" if low_inclusive else ">"), (high, "<=" if high_inclusive else "<")):
                if isinstance(end, Number):
                    yield end.value, op if positive else OPPOSITE[op]
        case AnyOf(tests):
            for member in tests:
                yield from _ends(member, positive)
        case NoneOf(inner):
            yield from _ends(inner, not positive)
