"""What a 备注 does to its row: it orders, exempts, says on what premise the row rests, adds to its penalty, or only explains."""

from __future__ import annotations

import re
from dataclasses import dataclass

from discretion.importing.branches import GAIN
from discretion.importing.numerals import yuan
from discretion.importing.spelling import tidy

ORDER = re.compile(r"(?:可以)?责令[^，；。的]{2,20}")
LIMITS = re.compile("前提|(?:仅|只)(?:适用|对|限)|不适用|不包括|除外|违法所得")
_ONLY = re.compile(  # 违法所得不足1万元或者没有违法所得的: the remark is the premise and nothing else
    r"(?:仅?适用于?)?(?:(?:没有|无)违法所得(?:或者?|、)(?:违法所得)?(?:不足|不满)(?P<limit>[\d.一二三四五六七八九十百千]+(?:万元|元))"
    r"|违法所得(?:不足|不满)(?P<other>[\d.一二三四五六七八九十百千]+(?:万元|元))(?:或者?|、)(?:没有|无)(?:违法所得)?)的?(?:情形|情况)?"
)
_FREE = re.compile(r"(?P<when>[^。；]{4,80}?)的?，?(?:可以)?(?:不予|免予|免于)(?:行政)?处罚$")
_PENAL = re.compile(
    r"罚款|没收|吊销|暂扣|警告|停业|停产|停运|责令关闭|降低资质|不(?:得)?超过\d|不(?:得)?低于\d|(?:不足|不满)[^，；。]{1,20}(?:不计|四舍五入|计算?$)"
)
_PREMISE = re.compile(
    r"前提[^。；]{0,8}?(?:没有|无)违法所得(?:或者?|、)(?:违法所得)?(?:不足|不满|少于|低于)(?P<limit>[\d.一二三四五六七八九十千百]+(?:万元|元))"
)


@dataclass(frozen=True)
class RowRemark:
    """What a remark says.

    Attributes:
        orders: 责令…, as the remark begins.
        free: when nothing is punished; with ``may`` where it says 可以.
        premise: the condition that the whole row rests on.
        penal: it speaks of the penalty itself, so the cell cannot be read without it.
    """

    text: str
    orders: tuple[str, ...] = ()
    free: str = ""
    may: bool = False
    premise: dict[str, object] | None = None
    penal: bool = False

    @property
    def limits(self) -> bool:
        """Whether it limits the row in a way that was not read."""
        return bool(LIMITS.search(self.text)) and not (self.free or self.premise or self.penal)


def remark_of(text: str) -> RowRemark:
    """Read a remark."""
    flat = tidy(text)
    if free := _FREE.search(flat):
        return RowRemark(flat, free=free["when"], may="可以不予" in flat or "可以免" in flat)
    if premise := _PREMISE.search(flat):
        return RowRemark(flat, premise={GAIN: f"< {yuan(premise['limit']):f}"})
    if only := _ONLY.fullmatch(flat):
        return RowRemark(flat, premise={GAIN: f"< {yuan(only['limit'] or only['other']):f}"})
    ordered = ORDER.match(flat)
    return RowRemark(flat, (ordered[0],) if ordered else (), penal=bool(_PENAL.search(flat)))
