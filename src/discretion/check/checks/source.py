"""source: what says it is the statute's is the statute's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from discretion.check.checks.label import numbers
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, by_layer, documents, fault, holds, listed, mappings
from discretion.conditions import numbers_in
from discretion.documents import Document, Path
from discretion.errors import Position
from discretion.penalty import Penalty
from discretion.rulebook import Entry, ListKind, Ruleset, SourceKind, Supplement

SCOPE = "rulebook"
NAME = "来源"
SENTENCE = (
    "来源写作法定的，数额是所引法条写的数额，写作自拟的，至少有一个阶次不是法定幅度；清单和补充规"
    "定的条件中的数，文字或者所引的条文里有；同一地址的文件只有一个名称，同一文件只有一个地址和日期，来源的法条在所引的条款之中，受罚的是法条所罚的人，清单的每一项各有自己的项次"
)
SAME = (
    ("url", "document", "同一地址的文件"),
    ("document", "url", "同一文件的地址"),
    ("document", "date", "同一文件的日期"),
)
ITEM = re.compile(r"第[^，。；]+项")
PLAIN = (Decimal(0), Decimal(1))  # 有、一次: words need not say them
ENOUGH = 3  # other sources that must have what one lacks
FORMULA = "∀tier: source = statute ⇒ amounts(tier) ⊆ amounts(cited provisions)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare the amounts of every tier that claims the statute with those of the provisions it cites."""
    found = [finding for item in whole.written() for finding in (*_tiers(whole, item), *_persons(whole, item))]
    found += [finding for ruleset in whole.current()
              for finding in (*_general(whole, ruleset), *_items(ruleset), *_rests(ruleset))]  # fmt: skip
    found += [*_addresses(whole), *_bare(whole)]
    yield from found or [holds("source", "写作法定的数额都出自法条")]


def _written(ruleset: Ruleset, field: str) -> Iterator[tuple[str, Position, Entry | Supplement]]:
    """List entries and supplements, with the place of one of their fields."""
    yield from ((item.name, item.where(field), item.entry) for item in listed(ruleset))
    header = ruleset.header
    for number, item in enumerate(header.model.supplements):
        yield f"supplement/{item.id}", header.document.position(("supplements", number, field)), item


def _general(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """List entries and supplements: their numbers stand in their own words, or in those of the provision."""
    for name, where, part in _written(ruleset, "when"):
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


def _rests(ruleset: Ruleset) -> Iterator[Finding]:
    """What an entry or a supplement comes from is among what it cites."""
    for name, where, part in _written(ruleset, "source"):
        missing = [ref for ref in part.source.cite if part.cite and ref not in part.cite]
        if missing:
            message = f"“{part.label}”的来源是 {'、'.join(missing)}，所引的条款（cite）里却没有"
            yield fault("source", message, where, f"{name}/cite", area=ruleset.id, remedy="更正 cite，或者更正 source")


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
    """One address is of one document, and one document has one address and one day: what writes it otherwise is a slip of the pen."""
    written: list[tuple[dict[str, Any], Document, Path, str]] = []
    for ruleset in whole.current():
        for document in documents(ruleset):
            for path, source in mappings(document.data):
                if source.get("kind") == "published" and "document" in source:
                    written.append((source, document, path, ruleset.id))
    for by, field, said in SAME:
        values: dict[str, Counter[str | None]] = defaultdict(Counter)
        for source, *_ in written:
            values[source.get(by, "")][source.get(field)] += 1
        for key, counts in values.items():
            if not key or len(counts) == 1:
                continue
            (usual, _), *_, (rare, _) = counts.most_common()
            source, document, path, area = next(
                one for one in written if (one[0].get(by), one[0].get(field)) == (key, rare)
            )
            where = document.position((*path, field) if field in source else path)
            here, elsewhere = (f"写作 {value}" if value else "没有写" for value in (rare, usual))
            remedy = f"写 {usual}" if usual else f"删去 {field}"
            yield fault("source", f"{said}，这里{here}，别处{elsewhere}", where, f"{field}/{rare or 'none'}", area=area,
                        remedy=f"{remedy}，或者更正 {by}")  # fmt: skip


def _bare(whole: Whole) -> Iterator[Finding]:
    """A list entry that claims a publication without its address, while all others of its layer have theirs."""
    for rulesets in by_layer(whole.current()):
        members = [item for ruleset in rulesets for item in listed(ruleset)
                   if item.entry.source.kind is SourceKind.PUBLISHED]  # fmt: skip
        bare = [item for item in members if item.entry.source.url is None]
        if len(bare) == 1 and len(members) > ENOUGH:
            entry, others = bare[0].entry, len(members) - 1
            message = f"“{entry.label}”的来源{entry.source.document}没有写地址（url），其他{others}条公布的来源都写了"
            yield fault("source", message, bare[0].where("source"), f"{bare[0].name}/bare", area=bare[0].ruleset.id,
                        remedy="写 url；不是公布的文件所写的，更正 kind")  # fmt: skip


def _tiers(whole: Whole, item: Written) -> Iterator[Finding]:
    own, tiers = item.file.model.source, item.file.model.tiers
    laws = [row.penalty for row in item.ranges]
    kinds = {source.kind for tier in tiers if (source := tier.source or own) is not None}
    if kinds == {SourceKind.PROPOSED} and all(
        _is_law(penalty, laws) for tier in tiers for _, penalty in tier.penalties
    ):
        remedy = "写 kind: statute 和所引的条款；确有细分的，写出各阶次的幅度"
        yield item.fault("source", "各阶次的处罚就是法定处罚，来源却写作自拟", ("source",), "proposed", remedy)
    for number, tier in enumerate(tiers):
        source = tier.source or own
        if source is None or source.kind is not SourceKind.STATUTE:
            continue
        said = {amount for penalty in laws for amount in _of(penalty)}
        said |= {amount for ref in source.cite for amount in _cited(whole, ref)}
        for _, penalty in tier.penalties:
            fault_ = _fault(penalty, said) if isinstance(penalty, Penalty) else None
            if fault_ is not None:
                message = f"阶次“{tier.label}”写作法定，{fault_}，所引的条文没有这样规定"
                remedy = "写 kind: proposed（写明 method）或者 published；确为法条规定的，更正数额或者引用"
                yield item.fault("source", message, ("tiers", number), f"tier/{tier.tier}", remedy)
                break


def _persons(whole: Whole, item: Written) -> Iterator[Finding]:
    """Whom a tier punishes beside the party, the law punishes."""
    known = {
        name for _, provision in whole.provisions(item.ref) for row in provision.ranges for name in row.penalty.also
    }
    for number, tier in enumerate(item.file.model.tiers):
        for path, penalty in tier.penalties:
            foreign = sorted(set(penalty.also) - known) if isinstance(penalty, Penalty) else []
            if foreign:
                message = f"阶次“{tier.label}”写有对 {'、'.join(foreign)} 的处罚，法条处罚的是 {'、'.join(sorted(known)) or '当事人'}"
                yield item.fault(
                    "source", message, ("tiers", number, *path), f"tier/{tier.tier}/person", "更正 also 的受罚对象"
                )


def _is_law(penalty: Penalty | str, laws: list[Penalty]) -> bool:
    """Whether a tier gives a range of the law as it is, in a word or with its fine written out again."""
    if not isinstance(penalty, Penalty):
        return True
    fine = penalty.fine
    fines = [law.fine.model_dump(exclude={"force"}) for law in laws if law.fine is not None]
    return fine is not None and fine.model_dump(exclude={"force"}) in fines


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
