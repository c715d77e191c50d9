"""One section of a text: it stands alone, and can be copied alone. What many cases say alike is written once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from discretion.decide import Section, Shared, build
from discretion.plan import recent

TITLES = {
    # the decision's own text
    "facts": "事实",
    "law": "依据",
    "tier": "阶次",
    "circumstances": "情节",
    "result": "结论",
    "departure": "调整适用",
    "joint": "合并",
    "remedies": "救济",
    # the officer's
    "missing": "待查明",
    "neighbours": "另查",
    "ranges": "幅度",
    "options": "可选",
    "nearest": "临界",
    "presumed": "推定",
    "records": "记录",
    "rules": "裁量依据",
    "coercion": "行政强制",
    "procedure": "程序",
    "notices": "告知",
    "notes": "说明",
}
MOST = 128  # sections kept, per plan and text


def section(name: str, text: str) -> list[Shared[Section]]:
    """One section, ended with a full stop; none for an empty text."""
    if not text:
        return []
    ended = text if text.endswith("。") else f"{text}。"
    return [Shared(build(Section, {"name": name, "title": TITLES[name], "text": ended}))]


def kept_section(
    known: dict[Any, Any], name: str, of: tuple[Hashable, ...], write: Callable[[], str]
) -> list[Shared[Section]]:
    """One section, written once for all cases in which it is made of the same.

    Args:
        known: where sections are kept.
        name: which.
        of: all that its text is made of; reasons as they are shared.
        write: its text.
    """
    return recent(known, (name, *of), lambda: section(name, write()), MOST)
