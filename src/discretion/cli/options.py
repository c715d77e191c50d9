"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from discretion.library import Library

F = TypeVar("F", bound=Callable[..., Any])

if TYPE_CHECKING:
    _Type = click.ParamType[date]  # generic for the type checker only: click 8.2 has no parameter there
else:
    _Type = click.ParamType


class Day(_Type):
    """A calendar day; the error names the option it was given for."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} 不是日期（YYYY-MM-DD）", param, ctx)


DAY = Day()
RULESETS = click.option(
    "--rulesets",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="规则库文件夹；默认使用随包发布的规则库",
)
DRAFTS = click.option("--drafts", is_flag=True, help="允许使用未发布的草案")


def library(rulesets: Path | None, *, drafts: bool = False) -> Library:
    """Load the rulebook a command works on."""
    if rulesets is None:
        return Library.default(drafts=drafts)
    return Library.load(rulesets, drafts=drafts)


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format``; the first one is the default."""
    return click.option("--format", "style", type=click.Choice(formats), default=formats[0], show_default=True)
