"""What every part of a case has in common."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, ConfigDict, GetJsonSchemaHandler, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from discretion.facts import Strict


def _amount(raw: object) -> object:
    """An amount in 元, to 分; written as a number or as text."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | Decimal):
        return raw
    text = str(raw)
    whole, point, cents = text.partition(".")
    if not (whole.isascii() and whole.isdigit() and (not point or (cents.isascii() and cents.isdigit()))):
        raise ValueError('应当是不带单位的金额（元），例如 3000 或者 "3000.50"')
    if len(cents.rstrip("0")) > 2 or len(whole) > 15:
        raise ValueError("金额精确到分，整数部分不超过十五位")
    return text


Amount = Annotated[str, BeforeValidator(_amount), WithJsonSchema({"type": ["string", "number"]})]


class Stated(Strict):
    """A part of a case. Null in an optional field is absence, as other languages write it; it is written out again under the
    names it was read by. Empty lists and dictionaries come from a factory: of a plain default pydantic makes a deep copy each time.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(serialize_by_alias=True)

    @model_validator(mode="before")
    @classmethod
    def _absent(cls, data: object) -> object:
        if not isinstance(data, Mapping) or None not in data.values():
            return data
        required = {field.alias or name for name, field in cls.model_fields.items() if field.is_required()}
        return {
            key: value for key, value in data.items() if value is not None or key in required or key not in _names(cls)
        }

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        schema = handler.resolve_ref_schema(handler(core))
        for name, field in cls.model_fields.items():
            if field.default_factory is not None:
                schema["properties"][field.alias or name]["default"] = field.get_default(call_default_factory=True)
        for name, part in schema.get("properties", {}).items():
            if name not in schema.get("required", ()) and handler.mode == "validation":
                schema["properties"][name] = _or_null(part)
        return schema


def _names(model: type[Stated]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def _or_null(part: JsonSchemaValue) -> JsonSchemaValue:
    kinds = part.get("anyOf", [])
    if {"type": "null"} in kinds:
        return part
    about: JsonSchemaValue = {key: part.pop(key) for key in ("default", "description", "title") if key in part}
    return {"anyOf": [*(kinds or [part]), {"type": "null"}], **about}
