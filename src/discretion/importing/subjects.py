"""Whom a clause or a column punishes, where a row punishes several."""

from __future__ import annotations

import re

from discretion.documents import under

SUBJECTS = (  # the law's own names decide later
    (re.compile(r"直接负责|主管人员|直接责任|责任人员?|负责人"), "responsible_person"),
    (re.compile(r"船长"), "captain"),
    (re.compile(r"责任船员|船员"), "crew"),
    (re.compile(r"驾驶员|驾驶人"), "driver"),
)
UNKNOWN = "?"  # before the words for a subject that is not known
MAIN = re.compile(r"单位|企业|经营者|经营人|所有人|管理人|机构|法人|组织|公司")
PARTIES = {"organisation": "单位|企业|法人(?:(?:、|或者?)其他组织)?", "person": "个人|公民|自然人"}  # party_kind


def subject_of(text: str) -> str | None:
    """The other subject of a clause or of a column; empty for the main one; None when it is not known, or names several."""
    named = {name for pattern, name in SUBJECTS if pattern.search(text)}
    if not named:
        return "" if MAIN.search(text) else None
    return named.pop() if len(named) == 1 else None


def party_of(text: str) -> str | None:
    """The kind of party that words name (organisation, person); None when they say anything else."""
    return next((kind for kind, words in PARTIES.items() if re.fullmatch(words, text)), None)


def held_by(penalty: dict[str, object], act: str) -> tuple[dict[str, object], list[str]]:
    """吊销船长适任证书, where the act is not the captain's own: a licence is taken from whoever holds it.

    Returns:
        The penalty, and what is to be confirmed.
    """
    moved, questions = dict(penalty), []
    for name in ("revoke", "suspend_licence"):
        spec, also = under(penalty, name), under(moved, "also")
        what = str(spec.get("what", ""))
        found = next(((key, match[0]) for pattern, key in SUBJECTS if (match := pattern.match(what))), None)
        if found is None or subject_of(act) == found[0] or len(penalty) == 1:
            continue
        key, words = found
        del moved[name]
        theirs = {**spec, "what": what.removeprefix(words).removeprefix("的")}
        moved["also"] = {**also, key: {**under(also, key), name: theirs}}
        questions.append(f"“{what}”由{words}持有，按对{words}的处罚读取，须确认")
    return moved, questions
