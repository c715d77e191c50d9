"""A card: the act, its law and its range stand as "name | value" above the head of the tiers, once for the table below."""

from __future__ import annotations

from collections.abc import Mapping

from discretion.grids import Grid
from discretion.importing.titles import roles_of

TOLD = ("act", "basis", "duty", "range", "agency", "kinds", "number")  # what a card may say


def card_above(grid: Grid, head: int, until: int) -> tuple[int, Mapping[str, str]]:
    """What the lines above a head say, each a name and its value.

    Args:
        grid: the grid.
        head: the first line of the head.
        until: the last line that belongs to something else.

    Returns:
        The first line of the card, and role → value; the head itself and nothing where there is no card.
    """
    found: dict[str, str] = {}
    line = head
    while line - 1 > until:
        pairs = _pairs(grid, line - 1)
        if not pairs:
            break
        line -= 1
        for role, value in pairs.items():
            found.setdefault(role, value)
    return (line, found) if "act" in found else (head, {})


def _pairs(grid: Grid, line: int) -> dict[str, str]:
    """违法行为 | 擅自挖掘公路 | 实施机关 | 某局: names and values in turn; empty for any other line."""
    texts = [grid.text(line, column) for column in range(1, grid.columns + 1) if grid.text(line, column)]
    if not texts or len(texts) % 2:
        return {}
    roles = [next((role for role in roles_of(name) if role in TOLD), None) for name in texts[::2]]
    if any(role is None or value == name for role, name, value in zip(roles, texts[::2], texts[1::2], strict=True)):
        return {}
    return {role: value for role, value in zip(roles, texts[1::2], strict=True) if role}
