"""A violation's tiers as a table to edit: Chinese in the cells, YAML behind them.

A cell that is not touched keeps its YAML to the letter; one that is, is read as an imported table is. What is not understood
is said at the cell, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from discretion.documents import dump, read
from discretion.errors import RulebookError
from discretion.facts import Words
from discretion.importing import CellReader
from discretion.library import Library
from discretion.rulebook import SECTORS, Inherited, Tier, inherit
from discretion.words import say_penalty

STATUTE = "按法定幅度"
OTHERWISE = "有其他情形的"


@dataclass(frozen=True, slots=True)
class TierRow:
    """One tier on the screen. ``fixed``: its amounts depend on more conditions than a cell can say; it is only shown."""

    tier: str
    label: str
    when: str
    penalty: str
    source: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class Edited:
    """What came of a table: the new text of the violation's file, or mistakes by cell (``tier.column``)."""

    text: str | None
    mistakes: Mapping[str, str]
    changed: tuple[str, ...]


def inherited(library: Library, area: str, day: date, violation: str) -> Inherited:
    """A violation as an area has it on a day."""
    return inherit(library.rulebook, library.plans.chain(area, day), violation)


def acts(library: Library, area: str, day: date) -> list[tuple[str, str, str]]:
    """Every violation of an area, as sector, name and label, without compiling any."""
    chain = library.plans.chain(area, day)
    found = [inherit(library.rulebook, chain, name).violation for name in library.rulebook.violation_ids(chain)]
    order: list[str] = list(SECTORS)
    known = [(item.sector or "", item.violation, item.label or item.violation) for item in found]
    known.sort(key=lambda item: (order.index(item[0]), item[1]))
    return [(SECTORS[sector].label, name, label) for sector, name, label in known]


def rows(library: Library, found: Inherited) -> list[TierRow]:
    """The tiers as rows."""
    words = Words(library.rulebook.vocabulary)
    return [_row(tier, words, found) for tier in found.violation.tiers]


def _row(tier: Tier, words: Words, found: Inherited) -> TierRow:
    source = tier.source or found.violation.source
    penalty = "分行规定，见表" if tier.rows else _penalty(tier, words)
    when = OTHERWISE if tier.when is None else words.condition(tier.when)
    return TierRow(tier.tier, tier.label, when, penalty, source.kind.value if source else "", bool(tier.rows))


def _penalty(tier: Tier, words: Words) -> str:
    if tier.penalty is None or tier.penalty == "statute":
        return STATUTE
    return say_penalty(tier.penalty, words)


def edit(library: Library, found: Inherited, own: str | None, typed: Mapping[str, str], method: str) -> Edited:
    """Take an edited table in.

    Args:
        library: the rules it is held against.
        found: the violation as the table was made from.
        own: the text of the area's own file of it; None: all of it is inherited.
        typed: the cells, ``tier.column`` → text; a cell that is not there is not touched.
        method: what changed rows rest on from now on.
    """
    reader = CellReader.of(library.rulebook.vocabulary)
    data = {"violation": found.violation.violation} if own is None else dict(read(own, error=RulebookError).data)
    tiers = _written(found)
    mistakes: dict[str, str] = {}
    changed = []
    for shown, tier in zip(rows(library, found), tiers, strict=True):
        touched = {
            column: typed[key].strip()
            for column in ("label", "when", "penalty")
            if (key := f"{shown.tier}.{column}") in typed and typed[key].strip() != getattr(shown, column)
        }
        if not touched:
            continue
        if shown.fixed and touched.keys() - {"label"}:
            mistakes[f"{shown.tier}.penalty"] = "这一阶次分行规定，请用表格（discretion show、review）修订"
            continue
        for column, text in touched.items():
            value = _read(reader, column, text)
            if isinstance(value, Mistake):
                mistakes[f"{shown.tier}.{column}"] = value.text
            else:
                tier[column] = value
                if column == "when":
                    tier.pop("otherwise", None)
        tier["source"] = {"kind": "proposed", "method": method}
        changed.append(shown.tier)
    if mistakes:
        return Edited(None, mistakes, ())
    return Edited(dump(data | {"tiers": tiers}), {}, tuple(changed))


@dataclass(frozen=True, slots=True)
class Mistake:
    """Why a cell cannot be taken in."""

    text: str


def _read(reader: CellReader, column: str, text: str) -> Any:
    if not text:
        return Mistake("不能为空")
    if column == "label":
        return text
    if column == "penalty" and text == STATUTE:
        return "statute"
    read = reader.condition(text) if column == "when" else reader.penalty(text)
    return Mistake(read) if isinstance(read, str) else read


def _written(found: Inherited) -> list[dict[str, Any]]:
    """The tiers as they stand in the file that writes them."""
    origin = found.origins["tiers"]
    return [dict(tier) for tier in origin.document.data["tiers"]]
