"""authority: the thresholds of the procedure keep to the law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import KEYS, MEASURES, chinese_number
from discretion.check.whole import Whole, fault, holds
from discretion.facts import say_yuan
from discretion.rulebook import Procedure

SCOPE = "rulebook"
NAME = "程序标准"
SENTENCE = (
    "程序的数额标准不超出法律：当场处罚以公民二百元、单位三千元为限，九十日内作出决定，听证标准高于当场处罚；每一步骤依所引的条文：处罚种类、期限"
    "、告知的日数和比例都是条文写的；应当听证的也集体讨论；告知的时间与文字相符；各机关依同一法律的步骤和告知没有缺漏，文字一致"
)
FORMULA = "summary ≤ (200, 3000) ∧ decide_within ≤ 90 日 ∧ person ≤ organisation ∧ summary < hearing"
LIMITS = {"person": 200, "organisation": 3000}  # 行政处罚法 art. 51
DAYS = 90  # art. 60; other periods are for laws, regulations and rules, and are written with their own citation
STEPS = {
    "summary": "当场|简易",
    "hearing": "听证",
    "legal_review": "审核",
    "collective": "集体",
    "transfer": "移送|移交",
}
NUMBER = re.compile(r"[一二三四五六七八九十百]+(?=个?[日月年])|百分之[一二三四五六七八九十]+")
BEFORE = re.compile("(?:决定|处罚)(?:之)?前")  # what a notice says of itself that is given before the decision
GENERAL = "administrative-penalty-law/"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare every profile with the Administrative Penalty Law."""
    found = []
    for name, file in whole.book.authorities.items():
        procedure = file.model.procedure
        said = list(_summary(procedure.summary)) if procedure.summary is not None else []
        within = procedure.decide_within
        if within is not None and within.days > DAYS and all(ref.startswith(GENERAL) for ref in within.cite):
            said.append((("decide_within", "days"), f"办案期限{within.days}日，超过行政处罚法第六十条的{DAYS}日"))
        for step in ("summary", "hearing", "legal_review", "collective"):
            threshold = getattr(procedure, step)
            if threshold is None or threshold.person is None or threshold.organisation is None:
                continue
            if threshold.person > threshold.organisation:
                said.append(((step, "person"), "对公民的数额标准高于对单位的标准"))
        said += [*_hearing(procedure), *_as_cited(whole, procedure), *_graver(procedure), *_told(whole, procedure)]
        found += [fault("authority", message, file.document.position(("procedure", *path)), f"{name}/{'/'.join(path)}",
                        remedy="更正数额；法律、法规、规章另有规定的，引用该规定") for path, message in said]  # fmt: skip
    found += _lacking(whole)
    yield from found or [holds("authority", "程序的数额标准都在法律之内")]


def _summary(threshold: object) -> Iterator[tuple[tuple[str, ...], str]]:
    for party, limit in LIMITS.items():
        value = getattr(threshold, party)
        if value is not None and value < limit and getattr(threshold, "note", None) is None:
            yield (
                ("summary", party),
                f"当场处罚的数额标准{say_yuan(value * 100)}，行政处罚法第五十一条是{say_yuan(limit * 100)}，没有说明（note）",
            )
        if value is not None and value > limit:
            yield (
                ("summary", party),
                f"当场处罚的数额标准{say_yuan(value * 100)}，超过行政处罚法第五十一条的{say_yuan(limit * 100)}",
            )


def _hearing(procedure: object) -> Iterator[tuple[tuple[str, ...], str]]:
    summary, hearing = getattr(procedure, "summary"), getattr(procedure, "hearing")  # noqa: B009 - two optional steps
    if summary is None or hearing is None:
        return
    for party in LIMITS:
        low, high = getattr(summary, party), getattr(hearing, party)
        if low is not None and high is not None and high <= low:
            yield (
                ("hearing", party),
                f"听证的数额标准{say_yuan(high * 100, low * 100)}不高于当场处罚的{say_yuan(low * 100, high * 100)}",
            )


def _as_cited(whole: Whole, procedure: Procedure) -> Iterator[tuple[tuple[str, ...], str]]:
    """A step cites the provision that speaks of it, and asks for all that it names."""
    for step, word in STEPS.items():
        threshold = getattr(procedure, step)
        text = "".join(map(whole.said, threshold.cite)) if threshold is not None else ""
        if threshold is not None and not re.search(word, _labels(whole, threshold.cite)):
            yield (step, "cite"), f"所引的条文说的不是“{word.partition('|')[0]}”"
            continue
        if not text:
            continue
        named = {key for key, name in KEYS.items() if key != "fine" and re.search(MEASURES[name], text)}
        given = {str(measure) for measure in threshold.measures}
        if given and (lost := sorted(named - given)):
            yield (step, "measures"), f"没有写所引条文中的{'、'.join(KEYS[key] for key in lost)}"
        if step == "legal_review" and "听证" in text and not threshold.after_hearing:
            yield (step, "after_hearing"), "所引的条文规定经过听证程序的应当审核，这里没有写"
        fact = whole.book.vocabulary.facts.get(threshold.fact or "")
        if fact is not None and fact.label not in text:
            yield (step, "fact"), f"以“{fact.label}”为准，所引的条文没有这样说"
    within = procedure.decide_within
    text = "".join(map(whole.said, within.cite)) if within is not None else ""
    if (
        within is not None
        and text
        and within.days
        not in {int(chinese_number(match)) for match in re.findall(r"([一二三四五六七八九十百]+)日", text)}
    ):
        yield ("decide_within", "days"), f"办案期限写作{within.days}日，所引的条文没有这个日数"


def _graver(procedure: Procedure) -> Iterator[tuple[tuple[str, ...], str]]:
    """What is grave enough for a hearing is grave enough for collective discussion (重大违法行为), of which the law names no measures."""
    hearing, collective = procedure.hearing, procedure.collective
    if hearing is not None and collective is not None and collective.measures:
        lost = [KEYS[str(measure)] for measure in hearing.measures if measure not in collective.measures]
        if lost:
            yield ("collective", "measures"), f"应当听证的{'、'.join(lost)}没有写入集体讨论"


def _told(whole: Whole, procedure: Procedure) -> Iterator[tuple[tuple[str, ...], str]]:
    """Days and shares in a notice are those of the provisions that it cites; it is given when, and with what, it says."""
    for number, notice in enumerate(procedure.notices):
        text = "".join(map(whole.said, notice.cite))
        wrong = [said for said in NUMBER.findall(notice.text) if text and said not in text]
        if wrong:
            yield ("notices", str(number)), f"告知写作“{'、'.join(wrong)}”，所引的条文没有"
        if (notice.stage == "before") is not bool(BEFORE.search(notice.text)):
            yield ("notices", str(number)), f"写作 stage: {notice.stage}，告知的文字说的不是这时"
        if notice.fine is not ("罚款" in notice.text):
            yield ("notices", str(number)), f"{'只' if notice.fine else '不只'}在有罚款时告知，文字说的却不是"


def _lacking(whole: Whole) -> Iterator[Finding]:
    """What the general law asks of everybody (a step, a notice), and another profile of the same folder has, in the same words."""
    for name, file in whole.book.authorities.items():
        own, folder = file.model.procedure, file.document.name.rpartition("/")[0]
        for other in whole.book.authorities.values():
            if other is file or other.document.name.rpartition("/")[0] != folder:
                continue
            for step in (*STEPS, "decide_within"):
                if getattr(other.model.procedure, step) is not None and getattr(own, step) is None:
                    yield fault("authority", f"没有写 {step}，{other.model.label}写了", file.document.position(("procedure",)), f"{name}/{step}/none",
                                remedy=f"补上 {step}")  # fmt: skip
                elif (cited := _cites(own, step)) != (theirs := _cites(other.model.procedure, step)):
                    message = f"引用 {'、'.join(cited)}，{other.model.label}引用 {'、'.join(theirs)}"
                    yield fault("authority", message, file.document.position(("procedure", step, "cite")), f"{name}/{step}/cites",
                                remedy="使同一步骤引用同一条款；另有规定的，引用该规定")  # fmt: skip
            texts = {tuple(notice.cite): notice.text for notice in own.notices}
            for notice in other.model.procedure.notices:
                said = texts.get(tuple(notice.cite))
                if all(ref.startswith(GENERAL) for ref in notice.cite) and said != notice.text:
                    wrong = "没有写" if said is None else f"写作“{said}”；{other.model.label}写的是"
                    yield fault("authority", f"告知事项{wrong}“{notice.text}”", file.document.position(("procedure", "notices")),
                                f"{name}/notice/{'、'.join(notice.cite)}", remedy="使同一告知在各机关的文字一致")  # fmt: skip


def _cites(procedure: Procedure, step: str) -> list[str]:
    """What a step cites, where it rests on the general law alone."""
    part = getattr(procedure, step)
    return list(part.cite) if part is not None and all(ref.startswith(GENERAL) for ref in part.cite) else []


def _labels(whole: Whole, cited: list[str]) -> str:
    """What the cited provisions are called."""
    return "".join(provision.label for ref in cited for _, provision in whole.provisions(ref))
