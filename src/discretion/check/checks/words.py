"""words: what a violation is called and what it advises is its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.checks.label import IDS
from discretion.check.model import Finding
from discretion.check.text import telling_pairs, weight_of, weights_of
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import FactTest, conjuncts, tested

SCOPE = "rulebook"
NAME = "文字所属"
SENTENCE = (
    "每项违法行为有自己的名称；不同类的两项违法行为提示、备注或者别名相同的，说的也都是自己；"
    "阶次的名称与标识、与同一情形的其他阶次一致，不写条件要求为否的事；方法所说的分档依据，阶次的条件里都有"
)
FORMULA = "∀v ≠ w: label(v) ≠ label(w)；advice(v) = advice(w) ⇒ words(advice) ∩ words(v) ≈ words(advice) ∩ words(w)"
# How much better a text must fit the other violation: so many times, and so many bits (a pair weighs more the fewer have it).
CLOSER, AT_LEAST = 4, 10
UNLIKE = 3  # pairs of characters that no other violation has: what one is referred to shares as much, or the first word of its id
GRADED, AND = re.compile(r"(?:^|[；：，])按([^，。；：（]{2,40}?)分档"), re.compile("[和与]|以及|或者")
DENIED = re.compile("[未没不无]有?$")  # 尚未拒不服从
SHORT = 3  # characters of a name that is a degree and nothing else
FIELDS = {"advice": "提示", "remark": "备注", "aliases": "别名"}


def run(whole: Whole) -> Iterator[Finding]:
    """Compare names, and texts that stand at several violations."""
    items = list(whole.written())
    tiers = [finding for item in items for finding in (*_tiers(item), *_steps(whole, item))]
    methods = [finding for item in items for finding in _method(whole, item)]
    yield from [*_names(items), *_texts(whole, items), *tiers, *methods, *_see(whole, items)] or [
        holds("words", "名称互不相同，提示说的都是本项")
    ]


def _names(items: list[Written]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for item in items:
        label = item.file.model.label
        if label is not None and seen.setdefault((item.ruleset.id, label), item.id) != item.id:
            message = f"{item.id} 与 {seen[item.ruleset.id, label]} 同名（“{label}”）"
            yield item.fault("words", message, ("label",), "label", "更正名称")


def _method(whole: Whole, item: Written) -> Iterator[Finding]:
    """What the method says the tiers are graded by (按天数和危害后果分档), some condition of a tier asks."""
    source, facts = item.file.model.source, whole.book.vocabulary.facts
    match = GRADED.search(source.method or "") if source is not None else None
    if match is None:
        return
    asked = [facts[name] for name in sorted(tested(*(when for _, when in item.file.model.graded))) if name in facts]
    said = [name for fact in asked for name in (fact.label, *fact.aliases, *map(str, (fact.values or {}).values()))]
    for part in (part for part in AND.split(match[1]) if telling_pairs(part)):
        if said and not telling_pairs(part) & telling_pairs("；".join(said)):
            message = f"方法写按{part}分档，阶次的条件没有问到它"
            yield item.fault("words", message, ("source", "method"), f"method/{part}", "更正方法，或者更正阶次的条件")


def _tiers(item: Written) -> Iterator[Finding]:
    """A tier is called by its degree, and those of one range (``-grave``) by the same words in parentheses."""
    tiers = [(number, *tier.tier.partition("-")[::2], *tier.label.partition("（")[::2])
             for number, tier in enumerate(item.file.model.tiers)]  # fmt: skip
    degrees = {degree for _, degree, kind, *_ in tiers if not kind}
    tiers = [tier for tier in tiers if tier[1] in degrees]  # ``especially-grave`` is no degree of a ``grave`` range
    for number, degree, kind, name, case in tiers:
        usual = Counter(other for _, _, same, _, other in tiers if same == kind).most_common(1)[0][0]
        tier = item.file.model.tiers[number]
        if case != usual:
            said = f"“…（{usual}”" if usual else "不带括号"
            message, remedy = f"阶次 {tier.tier} 名为“{tier.label}”，同一情形的其他阶次写作{said}", "更正写反的名称"
        elif degree in IDS and name not in IDS[degree] and len(name) <= SHORT:
            message, remedy = f"阶次 {tier.tier} 名为“{tier.label}”", f"写作{'或者'.join(IDS[degree])}"
        else:
            continue
        yield item.fault("words", message, ("tiers", number, "label"), f"tier/{tier.tier}", remedy)


def _steps(whole: Whole, item: Written) -> Iterator[Finding]:
    """A tier that is called by what its condition says is not so (逾期整改不合格, where the order was obeyed)."""
    for number, tier in enumerate(item.file.model.tiers):
        denied = [part.fact for part in conjuncts(tier.when) if isinstance(part, FactTest) and part.truth is False] if tier.when else []  # fmt: skip
        for name in denied:
            said = whole.label(name)
            before, found, _ = tier.label.partition(said)
            if found and not DENIED.search(before):
                message = f"阶次 {tier.tier} 名为“{tier.label}”，条件却要求“{said}”（{name}）为否"
                yield item.fault(
                    "words", message, ("tiers", number, "label"), f"tier/{tier.tier}/{name}", "更正写反的名称"
                )


def _see(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """What an officer is referred to beside a violation is like it: by the first word of its id, or by what both say of themselves."""
    said: dict[str, frozenset[str]] = defaultdict(frozenset)
    for item in items:
        said[item.id] |= _own(whole, item)
    weights = weights_of(said.values())
    least = UNLIKE * len(said).bit_length()
    for item in items:
        for number, other in enumerate(item.file.model.see):
            akin = other.partition(".")[0] == item.id.partition(".")[0]
            if other in said and not akin and weight_of(said[other] & said[item.id], weights) < least:
                message = f"参见 {other}，它与“{item.file.model.label or item.id}”说的不是相近的事"
                yield item.fault("words", message, ("see", number), f"see/{other}", "更正 see")


def _texts(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """An advice, a remark or other names that stand at two violations word for word and speak of one of them only."""
    own = [_own(whole, item) for item in items]
    called = [telling_pairs("；".join(item.file.model.aliases)) for item in items]
    weights = weights_of(own)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        model = item.file.model
        for field, text in (("advice", model.advice), ("remark", model.remark), ("aliases", "、".join(model.aliases))):
            if text:
                groups[field, text].append(index)
    for (field, text), members in groups.items():
        said = telling_pairs(text)
        fits = {
            index: sum(
                weights.get(pair, 1)
                for pair in said & (own[index] if field == "aliases" else own[index] | called[index])
            )
            for index in members
        }
        best = max(members, key=lambda index: fits[index])
        for index in members:
            item = items[index]
            kin = item.id.partition(".")[0] == items[best].id.partition(".")[0]  # these may well share an advice
            others = [other for other in members if other != index]
            alone = bool(others) and not any(_kin(item, items[other]) for other in others)
            if alone and fits[index] <= max(fits[other] for other in others):
                message = f"{FIELDS[field]}“{text}”与 {items[others[0]].id} 的完全相同，二者不是同一类行为"
                yield item.fault("words", message, (field,), field, f"写本项的{FIELDS[field]}")
            elif not kin and fits[best] > CLOSER * fits[index] + AT_LEAST:
                message = f"{FIELDS[field]}“{text}”与 {items[best].id} 的相同，说的是后者，不是本项"
                yield item.fault("words", message, (field,), field, f"写本项的{FIELDS[field]}")


def _kin(item: Written, other: Written) -> bool:
    """Whether two violations may well be called alike: they are of one sector, or their ids share a word."""
    return item.file.model.sector == other.file.model.sector or bool({*item.id.split(".")} & {*other.id.split(".")})


def _own(whole: Whole, item: Written) -> frozenset[str]:
    """All that a violation says of itself, its other names apart: its name, its provision's, its facts'."""
    model, facts = item.file.model, whole.book.vocabulary.facts
    said = [model.label or "", item.provision.label if item.provision is not None else ""]
    for ref in model.duty.cite if model.duty is not None else ():
        said += [provision.label for _, provision in whole.provisions(ref)]
    conditions = [model.elements, *(tier.when for tier in model.tiers if tier.when is not None)]
    for name in tested(*conditions) & set(facts):
        said += [facts[name].label, facts[name].negative or "", *map(str, (facts[name].values or {}).values())]
    return telling_pairs("；".join(said))
