"""The mapping that a command works with: a file, or a proposal that a person has confirmed."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from discretion.documents import write_atomically
from discretion.errors import Position, Problem, UsageError
from discretion.library import Library

if TYPE_CHECKING:
    from discretion.audit import Mapping


def mapping_for(rulebook: Library, decisions: str, mapping_file: str | None) -> Mapping:
    """Read the mapping file; without one, write a proposal beside the decisions and ask for it.

    Raises:
        UsageError: there is none, and nobody to confirm a proposal; the message says where it was written.
    """
    from discretion.audit import propose, read_mapping, sample

    vocabulary = rulebook.rulebook.vocabulary
    if mapping_file is not None:
        return read_mapping(mapping_file, vocabulary)
    if "://" in decisions or decisions.startswith("table:"):
        raise UsageError(Problem("数据库的表需要对照文件", remedy="用 --mapping 指定"))
    target = Path(f"{decisions}.mapping.yaml")
    if target.exists():
        raise UsageError(
            Problem(
                "没有写 --mapping，而对照提案已经存在", Position(str(target)), remedy=f"核对后用 --mapping {target}"
            )
        )
    text = propose(rulebook, sample(decisions), _day(rulebook)).text(Path(decisions).name)
    write_atomically(target, text)
    if sys.stdin.isatty():
        click.echo(text, err=True)
        if click.confirm(f"对照提案已写入 {target}。按它读取吗", err=True):
            return read_mapping(target, vocabulary)
    raise UsageError(Problem("没有写 --mapping：已根据表头和内容写出对照提案，没有使用", Position(str(target)), remedy=f"核对后用 --mapping {target}",
                             code="mapping-proposed"))  # fmt: skip


def _day(rulebook: Library) -> date:
    """A day on which there are rules: of today, or the newest there are."""
    today = date.today()  # noqa: DTZ011 - the user's own calendar day
    return max(today, rulebook.newest_day("national"))
