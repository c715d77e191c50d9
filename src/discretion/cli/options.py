"""Options that several commands share."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from discretion.errors import Problem, UsageError
from discretion.library import Library
from discretion.rulebook import SHIPPED, LayerSource, shipped_rulesets

F = TypeVar("F", bound=Callable[..., Any])
RARELY = 1000  # young collections of Python's for one of everything; its own is 10

if TYPE_CHECKING:
    _Type = click.ParamType[date]  # generic for the type checker only: click 8.2 has no parameter there
    _Folder = click.ParamType[Path]
else:
    _Type = _Folder = click.ParamType


class Day(_Type):
    """A calendar day; the error names the option it was given for."""

    name = "date"

    def convert(self, value: str | date, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read YYYY-MM-DD."""
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} 不是日期（YYYY-MM-DD）", param, ctx)


class Folder(_Folder):
    """A folder of rules; ``shipped`` is the one that comes with the package (``./shipped`` would be a folder)."""

    name = "dir"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002 - click calls it
        """Read a path."""
        return shipped_rulesets() if value == SHIPPED else Path(value)


DAY = Day()
FOLDERS = click.argument("rulesets", nargs=-1, type=Folder(), metavar="[DIR]…")
RULESETS = click.option(
    "--rulesets",
    type=Folder(),
    multiple=True,
    metavar="DIR",
    help="规则库文件夹，默认使用随包发布的规则库；叠加的可以重复，依次读取，例如 --rulesets shipped --rulesets 本省",
)
DRAFTS = click.option("--drafts", is_flag=True, help="允许使用未发布的草案")


def work_in(rulesets: Sequence[Path]) -> Sequence[Path]:
    """The folders that a gate works on: those named, or the rulebook where one stands. Never silently the shipped one.

    Raises:
        UsageError: there is none.
    """
    if rulesets:
        return rulesets
    for here in (Path("rulesets"), Path()):
        if any(True for depth in ("*", "*/*", "*/*/*") for _ in here.glob(f"{depth}/ruleset.yaml")):
            return (here,)
    remedy = "写明规则库文件夹；检查随包发布的规则库，写 shipped"
    raise UsageError(Problem("这里没有规则库（没有 rulesets 文件夹，也没有 ruleset.yaml）", remedy=remedy))


def library(rulesets: Sequence[LayerSource], *, drafts: bool = False) -> Library:
    """Load the rulebook a command works on. It stays to the end of the command: Python need not look through all of it for
    garbage whenever some hundred rules are compiled, which takes a third of that time.
    """
    context, before = click.get_current_context(silent=True), gc.get_threshold()
    if context is not None:
        gc.set_threshold(*before[:2], RARELY)
        context.call_on_close(lambda: gc.set_threshold(*before))
    return Library.load(*(rulesets or (shipped_rulesets(),)), drafts=drafts)


def area_of(rules: Library, text: str | None) -> str | None:
    """An area as a person names it: zhejiang, 浙江."""
    return None if text is None else rules.rulebook.area(text)


def violation_of(rules: Library, text: str | None, area: str | None, day: date | None = None) -> str | None:
    """A violation as a person names it: highway.overload.mass, 违法超限运输（车货总质量）, 黑车."""
    if text is None or text.isascii():
        return text
    name = rules.rulebook.version((area or "national").partition("@")[0]).area
    return rules.named(text, name, day or rules.newest_day(name))


def format_option(*formats: str) -> Callable[[F], F]:
    """``--format``; the first one is the default."""
    return click.option("--format", "style", type=click.Choice(formats), default=formats[0], show_default=True)
