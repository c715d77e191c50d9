"""presume: what is presumed is never to the party's disadvantage, and what is searched is what facts are counted from."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.facts import Fact, FactType, Severity, bounds, encode

SCOPE = "rulebook"
NAME = "推定"
SENTENCE = "案卷没有载明的事实，不作不利于当事人的推定；推定的值与理由相符；推导事实所依据的记录种类，都写明应当检索"
NOTHING = re.compile(
    r"不作认定|不予认定|按(?:照)?(?:未|没有|不)"
)  # a basis that finds nothing: what it presumes is false
FEW = 3  # others that must agree
FORMULA = "∀(f, v) ∈ presume: v 不重于 f 的最轻值；records.complete ≠ ∅ ⇒ ∀f: kind(f) ∈ records.complete"


def run(whole: Whole) -> Iterator[Finding]:
    """Look at what every header presumes and takes as searched."""
    found = []
    facts = whole.book.vocabulary.facts
    counted = {kind for fact in facts.values() if (kind := _kind(fact)) is not None}
    for ruleset in whole.current():
        header, document = ruleset.header.model, ruleset.header.document
        for number, item in enumerate(header.presume):
            nothing = NOTHING.search(item.basis)
            for name, raw in item.facts.items():
                where = document.position(("presume", number, "facts", name))
                if name in facts and _against(facts[name], raw):
                    message = f"推定“{facts[name].label}”（{name}）为 {_said(raw)}，不利于当事人"
                    found.append(fault("presume", message, where, name, area=ruleset.id,
                                       remedy="推定有利于当事人的值；应当由当事人举证的，写明法律依据并豁免"))  # fmt: skip
                elif nothing and raw is True:
                    message = f"推定“{facts[name].label if name in facts else name}”（{name}）为 是，理由却写不作认定（{item.basis}）"
                    found.append(fault("presume", message, where, f"{name}/basis", area=ruleset.id,
                                       remedy="写 false，或者更正理由"))  # fmt: skip
        for number, item in enumerate(header.presume):
            true = [name for name, raw in item.facts.items() if raw is True]
            if len(true) == 1 and list(item.facts.values()).count(False) >= len(item.facts) - 1 >= FEW:
                where = document.position(("presume", number, "facts", true[0]))
                message = (
                    f"推定“{facts[true[0]].label}”（{true[0]}）为 是，同一条推定的其他{len(item.facts) - 1}项都是否"
                )
                found.append(fault("presume", message, where, f"{true[0]}/alone", area=ruleset.id,
                                   remedy="写 false；确应认定的，另写一条并写明理由"))  # fmt: skip
        complete = header.records.complete if header.records is not None else []
        for kind in sorted(counted - set(complete)) if complete else ():
            message = f"有事实依据记录 {kind} 推导，records.complete 却没有写它：没有这种记录的案件，这些事实都不能认定"
            found.append(fault("presume", message, document.position(("records", "complete")), f"records/{kind}",
                               area=ruleset.id, remedy=f"在 complete 中写 {kind}"))  # fmt: skip
    yield from found or [holds("presume", "没有不利于当事人的推定，应当检索的记录种类都已写明")]


def _kind(fact: Fact) -> str | None:
    finding = fact.finding
    if finding is None:
        return None
    kind = finding.kind or finding.count
    return str(kind) if kind is not None else None


def _against(fact: Fact, raw: object) -> bool:
    """Whether a value is harsher than the mildest that the fact can have."""
    if fact.severity is not Severity.AGGRAVATING or raw == "none":
        return False
    value = encode(fact, raw)
    if fact.type is FactType.BOOLEAN:
        return value == 1
    ends = bounds(fact)
    return ends is not None and value > max(ends[0], 0)


def _said(raw: object) -> str:
    return {True: "是", False: "否"}.get(raw, str(raw)) if isinstance(raw, bool) else str(raw)
