"""owed: every violation says which duty it breaks, or that the law states none; and no other duty of the law fits it far better."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from discretion.check.model import Finding
from discretion.check.text import CITED, NUMERAL, chinese_number, telling_pairs, weight_of, weights_of
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import leaves

SCOPE = "rulebook"
NAME = "应引的违则"
SENTENCE = (
    "所依据的法律附有原文的，违法行为都写明违则，法律文件没有编入这一义务的，写明没有；"
    "罚则写明违反第几条的，违则就在其中；没有别的违法行为所引的另一条义务，远比所引的更合它的名称和要件"
)
FORMULA = "∀v: duty(v) ∈ named(provision(v))；∄d ∈ duties(law): weight(words(v) ∩ d − duty(v)) ≫ weight(words(v) ∩ duty(v) − d)"
# In bits of the pairs of characters that a duty alone has: of one that violations under the same penal article cite, and of any other.
# What the cited duty alone has counts four times against it; the nearest sound one is at 20, of another penal article.
AKIN, OTHER, TIMES = 10, 21, 4
# Or, with AKIN, so many times all that the cited ones have: then they say nearly nothing of the violation.
WHOLE = Fraction(5, 2)
BROKEN = re.compile(
    rf"违反(?:了)?(?:本(?:法|条例|规定|办法|规则|细则))?(第{NUMERAL}条[^，。；：]*(?:，第{NUMERAL}条[^，。；：]*)*)"
)
ITEMS = re.compile(rf"第({NUMERAL}(?:、{NUMERAL})+)项")  # 第四、五、六项
PLACE = re.compile(rf"第({NUMERAL})([条款项])(之{NUMERAL})?")

Place = tuple[str, int, int]  # article, paragraph, item; 0: not said


@dataclass(frozen=True)
class Duties:
    """The provisions of a law: what they say, what pairs of their names weigh, and under which penal articles duties are cited."""

    said: Mapping[str, frozenset[str]]
    named: Mapping[str, frozenset[str]]
    weights: Mapping[str, int]
    users: Mapping[str, list[tuple[str, str, str]]]


def run(whole: Whole) -> Iterator[Finding]:
    """Hold the duties of every violation against the penal provision, and against the duties of the others."""
    items = [item for item in whole.written() if item.law is not None and item.provision is not None]
    duties = _duties(whole, items)
    found = [
        finding
        for item in items
        if whole.said(item.ref)
        for finding in (*_silent(whole, item), *_outside(whole, item), *_better(whole, item, duties))
    ]
    yield from found or [holds("owed", "违法行为都写明违则，所引的就是罚则写明的，也没有更相合的")]


def _silent(whole: Whole, item: Written) -> Iterator[Finding]:
    """Neither written nor inherited from an area above, whose provision is of the same law."""
    written = item.file.model.model_fields_set
    above = [
        other.violations[item.id].model for other in whole.newest(item.ruleset.area) if item.id in other.violations
    ]
    inherited = any("duty" in model.model_fields_set and _law(model.provision) == _law(item.ref) for model in above)
    if "provision" in written and "duty" not in written and not inherited:
        yield item.fault(
            "owed", "没有写违则", ("violation",), "silent", "写 duty: {cite: […]}；没有编入这一义务的，写 duty: null"
        )


def _law(ref: str | None) -> str:
    return (ref or "").partition("/")[0]


def _outside(whole: Whole, item: Written) -> Iterator[Finding]:
    """A duty of the same law that is not among those which the penal provision names as broken."""
    named, law = _named(whole, item), item.law
    assert law is not None and item.provision is not None
    if not named or any(code.startswith("duty:") for code in item.provision.reading):
        return  # the law counts its own articles wrongly: the reason stands with the provision
    for index, name in _cited(item):
        places = places_of(law.provisions[name].cite)
        if not any(_meets(place, other) for place in places for other in named):
            message = f"罚则{law.cite(item.ref.partition('/')[2])}写明所违反的条款，其中没有违则{law.cite(name)}"
            yield item.fault("owed", message, ("duty", "cite", index), name, "引用罚则写明的条款")


def _better(whole: Whole, item: Written, duties: Mapping[str, Duties]) -> Iterator[Finding]:
    law, provision = item.law, item.provision
    cited = [name for _, name in _cited(item)]
    if law is None or provision is None or item.file.model.duty is None:
        return
    known = duties[law.law]
    weights = known.weights
    words, named = _words(whole, item), _named(whole, item)
    elsewhere = [whole.said(ref) for ref in item.file.model.duty.cite]
    own = frozenset().union(*(known.said[name] for name in cited), *map(telling_pairs, elsewhere))
    everything = weight_of(words & own, weights)
    for name, users in known.users.items():
        others = [article for area, violation, article in users if (area, violation) != (item.ruleset.area, item.id)]
        places = places_of(law.provisions[name].cite)
        if name in cited or not others or (named and not any(_meets(a, b) for a in places for b in named)):
            continue
        gain = weight_of(words & known.named[name] - own, weights)
        kept = weight_of(words & own - known.said[name], weights)
        least = AKIN if _article(provision.cite) in others else OTHER
        if gain >= least + TIMES * kept or gain >= AKIN + WHOLE * everything:
            message = f"违则引用的条款远不如{law.cite(name)}（“{law.provisions[name].label}”）合于“{item.file.model.label or item.id}”"
            yield item.fault("owed", message, ("duty",), f"better/{name}", f"是否想写：{law.law}/{name}")
            return


def _duties(whole: Whole, items: list[Written]) -> dict[str, Duties]:
    users: dict[str, dict[str, list[tuple[str, str, str]]]] = defaultdict(lambda: defaultdict(list))
    laws = {item.law.law: item.law for item in items if item.law is not None}
    for item in items:
        for ref in item.file.model.duty.cite if item.file.model.duty is not None else ():
            of, _, name = ref.partition("/")
            if of in laws and name in laws[of].provisions and not laws[of].provisions[name].ranges:
                same = item.law is not None and item.law.law == of and item.provision is not None
                article = _article(item.provision.cite) if same and item.provision is not None else ""
                users[of][name].append((item.ruleset.area, item.id, article))
    found = {}
    for slug, law in laws.items():
        said = {
            name: telling_pairs(f"{part.label}；{whole.said(f'{slug}/{name}')}")
            for name, part in law.provisions.items()
        }
        named = {name: telling_pairs(part.label) for name, part in law.provisions.items()}
        found[slug] = Duties(said, named, weights_of(named.values()), users[slug])
    return found


def _cited(item: Written) -> Iterator[tuple[int, str]]:
    """The duties of the law under which a violation is punished."""
    duty, law = item.file.model.duty, item.law
    for index, ref in enumerate(duty.cite if duty is not None else ()):
        of, _, name = ref.partition("/")
        if law is not None and of == law.law and name in law.provisions:
            yield index, name


def _words(whole: Whole, item: Written) -> frozenset[str]:
    """What a violation, its penal provision, and the values that its elements ask for are called."""
    said = [item.file.model.label or "", item.provision.label if item.provision is not None else ""]
    for test in leaves(item.file.model.elements):
        if (fact := whole.book.vocabulary.facts.get(test.fact)) is not None:
            said += whole.asked(test) or [fact.label]
    return telling_pairs("；".join(said))


def _named(whole: Whole, item: Written) -> list[Place]:
    """What the penal provision names as broken; nothing where it lists acts of which only some are named so."""
    head, _, acts = whole.said(item.ref).rpartition("：")
    if head and not all(BROKEN.search(act) for act in acts.strip("。；").split("；")):
        return []
    return [place for said in BROKEN.findall(whole.said(item.ref)) for place in places_of(said)]


def places_of(said: str) -> list[Place]:
    """Every passage that a text names: 第二十条、第二十二条第二款; of 第三十条第二项至第七项 the article."""
    plain = re.sub(rf"[（(]({NUMERAL})[)）]", r"\1", said)
    plain = ITEMS.sub(lambda match: "".join(f"第{number}项" for number in match[1].split("、")), plain)
    found: list[Place] = []
    for number, kind, more in PLACE.findall(plain):
        if kind == "条":
            found.append((f"{number}{more}", 0, 0))
        elif found:
            article, paragraph, item = found[-1]
            value = int(chinese_number(number))
            place = (article, value, 0) if kind == "款" else (article, paragraph, value)
            again = item if kind == "项" else paragraph or item
            found = [*found, place] if again else [*found[:-1], place]
    return [(article, 0, 0) for article, *_ in found] if "至" in plain else found


def _meets(one: Place, other: Place) -> bool:
    """Whether two passages are the same as far as both say."""
    return one[0] == other[0] and all(not a or not b or a == b for a, b in zip(one[1:], other[1:], strict=True))


def _article(cite: str) -> str:
    return next(iter(CITED.findall(cite)), "")
