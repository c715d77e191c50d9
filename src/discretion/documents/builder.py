"""From the events of a YAML parser to data with places."""

from __future__ import annotations

import re
from typing import Any, NoReturn

import yaml

from discretion.documents.document import Document, Mark, Place
from discretion.documents.scalars import Trap, plain
from discretion.documents.text import MAX_DEPTH, MAX_NODES, REFUSED_IN_VALUES, describe
from discretion.errors import DiscretionError, Position, Problem

MAX_PROBLEMS = 100
Container = dict[str, object] | list[object]
_BLOCK = ("|", ">")
# libyaml lets a comment stick to the header of a block text ("|#"), the pure parser does not.
_GLUED_COMMENT = re.compile(r"[|>][-+0-9]*#")


class Builder:
    """Builds data and places from events. ``_open`` holds the open containers, the innermost last."""

    def __init__(self, text: str, name: str, error: type[DiscretionError]) -> None:
        self._text, self._name, self._error = text, name, error
        self.problems: list[Problem] = []
        self._open: list[tuple[Container, Place, bool]] = []
        self._flow = False  # inside { } or [ ]
        self._key: str | None = None  # whose value is due; None while a key (or a list item) is expected
        self._key_at: Mark = (0, 0)
        self._nodes = 0
        self._known: dict[str, object] = {}  # the same few hundred words make up most of a rulebook
        self._root: tuple[object, Place] | None = None
        self._ended = False

    def take(self, event: object) -> None:
        """Take the next event of the parser."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._container({}, event)
        elif kind is yaml.SequenceStartEvent:
            self._container([], event)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._open.pop()
            self._flow = bool(self._open) and self._open[-1][2]
        elif kind is yaml.AliasEvent:
            self._stop("不支持引用（*）", event, remedy="把内容直接写出来；文本以 * 开头时加引号")
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def problems_before(self, where: Position | None) -> tuple[Problem, ...]:
        """Return the problems on earlier lines than a syntax error: those beside it are its echoes."""
        end = where.line if where and where.line else 0
        return tuple(problem for problem in self.problems if problem.where and (problem.where.line or 0) < end)

    def finish(self) -> Document:
        """Return the document, or raise all problems found."""
        if self._root is None:
            self._report(Problem("文件没有内容", Position(self._name, 1, 1)))
        if self.problems or self._root is None:
            raise self._error(*self.problems)
        data, place = self._root
        return Document(data, self._name, place)

    def _document(self, event: object) -> None:
        if self._ended:
            self._stop("一个文件只能有一个文档", event, remedy="删去多余的 ---，或者拆成几个文件")
        self._ended = True

    def _scalar(self, event: Any) -> None:
        mark = event.start_mark
        at = (mark.line, mark.column)
        self._count(event)
        value: object = event.value
        unquoted = event.implicit[0]
        if event.style in _BLOCK and _GLUED_COMMENT.match(self._text, mark.index):
            self._stop("块文本的 | 或 > 之后要另起一行", event, remedy="注释写在另一行")
        if unquoted:
            value = self._plain(event.value, event)
        elif match := REFUSED_IN_VALUES.search(event.value):
            self._report(Problem("文本中含有控制字符", self._at(event), describe(match[0]), remedy="删去该字符"))
        if self._open and self._key is None and isinstance(self._open[-1][0], dict):
            self._take_key(value, event)
        else:
            self._add(value, at, quoted=not unquoted)

    def _container(self, value: Container, event: Any) -> None:
        self._count(event)
        if len(self._open) >= MAX_DEPTH:
            self._stop(f"嵌套超过{MAX_DEPTH}层", event)
        if self._open and self._key is None and isinstance(self._open[-1][0], dict):
            self._stop("键必须是文本", event, remedy="键写成一个名字；{ 与 [ 开头的文本加引号")
        mark = event.start_mark
        place = self._add(value, (mark.line, mark.column))
        place.children = {}
        self._flow = event.flow_style
        self._open.append((value, place, event.flow_style))

    def _take_key(self, key: object, event: Any) -> None:
        mapping = self._open[-1][0]
        if not isinstance(key, str):
            self._report(Problem("键必须是文本", self._at(event), event.value, remedy=f'加引号："{event.value}"'))
            key = str(event.value)
        if key in mapping:
            first = self._open[-1][1].children or {}
            line = first[key].key_at[0] + 1
            self._report(Problem(f"键“{key}”重复", self._at(event), f"第{line}行已有", remedy="只保留一处"))
        self._key = key
        mark = event.start_mark
        self._key_at = (mark.line, mark.column)

    def _add(self, value: object, at: Mark, quoted: bool = False) -> Place:
        if not self._open:
            place = Place(at, at, quoted)
            self._root = (value, place)
            return place
        container, parent, _ = self._open[-1]
        children: Any = parent.children
        if isinstance(container, dict):
            assert self._key is not None
            place = children[self._key] = Place(at, self._key_at, quoted)
            container[self._key] = value
            self._key = None
        else:
            place = children[len(container)] = Place(at, at, quoted)
            container.append(value)
        return place

    def _count(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            self._stop(f"文件超过{MAX_NODES}个值", event)
        if event.anchor is not None:
            self._stop("不支持锚点（&）", event, event.anchor, "把内容直接写出来；文本以 & 开头时加引号")
        if event.tag is not None:
            self._stop("不支持标签（!）", event, event.tag, "删去标签；文本以 ! 开头时加引号")

    def _plain(self, text: str, event: yaml.ScalarEvent) -> object:
        try:
            return self._known[text]
        except KeyError:
            value = plain(text)
        if isinstance(value, Trap):
            self._trap(value, event)
            return text
        if "?" not in text:
            self._known[text] = value
        elif self._flow:
            # The one plain scalar the two parsers read differently.
            self._report(Problem("括号中含 ? 的文本要加引号", self._at(event), text, remedy=f'加引号："{text}"'))
        return value

    def _trap(self, trap: Trap, event: yaml.ScalarEvent) -> None:
        remedy = trap.remedy
        container, place, _ = self._open[-1] if self._open else (None, None, False)
        if not event.value and isinstance(container, dict) and self._key and ":" in self._key and place:
            remedy = f"“{self._key}”的冒号后面要有空格"  # {a:1} is the key "a:1" without a value
        self._report(Problem(trap.message, self._at(event), event.value or None, remedy=remedy))

    def _report(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise self._error(*self.problems)

    def _stop(self, message: str, event: object, found: str | None = None, remedy: str | None = None) -> NoReturn:
        raise self._error(*self.problems, Problem(message, self._at(event), found, remedy=remedy))

    def _at(self, event: Any) -> Position:
        return Position(self._name, event.start_mark.line + 1, event.start_mark.column + 1)
