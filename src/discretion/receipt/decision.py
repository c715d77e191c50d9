"""What of a recommendation is the decision, and what is only its wording: each has a digest of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from discretion.decide import Recommendation

Spec = Mapping[str, Any]  # as pydantic's ``include``: a field, True or what of it; ``__all__``: of every item of a list


def _fields(*names: str, **nested: Spec) -> Spec:
    return {**dict.fromkeys(names, True), **nested}


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
DECISION: Spec = {**_ONE, "parts": {"__all__": _ONE}}
WORDING: Spec = {**_TEXT, "parts": {"__all__": _TEXT}}  # the text that is copied into the decision


def parts_of(result: Recommendation, spec: Spec) -> dict[str, Any]:
    """The fields of a recommendation that a spec names, as plain data; nothing else is worked out for it."""
    return {name: _part(getattr(result, name), wanted) for name, wanted in spec.items()}


def _part(value: Any, spec: Any) -> Any:
    if spec is True or value is None:
        return value
    if "__all__" in spec:
        return [_part(item, spec["__all__"]) for item in value]
    return {name: _part(getattr(value, name), wanted) for name, wanted in spec.items()}


def pick(data: Any, spec: Any) -> Any:
    """The same of a recommendation that is plain data already."""
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
