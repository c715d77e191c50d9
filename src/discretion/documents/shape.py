"""Which models stand at a place of the data: needed to say which keys are allowed there."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, TypeGuard

from pydantic import BaseModel, RootModel

Location = tuple[str | int, ...]


def allowed_keys(model_type: type[BaseModel], location: Location) -> tuple[str, ...]:
    """Return the keys of the model (or of all the models of a union) at a pydantic error location."""
    current: list[object] = [model_type]
    for part in location:
        members = [member for annotation in current for member in _members(annotation)]
        # A part that leads nowhere names the branch of a union, not a key of the data.
        current = [step for member in members for step in _step(member, part)] or _branch(members, part)
    models = [member for annotation in current for member in _members(annotation) if _is_model(member)]
    return tuple(dict.fromkeys(key for model in models for key in _keys(model)))


def _members(annotation: object) -> Iterator[object]:
    """Look through Annotated, unions, aliases and root models."""
    if isinstance(annotation, type) and not typing.get_origin(annotation) and issubclass(annotation, RootModel):
        yield from _members(annotation.model_fields["root"].annotation)
    elif typing.get_origin(annotation) is Annotated:
        yield from _members(typing.get_args(annotation)[0])
    elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from _members(member)
    elif hasattr(annotation, "__value__"):
        yield from _members(annotation.__value__)
    else:
        yield annotation


def _step(member: object, part: str | int) -> list[object]:
    origin, arguments = typing.get_origin(member), typing.get_args(member)
    if _is_model(member):
        return [field.annotation for name, field in member.model_fields.items() if part == (field.alias or name)]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return [arguments[1]] if isinstance(part, str) and part != "[key]" else []
    if isinstance(origin, type) and issubclass(origin, Sequence | set | frozenset) and isinstance(part, int):
        fixed = len(arguments) > part and Ellipsis not in arguments and issubclass(origin, tuple)
        return [arguments[part if fixed else 0]]
    return []


def _branch(members: list[object], part: str | int) -> list[object]:
    """Narrow a union to the branch pydantic named: by class, or by the tag that discriminates."""
    named = [member for member in members if getattr(member, "__name__", None) == part]
    tagged: list[object] = [
        member
        for member in members
        if _is_model(member)
        and any(part in typing.get_args(field.annotation) for field in member.model_fields.values())
    ]
    return named or tagged or members


def _keys(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _is_model(member: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(member, type) and not typing.get_origin(member) and issubclass(member, BaseModel)
