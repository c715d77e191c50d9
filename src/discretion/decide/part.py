"""What all parts of a recommendation are: frozen pydantic models, made by the engine without asking twice."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict

M = TypeVar("M", bound=BaseModel)
_set = object.__setattr__


_given: dict[type[BaseModel], set[str]] = {}  # pydantic asks which fields were given: all, always


def build(model: type[M], fields: dict[str, Any], private: dict[str, Any] | None = None) -> M:
    """A model object from all of its fields, known to be right: ``model_construct`` without its questions."""
    given = _given.get(model)
    if given is None:
        given = _given[model] = set(model.__pydantic_fields__)
    new = model.__new__(model)
    _set(new, "__dict__", fields)
    _set(new, "__pydantic_fields_set__", given)
    _set(new, "__pydantic_extra__", None)
    _set(new, "__pydantic_private__", private)
    return new


if TYPE_CHECKING:
    once_read = cached_property
else:

    class once_read(cached_property):  # noqa: N801 - used like a decorator
        """A property worked out when it is first read. ``functools`` takes a lock for that until Python 3.12; here two
        threads would merely work out the same value twice.
        """

        def __get__(self, instance, owner=None):
            """The value, which from then on is an attribute of the instance."""
            if instance is None:
                return self
            value = instance.__dict__[self.attrname] = self.func(instance)
            return value


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    if not TYPE_CHECKING:  # a type checker knows pydantic's own, by the fields

        @classmethod
        def model_construct(cls, _fields_set: set[str] | None = None, **values: Any) -> Self:
            """As pydantic's, but several times faster when every field is given, as the engine does."""
            if len(values) != len(cls.__pydantic_fields__):
                return super().model_construct(_fields_set, **values)
            return build(cls, values)
