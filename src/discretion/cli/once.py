"""An option that takes one value is written once: click would keep the last in silence, and what was asked for first would not be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click


def refuse_repeats(command: click.Command, arguments: Sequence[str]) -> None:
    """Look at the arguments of a command, and of the command within it.

    Raises:
        click.UsageError: an option with one value is given twice.
    """
    context = click.Context(command)
    try:
        _, rest, given = command.make_parser(context).parse_args(list(arguments))
    except click.UsageError:
        return  # said when the command itself reads them
    for item, times in Counter(given).items():
        if times > 1 and isinstance(item, click.Option) and not (item.multiple or item.is_flag or item.count):
            raise click.UsageError(f"{max(item.opts, key=len)} 只能写一次")
    inner = command.get_command(context, rest[0]) if isinstance(command, click.Group) and rest else None
    if inner is not None:
        refuse_repeats(inner, rest[1:])
