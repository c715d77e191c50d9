"""authority: the thresholds of the procedure keep to the law."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.facts import say_yuan

SCOPE = "rulebook"
NAME = "程序标准"
SENTENCE = "程序的数额标准不超出法律：当场处罚以公民二百元、单位三千元为限，九十日内作出决定，听证标准高于当场处罚"
FORMULA = "summary ≤ (200, 3000) ∧ decide_within ≤ 90 日 ∧ person ≤ organisation ∧ summary < hearing"
LIMITS = {"person": 200, "organisation": 3000}  # 行政处罚法 art. 51
DAYS = 90  # art. 60; other periods are for laws, regulations and rules, and are written with their own citation
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
        said += _hearing(procedure)
        found += [fault("authority", message, file.document.position(("procedure", *path)), f"{name}/{'/'.join(path)}",
                        remedy="更正数额；法律、法规、规章另有规定的，引用该规定") for path, message in said]  # fmt: skip
    yield from found or [holds("authority", "程序的数额标准都在法律之内")]


def _summary(threshold: object) -> Iterator[tuple[tuple[str, ...], str]]:
    for party, limit in LIMITS.items():
        value = getattr(threshold, party)
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
