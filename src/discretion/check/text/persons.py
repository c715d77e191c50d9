"""Who acts and who imposes: a text that is about natural persons punishes no unit; what another body revokes, the deciding one does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from discretion.check.text.data import ProvisionData
from discretion.check.text.difference import TextDifference
from discretion.check.text.words import FOUND, KEYS, name_of, tidy
from discretion.documents import under
from discretion.rulebook import USUAL

PERSON = r"(?:船员|船长|引航员|教练员|驾驶(?:员|人员|人)|从业人员|乘务员|调度员)"
EMPLOYED = (
    r"[使聘招]用|安排|派遣|提供|允许|指使|强令|配备|经营者|单位|企业|机构"  # then it is another who acts: 聘用…从业人员
)
ACTS = r"有下列|有违反|违反|未|不|擅自|私自|拒绝|将|一年内|填写|存在|教学过程|在(?:教学|培训|弃船|船工作期间未)"
SUBJECTS = (  # 船员有下列情形之一的; 对货运车辆驾驶人，由…; 有下列行为之一的人员
    re.compile(rf"(?:^|[，；：。]|的规定)((?:(?!{EMPLOYED})[^，；：。]){{0,16}}?{PERSON})(?={ACTS})"),
    re.compile(rf"(?<![面相针])对((?:(?!{EMPLOYED})[^，；：。]){{0,24}}?{PERSON})(?=，由|违反|处)"),
    re.compile(r"(?:之一|条件)的(人员)(?=，由|驾驶)"),
)
BODY = re.compile(r"由((?:原|发证|发放|颁发|批准)[^，。；：]{0,30}?(?:机关|机构|部门))(?:依法)?(吊销|暂扣)")
# 第七十五条 本条例规定的责令停业整顿，降低资质等级和吊销资质证书的行政处罚，由颁发资质证书的机关决定
GENERAL = re.compile(r"规定的([^。；]+?)的行政处罚，由((?:原|发证|发放|颁发|批准)[^，。；]*?(?:机关|机构|部门))决定")


def acting(text: str) -> str:
    """The natural person whose act a text punishes; nothing where it names none."""
    said = tidy(text)
    return next((match[1] for pattern in SUBJECTS if (match := pattern.search(said))), "")


def subject_differences(body: ProvisionData, text: str) -> Iterator[TextDifference]:
    """A text whose act is a natural person's, where nobody whom the provision punishes is one."""
    found = acting(text)
    if found and not _persons(body):
        yield TextDifference("subject", f"法条的行为人是“{found}”，没有编为受罚对象，单位也可以成为当事人")


def imposer_differences(body: ProvisionData, text: str, articles: Mapping[str, list[str]]) -> Iterator[TextDifference]:
    """Measures that the text leaves to another body (由原许可机关吊销) and the data to the one that decides, or the reverse."""
    named = dict(_generally(articles)) | {measure: who for who, measure in BODY.findall(tidy(text))}
    for key, by in dict.fromkeys(_imposed(body)):
        measure = KEYS[key]
        if by is None and measure in named:
            yield TextDifference(f"by:{measure}", f"法条由“{named[measure]}”{measure}，编为由处罚机关{measure}")
        elif by is not None and named.get(measure, by) != by:
            yield TextDifference(f"by:{measure}", f"法条由“{named[measure]}”{measure}，编为由“{by}”{measure}")
        elif by is not None and not any(f"由{by}" in line for lines in articles.values() for line in lines):
            yield TextDifference(f"by:{measure}", f"编为由“{by}”{measure}，法律的文本没有这样写")


def _generally(articles: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """What an article leaves to another body for the whole law."""
    for lines in articles.values():
        for line in lines:
            for said, who in GENERAL.findall(line):
                yield from ((name_of(match), who) for match in FOUND.finditer(said))


def _persons(body: ProvisionData) -> bool:
    """Whether somebody whom a provision punishes can only be a natural person."""
    kinds: dict[str, str] = {name: named.kind for name, named in USUAL.items()}
    kinds |= {name: str(named.get("kind", "any")) for name, named in (body.get("addressees") or {}).items()}
    others = (name for part in body["ranges"] for name in under(part.get("penalty", {}), "also"))
    return any(kinds[name] == "person" for name in (str(body.get("addressee", "party")), *others))


def _imposed(body: ProvisionData) -> Iterator[tuple[str, str | None]]:
    """Every measure of a provision, with the body that imposes it."""
    for part in body["ranges"]:
        penalty = part.get("penalty", {})
        for own in (penalty, *(under(under(penalty, "also"), name) for name in under(penalty, "also"))):
            for key in KEYS.keys() & own.keys():
                by = under(own, key).get("by")
                yield key, None if by is None else str(by)
