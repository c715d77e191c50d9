"""named: a violation that is called as its provision lists every act and person that the provision lists, and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.checks.label import spoken
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import leaves

SCOPE = "rulebook"
NAME = "名称的列举"
SENTENCE = "违法行为的名称照录条款名称的，列举的没有漏一项、换一项；同一个数是“超过”还是“以上”，与条款的名称一致"
FORMULA = "label(v) = a·x·b ∧ label(provision(v)) = a·y·b ∧ y 为列举的一项 ⇒ y ∉ facts(v)"
LEAST = 8  # characters that both names share, before and after the place where they differ
MARK = re.compile("、|或者?|和|及")


def run(whole: Whole) -> Iterator[Finding]:
    """Hold the name of every violation against that of its provision, where they differ in one place."""
    found = [finding for item in whole.written() for finding in (*_item(whole, item), *_sign(item))]
    yield from found or [holds("named", "名称的列举与条款一致")]


def _item(whole: Whole, item: Written) -> Iterator[Finding]:
    label, provision = item.file.model.label or "", item.provision
    if provision is None or label == provision.label:
        return
    start, end = _common(label, provision.label)
    own, lost = label[start : len(label) - end], provision.label[start : len(provision.label) - end]
    bare, instead = (MARK.sub("", part).strip("，；") for part in (lost, own))
    listed = MARK.search(provision.label[max(start - 1, 0) : len(provision.label) - end + 1])
    if start + end < max(LEAST, len(own), len(lost)) or not listed or len(bare) < 2 or bare in label:
        return
    words = _words(whole, item)
    if bare in words and (not instead or (instead not in words and instead not in whole.said(item.ref))):
        message = (
            f"名为“{label}”，{'漏了' if not instead else f'写作“{instead}”的是'}“{bare}”：条款和构成要件都有这一项"
        )
        yield item.fault("named", message, ("label",), bare, "更正 label")


def _sign(item: Written) -> Iterator[Finding]:
    label, provision = item.file.model.label or "", item.provision
    law = list(spoken(provision.label)) if provision is not None else []
    for number, word, sign in spoken(label):
        signs = {other for value, _, other in law if value == number}
        if signs and sign not in signs:
            said = next(name for value, name, _ in law if value == number)
            yield item.fault("named", f"名称写“{word}”，条款写的是“{said}”", ("label",), word, "更正 label")


def _common(one: str, other: str) -> tuple[int, int]:
    """How many characters two names share at their beginning, and at their end."""
    least, start, end = min(len(one), len(other)), 0, 0
    while start < least and one[start] == other[start]:
        start += 1
    while end < least - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _words(whole: Whole, item: Written) -> str:
    """What the facts of the elements, and the values that they may have, are called."""
    said = []
    for test in leaves(item.file.model.elements):
        fact = whole.book.vocabulary.facts.get(test.fact)
        if fact is not None:
            said += [fact.label, *whole.asked(test)]
    return "；".join(said)
