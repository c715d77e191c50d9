"""XML of office documents, walked without building a tree: no document type, no entity, no depth without end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from xml.parsers import expat

MAX_DEPTH = 120


class Handler(Protocol):
    """What happens on a walk; names come without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element opens."""

    def end(self, name: str) -> None:
        """An element closes."""

    def data(self, text: str) -> None:
        """Text of the innermost element."""


class MarkupError(ValueError):
    """No XML that is read here."""


def walk(content: bytes, handler: Handler) -> None:
    """Feed a document to a handler.

    Raises:
        MarkupError: malformed, too deep, or with a document type.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.ordered_attributes = False
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise MarkupError("嵌套过深")
        handler.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        handler.end(_local(name))

    def refuse(*_: object) -> None:
        raise MarkupError("含有文档类型定义")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = handler.data
    handlers: dict[str, Callable[..., None]] = {
        "StartDoctypeDeclHandler": refuse, "EntityDeclHandler": refuse, "ExternalEntityRefHandler": refuse,
    }  # fmt: skip
    for name, function in handlers.items():
        setattr(parser, name, function)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as failure:
        raise failure if isinstance(failure, MarkupError) else MarkupError("不是完好的 XML") from None


def _local(name: str) -> str:
    return name.rpartition("}")[2]
