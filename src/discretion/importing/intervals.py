"""[2万元,5万元), （2000，5000]: an interval as mathematicians write it, in words. Its brackets say which ends belong."""

from __future__ import annotations

import re

_N = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = "万元|千元|元|万|%|％|‰|平方米|立方米|㎡|米|公里|吨|千克|人|日|天|个月|年|座|辆|艘|次"
_INTERVAL = re.compile(
    rf"(?P<open>[\[［【(（])(?P<low>{_N})(?P<unit>{_UNIT})?[,，、~～—–－-]"
    rf"(?:(?P<high>{_N})(?P<other>{_UNIT})?|\+?∞)(?P<close>[\]］】)）])(?P<after>{_UNIT})?"
)
_SQUARE = "[［【]］】"


def intervals_said(text: str) -> str:
    """A text in which every interval is said with 以上 and 以下; without a square bracket it is none, but an aside."""
    return _INTERVAL.sub(_said, text)


def _said(match: re.Match[str]) -> str:
    first, last = match["open"] in _SQUARE, match["close"] in _SQUARE
    if not (first or last):
        return match[0]
    unit = match["after"] or match["other"] or ""
    low = f"{match['low'].replace(',', '')}{match['unit'] or match['after'] or ''}（{'' if first else '不'}含）以上"
    if match["high"] is None:
        return low
    return f"{low}{match['high'].replace(',', '')}{unit}（{'' if last else '不'}含）以下"
