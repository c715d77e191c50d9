"""What an unquoted YAML scalar means, and the traps of YAML 1.1 that are refused instead of guessed.

Programs disagree on ``no`` (false or Norway), ``0123`` (83 or 123), ``1:30`` (90 or text): a rule of law must not
depend on which one reads it. The accepted forms mean the same in every YAML version.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

MAX_DIGITS = 40


class Trap(NamedTuple):
    """Why a plain scalar is refused, and what to write instead."""

    message: str
    remedy: str


_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_EXACT = {"true": True, "false": False, "null": None}
_TRUTHS = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
# Most scalars are identifiers and Chinese text: one look at the first character settles them.
_SUSPECT = frozenset("0123456789+-.~<yYnNoOtTfF")

_NUMBERLIKE = re.compile(r"[-+0-9_.,:]+")
_QUOTED = '文本加引号写成 "{0}"'
_NUMBER_TRAPS = tuple(
    (re.compile(pattern, re.IGNORECASE), message, remedy)
    for pattern, message, remedy in (
        (r"[-+]?0[0-9][0-9.]*", "数字不能以 0 开头", f"代码等{_QUOTED}，数值去掉前面的 0"),
        (r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", "会被当作六十进制数", _QUOTED),
        (r"[-+]?0[xob][0-9a-f_]+", "不支持十六进制、八进制、二进制", f"写成十进制数；{_QUOTED}"),
        (r"[-+]?[0-9][0-9_]*_[0-9_.]*", "数字中不能有下划线", f"去掉下划线；{_QUOTED}"),
        (r"[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", "数字中不能有千分位逗号", f"去掉逗号；{_QUOTED}"),
        (r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)e[-+]?[0-9]+", "不支持科学计数法", f"写出全部数位；{_QUOTED}"),
        (r"[-+]?\.(?:inf|nan)", "不是有限的数", f"写成有限的十进制数；{_QUOTED}"),
        (r"\+[0-9.]+|[-+]?\.[0-9]+|[-+]?[0-9]+\.", "数字的写法不完整", f"写成 5、-5 或 0.5 的形式；{_QUOTED}"),
    )
)


def plain(text: str) -> str | int | bool | Decimal | Trap | None:
    """Return the value of an unquoted scalar, or the trap it is.

    >>> plain("10000.01"), plain("2026-03-02"), plain("true")
    (Decimal('10000.01'), '2026-03-02', True)
    >>> plain("no").remedy
    '真假写成 true 或 false，文本加引号写成 "no"'
    """
    if text and text[0] not in _SUSPECT:
        return text
    if text in _EXACT:
        return _EXACT[text]
    is_integer = _INTEGER.fullmatch(text)
    if is_integer or _DECIMAL.fullmatch(text):
        if len(text) > MAX_DIGITS:
            return Trap(f"数字超过{MAX_DIGITS}位", "核对数字；代码等文本加引号")
        return int(text) if is_integer else Decimal(text)
    return _trap(text) or text


def _trap(text: str) -> Trap | None:
    if not text:
        return Trap("没有写值", '写出值；空值写 null，空文本写 ""，空列表写 []')
    lower = text.lower()
    if lower in _TRUTHS:
        return Trap("真假只能写 true 或 false（小写）", f'真假写成 true 或 false，文本加引号写成 "{text}"')
    if text == "~" or lower == "null":
        return Trap("空值只能写 null（小写）", f'空值写成 null，文本加引号写成 "{text}"')
    if text == "<<":
        return Trap("不支持合并键 <<", "把要合并的内容直接写出来")
    if len(text) > 2 * MAX_DIGITS:  # the patterns below backtrack: only short text may reach them
        return Trap(f"数字超过{MAX_DIGITS}位", "核对数字；代码等文本加引号") if _NUMBERLIKE.fullmatch(text) else None
    for pattern, message, remedy in _NUMBER_TRAPS:
        if pattern.fullmatch(text):
            return Trap(message, remedy.format(text[:MAX_DIGITS]))
    return None
