"""The law layer: what two sides say, laid side by side; each difference with the direction in which it moves the penalty.

What the tiers, ranges and elements of a violation do is read off its behaviour, which is proved; lists, policy and presumptions are
compared by what they are. Names, notes and order alone are rows of wording, and no difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import zip_longest

from discretion.diff.directions import general_direction
from discretion.diff.general import general_items
from discretion.diff.items import Item, violation_items
from discretion.diff.model import Behaviour, Direction, GeneralChange, LawRow, Sameness, joined
from discretion.diff.sides import Side
from discretion.errors import Position
from discretion.rulebook import Inherited

BY_BEHAVIOUR = ("provision", "range", "element", "closure", "tier", "boundary", "penalty")


def general_rows(a: Side, b: Side) -> tuple[LawRow, ...]:
    """The rows that are not of one violation."""
    return tuple(
        _row(old, new, general_direction((a, b), old, new))
        for old, new in _paired(list(general_items(a)), list(general_items(b)))
    )


def violation_rows(
    sides: tuple[Side, Side], inherited: tuple[Inherited, Inherited], behaviour: Behaviour
) -> tuple[LawRow, ...]:
    """The rows of one violation; ``behaviour`` decides the directions."""
    a, b = (list(violation_items(side, item)) for side, item in zip(sides, inherited, strict=True))
    a, b = _renamed(a, b)
    rows = []
    for old, new in _whole_tiers(_paired(a, b)):
        item = old or new
        assert item is not None
        direction = _direction(item, behaviour) if item.key[0] in BY_BEHAVIOUR else Direction.NEUTRAL
        # It matters only where several violations meet, which behaviour does not look at.
        if item.key[0] == "cumulation":
            direction = Direction.INCOMPARABLE
        rows.append(_row(old, new, direction))
    return tuple(rows)


def _paired(a: Iterable[Item], b: Iterable[Item]) -> list[tuple[Item | None, Item | None]]:
    """Items that differ, in the order of ``a`` and then of ``b``; items of one key are told apart by what they say."""
    left, right = _by_key(a), _by_key(b)
    found: list[tuple[Item | None, Item | None]] = []
    for key in dict.fromkeys((*left, *right)):
        old, new = left.get(key, []), right.get(key, [])
        rest = [item for item in new if not any(_equal(item, other) for other in old)]
        gone = [item for item in old if not any(_equal(item, other) for other in new)]
        found += zip_longest(gone, rest)
    return found


def _equal(a: Item, b: Item) -> bool:
    return a.substance == b.substance and a.wording == b.wording


def _by_key(items: Iterable[Item]) -> dict[tuple[str, str], list[Item]]:
    found: dict[tuple[str, str], list[Item]] = {}
    for item in items:
        found.setdefault(item.key, []).append(item)
    return found


def _renamed(a: list[Item], b: list[Item]) -> tuple[list[Item], list[Item]]:
    """Give a tier that only changed its identifier the old one, so that it is compared with itself."""
    ids_a, ids_b = _tier_substance(a), _tier_substance(b)
    names = {
        new: old
        for new, form in ids_b.items()
        if new not in ids_a
        for old, other in ids_a.items()
        if old not in ids_b and other == form
    }
    if len(set(names.values())) != len(names):
        return a, b
    return a, [
        Item(
            (item.key[0], names.get(item.key[1], item.key[1])),
            item.label,
            item.text,
            item.substance,
            item.wording,
            item.where,
            item.subject,
            item.rank,
        )
        for item in b
    ]


def _tier_substance(items: list[Item]) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for item in items:
        if item.key[0] in ("boundary", "penalty") and item.key[1].startswith("tier:"):
            found.setdefault(item.key[1], []).append(item.substance)
    return found


def _whole_tiers(pairs: list[tuple[Item | None, Item | None]]) -> list[tuple[Item | None, Item | None]]:
    """A tier that only one side has is one row, with its condition and its penalty."""
    alone: dict[tuple[str, bool], list[Item]] = {}
    found: list[tuple[Item | None, Item | None]] = []
    for old, new in pairs:
        item = old or new
        assert item is not None
        one_sided = old is None or new is None
        if not (one_sided and item.key[1].startswith("tier:")):
            found.append((old, new))
            continue
        key = item.key[1], new is None
        alone.setdefault(key, []).append(item)
    for (name, removed), parts in alone.items():
        text = "：".join(part.text for part in parts if part.key[0] in ("boundary", "penalty"))
        label = parts[0].label.removesuffix("的条件")
        sections = {part.key[0] for part in parts}
        section = "tier" if "boundary" in sections else parts[0].key[0]
        whole = Item((section, name), label, text or parts[0].text, object(), None, parts[0].where, rank=parts[0].rank)
        found.append((whole, None) if removed else (None, whole))
    return found


def _row(old: Item | None, new: Item | None, direction: Direction) -> LawRow:
    item = new or old
    assert item is not None
    change = GeneralChange.CHANGED if old and new else GeneralChange.ADDED if new else GeneralChange.REMOVED
    wording = (old is not None and new is not None and old.substance == new.substance) or item.key[0] == "wording"
    before, after = old.text if old else None, new.text if new else None
    if wording and before == after:
        before, after = _words(old, before), _words(new, after)
    return LawRow(
        item.key[0], item.key[1], item.label, change, before, after, Direction.NEUTRAL if wording else direction, wording,
        (_place(old), _place(new)), (old.rank if old else "", new.rank if new else ""),
    )  # fmt: skip


def _words(item: Item | None, text: str | None) -> str | None:
    if item is None or item.wording is None:
        return text
    parts = item.wording if isinstance(item.wording, list | tuple) else [item.wording]
    return "；".join(str(part) for part in parts if part) or text


def _place(item: Item | None) -> str | None:
    where: Position | None = item.where if item is not None else None
    return str(where) if where is not None else None


def _direction(item: Item, behaviour: Behaviour) -> Direction:
    """The direction of the regions that a rule takes part in."""
    if behaviour.verdict in (Sameness.UNKNOWN, Sameness.NOT_COMPARED):
        return Direction.INCOMPARABLE
    section, name = item.key
    mark = f"{name}/" if name.startswith("tier:") else f"#{name}/" if section == "range" else ""
    regions = [region for region in behaviour.regions if not mark or any(mark in part for part in region.key)]
    if mark and not regions:  # a tier without a penalty has no name of its own in the regions
        regions = [region for region in behaviour.regions if {"may_exempt", "no_rule"} & set(region.key)]
    if section == "element":
        regions = [region for region in regions if region.kind == "gate"]
    return joined(direction for region in regions for direction in region.directions)
