"""按法定标准减轻80%实施处罚: what is left of the statutory sum. Taken off the law's own sum it is 减轻, never a tier's amount."""

from __future__ import annotations

import re
from decimal import Decimal

from discretion.importing.spelling import tidy

_OFF = re.compile(
    r"(?:按照?|依照|在)?(?:《[^》]+》|法定)[^，；。]{0,16}?(?:标准|数额|金额|下限|最低限度?|基础)(?:上)?，?(?:的?基础上)?减轻(?P<off>\d+(?:\.\d+)?)%(?:实施|予以|给予|进行)?(?:行政)?(?:处罚|罚款)?"
)


def reduced(text: str) -> Decimal | None:
    """The share of the statutory sum that is left, when a cell says that and nothing else."""
    match = _OFF.fullmatch(tidy(text))
    if match is None:
        return None
    left = (100 - Decimal(match["off"])) / 100
    return left if 0 < left < 1 else None
