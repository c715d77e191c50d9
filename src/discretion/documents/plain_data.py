"""Data a caller hands over as Python objects: the same shapes and limits as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn

from discretion.documents.document import Document, Path
from discretion.documents.scalars import MAX_DIGITS
from discretion.documents.text import MAX_BYTES, MAX_DEPTH, MAX_NODES, REFUSED_IN_VALUES, describe
from discretion.errors import CaseError, DiscretionError, Position, Problem


def from_data(data: object, name: str = "", *, error: type[DiscretionError] = CaseError) -> Document:
    """Copy a caller's data into a document.

    Mappings become dicts, tuples lists, dates ISO text. Floats are refused: 0.1 + 0.2 is not 0.3.
    """
    return Document(_Copy(name, error).copy(data, ()), name)


def check_limits(data: object, name: str, error: type[DiscretionError]) -> None:
    """Refuse data that is too deep or too large, or text with control characters."""
    _Copy(name, error).copy(data, ())


class _Copy:
    def __init__(self, name: str, error: type[DiscretionError]) -> None:
        self._name, self._error = name, error
        self._nodes = 0
        self._characters = 0

    def copy(self, value: object, path: Path) -> object:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._refuse(f"数据超过{MAX_NODES}个值", path)
        match value:
            case str():
                return self._text(value, path)
            case None | bool():
                return value
            case int():
                if abs(value) >= 10**MAX_DIGITS:
                    self._refuse(f"数字超过{MAX_DIGITS}位", path)
                return int(value)
            case Decimal():
                return self._decimal(value, path)
            case Mapping() | list() | tuple():
                return self._container(value, path)
            case date() if not isinstance(value, datetime):
                return value.isoformat()
            case float():
                self._refuse("浮点数不精确", path, repr(value), f'写成 Decimal("{value!r}") 或带引号的 "{value!r}"')
            case datetime():
                self._refuse("应当是日期，不带时刻", path, str(value), "用 .date() 取日期")
        allowed = "用 dict、list、str、int、bool、Decimal、date 或 None"
        return self._refuse("不支持的类型", path, type(value).__name__, allowed)

    def _container(self, value: Mapping[object, object] | Sequence[object], path: Path) -> object:
        if len(path) >= MAX_DEPTH:  # also ends a structure that contains itself
            self._refuse(f"嵌套超过{MAX_DEPTH}层", path)
        if not isinstance(value, Mapping):
            return [self.copy(item, (*path, index)) for index, item in enumerate(value)]
        result = {}
        for key, item in value.items():
            if not isinstance(key, str):
                self._refuse("键必须是文本", path, repr(key)[:60])
            name = self._text(key, path)
            result[name] = self.copy(item, (*path, name))
        return result

    def _text(self, value: str, path: Path) -> str:
        self._characters += len(value)
        if self._characters > MAX_BYTES:
            self._refuse(f"文本总长超过{MAX_BYTES}个字符", path)
        if match := REFUSED_IN_VALUES.search(value):
            self._refuse("文本中含有控制字符", path, describe(match[0]), "删去该字符")
        return str.__str__(value)  # of a StrEnum: its value

    def _decimal(self, value: Decimal, path: Path) -> Decimal:
        if not value.is_finite():
            self._refuse("不是有限的数", path, str(value))
        if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
            self._refuse("数字过大或过长", path)
        return value

    def _refuse(self, message: str, path: Path, found: str | None = None, remedy: str | None = None) -> NoReturn:
        raise self._error(Problem(message, Position(self._name, field=path), found, remedy=remedy))
