"""source: what says it is the statute's is the statute's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, fault, holds
from discretion.penalty import Penalty
from discretion.rulebook import SourceKind

SCOPE = "rulebook"
NAME = "来源"
SENTENCE = "来源写作法定（statute）的，数额是所引法条写的数额"
FORMULA = "∀tier: source = statute ⇒ amounts(tier) ⊆ amounts(cited provisions)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare the amounts of every tier that claims the statute with those of the provisions it cites."""
    found = [finding for item in whole.written() for finding in _tiers(whole, item)]
    yield from found or [holds("source", "写作法定的数额都出自法条")]


def _tiers(whole: Whole, item: Written) -> Iterator[Finding]:
    own = item.file.model.source
    for number, tier in enumerate(item.file.model.tiers):
        source = tier.source or own
        if source is None or source.kind is not SourceKind.STATUTE:
            continue
        said = (
            {amount for penalty in item.provision.ranges for amount in _of(penalty.penalty)}
            if item.provision
            else set()
        )
        said |= {amount for ref in source.cite for amount in _cited(whole, ref)}
        ours = [tier.penalty] if tier.penalty is not None else [row.penalty for row in tier.rows]
        for penalty in ours:
            fault_ = _fault(penalty, said) if isinstance(penalty, Penalty) else None
            if fault_ is not None:
                where = item.where("tiers", number)
                message = f"阶次“{tier.label}”写作法定，{fault_}，所引的条文没有这样规定"
                yield fault("source", message, where, f"tier/{tier.tier}", area=item.ruleset.id, violation=item.id,
                            remedy="写 kind: proposed（写明 method）或者 published；确为法条规定的，更正数额或者引用")  # fmt: skip
                break


def _fault(penalty: Penalty, said: set[Decimal]) -> str | None:
    fine = penalty.fine
    if fine is None:
        return None
    if fine.share is not None and fine.share != (Decimal(0), Decimal(1)):
        return "罚款却是法定幅度的一部分（share）"
    if fine.at is not None:
        return f"罚款却取法定幅度的一点（at: {fine.at}）"
    extra = sorted(fine.amounts - said)
    return f"罚款却有数额{'、'.join(format(amount, 'f') for amount in extra)}" if extra else None


def _cited(whole: Whole, ref: str) -> Iterator[Decimal]:
    law, _, name = ref.partition("/")
    for file in whole.book.laws.get(law, ()):
        for row in file.model.provisions[name].ranges if name in file.model.provisions else ():
            yield from _of(row.penalty)


def _of(penalty: Penalty) -> Iterator[Decimal]:
    if penalty.fine is not None:
        yield from penalty.fine.amounts
    for other in penalty.also.values():
        yield from _of(other)
