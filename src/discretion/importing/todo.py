"""What a person must still enter: quoted from the table, never guessed."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.documents import dump
from discretion.errors import Position

MARK = "待录入"  # not understood: the words are quoted
CONFIRM = "待确认"  # proposed, with its evidence


@dataclass(frozen=True, slots=True)
class Todo:
    """A value that was not understood."""

    where: Position
    key: str
    text: str
    mark: str = MARK


Fields = list[tuple[str, object] | Todo]  # keys in order, with what is still to do between them


def comment(todo: Todo) -> str:
    """A line of YAML that keeps the words: ``# 待录入 表.xlsx[裁量基准!D5] when: “…”``."""
    quoted = " ".join("".join(char if char.isprintable() else " " for char in todo.text).split())
    # A line break in a name ends no comment.
    where = "".join(char if char.isprintable() else " " for char in str(todo.where))
    return f"# {todo.mark} {where} {todo.key}: “{quoted}”"


def emit(fields: Fields, indent: str = "") -> str:
    """A YAML mapping with its comments."""
    lines = []
    for item in fields:
        text = comment(item) if isinstance(item, Todo) else _entry(*item)
        lines += [f"{indent}{line}" if line else "" for line in text.rstrip("\n").split("\n")]
    return "\n".join(lines) + "\n"


def emit_file(schema: str, fields: Fields, up: str = "../../../") -> str:
    """A file of rules; ``up``: the way from it to the folder of the rulebook."""
    return f"# yaml-language-server: $schema={up}schemas/{schema}.json\n{emit(fields)}"


def _entry(key: str, value: object) -> str:
    if (
        isinstance(value, list)
        and value
        and all(isinstance(item, list) for item in value)
        and key in ("tiers", "entries")
    ):
        return f"{key}:\n" + "".join(_item(item) for item in value)
    return dump({key: value})


def _item(fields: Fields) -> str:
    """A list item: the first key stands beside the dash, so comments wait until after it."""
    keyed = sorted(fields, key=lambda item: isinstance(item, Todo))
    first, rest = keyed[0], [item for item in fields if item is not keyed[0]]
    text = emit([first], "    ") + emit(rest, "    ") if rest else emit([first], "    ")
    return "  - " + text[4:]
