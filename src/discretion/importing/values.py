"""Values of facts in a condition: 在村道、乡道上, 影响公路安全畅通, and facts that are or are not so."""

from __future__ import annotations

import re

from discretion.facts import FactType, Vocabulary
from discretion.importing.likeness import MODIFIES, restates
from discretion.importing.proposals import Proposal, RowContext
from discretion.words import pairs

PLACES = frozenset(("road_class", "channel_grade", "waters"))  # facts that say where; any violation may ask for them
_SHORT = (("县乡村道", "县道、乡道、村道"), ("国省干线", "国道、省道"), ("国省道", "国道、省道"), ("乡村道", "乡道、村道"))  # fmt: skip
_DENIED = re.compile("防止|避免|没有|未|不|无(?!证)")
_GRADES = ("没有", "轻微", "较轻", "一般", "较重", "严重")


def listed(text: str, context: RowContext, vocabulary: Vocabulary) -> list[Proposal] | None:
    """村道、乡道; 在国道、省道上…: values of one enum, with nothing else said but the act."""
    best: tuple[str, list[str], str] | None = None
    for short, full in _SHORT:
        text = text.replace(short, full)
    for name in vocabulary:
        fact = vocabulary[name]
        if fact.type is not FactType.ENUM or not fact.values or name not in context.own | PLACES:
            continue
        codes, rest = _values(text, {label: code for code, label in fact.values.items()})
        if codes and (best is None or len(rest) < len(best[2])):
            best = (name, codes, rest)
    if best is None:
        return None
    name, codes, rest = best
    # 高速公路、国道 are two classes, 国道高速公路 is one.
    beside = re.search("[、，或和及]高速公路|高速公路[、，或和及]", text)
    if "高速公路" in text and name == "road_class" and not beside:
        codes = ["motorway"]
        rest = rest.replace("中", "")
    rest = re.sub(
        r"^(?:违法行为)?(?:发生)?(?:在|位于|于)?|(?:上|内|中|范围内)(?=.|$)|的|一般公路|普通公路|[、，]", "", rest
    )
    if rest and not restates(rest, context.act):
        return None
    label = vocabulary[name].label
    return [Proposal(text, {name: codes if len(codes) > 1 else codes[0]}, f"“{label}”的取值")]


def clause(text: str, context: RowContext, vocabulary: Vocabulary) -> list[Proposal] | None:
    """影响公路安全畅通: the words of a value of the violation's own facts."""
    found: list[dict[str, object]] = []
    for name in sorted(context.own):
        if name not in vocabulary:
            continue
        fact = vocabulary[name]
        for code, label in (fact.values or {}).items():
            if label == text or (fact.clauses or {}).get(code) == text:
                found.append({name: code})
    return [Proposal(text, found[0], "该违法行为的事实的用语")] if len(found) == 1 else None


def boolean(text: str, context: RowContext, vocabulary: Vocabulary) -> list[Proposal] | None:
    """A yes-or-no fact of the violation whose label shares most of the words."""
    told = pairs(text)
    more = set(MODIFIES.findall(text))
    if re.search(r"\d|首次|初次|第一次", text):
        return None
    denies = set(_DENIED.findall(text))
    names = [
        name for name in sorted(context.own)
        if name in vocabulary and vocabulary[name].type is FactType.BOOLEAN
        and denies <= set(_DENIED.findall(vocabulary[name].label))  # 防止掉落 is no 掉落
        and len(told & pairs(vocabulary[name].label)) * 3 >= len(told)
        and more <= set(MODIFIES.findall(vocabulary[name].label))
    ]  # fmt: skip
    if len(names) != 1:
        return None
    return [Proposal(text, {names[0]: True}, f"与“{vocabulary[names[0]].label}”的用语相近")]


def _values(text: str, labels: dict[str, str]) -> tuple[list[str], str]:
    """The codes whose labels a text lists, and what is left of the text."""
    found: dict[str, int] = {}
    rest = text
    for label in sorted(labels, key=len, reverse=True):
        if len(label) > 1 and label not in _GRADES and label in rest:
            found[labels[label]] = text.index(label)
            rest = rest.replace(label, "", 1)
    return list(dict.fromkeys(code for code in labels.values() if code in found)), rest
