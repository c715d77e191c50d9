"""JSON with the same limits and the same exactness as our YAML: no floats, no repeated keys."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation

from discretion.documents.document import Document
from discretion.documents.plain_data import check_limits
from discretion.documents.scalars import MAX_DIGITS
from discretion.documents.text import MAX_DEPTH, MAX_NODES, REFUSED_IN_VALUES
from discretion.errors import DiscretionError, Position, Problem

MAX_EXPONENT = 30

# What json.JSONDecodeError says → what it means.
_CAUSES = {
    "Expecting value": "缺少值，或者有多余的逗号、引号",
    "Expecting property name enclosed in double quotes": "键要用双引号",
    "Illegal trailing comma before end of object": "最后一项之后不能有逗号",
    "Illegal trailing comma before end of array": "最后一项之后不能有逗号",
    "Expecting ':' delimiter": "键后面缺少冒号",
    "Expecting ',' delimiter": "缺少逗号，或者括号没有闭合",
    "Unterminated string starting at": "引号没有闭合",
    "Invalid control character at": "文本中有换行、制表符等控制字符",
    "Extra data": "内容结束之后还有文字",
}


class _RefusedError(Exception):
    """A value the standard parser accepts and we do not."""

    def __init__(self, message: str, found: str | None = None) -> None:
        super().__init__(message)
        self.message, self.found = message, found


def read_json(text: str, name: str, error: type[DiscretionError]) -> Document:
    """Read JSON: fractions become exact decimals; NaN, repeated keys and unbounded numbers are refused."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_unique,
            parse_int=_integer,
            parse_float=_decimal,
            parse_constant=_constant,
        )
    except json.JSONDecodeError as failure:
        where = Position(name, failure.lineno, failure.colno)
        meaning = _CAUSES.get(failure.msg, "无法识别")
        line = text.splitlines()[failure.lineno - 1 : failure.lineno] or [""]
        raise error(Problem(f"JSON 语法错误：{meaning}", where, line[0].strip()[:60] or None)) from None
    except _RefusedError as refused:
        raise error(Problem(refused.message, Position(name), refused.found)) from None
    except RecursionError:
        raise error(Problem("嵌套过深", Position(name))) from None
    if not _harmless(text):
        check_limits(data, name, error)
    return Document(data, name)


def _harmless(text: str) -> bool:
    """Whether a text is too short and too plain to hold what the limits refuse; most are, and a look at each value costs more."""
    opened = text.count("{") + text.count("[")
    return len(text) <= MAX_NODES and opened < MAX_DEPTH and "\\" not in text and not REFUSED_IN_VALUES.search(text)


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _RefusedError(f"键“{key[:60]}”重复")
            seen.add(key)
    return result


def _integer(text: str) -> int:
    if len(text) > MAX_DIGITS:
        raise _RefusedError(f"数字超过{MAX_DIGITS}位", text[:60])
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:  # an exponent beyond what Decimal counts
        raise _RefusedError("数字过大或过长", text[:60]) from None
    # Java writes 10000000.0 as 1.0E7: exact, so accepted; 1e999999999 would be a gigabyte of digits.
    if len(text) > MAX_DIGITS or abs(number.adjusted()) > MAX_EXPONENT:
        raise _RefusedError("数字过大或过长", text[:60])
    return Decimal(format(number, "f"))


def _constant(text: str) -> None:
    raise _RefusedError("不是有限的数", text)
