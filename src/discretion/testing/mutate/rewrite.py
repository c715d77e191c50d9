"""Every way to put one fault into a parsed model: walk the tree, let an operator replace one node, rebuild what is
above it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

Path = tuple[str | int, ...]
Operator = Callable[[Any], Iterator[tuple[str, Any]]]


@dataclass(frozen=True, slots=True)
class FaultyModel:
    """A model with one fault.

    Attributes:
        path: where in the file the changed value stands.
        text: what was changed, e.g. ``“< 3” 改为 “<= 3”``.
        model: the whole model with the fault.
    """

    path: Path
    text: str
    model: Any


def faults(node: object, operator: Operator, path: Path = ()) -> Iterator[FaultyModel]:
    """Yield the model once for every fault an operator can make anywhere inside it, in the order of the file."""
    for text, changed in operator(node):
        yield FaultyModel(path, text, changed)
    for part, child in _children(node):
        deeper = path if part is None else (*path, _written(node, part))
        for fault in faults(child, operator, deeper):
            yield FaultyModel(fault.path, fault.text, _with(node, part, child, fault.model))


def _children(node: object) -> Iterator[tuple[object, object]]:
    """The parts of a node, each with its name; those of a condition have none, as a file writes it as one text."""
    match node:
        case BaseModel():
            yield from (
                (name, getattr(node, name)) for name in type(node).model_fields if name in node.model_fields_set
            )
        case dict():
            yield from node.items()
        case list():
            yield from enumerate(node)
        case tuple():
            yield from ((None, item) for item in node)
        case _ if is_dataclass(node):
            yield from ((None, getattr(node, field.name)) for field in fields(node))


def _with(node: Any, part: Any, old: Any, new: Any) -> object:
    match node:
        case BaseModel():
            return node.model_copy(update={part: new})
        case dict():
            return {**node, part: new}
        case list():
            return [new if index == part else item for index, item in enumerate(node)]
        case tuple():
            return tuple(new if item is old else item for item in node)
    changed = {field.name: new for field in fields(node) if getattr(node, field.name) is old}
    return replace(node, **changed)


def _written(node: Any, part: Any) -> str | int:
    """The key as the file writes it."""
    name: str | int = part
    return type(node).model_fields[part].alias or name if isinstance(node, BaseModel) else name
