"""copied: a name that repeats the words of the law, or of its violation, repeats them without a slip of the pen."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from discretion.check.checks.spelling import LARGE, RUN
from discretion.check.model import Finding
from discretion.check.text import FREE, said_by
from discretion.check.whole import Whole, Written, fault, holds, listed
from discretion.conditions import leaves
from discretion.facts import Fact

SCOPE = "rulebook"
NAME = "照录"
SENTENCE = "违法行为、条款、要件和清单条目的名称，照录所依据的法条或者所说的违法行为的，没有错一个字、漏一个字、多一个字、颠倒两个字"
FORMULA = "∀label, ∄(a, b), |a·b| = 4: a·x·b ∈ label ∧ a·y·b ∈ law ∧ 首尾相连的 x ∉ law，x、y 相差一字或者次序"
AROUND = 4  # characters on both sides together that must be the same
CHAR = "[\u4e00-\u9fff]"
SAME = (
    frozenset("和与及或"),
    frozenset("已未不没"),
)  # one for another is no slip of the pen; of denials speaks ``denial``


class Corpus:
    """All that stands in the names of the rulebook and in the texts of its laws, to see what stands in one place only."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole

    @cached_property
    def text(self) -> str:
        """Every name once where it stands, and every article."""
        book = self.whole.book
        said = [item.file.model.label or "" for item in self.whole.written()]
        for file in book.law_files:
            said += [provision.label for provision in file.model.provisions.values()]
            text = self.whole.text(file)
            said += ["".join(lines) for lines in text.articles.values()] if text is not None else []
        said += [
            part
            for fact in book.vocabulary.facts.values()
            for part in (*_names(fact), fact.negative or "", fact.positive or "")
        ]
        said += [item.entry.label for ruleset in self.whole.current() for item in listed(ruleset)]
        return "\n".join(said)

    def alone(self, part: str, at: int) -> bool:
        """Whether no three characters around a place stand anywhere else; among few characters that says nothing."""
        return len(self.text) >= LARGE and all(
            self.text.count(part[i : i + 3]) <= 1 for i in (at - 2, at - 1, at) if i >= 0 and i + 3 <= len(part)
        )


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every name against what it is the name of."""
    items, corpus = [item for item in whole.written() if item.provision is not None], Corpus(whole)
    found = [
        *_violations(whole, items),
        *_provisions(whole, corpus),
        *_facts(whole, items, corpus),
        *_entries(whole, corpus),
    ]
    yield from found or [holds("copied", "照录法条的名称没有书写错误")]


def _violations(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    labels: dict[str, list[str]] = defaultdict(list)
    for item in items:
        labels[item.id].append(item.file.model.label or "")
    for item in items:
        facts = [whole.book.vocabulary.facts.get(test.fact) for test in leaves(item.file.model.elements)]
        said = [*_law(whole, item), *(name for fact in facts if fact is not None for name in _names(fact))]
        label = item.file.model.label or ""
        others = [other for other in labels[item.id] if other != label]
        for here, right in _slips(label, "；".join([*said, *others]), None):
            message = f"“{label}”中“{here}”，所依据的法条、条款或者要件写作“{right}”"
            yield item.fault("copied", message, ("label",), here, f"是否想写：{right}")


def _provisions(whole: Whole, corpus: Corpus) -> Iterator[Finding]:
    for file in whole.book.law_files:
        text, law = whole.text(file), file.model
        if text is None:
            continue
        for name, provision in law.provisions.items():
            for here, right in _slips(provision.label, said_by(text, provision.cite), corpus):
                yield fault("copied", f"《{law.label}》{provision.cite}名为“{provision.label}”，其中“{here}”，原文写作“{right}”",
                            file.document.position(("provisions", name, "label")), f"{law.law}@{law.version}/{name}/{here}",
                            remedy=f"是否想写：{right}")  # fmt: skip


def _facts(whole: Whole, items: list[Written], corpus: Corpus) -> Iterator[Finding]:
    users: dict[str, list[str]] = defaultdict(list)
    for item in items:
        for name in dict.fromkeys(test.fact for test in leaves(item.file.model.elements)):
            users[name] += [item.file.model.label or "", *_law(whole, item)]
    for name, fact in whole.book.vocabulary.facts.items():
        document, said = whole.book.fact_documents.get(name), "；".join(users[name])
        if document is None:
            continue
        opposite = "；".join([fact.label, said])  # 没有… is the name with 没有 before it
        pairs = [
            *((label, said) for label in _names(fact)),
            (fact.negative or "", opposite),
            (fact.positive or "", opposite),
        ]
        for label, other in pairs:
            for here, right in _slips(label, other, corpus):
                where = document.position(("facts", name), key=True)
                message = (
                    f"“{label}”（{name}）中“{here}”，事实的名称、以它为要件的违法行为或者所依据的法条写作“{right}”"
                )
                yield fault("copied", message, where, f"{name}/{here}", remedy=f"是否想写：{right}")


def _entries(whole: Whole, corpus: Corpus) -> Iterator[Finding]:
    items = [item for ruleset in whole.current() for item in listed(ruleset)]
    labels = [item.entry.label for item in items]
    for item in items:
        facts = (whole.book.vocabulary.facts.get(test.fact) for test in leaves(item.entry.condition))
        said = [whole.said(ref) for ref in (*item.entry.cite, *item.entry.source.cite)]
        said += [name for fact in facts if fact is not None for name in _names(fact)]
        said += [label for label in labels if label != item.entry.label]
        for here, right in _slips(item.entry.label, "；".join(said), corpus):
            message = f"“{item.entry.label}”中“{here}”，所引的法条、条件的事实或者其他条目写作“{right}”"
            yield fault(
                "copied",
                message,
                item.where("label"),
                f"{item.name}/{here}",
                area=item.ruleset.id,
                remedy=f"是否想写：{right}",
            )


def _names(fact: Fact) -> Iterator[str]:
    yield fact.label
    yield from (str(name) for name in (fact.values or {}).values())
    yield from (fact.clauses or {}).values()


def _law(whole: Whole, item: Written) -> Iterator[str]:
    """The provisions that a violation rests on, by name and by their text."""
    duty = item.file.model.duty
    for ref in (item.ref, *(duty.cite if duty is not None else ())):
        yield from (provision.label for _, provision in whole.provisions(ref))
        yield whole.said(ref)


def _slips(label: str, said: str, corpus: Corpus | None) -> Iterator[tuple[str, str]]:
    """Places where a name reads as what is said but for one character, and what it has there is nowhere said.

    ``corpus``: where the name is freely worded, and only what stands nowhere else either is a slip.
    """
    for part in RUN.findall(label) if said else ():
        for i in range(len(part)):
            turned, doubled = part[i : i + 2][::-1], part[i] == part[i + 1 : i + 2]
            kinds = [
                (i, i + 1, f"(?!{part[i]}){CHAR}"),
                *([(i, i + 2, part[i])] if doubled and part[i] not in FREE else []),
            ]
            kinds += [(i, i + 2, turned)] if len(turned) == 2 and not doubled else []
            kinds += [(i, i, CHAR)] if corpus is None else []
            for low, high, meant in kinds:
                right = _meant(part, low, high, meant, said, inner=corpus is not None and high == i + 1)
                if (
                    right
                    and not any({part[i], *right} <= same for same in SAME)
                    and (corpus is None or high != i + 1 or corpus.alone(part, i))
                ):
                    before, after = part[max(low - 2, 0) : low], part[high : high + 2]
                    yield before + part[low:high] + after, before + right + after
                    return


def _meant(part: str, low: int, high: int, meant: str, said: str, *, inner: bool) -> str:
    """What stands in the place of part[low:high] where the same four characters stand around it; "" if what is written is said too."""
    own = range(max(low - 1, 0), min(high, len(part) - 1))
    if part[low:high] != meant * 2 and any(part[i : i + 2] in said for i in own):
        return ""
    for before in range(AROUND + 1):
        after = AROUND - before
        if (
            low < before
            or high + after > len(part)
            or (not before and (inner or low > 0))
            or (not after and (inner or high < len(part)))
        ):
            continue
        if low == high and not before * after:
            continue
        left, right = part[low - before : low], part[high : high + after]
        if left in said and right in said and (match := re.search(f"{left}({meant}){right}", said)):
            moved = match[1] in part[max(low - AROUND, 0) : high + AROUND]  # 在海上船舶工作 for 在海船上工作
            return "" if low == high and (match[1] in FREE or moved) else match[1]
    return ""
