"""Where a command's document goes: a file, whole or not at all, or standard output."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from discretion.documents import write_atomically
from discretion.errors import Position, Problem, UsageError

OUTPUT = click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="写入文件；默认标准输出"
)


def progress(step: str, done: int, total: int) -> None:
    """One line on standard error that is written over, on a terminal only."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{done}/{total} {step}" + ("\n" if step == "完成" else ""), err=True, nl=False)


def refuse_filled(folder: Path, remedy: str | None = None) -> None:
    """Nothing is written into a folder that has something in it.

    Raises:
        UsageError: it has; ``remedy``: what to do then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(Problem("文件夹不是空的，不覆盖", Position(str(folder)), remedy=remedy))


def deliver(content: str | bytes, output: Path | None) -> None:
    """Write a document to a file, or to standard output.

    Raises:
        UsageError: the file cannot be written, or a binary document would go to a terminal.
    """
    if output is not None:
        try:
            write_atomically(output, content)
        except OSError as failure:
            raise UsageError(Problem(f"无法写入文件（{failure.strerror}）", Position(str(output)))) from None
        click.echo(f"已写入 {output}", err=True)
    elif isinstance(content, str):
        click.echo(content, nl=False)
    elif sys.stdout.isatty():
        raise UsageError(Problem("这种格式不能显示在终端", remedy="用 --output 指定文件"))
    else:
        sys.stdout.buffer.write(content)
