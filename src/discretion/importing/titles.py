"""What the titles of columns mean (columns.yaml), and what the cells below them look like."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from discretion.documents import read

_ASIDE = re.compile(r"[（(].*?[）)]|[\s*＊、，,/／:：]")
UNIT = re.compile(r"[（(]\s*(?:单位[:：])?\s*(万元|元)\s*[）)]")
_KIND = re.compile(r"(?:情形|情节|违法|违法行为|处罚|档|级)$")  # 从轻处罚, 一般情形
_TIER = re.compile(
    r"(?:情节|第)?(?:[一二三四五六]|[ⅠⅡⅢⅣⅤⅥ]|I{1,3}|IV|V)(?:档|级|等|类|阶)?|[轻中重]档?|[A-FＡ-Ｆ](?:档|级|等|类)?|情节[ⅠⅡⅢⅣⅤⅥ一二三四五]"
)
LONGEST = 14  # characters; a longer cell is no title
TICKS = "√✓✔☑●"
_LOOKS = (
    ("basis", re.compile(r"《[^》]+》.*第[零〇一二三四五六七八九十百]+条|《[^》]+》")),
    (
        "standard",
        re.compile(
            r"^(?:可以?|并|责令[^，；]*[，；]|有违法|没有违法|违法所得)*(?:处|没收|警告|给予警告|吊销|暂扣|不予.{0,4}处罚|免予|轻微免罚)|罚款"
        ),
    ),
    (
        "amount",
        re.compile(
            r"^(?:罚款)?[\d.,，一二三四五六七八九十百千]+(?:万元|元)(?:$|以[上下]|[-—~～至])"
            r"|^\d[\d.]*(?:以上|[-—~～至])\d[\d.]*(?:万元|元)(?:以下)?$"
        ),
    ),
    (
        "kinds",  # 警告、罚款: kinds of penalties without an amount
        re.compile(
            r"^(?:(?:并?处以?|可?给予)?(?:责令[^，、；\d]{2,8}|警告|通报批评|罚款|没收[^，、；\d]{2,8}|吊销[^，、；\d]{0,10}|暂扣[^，、；\d]{0,10}|停业整顿)(?:[、，；和及或]者?|(?=并处)|$))+$"
        ),
    ),
    (
        "condition",
        re.compile(
            r"以[上下内]|超过|不足|不满|未|没有|[首初再屡]次|第.次|及时|主动|逾期|拒不|造成|轻微|严重|的$|[<>≤≥＜＞]|[\[［【（(]\d.*[\]］】）)]$"
        ),
    ),
    ("order", re.compile(r"^(?:可以)?责令|^尚可")),
    ("number", re.compile(r"^[\dA-Za-z.\-]{1,12}$")),
    ("figures", re.compile(r"\d|[一二三四五六七八九十百千]+[万元]|罚款|警告")),
    ("tick", re.compile(rf"^[{TICKS}]$")),
)


@dataclass(frozen=True)
class Names:
    """The vocabulary of titles."""

    roles: dict[str, tuple[str, ...]]
    words: tuple[tuple[tuple[str, ...], str], ...]
    lists: tuple[tuple[tuple[str, ...], str, str], ...]
    levels: dict[str, str] = field(default_factory=dict)


@cache
def names() -> Names:
    """The vocabulary, read once."""
    raw: Any = read(
        resources.files(__package__).joinpath("columns.yaml").read_text(encoding="utf-8"), "columns.yaml"
    ).data
    roles: dict[str, list[str]] = {}
    for role, titles in raw["names"].items():
        for title in titles:
            roles.setdefault(title, []).append(role)
    return Names(
        {title: tuple(found) for title, found in roles.items()},
        tuple((tuple(item["all"]), item["role"]) for item in raw["words"]),
        tuple((tuple(item["words"]), item["kind"], item.get("force", "shall")) for item in raw["lists"]),
        {word: level for level, words in raw["levels"].items() for word in words},
    )


def plain(title: str) -> str:
    """A title without what stands in brackets and without white space."""
    return _ASIDE.sub("", title)


def roles_of(title: str) -> tuple[str, ...]:
    """What a title may mean; empty when it is no title that is known."""
    text = plain(title)
    if (
        not text or len(text) > LONGEST or re.search("不适用|除外|例外", text)
    ):  # 不适用情形 is the reverse of a condition
        return ()
    known = names().roles.get(text)
    if known:
        return known
    return next(((role,) for words, role in names().words if all(word in text for word in words)), ())


def level_of(text: str) -> str | None:
    """The kind of a tier's name: 轻 微 → slight."""
    words = re.sub(r"\s+", "", text)
    if aside := re.fullmatch(
        r"(.{2,6})[（(]([^（()）]{1,4})[）)]", words
    ):  # 严重（较重）, 一般（Ⅱ档）; 轻微（首次） says more
        words = aside[1] if level_of(aside[2]) or _TIER.fullmatch(aside[2]) else words
    return names().levels.get(words) or names().levels.get(_KIND.sub("", words))


def list_of(*texts: str) -> tuple[str, str, str] | None:
    """What a list is for: its kind, its force, and the word that says so; None without evidence."""
    for text in texts:
        for words, kind, force in names().lists:
            for word in words:
                if word in text:
                    return kind, force, word
    return None


def look(cells: list[str]) -> dict[str, float]:
    """Which share of the cells of a column looks like what."""
    told = [re.sub(r"\s+", "", cell) for cell in cells if cell.strip()]
    if not told:
        return {}
    found = {role: sum(bool(pattern.search(cell)) for cell in told) / len(told) for role, pattern in _LOOKS}
    found["level"] = sum(level_of(cell) is not None or bool(_TIER.fullmatch(cell)) for cell in told) / len(told)
    found["named"] = sum(level_of(cell) is not None for cell in told) / len(told)
    found["distinct"] = len(set(told)) / len(told)
    found["filled"] = len(told)
    return found
