"""Measures that are no fines: 责令停业整顿三日以上七日以下, 暂扣…, 吊销…."""

from __future__ import annotations

import re

from discretion.importing.numerals import NUMBER
from discretion.words import number

_UNITS = {"日": "days", "天": "days", "个月": "months", "年": "years"}
_UNIT = "日|天|个月|年"
_EXTENT = re.compile(  # 三日, 三日以上七日以下, 3至7日, 7日以下
    rf"(?P<low>{NUMBER})(?P<first>{_UNIT})?(?:以上|至|-)(?P<high>{NUMBER})(?P<unit>{_UNIT})(?:以下)?"
    rf"|(?P<only>{NUMBER})(?P<own>{_UNIT})(?P<under>以下|以内)?"
)
# The first is the usual one.
_SUSPENSIONS = ("责令停业整顿", "责令停产停业整顿", "责令停产停业", "责令暂停营业", "处违规车辆停运")
_MEASURES = (
    ("suspend_business", re.compile(rf"(?P<words>{'|'.join(_SUSPENSIONS)})(?P<rest>.*)")),
    ("suspend_licence", re.compile(r"暂扣(?P<what>[^\d]*?)(?P<rest>(?:[\d一二两三四五六七八九十].*)?)")),
    ("revoke", re.compile(r"吊销(?P<what>.+)")),
    ("close", re.compile(r"责令关闭")),
    ("downgrade", re.compile(r"降低资质等级")),
)


def measure(text: str, force: str) -> dict[str, object] | None:
    """Read one measure; None when the text names none, or its extent is not understood."""
    for kind, pattern in _MEASURES:
        match = pattern.fullmatch(text)
        if match:
            return _spec(kind, match.groupdict(), force)
    return None


def _spec(kind: str, parts: dict[str, str | None], force: str) -> dict[str, object] | None:
    spec: dict[str, object] = {"force": force}
    if re.search("^或|暂扣|吊销|直至", parts.get("what") or "") or "直至" in (parts.get("rest") or ""):
        return None  # several measures, of which one is chosen
    if parts.get("words") not in (None, _SUSPENSIONS[0]):
        spec["words"] = parts["words"]
    if parts.get("what"):
        spec["what"] = parts["what"]
    if parts.get("rest"):
        match = _EXTENT.fullmatch(parts["rest"] or "")
        if match is None:
            return None
        if match["first"] not in (None, match["unit"]):
            return None
        low, high = number(match["only"] or match["low"]), number(match["only"] or match["high"])
        if low is None or high is None or low > high:
            return None
        key = _UNITS[match["own"] or match["unit"]]
        spec[key] = f"<= {low}" if match["under"] else int(low) if match["only"] else f"[{low}..{high}]"
    return {kind: spec if len(spec) > 1 else force}
