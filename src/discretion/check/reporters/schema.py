"""The shape of ``check --format json``, as a JSON Schema: for those who read it by program."""

from __future__ import annotations

from discretion.rulebook import DIALECT

_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_WHERE = {
    "type": ["object", "null"],
    "properties": {"file": _TEXT, "line": {"type": ["integer", "null"]}, "column": {"type": ["integer", "null"]}},
    "required": ["file", "line", "column"],
    "additionalProperties": False,
}
_WAIVER = {"type": ["object", "null"], "required": ["finding", "reason", "approver", "expires"]}
_FINDING: dict[str, object] = {
    "id": {**_TEXT, "description": "检查/区域@版本/违法行为/对象；在一次运行中唯一"},
    "code": _TEXT,
    "verdict": {"enum": ["PROVEN", "REFUTED", "UNKNOWN"]},
    "failing": {"type": "boolean", "description": "有反例或者未能证明，并且没有豁免"},
    "area": _TEXT,
    "version": _MAYBE,
    "violation": _MAYBE,
    "detail": _TEXT,
    "message": _TEXT,
    "where": _WHERE,
    "region": {**_MAYBE, "description": "缺陷所及的范围，用案件文件的名称和值写成；豁免的 regions 照抄"},
    "extent": {**_MAYBE, "description": "缺陷所及的范围，用文字写成"},
    "law": _MAYBE,
    "cases": {"type": "array", "items": {"type": "object"}, "description": "可以由 discretion recommend 复现的案件"},
    "numbers": {"type": "object", "additionalProperties": _TEXT},
    "remedy": _MAYBE,
    "waiver": _WAIVER,
}
_RUN: dict[str, object] = {
    "schema_version": {"const": "1"},
    "day": {"type": "string", "format": "date"},
    "rulebook": {**_TEXT, "description": "规则库的摘要（SHA-256）；规则库不可读时为空"},
    "rulesets": {"type": "array", "items": _TEXT},
    "violations": {"type": "integer", "minimum": 0},
    "inherited": {"type": "integer", "minimum": 0},
    "failing": {"type": "boolean"},
    "findings": {"type": "array", "items": {"$ref": "#/$defs/Finding"}},
}
RESULT: dict[str, object] = {
    "$schema": DIALECT,
    "$id": "check.json",
    "title": "discretion check --format json",
    "type": "object",
    "properties": _RUN,
    "required": list(_RUN),
    "additionalProperties": False,
    "$defs": {
        "Finding": {"type": "object", "properties": _FINDING, "required": list(_FINDING), "additionalProperties": False}
    },
}
