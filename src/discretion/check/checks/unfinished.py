"""unfinished: nothing read from a table waits for a person any more (待录入, 待确认)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.errors import Position

NAME = "待办"
SCOPE = "rulebook"
SENTENCE = "规则文件里没有待录入、待确认的内容"
FORMULA = "∀file ∈ folder: open(file) = ∅"
MARK = re.compile(r"# (待录入|待确认)")


def run(whole: Whole) -> Iterator[Finding]:
    """Count the marks in every file of rules, and show the first."""
    found = [finding for layer in whole.book.layers for path in layer.files if path.suffix == ".yaml"
             for finding in _open(layer.text(path), str(path), path.relative_to(layer.root).as_posix())]  # fmt: skip
    yield from found or [holds("unfinished", "没有待录入、待确认的内容")]


def _open(text: str, file: str, name: str) -> Iterator[Finding]:
    marks = list(MARK.finditer(text))
    if not marks:
        return
    line = text.count("\n", 0, marks[0].start()) + 1
    column = marks[0].start() - text.rfind("\n", 0, marks[0].start())
    entered, confirmed = (sum(mark[1] == what for mark in marks) for what in ("待录入", "待确认"))
    message = f"{name} 有{entered}处待录入、{confirmed}处待确认"
    yield fault("unfinished", message, Position(file, line, column), name, remedy="逐处录入或者确认，然后删去该注释")
