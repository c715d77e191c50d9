"""How alike two texts are, by their neighbouring characters; and whether a piece only says the act again."""

from __future__ import annotations

import re

MODIFIES = re.compile(
    "长期|多次|屡次|再次|组织|严重|特别|故意|大量|危险|重大|影响|造成|引起|引发|导致|超过|拒|规模|恶劣"
)


def pairs(text: str) -> set[str]:
    """Neighbouring characters of a text."""
    return {text[index : index + 2] for index in range(len(text) - 1)}


def restates(text: str, act: str) -> bool:
    """Whether a piece only says the act again."""
    if re.search(r"\d|[没未不无]", text) or MODIFIES.search(text):
        return text in act or _unpermitted(text, act)
    told = pairs(text.replace("、", ""))
    return bool(told) and len(told & pairs(act.replace("、", ""))) * 10 >= len(told) * 7


def _unpermitted(text: str, act: str) -> bool:
    """未经许可修建, where the act itself is 未经…同意修建…."""
    rest = re.sub(r"^未经(?:许可|同意|批准)", "", text)
    return rest != text and "未经" in act and (not rest or rest[:8] in act)
