"""What of a recommendation is the decision, and what is only its wording: each has a digest of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from discretion.decide import Told, WholePart, leaf

Write = Callable[[Any], str]
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


def sealing(spec: Spec) -> Write:
    """What writes the fields that a spec names of a part, as ``canonical_json`` has them; nothing else is worked out for it."""
    fields = [(name, f'"{name}":', _sealing(wanted)) for name, wanted in spec.items()]

    def write(part: WholePart) -> str:
        written, said = part.written(), part.said
        return f"{{{','.join([written.get(name) or head + of(said(name)) for name, head, of in fields])}}}"

    return write


def _sealing(spec: Any) -> Write:
    if spec is True:
        return leaf
    if "__all__" not in spec:
        whole = sealing(spec)
        return lambda part: "null" if part is None else whole(part)
    each = sealing(spec["__all__"])

    def every(parts: Told[Any] | list[Any]) -> str:
        if isinstance(parts, list):
            return f"[{','.join([each(part) for part in parts])}]" if parts else "[]"
        return parts.sealed(each)

    return every


SEALED_DECISION, SEALED_WORDING = sealing(DECISION), sealing(WORDING)


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
