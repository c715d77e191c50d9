"""Every encoded provision held against its text: measures and their force, alternatives, orders, addressees, conditions, numbers.

For every provision with ranges whose law has a text at hand. A difference is mended in the data or stands there with its
reason, under its own name (``reading: {order:停止建设: …}``); a reason for a difference that does not exist is one too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from discretion.check.text.amounts import (
    article_differences,
    bound_differences,
    cap_differences,
    force_differences,
    lost_differences,
    number_differences,
)
from discretion.check.text.articles import CITED, Text, clauses_of, narrow, paragraphs_of
from discretion.check.text.data import LawData, ProvisionData
from discretion.check.text.difference import TextDifference
from discretion.check.text.encoded import words_of_data
from discretion.check.text.persons import acting, imposer_differences, subject_differences
from discretion.check.text.ranges import mildest_differences, range_differences
from discretion.check.text.users import Users, names_in
from discretion.check.text.words import ProvisionWords, people_in, words_of_text

LADDERS = {"correction_overdue": "逾期", "refused_correction": "拒不"}
KINDS = {
    "measure": "处罚种类", "wording": "处罚的措辞", "force": "应当与可以", "choice": "择一与直至", "order": "责令事项", "act": "强制和其他处理",
    "addressee": "受罚主体", "condition": "条件", "item": "款、项", "duty": "所违反的义务", "number": "数额",
    "band": "罚款幅度", "bound": "是否含本数", "range": "幅度之间", "article": "条文", "subject": "行为人",
    "by": "作出机关", "reading": "多余的说明",
}  # fmt: skip
NUMBERS = ("number", "band", "bound", "article")


@dataclass
class Compared:
    """One encoded provision beside its text."""

    law: str
    name: str
    body: ProvisionData
    text: str
    differences: list[TextDifference] = field(default_factory=list)

    @property
    def explained(self) -> dict[str, str]:
        """The differences that stand, with their reasons."""
        return dict(self.body.get("reading") or {})

    @property
    def unexplained(self) -> list[TextDifference]:
        """The differences that nobody answers for, and the reasons that answer for nothing."""
        found = [difference for difference in self.differences if difference.code not in self.explained]
        known = {difference.code for difference in self.differences}
        return found + [
            TextDifference("reading", f"没有这样的差异：{code}") for code in self.explained if code not in known
        ]


def passage(lines: list[str], cite: str) -> tuple[list[str], str]:
    """What a citation means, as narrowly as the text allows; and the paragraph after which it punishes."""
    narrowed = narrow(lines, cite) or []
    groups, clauses = paragraphs_of(lines), clauses_of(cite)
    if "款" not in clauses and "项" in clauses:  # an item of the only paragraph that has such an item
        groups_with = [group for group in groups if set(group) & set(narrowed) and len(group) > 1]
        if len(groups_with) == 1:
            narrowed = [line for line in narrowed if line in groups_with[0]]
    number = clauses.get("款", 1)
    refers = number > 1 and re.search(
        r"(?:[依按]照|适用)前款(?:的?规定)?[^，。]{0,8}(?:处罚|罚款|。)", "".join(narrowed)
    )
    return narrowed, "".join(groups[number - 2]) if refers else ""


def of_item(lines: list[str], cite: str) -> list[str]:
    """What a paragraph says of an item of the one before it: 有前款第一项情形的，处…；有前款第二项情形的，处…."""
    items = re.findall(r"第[^第]{1,3}项", cite)
    if not items or not lines or not lines[0].startswith("有前款第"):
        return lines
    return ["；".join(part for part in lines[0].split("；") if any(item in part for item in items)) + "。"]


def measure_differences(text: ProvisionWords, data: ProvisionWords) -> Iterator[TextDifference]:
    """Kinds of measures, their force, alternatives."""
    for measure in sorted(text.measures.keys() - data.measures.keys()):
        yield TextDifference(f"measure:{measure}", f"法条有“{measure}”，没有编入")
    for measure in sorted(data.measures.keys() - text.measures.keys()):
        if measure != "限制经营":  # an order of another kind: compared as an order, by its object
            yield TextDifference(f"measure:{measure}", f"编入了“{measure}”，法条没有")
    for measure in sorted(text.measures.keys() & data.measures.keys()):
        if text.measures[measure] != data.measures[measure]:
            names = ["、".join(sorted(words.measures[measure])) for words in (text, data)]
            yield TextDifference(f"force:{measure}", f"“{measure}”：法条为{names[0]}，编为{names[1]}")
    for said in sorted(data.stops - text.stops) if text.stops else ():
        yield TextDifference(f"wording:{said}", f"决定书写作“{said}”，法条为“{'、'.join(sorted(text.stops))}”")
    for choice in sorted(map(sorted, text.choices ^ data.choices)):
        where = "法条择一，没有编为择一" if frozenset(choice) in text.choices else "编为择一，法条不是"
        yield TextDifference(f"choice:{'|'.join(choice)}", f"{'、'.join(choice)}：{where}")


def object_differences(body: ProvisionData, far: str) -> Iterator[TextDifference]:
    """What a measure takes or closes (吊销道路运输经营许可证) stands in the text of the article."""
    for part in body["ranges"]:
        for said in _objects(part.get("penalty")):
            if not put_together(said, far):
                yield TextDifference(f"wording:{said}", f"处罚及于“{said}”，法条没有这样写")


def person_differences(body: ProvisionData, articles: Mapping[str, list[str]]) -> Iterator[TextDifference]:
    """Whom a provision calls by a name of its own (建设单位), the law calls so somewhere."""
    for named in (body.get("addressees") or {}).values():
        if not put_together(str(named["label"]), "".join(line for lines in articles.values() for line in lines)):
            yield TextDifference(f"wording:{named['label']}", f"受罚主体“{named['label']}”，这部法律没有这样写")


def put_together(said: str, text: str) -> bool:
    """Whether a name is what a text says, or two parts of it joined (许可证 + 或者相应的经营范围): one pair of characters inside is not its own."""
    pairs = [first + second for first, second in pairwise(said)]
    lost = [all("\u4e00" <= char <= "\u9fff" for char in pair) and pair not in text for pair in pairs]
    return sum(lost) <= 1 and not any(lost[:1] + lost[-1:])


def _objects(data: object) -> Iterator[str]:
    """Every ``what`` of the measures."""
    for key, value in data.items() if isinstance(data, dict) else ():
        if key == "what" and isinstance(value, str):
            yield value
        else:
            yield from _objects(value)


def order_differences(text: ProvisionWords, data: ProvisionWords) -> Iterator[TextDifference]:
    """Orders with their objects, and acts of compulsion."""
    for order, force in text.orders.items():
        if order not in data.orders and order not in data.said:
            yield TextDifference(f"order:{order}", f"法条责令“{order}”，没有编入")
        elif force == "可以" and order in data.orders:
            yield TextDifference(f"force:{order}", f"法条为可以责令“{order}”，编为应当")
    for order in sorted(data.orders.keys() - text.orders.keys()):
        if order not in text.said:
            yield TextDifference(f"order:{order}", f"编入了“{order}”，法条没有")
    for act in sorted(text.acts):
        if act not in data.said:
            yield TextDifference(f"act:{act}", f"法条规定“{act}”，没有编入")


def condition_differences(text: ProvisionWords, data: ProvisionWords, users: Users) -> Iterator[TextDifference]:
    """Who is punished, and on what conditions."""
    for who in sorted(text.addressees - data.addressees):
        yield TextDifference(f"addressee:{who}", f"法条处罚“{who}”，没有编入")
    for who in sorted(data.addressees - text.addressees - people_in(acting(text.said))):
        yield TextDifference(f"addressee:{who}", f"编入了对“{who}”的处罚，法条没有")
    labels = "；".join([*(users.labels.get(name, name) for name in sorted(data.facts)), data.said])
    for condition in sorted(text.conditions):
        if not stands_in(condition, labels):
            yield TextDifference(f"condition:{condition}", f"法条的条件“{condition}”没有对应的事实")
    for fact, said in LADDERS.items():
        if fact in data.ladder and said not in text.conditions:
            yield TextDifference(f"condition:{fact}", f"编入的阶梯以“{said}改正”为条件，法条没有“{said}”")
    if "grave" in data.facts and not any("情节" in condition for condition in text.conditions):
        yield TextDifference("condition:grave", "编入了“情节严重”，法条没有这个条件")


def stands_in(condition: str, labels: str) -> bool:
    """Whether some fact says a condition, by its characters in pairs: 造成设施损坏 in 造成设施损坏或者影响安全."""
    if condition in ("逾期", "拒不", "再次"):
        return condition in labels or (condition == "再次" and "次" in labels)
    pairs = {condition[i : i + 2] for i in range(len(condition) - 1)} - {"造成"}
    return len([pair for pair in pairs if pair in labels]) * 2 >= len(pairs)


def duty_differences(law: LawData, ref: str, text: ProvisionWords, users: Users) -> Iterator[TextDifference]:
    """Articles that the text names as broken, and that no violation under the provision cites."""
    slug, provisions = law["law"], law["provisions"]
    for cited in users.duties.get(ref, []):
        articles = {
            article
            for duty in cited
            if duty.startswith(f"{slug}/") and duty.split("/")[1] in provisions
            for article in CITED.findall(provisions[duty.split("/")[1]]["cite"])
        }
        if text.duties and not text.duties & articles:
            yield TextDifference(f"duty:{'、'.join(sorted(text.duties))}", "没有违法行为引用法条写明的义务条款")


def item_differences(provision: Compared, lines: list[str]) -> Iterator[TextDifference]:
    """A citation that is wider than the text allows."""
    cite, clauses = str(provision.body["cite"]), clauses_of(str(provision.body["cite"]))
    groups = paragraphs_of(lines)
    punishing = [i for i, group in enumerate(groups) if words_of_text("".join(group)).measures]
    if "款" not in clauses and "项" not in clauses and len(punishing) > 1:
        yield TextDifference("item:款", "该条有几款规定处罚，引用没有写明第几款")
    chosen = groups[clauses["款"] - 1] if clauses.get("款", 0) in range(1, len(groups) + 1) else groups[0]
    itemised = all("项" in str(part.get("cite", "")) for part in provision.body["ranges"])
    if len(chosen) > 1 and "项" not in cite and not itemised and (clauses.get("款") or len(punishing) <= 1):
        yield TextDifference("item:项", "该款分项列举，引用没有写明第几项")


def read_provision(law: LawData, name: str, articles: dict[str, list[str]], users: Users) -> Compared:
    """A provision with ranges beside the passage that it cites."""
    lines = articles[CITED.findall(str(law["provisions"][name]["cite"]))[0]]
    body = law["provisions"][name]
    cite, ref = str(body["cite"]), f"{law['law']}/{name}"
    kept, referred = passage(lines, cite)
    for further in dict.fromkeys(str(part["cite"]) for part in body["ranges"] if part.get("cite") not in (None, cite)):
        if CITED.findall(further) == CITED.findall(cite):  # a range of another paragraph of the same article
            kept = list(dict.fromkeys([*kept, *of_item(passage(lines, further)[0], cite)]))
    if same := re.search(
        rf"依照本(?:法|条例|规定|办法)({CITED.pattern})(?:的?规定)?[^，。；]{{0,4}}处罚", "".join(kept)
    ):
        referred = "".join(articles.get(same[1], []))
    provision = Compared(f"{law['law']}@{law['version']}", name, body, "".join(kept))
    text, data = words_of_text(provision.text, referred), words_of_data(body)
    data.ladder.update(*(names_in(part.get("when")) for part in (body, *body["ranges"])))
    data.facts.update(data.ladder, users.facts.get(ref, set()))
    far = "".join((*lines, referred, *_borrowed(law, body, articles)))
    found = [
        *measure_differences(text, data), *order_differences(text, data), *condition_differences(text, data, users),
        *item_differences(provision, lines), *duty_differences(law, ref, text, users),
        *number_differences(body, far), *cap_differences(body, provision.text), *lost_differences(law, body, provision.text), *force_differences(body, far),
        *bound_differences(body, provision.text), *range_differences(body), *mildest_differences(body, provision.text),
        *subject_differences(body, provision.text), *imposer_differences(body, provision.text, articles), *object_differences(body, far),
        *person_differences(body, articles),
    ]  # fmt: skip
    provision.differences += {difference.code: difference for difference in found}.values()
    return provision


def _borrowed(law: LawData, body: ProvisionData, articles: dict[str, list[str]]) -> Iterator[str]:
    """The articles from which single ranges come (``under``): 依照第十九条的规定处罚."""
    for part in body["ranges"]:
        slug, _, name = str(part.get("under", "")).partition("/")
        if slug == law["law"] and name in law["provisions"]:
            for article in CITED.findall(str(law["provisions"][name]["cite"])):
                yield from articles.get(article, ())


def read_law(law: LawData, text: Text, users: Users) -> list[Compared]:
    """Every provision of a law beside its text: the articles of all, and of those that punish every word and number."""
    found: list[Compared] = []
    for name, body in law["provisions"].items():
        cited = CITED.findall(str(body["cite"]))
        if body.get("ranges") and len(cited) == 1 and cited[0] in text.articles:
            found.append(read_provision(law, name, text.articles, users))
        elif missing := list(article_differences(body, cited, text)):
            found.append(Compared(f"{law['law']}@{law['version']}", name, body, "", missing))
    return found
