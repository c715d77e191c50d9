"""ground: what the law itself says of 不予、从轻、减轻、从重 stands in the lists, with the law's own 应当 or 可以."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import put_together, telling_pairs
from discretion.check.whole import Listed, Whole, Written, by_layer, fault, holds, listed
from discretion.documents import Document
from discretion.errors import Position
from discretion.penalty import Force
from discretion.rulebook import DECIDING, ListKind, Ruleset, SourceKind

SCOPE = "rulebook"
NAME = "法定情节"
SENTENCE = (
    "法律规定的不予、从轻、减轻、从重情节都在清单里，应当与可以、从轻与减轻、责令事项依原文；同一份清单、同一条款的条目，应当与可以一致；同类清单的条目都"
    "写明的依据和责令没有缺漏"
)
FORMULA = "∀p ∈ laws: p 规定从宽或者从重 ⇒ ∃e ∈ lists: p ∈ cite(e)；∀e, source(e) = statute: force(e) = force(text(e))"
GROUND = re.compile(r"不予(?:行政)?处罚|从轻|减轻(?:行政)?处罚|从重")
SENTENCES = re.compile("[。；]")
LIKE = 4  # pairs of characters that an entry shares with the sentence of the law that it stands for
ORDER = re.compile("责令|教育")
ENOUGH = 3  # other entries of one document that must agree


def run(whole: Whole) -> Iterator[Finding]:
    """Hold the entries of every list against the sentences of the law, and the law's grounds against the lists."""
    found = [finding for ruleset in whole.current()
             for finding in (*_forces(whole, ruleset), *_documents(ruleset), *_orders(whole, ruleset))]  # fmt: skip
    found += [finding for item in whole.written() for finding in _tiers(whole, item)]
    found += [*_absent(whole), *_kin(whole), *_lost(whole), *_lists(whole)]
    yield from found or [holds("ground", "法定情节齐全，应当与可以依原文")]


def _forces(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    for item in listed(ruleset):
        entry, own = item.entry, telling_pairs(item.entry.label)
        if item.kind is ListKind.BARRED and entry.force is Force.MAY:
            message = f"“{entry.label}”写作“可以”：过了追责时效的，不再给予处罚，没有选择"
            yield fault(
                "ground", message, item.where("force"), f"{item.name}/force", area=ruleset.id, remedy="写 force: shall"
            )
        if entry.source.kind is not SourceKind.STATUTE:
            continue
        sentence = max((part for ref in entry.source.cite for part in SENTENCES.split(whole.said(ref))),
                       key=lambda part: len(telling_pairs(part) & own), default="")  # fmt: skip
        if len(telling_pairs(sentence) & own) < LIKE or not GROUND.search(sentence):
            continue
        if item.kind is ListKind.LIGHTER and entry.or_mitigated is not ("减轻" in sentence):
            said = "从轻或者减轻" if "减轻" in sentence else "从轻"
            yield fault("ground", f"“{entry.label}”的原文是“{said}”（{sentence}）", item.where(), f"{item.name}/or_mitigated",
                        area=ruleset.id, remedy=f"{'写' if '减轻' in sentence else '删去'} or_mitigated: true")  # fmt: skip
        force = Force.MAY if re.search(r"可以(?:不予|从轻|减轻|从重|依法)", sentence) else Force.SHALL
        if entry.force is not force:
            message = f"“{entry.label}”写作“{_say(entry.force)}”，原文是“{_say(force)}”（{sentence}）"
            yield fault("ground", message, item.where("force"), f"{item.name}/force", area=ruleset.id,
                        remedy=f"写 force: {force.value}")  # fmt: skip


def _orders(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """What the cited law orders beside (教育、责令…) is ordered, in its words."""
    header = ruleset.header
    for item in (item for item in listed(ruleset) if item.kind is ListKind.EXEMPT):
        entry, where, detail = item.entry, item.where(), item.name
        said = [part for ref in entry.cite for part in SENTENCES.split(whole.said(ref))]
        asked = [part for part in said if ORDER.search(part)]
        if asked and not entry.orders:
            yield fault("ground", f"“{entry.label}”没有写责令事项，所引的法条却规定：{asked[0]}", where, f"{detail}/orders",
                        area=ruleset.id, remedy="写 orders")  # fmt: skip
        yield from _unsaid(entry.orders, [*said, entry.label] if any(said) else [], where, detail, ruleset)
    for number, part in enumerate(header.model.supplements):
        said = [sentence for ref in part.cite for sentence in SENTENCES.split(whole.said(ref))]
        where = header.document.position(("supplements", number))
        yield from _unsaid(part.orders, said, where, f"supplement/{part.id}", ruleset)
        asked = [sentence for sentence in said if "责令" in sentence]
        if asked and not any(other.orders for other in header.model.supplements if set(other.cite) & set(part.cite)):
            yield fault("ground", f"所引的法条规定：{asked[0]}；补充规定里没有这一责令", where, f"supplement/{part.id}/orders",
                        area=ruleset.id, remedy="写一项 orders 的补充规定")  # fmt: skip


def _tiers(whole: Whole, item: Written) -> Iterator[Finding]:
    """What a tier orders on its own stands in the provision."""
    for number, tier in enumerate(item.file.model.tiers):
        said = SENTENCES.split(whole.said(item.ref)) if tier.orders else []
        yield from _unsaid(
            tier.orders, said, item.where("tiers", number, "orders"), f"{item.id}/{tier.tier}", item.ruleset
        )


def _unsaid(orders: list[str], said: list[str], where: Position, detail: str, ruleset: Ruleset) -> Iterator[Finding]:
    for order in orders if any(said) else ():
        if not put_together(order.removeprefix("责令"), "；".join(said)):
            yield fault("ground", f"责令事项“{order}”不是所引的法条写的", where, f"{detail}/order/{order}", area=ruleset.id,
                        remedy="依所引的法条写")  # fmt: skip


def _kin(whole: Whole) -> Iterator[Finding]:
    """Entries of all areas that rest on the same provisions, and are all of one force but for one."""
    kin: dict[tuple[ListKind, tuple[str, ...]], list[Listed]] = {}
    for item in (item for ruleset in whole.current() for item in listed(ruleset)):
        kin.setdefault((item.kind, tuple(item.entry.cite)), []).append(item)
    for (_, cited), found in kin.items():
        counts = Counter(item.entry.force for item in found)
        for item in found if cited and len(counts) == 2 else ():
            force = item.entry.force
            other = next(known for known in counts if known is not force)
            if counts[force] == 1 and counts[other] >= ENOUGH:
                message = f"“{item.entry.label}”写作“{_say(force)}”，同样依据{'、'.join(cited)}的其他{counts[other]}条都是“{_say(other)}”"
                yield fault("ground", message, item.where("force"), f"{item.name}/kin", area=item.ruleset.id,
                            remedy=f"写 force: {other.value}")  # fmt: skip


def _documents(ruleset: Ruleset) -> Iterator[Finding]:
    """Entries that come from one published list and are all of one force but for one."""
    for item in (item for item in listed(ruleset) if item.entry.source.document):
        entry, document = item.entry, item.entry.source.document
        alike = [other for other in ruleset.lists[item.kind].model.entries
                 if other is not entry and other.source.document == document]  # fmt: skip
        if len(alike) >= ENOUGH and all(other.force is not entry.force for other in alike):
            usual = alike[0].force
            message = f"“{entry.label}”写作“{_say(entry.force)}”，{document}的其他{len(alike)}条都是“{_say(usual)}”"
            yield fault("ground", message, item.where("force"), f"{item.name}/document", area=ruleset.id,
                        remedy=f"写 force: {usual.value}")  # fmt: skip
        if len(alike) >= ENOUGH and not entry.prevails and all(other.prevails for other in alike):
            message = f"“{entry.label}”没有写先于从重情形，{document}的其他{len(alike)}条都写了"
            yield fault(
                "ground", message, item.where(), f"{item.name}/prevails", area=ruleset.id, remedy="写 prevails: true"
            )


def _lost(whole: Whole) -> Iterator[Finding]:
    """What all other entries of one kind of list write, in whichever ruleset of the layer: the provisions cited, the orders."""
    layers = [[item for ruleset in layer for item in listed(ruleset)] for layer in by_layer(whole.current())]
    for members in [[item for item in layer if item.kind is kind] for layer in layers for kind in ListKind]:
        for field, said in (("cite", "所依据的条款"), ("orders", "责令事项")):
            lacking = [item for item in members if not getattr(item.entry, field)]
            if len(lacking) == 1 and len(members) > ENOUGH:
                item = lacking[0]
                message = f"“{item.entry.label}”没有写{said}，同类清单的其他{len(members) - 1}条都写了"
                yield fault(
                    "ground", message, item.where(), f"{item.name}/{field}", area=item.ruleset.id, remedy=f"写 {field}"
                )


def _absent(whole: Whole) -> Iterator[Finding]:
    """Grounds of the general laws (those that cite no violation of their own) that no list rests on."""
    lists = {ref for ruleset in whole.book.rulesets for file in ruleset.lists.values() for ref in _cited(file.document)}
    if not lists:
        return
    for name in sorted({ref.partition("/")[0] for ref in lists}):
        for file in whole.book.laws.get(name, ())[-1:]:
            for slug, provision in file.model.provisions.items():
                ref = f"{name}/{slug}"
                if provision.ranges or provision.unused or ref in lists:
                    continue
                said = next((part for part in SENTENCES.split(whole.said(ref)) if GROUND.search(part)), None)
                if said is not None and not _elsewhere(whole, ref):
                    message = f"{file.model.cite(slug)}（“{provision.label}”）规定了从宽或者从重，清单里没有这一情节"
                    yield fault("ground", message, file.document.position(("provisions", slug), key=True), ref,
                                remedy="在清单中补上，或者在法律文件中写 unused: 理由")  # fmt: skip


def _lists(whole: Whole) -> Iterator[Finding]:
    """A ruleset at the top that has all lists on which a penalty depends but one."""
    for ruleset in whole.current():
        lost = [kind for kind in DECIDING if kind not in ruleset.lists]
        if ruleset.header.model.extends is None and len(lost) == 1 and len(DECIDING) > ENOUGH:
            yield fault("ground", f"{ruleset.id} 没有 {lost[0].value} 清单，其他清单都有", ruleset.header.document.position(("area",)),
                        f"lists/{lost[0].value}", area=ruleset.id, remedy=f"恢复 lists/{lost[0].value}.yaml")  # fmt: skip


def _elsewhere(whole: Whole, ref: str) -> bool:
    """Whether a header, an authority or a violation rests on a provision."""
    documents = [ruleset.header.document for ruleset in whole.book.rulesets]
    documents += [file.document for file in whole.book.authorities.values()]
    return any(ref in repr(document.data) for document in documents)


def _cited(document: Document) -> set[str]:
    return set(re.findall(r"[a-z0-9-]+/[a-z0-9-]+", repr(document.data)))


def _say(force: Force) -> str:
    return "应当" if force is Force.SHALL else "可以"
