"""Amounts on the command line: in 元, exact to 分."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from discretion.facts import fen

AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)

if TYPE_CHECKING:
    _Type = click.ParamType[int]
else:
    _Type = click.ParamType


class Yuan(_Type):
    """An amount in 元, as 分."""

    name = "yuan"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read 3000 or 3000.50."""
        if isinstance(value, int):
            return value
        if AMOUNT.fullmatch(value) is None:
            self.fail(f"{value} 不是金额（元，精确到分，例如 3000 或者 3000.50）", param, ctx)
        return fen(Decimal(value))


YUAN = Yuan()
