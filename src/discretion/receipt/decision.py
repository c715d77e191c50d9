"""What of a recommendation is the decision, and what is only its wording: each has a digest of its own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from json.encoder import encode_basestring
from typing import Any

from discretion.decide import Told, WholePart

Spec = Mapping[str, Any]  # as pydantic's ``include``: a field, True or what of it; ``__all__``: of every item of a list


def _fields(*names: str, **nested: Spec) -> Spec:
    return dict(sorted({**dict.fromkeys(names, True), **nested}.items()))


def _each(*names: str, **nested: Spec) -> Spec:
    return {"__all__": _fields(*names, **nested)}


_PENALTY = _fields(
    fine=_fields("low", "high", "low_inclusive", "high_inclusive", "force"), measures=_each("kind", "item", "force")
)
_ONE = _fields(
    "violation", "area", "status", "cause", "disposition", "force", "tier", "orders",
    penalty=_PENALTY,
    others=_each("subject", penalty=_PENALTY),
    departure=_fields("reason", "approved_by", "procedure", "fine", "disposition", "direction"),
    alternatives=_each("disposition", "rules", penalty=_PENALTY),
    outcomes=_each("status", "disposition", "force", "tier", "law", penalty=_PENALTY),
    reasons=_each("step", "rule", "decided", "cites", "source", "origin"),
    missing=_each("fact"),
    assumed=_each("fact"),
    procedure=_each("flag", "applies"),
    account=_each("kind", "name", "use", "rules"),
    versions=_each("kind", "id", "used", "reason"),
)  # fmt: skip
_TEXT = _fields(sections=_each("name", "text"))
DECISION: Spec = _fields(**_ONE, parts={"__all__": _ONE})
WORDING: Spec = _fields(**_TEXT, parts={"__all__": _TEXT})  # the text that is copied into the decision


_CANONICAL = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def canonical_json(data: object) -> str:
    """Plain data as the one text that is sealed: sorted keys, no spaces, exact decimals as text."""
    return _CANONICAL.encode(data)


def sealed_text(part: WholePart, spec: Spec) -> str:
    """What a spec names of a recommendation, as ``canonical_json`` writes it; nothing else is worked out for it."""
    written = part.written()
    fields = [written.get(name) or f'"{name}":{_sealed(part.said(name), wanted)}' for name, wanted in spec.items()]
    return f"{{{','.join(fields)}}}"


def _sealed(value: Any, spec: Any) -> str:
    if value is None:
        return "null"
    if spec is True:
        return leaf(value)
    if "__all__" not in spec:
        return sealed_text(value, spec)
    each: Spec = spec["__all__"]
    if isinstance(value, Told):
        return value.sealed(lambda part: sealed_text(part, each))
    return f"[{','.join([sealed_text(item, each) for item in value])}]"


def leaf(value: Any) -> str:
    """A value without named fields, as ``canonical_json`` writes it."""
    if isinstance(value, str):
        return encode_basestring(value)
    if value is True or value is False:
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{','.join([encode_basestring(item) for item in value])}]"
    return canonical_json(value)


def pick(data: Any, spec: Any) -> Any:
    """The same fields of a recommendation that is plain data already."""
    if spec is True or data is None:
        return data
    if "__all__" in spec:
        return [pick(item, spec["__all__"]) for item in data] if isinstance(data, list) else data
    return {name: pick(data[name], spec[name]) for name in spec if name in data} if isinstance(data, dict) else data


def within(path: tuple[str | int, ...], spec: Any = DECISION) -> bool:
    """Whether a field is part of what a spec names."""
    for name in path:
        if spec is True:
            return True
        if "__all__" in spec:
            spec = spec["__all__"]
        elif name in spec:
            spec = spec[name]
        else:
            return False
    return True
