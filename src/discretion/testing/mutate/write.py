"""Write proposed cases into the case files, for review: each says that it was proposed and for which fault."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path

from discretion.documents import plain, read, validate, write_atomically
from discretion.errors import RulebookError
from discretion.facts import Fact, FactType, Vocabulary, encode, say
from discretion.testing.golden import GoldenCase, GoldenFile

HEAD = "# yaml-language-server: $schema={}schemas/cases.json\ncases:\n"
_BARE = re.compile(r"[a-z][a-z0-9_]*([.-][a-z0-9_]+)*|[\u4e00-\u9fff][\u4e00-\u9fff（）、，。；“”]*")


def write_case(path: Path, name: str, case: GoldenCase, note: str) -> None:
    """Append a case to a case file (or begin one), whole or not at all.

    Raises:
        RulebookError: the file could not be read back.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else HEAD.format(_up(path))
    text = text if text.endswith("\n") else text + "\n"
    expect = case.expect.model_dump(exclude_unset=True)
    text += f"  - name: {flow(name)}\n    case: {flow(case.case)}\n    expect: {flow(expect)}\n    note: {flow(note)}\n"
    validate(GoldenFile, read(text, str(path)), error=RulebookError)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, text)


def case_name(vocabulary: Vocabulary, case: GoldenCase) -> str:
    """What a case is about, in the words of its facts; the day, where there are none."""
    facts = case.case.get("facts", {})
    told = [_told(vocabulary[name], value) for name, value in facts.items()]
    return "、".join(told) or f"违法行为发生在{case.case['occurred']}"


def _told(fact: Fact, value: object) -> str:
    if fact.type is FactType.BOOLEAN:
        return fact.label if value else fact.negative or f"并非{fact.label}"
    if str(value) in fact.clauses:
        return fact.clauses[str(value)]
    link = "为" if fact.type is FactType.ENUM else ""
    return f"{fact.label}{link}{say(fact, encode(fact, value))}"


def _up(path: Path) -> str:
    """From the folder of a case file up to that of the rulebook, which holds the facts."""
    for depth, folder in enumerate(path.parents):
        if (folder / "facts").is_dir() or (folder / "facts.yaml").is_file():
            return "../" * depth
    return ""


def flow(value: object) -> str:
    """A value on one line, as the case files write it."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            return str(value)
        case str():
            bare = _BARE.fullmatch(value) is not None and plain(value) == value
            return value if bare else json.dumps(value, ensure_ascii=False)
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
        case Iterable():
            return "[" + ", ".join(map(flow, value)) + "]"
    raise TypeError(f"not plain data: {value!r}")
