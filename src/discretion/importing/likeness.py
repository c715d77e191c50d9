"""How alike two texts are, by their neighbouring characters; and whether a piece only says the act again."""

from __future__ import annotations

import re

from discretion.words import pairs

MODIFIES = re.compile(
    "长期|多次|屡次|再次|组织|严重|特别|故意|大量|危险|重大|影响|造成|引起|引发|导致|超过|拒|规模|恶劣"
)


def restates(text: str, act: str) -> bool:
    """Whether a piece only says the act again."""
    if re.search(r"\d|[没未不无]", text) or MODIFIES.search(text):
        return text in act or _unpermitted(text, act) or _shortened(text, act)
    told = pairs(text.replace("、", ""))
    return bool(told) and len(told & pairs(act.replace("、", ""))) * 10 >= len(told) * 7


def _unpermitted(text: str, act: str) -> bool:
    """未经许可修建, where the act itself is 未经…同意修建…."""
    rest = re.sub(r"^未经(?:许可|同意|批准)", "", text)
    return rest != text and "未经" in act and (not rest or rest[:8] in act)


def _shortened(text: str, act: str) -> bool:
    """未取得道路货运经营许可, where the act itself is 未取得道路货物运输经营许可…: the same denial of the same thing."""
    no = re.findall("[没未不无]", text)
    if len(no) != 1 or re.search(r"\d", text) or text[:3] != act[:3] or MODIFIES.search(text):
        return False
    told = pairs(text)
    return len(told) > 5 and len(told & pairs(act)) * 4 >= len(told) * 3
