"""A part as JSON in one line, field by field: what many cases share is written once for all of them, the rest by pydantic."""

from __future__ import annotations

from collections.abc import Iterable
from json.encoder import encode_basestring
from typing import Any

from discretion.decide.part import WholePart, writer


def line_of(part: WholePart, names: Iterable[str]) -> str:
    """The named fields, in this order; the same bytes as pydantic's."""
    model, said, written = type(part), part.said, part.written()
    fields = [written.get(name) or f'"{name}":{_field(model, name, said(name))}' for name in names]
    return f"{{{','.join(fields)}}}"


def leaf(value: Any) -> str:
    """A value without named fields, as canonical JSON."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return encode_basestring(value)
    if value is True or value is False:
        return "true" if value else "false"
    return texts(value)


def texts(values: Iterable[str]) -> str:
    """A list of text as JSON."""
    return f"[{','.join([encode_basestring(value) for value in values])}]"


def member(name: str, value: str | None) -> str:
    """A field of text, as it stands in the JSON of its part."""
    return f'"{name}":{leaf(value)}'


def _field(model: type[WholePart], name: str, value: Any) -> str:
    if type(value) is list:
        if not value:
            return "[]"
        if isinstance(value[0], str):
            return texts(value)
        if name == "parts":
            return f"[{','.join([item.line() for item in value])}]"
        return writer(model, name)(value).decode()
    if value is None or isinstance(value, str):
        return leaf(value)
    written: str = value.line()  # a part, or those that many results share
    return written
