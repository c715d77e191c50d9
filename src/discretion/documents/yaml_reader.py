"""The strict subset of YAML that rulebooks and case files are written in.

The parser's events are read one by one: nothing recurses, limits hold while reading, and neither tags nor anchors
ever reach an object. libyaml's parser and the pure Python one deliver the same events, except for three oddities
that are refused.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from discretion.documents.builder import Builder
from discretion.documents.document import Document
from discretion.documents.syntax import syntax_problem
from discretion.documents.text import refuse_invisible
from discretion.errors import DiscretionError, Position, Problem

FAST_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


def read_yaml(text: str, name: str, error: type[DiscretionError], loader: Any = FAST_LOADER) -> Document:
    """Read one YAML document; every refusal names its line and column."""
    refuse_invisible(text, name, error)
    if match := _DIRECTIVE.search(text):
        where = Position(name, text.count("\n", 0, match.start()) + 1, 1)
        raise error(Problem("不支持 % 指令", where, remedy="行首不能是 %：删去该行，或者缩进文本"))
    builder = Builder(text, name, error)
    parser = loader(text)
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            builder.take(event)
    except yaml.MarkedYAMLError as failure:
        problem = syntax_problem(failure, text, name)
        raise error(*builder.problems_before(problem.where), problem) from None
    finally:
        parser.dispose()
    return builder.finish()
