"""What pydantic's error types mean, in Chinese."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal

# Error types that ask for another kind of value → the kind.
KINDS = {
    "string_type": "文本",
    "string_sub_type": "文本",
    "int_type": "整数",
    "int_parsing": "整数",
    "int_from_float": "整数",
    "bool_type": "真假（true 或 false）",
    "bool_parsing": "真假（true 或 false）",
    "decimal_type": "数",
    "decimal_parsing": "数",
    "float_type": "数",
    "float_parsing": "数",
    "list_type": "列表",
    "tuple_type": "列表",
    "set_type": "列表",
    "frozen_set_type": "列表",
    "dict_type": "“键: 值”的映射",
    "mapping_type": "“键: 值”的映射",
    "model_type": "“键: 值”的映射",
    "model_attributes_type": "“键: 值”的映射",
    "dataclass_type": "“键: 值”的映射",
    "date_type": "日期（如 2026-03-02）",
    "date_parsing": "日期（如 2026-03-02）",
    "date_from_datetime_parsing": "日期（如 2026-03-02）",
    "none_required": "空值（null）",
}

# Strict mode asks for an instance of a class → the kind.
CLASSES = {"Decimal": "数", "date": "日期（如 2026-03-02）"}

# Other error types → message, filled from pydantic's context.
PHRASES = {
    "string_pattern_mismatch": "不符合规定的格式 {pattern}",
    "string_too_short": "至少要有{min_length}个字符",
    "string_too_long": "最多{max_length}个字符",
    "too_short": "至少要有{min_length}项",
    "too_long": "最多{max_length}项",
    "greater_than": "应当大于 {gt}",
    "greater_than_equal": "应当大于或等于 {ge}",
    "less_than": "应当小于 {lt}",
    "less_than_equal": "应当小于或等于 {le}",
    "multiple_of": "应当是 {multiple_of} 的倍数",
    "finite_number": "应当是有限的数",
    "decimal_max_digits": "最多{max_digits}位数字",
    "decimal_max_places": "最多{decimal_places}位小数",
    "decimal_whole_digits": "整数部分最多{whole_digits}位",
    "literal_error": "不是允许的值",
    "enum": "不是允许的值",
    "union_tag_invalid": "不是允许的值",
    "invalid_key": "键必须是文本",
    "recursion_loop": "包含了自己",
}


def phrase(kind: str, context: Mapping[str, object], message: str) -> str:
    """Say an error type in Chinese; validators of our own already speak it."""
    if kind in PHRASES:
        try:
            return PHRASES[kind].format_map(context)
        except KeyError:  # a later pydantic may rename what it reports
            return "不符合要求"
    own = message.removeprefix("Value error, ").removeprefix("Assertion failed, ")
    return own if any(character > "\u2e80" for character in own) else f"不符合要求（{own}）"


def complaint(kind: str, context: Mapping[str, object], message: str) -> str:
    """Say any error type in Chinese, where nothing but the value is known.

    >>> complaint("date_type", {}, "Input should be a valid date"), complaint("missing", {}, "Field required")
    ('应当是日期（如 2026-03-02）', '缺少')
    """
    if kind == "missing":
        return "缺少"
    return f"应当是{KINDS[kind]}" if kind in KINDS else phrase(kind, context, message)


def show(value: object) -> str:
    """Show what was found, shortly.

    >>> show("330106"), show(330106), show({"a": 1})
    ('"330106"', '330106', '映射（1个键）')
    """
    match value:
        case None:
            return "空值"
        case bool():
            return "true" if value else "false"
        case str():
            return json.dumps(value if len(value) <= 60 else f"{value[:60]}…", ensure_ascii=False)
        case dict():
            return f"映射（{len(value)}个键）"
        case list() | tuple():
            return f"列表（{len(value)}项）"
        case int() | Decimal():
            return format(value, "f")[:60] if isinstance(value, Decimal) else str(value)[:60]
        case _:
            return repr(value)[:60]
