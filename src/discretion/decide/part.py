"""What all parts of a recommendation are: frozen pydantic models, made by the engine without asking twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar, get_type_hints

from pydantic import (
    BaseModel,
    ConfigDict,
    ModelWrapValidatorHandler,
    TypeAdapter,
    WithJsonSchema,
    model_validator,
)

M = TypeVar("M", bound=BaseModel)
# Where pydantic keeps what an object consists of: set without a look at its class for each.
_new: Callable[[type[Any]], Any] = object.__new__
_set_fields, _set_given, _set_extra, _set_private = (
    vars(BaseModel)[name].__set__
    for name in ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
)
_NOTHING: Mapping[str, str] = {}


def one_of(*names: str) -> WithJsonSchema:
    """What a schema says of a text that is one of a closed set; the engine makes no others, so nothing is checked at run time."""
    return WithJsonSchema({"type": "string", "enum": [str(name) for name in names]})


@cache
def _given(model: type[BaseModel]) -> set[str]:
    """Pydantic asks which fields were given: all, always."""
    return set(model.__pydantic_fields__)


def build(model: type[M], fields: dict[str, Any], private: dict[str, Any] | None = None) -> M:
    """A model object from all of its fields, known to be right: ``model_construct`` without its questions.

    It comes into being as ``__setstate__`` of one that is unpickled has it, without a dictionary for that.
    """
    new: M = _new(model)
    _set_fields(new, fields)
    _set_given(new, _given(model))
    _set_extra(new, None)
    _set_private(new, private)
    return new


def _state(model: type[BaseModel], fields: dict[str, Any], private: dict[str, Any] | None) -> dict[Any, Any]:
    return {
        "__dict__": fields,
        "__pydantic_fields_set__": _given(model),
        "__pydantic_extra__": None,
        "__pydantic_private__": private,
    }


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


class WholePart(BaseModel):
    """A part that says more when it is asked. Stored, sent or copied it is all that it says, without what it was made of."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    @model_validator(mode="wrap")
    @classmethod
    def _as_written(cls, data: object, handler: ModelWrapValidatorHandler[Self]) -> Self:
        """What it said once is taken as it is written, not worked out anew."""
        told = cls.model_computed_fields
        if not told or not isinstance(data, Mapping):
            return handler(data)
        found = handler({name: value for name, value in data.items() if name not in told})
        answers = {name: adapter(cls, name).validate_python(data[name]) for name in told if name in data}
        return build(cls, {**vars(found), **answers}, unmade(cls))

    def line(self) -> str:
        """It as JSON, in one line."""
        return self.__pydantic_serializer__.to_json(self).decode()

    def written(self) -> Mapping[str, str]:
        """The fields that are written already, as members of its JSON: the same in many results."""
        return _NOTHING

    def said(self, name: str) -> Any:
        """One field, to be read and written as it is."""
        own = self.__dict__
        return own[name] if name in own else getattr(self, name)

    def told(self) -> Iterator[tuple[str, object]]:
        """All it says, by name; each worked out when its turn comes."""
        for name in (*type(self).model_fields, *type(self).model_computed_fields):
            yield name, getattr(self, name)

    def __eq__(self, other: object) -> bool:
        if self is other or type(self) is not type(other):
            return self is other
        return all(value == getattr(other, name) for name, value in self.told())

    __hash__ = None  # type: ignore[assignment]

    def __getstate__(self) -> dict[Any, Any]:
        return _state(type(self), dict(self.told()), unmade(type(self)))

    def __copy__(self) -> Self:
        return build(type(self), dict(self.told()), unmade(type(self)))

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return build(type(self), deepcopy(dict(self.told()), memo), unmade(type(self)))


def unmade(model: type[BaseModel]) -> dict[str, Any] | None:
    """What a part was made of, left behind."""
    return dict.fromkeys(model.__private_attributes__) or None


@cache
def adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    """Reads and writes one field of a model."""
    field = model.model_fields.get(name)
    if field is not None:
        annotation: Any = field.annotation
        return TypeAdapter(annotation)
    told: Any = model.model_computed_fields[name].wrapped_property
    return TypeAdapter(get_type_hints(told.func)["return"])


@cache
def writer(model: type[BaseModel], name: str) -> Callable[[Any], bytes]:
    """Writes one field of a model as JSON; without the settings that pydantic's own method passes on at each call."""
    of = adapter(model, name)
    of.dump_json(None)  # builds it
    return of.serializer.to_json


class ResultPart(WholePart):
    if not TYPE_CHECKING:  # a type checker knows pydantic's own, by the fields

        @classmethod
        def model_construct(cls, _fields_set: set[str] | None = None, **values: object) -> Self:
            """As pydantic's, but several times faster when every field is given, as the engine does."""
            if len(values) != len(cls.__pydantic_fields__):
                return super().model_construct(_fields_set, **values)
            return build(cls, values)
