"""``discretion explain CODE``: the page of one check."""

from __future__ import annotations

from pathlib import Path

import click

from discretion.errors import Problem, UsageError, nearest

_PACKAGE = Path(__file__).resolve().parents[1]


@click.command()
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """说明一项检查：含义、最小的反例、改法、法律上的理由。不写 CODE 则列出所有检查。"""
    if code is None:
        from discretion.check.checks import CHECKS

        for name, check in CHECKS.items():
            click.echo(f"{name:<12}{check.sentence}")
        return
    click.echo(page(code))


def page(code: str) -> str:
    """The page of a check, Markdown.

    Raises:
        UsageError: no such check.
    """
    pages = {path.stem: path for path in sorted(_folder().glob("*.md")) if path.stem != "README"}
    if code not in pages:
        near = nearest(code, pages)
        raise UsageError(Problem(f"没有检查 {code}", allowed=tuple(pages), nearest=near))
    return pages[code].read_text(encoding="utf-8").rstrip("\n")


def _folder() -> Path:
    """Where the pages are: inside an installed package, or in the docs of a checkout."""
    installed = _PACKAGE / "_checks"
    return installed if installed.is_dir() else _PACKAGE.parents[1] / "docs" / "checks"
