"""``discretion explain CODE``: what a check proves and why, in plain words; with ``--rules`` its whole page, for those who write rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click

from discretion.check.checks import CHECKS, name_of
from discretion.errors import Problem, UsageError, nearest

_PACKAGE = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```.*?^```\n?", re.DOTALL | re.MULTILINE)
WRONG, OUTPUT = "错误的规则", "检查的输出"
FOR_WRITERS = re.compile(r"`|^ {4}|[A-Za-z]{3}")  # a paragraph with the words of the files is for those who write them
MORE = "写规则的，加 --rules 看示例规则、公式和文件里的写法。"


@click.command()
@click.argument("code", required=False)
@click.option("--rules", is_flag=True, help="连同示例规则、公式和文件里的写法。")
def command(code: str | None, rules: bool) -> None:
    """说明一项检查：应当成立什么，不成立的例子，改正，法律上的理由。CODE 可以写标识或者中文名称；不写则列出所有检查。"""
    if code is None:
        for name, check in CHECKS.items():
            click.echo(f"{check.name}（{name}）：{check.sentence}")
        return
    name, text = page(code)
    click.echo(text if rules else "\n\n".join(plain(name, text)))


def page(code: str) -> tuple[str, str]:
    """The code of a check and its page, Markdown.

    Args:
        code: the code, or the Chinese name.

    Raises:
        UsageError: no such check.
    """
    pages = {path.stem: path for path in sorted(_folder().glob("*.md")) if path.stem != "README"}
    names = {name_of(known): known for known in pages}
    found = names.get(code, code)
    if found not in pages:
        near = nearest(code, [*pages, *names])
        raise UsageError(Problem(f"没有检查 {code}", allowed=tuple(pages), nearest=near))
    return found, pages[found].read_text(encoding="utf-8").rstrip("\n")


def plain(code: str, text: str) -> Iterator[str]:
    """The paragraphs of a page that a lawyer reads: no formula, no rule, no word of the files."""
    yield f"{name_of(code)}（{code}）"
    head, *sections = text.split("\n## ")
    yield from _paragraphs(head)
    for title, body in (section.split("\n", 1) for section in sections):
        said = _example(body) if title == OUTPUT else [] if title == WRONG else _paragraphs(body)
        if said:
            yield "\n".join([f"{'例如' if title == OUTPUT else title}：{said[0]}", *said[1:]])
    yield MORE


def _paragraphs(text: str) -> list[str]:
    parts = BLOCK.sub("", text).strip("\n").split("\n\n")
    return [part.replace("\n", "") for part in parts if part and not FOR_WRITERS.search(part) and part[0] != "#"]


def _example(body: str) -> list[str]:
    """What the check says of the first counterexample: its message stands below its id and its place."""
    lines = body.split("\n")
    first = next((number for number, line in enumerate(lines) if line.startswith(("REFUTED", "UNKNOWN"))), None)
    return [] if first is None else [line for line in lines[first + 2 : first + 3] if not FOR_WRITERS.search(line)]


def _folder() -> Path:
    """Where the pages are: inside an installed package, or in the docs of a checkout."""
    installed = _PACKAGE / "_checks"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs" / "checks"
