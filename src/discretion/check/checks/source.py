"""source: what says it is the statute's is the statute's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from discretion.check.checks.label import numbers
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, fault, holds, listed
from discretion.conditions import numbers_in
from discretion.errors import Position
from discretion.penalty import Penalty
from discretion.rulebook import Entry, ListKind, Ruleset, SourceKind, Supplement

SCOPE = "rulebook"
NAME = "来源"
SENTENCE = (
    "来源写作法定的，数额是所引法条写的数额，写作自拟的，至少有一个阶次不是法定幅度；清单和补充规"
    "定的条件中的数，文字或者所引的条文里有；同一地址的文件只有一个名称，清单的每一项各有自己的项次"
)
ITEM = re.compile(r"第[^，。；]+项")
PLAIN = (Decimal(0), Decimal(1))  # 有、一次: words need not say them
FORMULA = "∀tier: source = statute ⇒ amounts(tier) ⊆ amounts(cited provisions)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare the amounts of every tier that claims the statute with those of the provisions it cites."""
    found = [finding for item in whole.written() for finding in _tiers(whole, item)]
    found += [finding for ruleset in whole.current() for finding in (*_general(whole, ruleset), *_items(ruleset))]
    found += _addresses(whole)
    yield from found or [holds("source", "写作法定的数额都出自法条")]


def _general(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """List entries and supplements: their numbers stand in their own words, or in those of the provision."""
    header = ruleset.header
    written: list[tuple[str, Position, Entry | Supplement]] = [
        (item.name, item.where("when"), item.entry) for item in listed(ruleset)
    ]
    written += [(f"supplement/{item.id}", header.document.position(("supplements", number, "when")), item)
                for number, item in enumerate(header.model.supplements)]  # fmt: skip
    for name, where, part in written:
        label, when, source = part.label, part.when, part.source
        words = " ".join([label, *("".join(item.label for _, item in whole.provisions(ref)) for ref in source.cite)])
        said = set(numbers(words))
        own = {value for value in numbers_in(when) if value not in PLAIN}
        wrong = sorted(own - said) if source.kind is SourceKind.STATUTE or (said and own) else []
        if wrong and (source.kind is SourceKind.STATUTE or len(said) >= len(own)):
            message = (
                f"“{label}”的条件写{'、'.join(format(value, 'f') for value in wrong)}，文字和所引的条文都没有这个数"
            )
            yield fault("source", message, where, name, area=ruleset.id, remedy="更正条件，或者在 label 中写明这个数")


def _items(ruleset: Ruleset) -> Iterator[Finding]:
    """Two entries of one list that claim to be the same item of one document."""
    seen: dict[tuple[ListKind, str, str], str] = {}
    for item in listed(ruleset):
        entry, source = item.entry, item.entry.source
        key = item.kind, source.document or "", source.article or ""
        if ITEM.search(key[2]) and seen.setdefault(key, entry.label) != entry.label:
            yield fault("source", f"“{entry.label}”和“{seen[key]}”写作同一项：{' '.join(key[1:])}", item.where("source"),
                        f"{item.name}/item", area=ruleset.id, remedy="更正 article")  # fmt: skip


def _addresses(whole: Whole) -> Iterator[Finding]:
    """One address and one title are of one document: what calls it otherwise is a slip of the pen."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    places: dict[tuple[str, str], tuple[Position, str]] = {}
    for ruleset in whole.current():
        for document in (ruleset.header.document, *(file.document for file in ruleset.lists.values()),
                         *(file.document for file in ruleset.violations.values())):  # fmt: skip
            for path, source in _published(document.data, ()):
                key, name = source.get("url") or "", source["document"]
                names[key][name] += 1
                places.setdefault((key, name), (document.position((*path, "document")), ruleset.id))
    for key, counts in names.items():
        if key and len(counts) > 1:
            usual, rare = counts.most_common()[0][0], counts.most_common()[-1][0]
            where, area = places[key, rare]
            yield fault("source", f"同一地址的文件，这里写作 {rare}，别处写作 {usual}", where, f"document/{rare}", area=area,
                        remedy=f"写 {usual}，或者更正 url")  # fmt: skip


def _published(data: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], dict[str, Any]]]:
    """Every published source in the data of a file, with its place."""
    if isinstance(data, dict):
        if data.get("kind") == "published" and "document" in data:
            yield path, data
        for key, value in data.items():
            yield from _published(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _published(value, (*path, index))


def _tiers(whole: Whole, item: Written) -> Iterator[Finding]:
    own, tiers = item.file.model.source, item.file.model.tiers
    kinds = {source.kind for tier in tiers if (source := tier.source or own) is not None}
    if kinds == {SourceKind.PROPOSED} and all(tier.penalty == "statute" for tier in tiers):
        remedy = "写 kind: statute 和所引的条款；确有细分的，写出各阶次的幅度"
        yield item.fault("source", "各阶次的处罚就是法定处罚，来源却写作自拟", ("source",), "proposed", remedy)
    for number, tier in enumerate(tiers):
        source = tier.source or own
        if source is None or source.kind is not SourceKind.STATUTE:
            continue
        said = (
            {amount for penalty in item.provision.ranges for amount in _of(penalty.penalty)}
            if item.provision
            else set()
        )
        said |= {amount for ref in source.cite for amount in _cited(whole, ref)}
        for _, penalty in tier.penalties:
            fault_ = _fault(penalty, said) if isinstance(penalty, Penalty) else None
            if fault_ is not None:
                message = f"阶次“{tier.label}”写作法定，{fault_}，所引的条文没有这样规定"
                remedy = "写 kind: proposed（写明 method）或者 published；确为法条规定的，更正数额或者引用"
                yield item.fault("source", message, ("tiers", number), f"tier/{tier.tier}", remedy)
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
    for _, provision in whole.provisions(ref):
        for row in provision.ranges:
            yield from _of(row.penalty)


def _of(penalty: Penalty) -> Iterator[Decimal]:
    if penalty.fine is not None:
        yield from penalty.fine.amounts
    for other in penalty.also.values():
        yield from _of(other)
