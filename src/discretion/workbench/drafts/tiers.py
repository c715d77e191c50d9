"""A violation's tiers as a table to edit: Chinese in the cells, YAML behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from discretion.documents import dump, read
from discretion.errors import RulebookError
from discretion.facts import Words
from discretion.library import Library
from discretion.rulebook import Inherited, Tier, inherit
from discretion.words import say_penalty
from discretion.workbench.drafts.editing import NEW, Edited, TypedCells, proposed

STATUTE = "按法定幅度"
OTHERWISE = "有其他情形的"
COLUMNS = {"label": "违法程度", "when": "适用条件", "penalty": "裁量标准"}


@dataclass(frozen=True, slots=True)
class TierOnScreen:
    """One tier on the screen. ``fixed``: its amounts depend on more conditions than a cell can say; it is only shown."""

    id: str
    label: str
    when: str
    penalty: str
    source: str
    fixed: bool

    @property
    def cells(self) -> dict[str, str]:
        """What may be edited."""
        return {name: getattr(self, name) for name in COLUMNS}


def inherited(library: Library, area: str, day: date, violation: str) -> Inherited:
    """A violation as an area has it on a day.

    Raises:
        UsageError: it has none of that name.
    """
    library.violation(violation, area, day)
    return inherit(library.plans.chain(area, day), violation)


def acts(library: Library, area: str, day: date) -> list[tuple[str, str, str]]:
    """Every violation of an area, as sector, name and label."""
    return [(entry.sector_label, entry.id, entry.label) for entry in library.violations(area, day)]


def tier_rows(library: Library, area: str, day: date, violation: str) -> list[TierOnScreen]:
    """The tiers as rows."""
    words, found = Words(library.rulebook.vocabulary), inherited(library, area, day, violation)
    return [_row(tier, words, found) for tier in found.violation.tiers]


def _row(tier: Tier, words: Words, found: Inherited) -> TierOnScreen:
    source = tier.source or found.violation.source
    penalty = "分行规定，见表" if tier.rows else _penalty(tier, words)
    when = OTHERWISE if tier.when is None else words.condition(tier.when)
    return TierOnScreen(tier.tier, tier.label, when, penalty, source.kind.value if source else "", bool(tier.rows))


def _penalty(tier: Tier, words: Words) -> str:
    if tier.penalty is None or tier.penalty == "statute":
        return STATUTE
    return say_penalty(tier.penalty, words)


def edit_tiers(
    library: Library, area: str, day: date, violation: str, own: str | None, cells: TypedCells, method: str
) -> Edited:
    """Take an edited table in.

    Args:
        library: the rules it is held against.
        area: whose table it is.
        day: the day the table was made for.
        violation: the violation.
        own: the text of the area's own file of it; None: all of it is inherited.
        cells: what was typed.
        method: what changed rows rest on from now on.
    """
    found = inherited(library, area, day, violation)
    data = {"violation": violation} if own is None else dict(read(own, error=RulebookError).data)
    written = [dict(tier) for tier in found.origins["tiers"].document.data["tiers"]]
    kept = []
    for shown, tier in zip(tier_rows(library, area, day, violation), written, strict=True):
        if cells.dropped(shown.id):
            cells.changed.append(shown.id)
            continue
        kept.append(tier)
        touched = cells.touched(shown.id, shown.cells)
        if touched and shown.fixed and touched.keys() - {"label"}:
            cells.mistakes[f"{shown.id}.penalty"] = "这一阶次分行规定，请用表格（discretion show、review）修订"
        elif touched:
            _fill(tier, touched, cells, shown.id)
            tier["source"] = proposed(method)
            cells.changed.append(shown.id)
    if added := cells.added(COLUMNS):
        name = next(f"added-{n}" for n in range(1, 1000) if f"added-{n}" not in {tier["tier"] for tier in written})
        tier = {"tier": name}
        _fill(tier, added, cells, NEW)
        kept.insert(len(kept) - any(item.get("otherwise") for item in kept), {**tier, "source": proposed(method)})
        cells.changed.append(name)
    return cells.done(lambda: dump(data | {"tiers": kept}))


def _fill(tier: dict[str, object], touched: dict[str, str], cells: TypedCells, row: str) -> None:
    reads: dict[str, Callable[[str], object]] = {"label": str, "when": cells.condition, "penalty": _standard(cells)}
    for column, text in touched.items():
        tier[column] = cells.take(f"{row}.{column}", text, reads[column])
        if column == "when":
            tier.pop("otherwise", None)


def _standard(cells: TypedCells) -> Callable[[str], object]:
    return lambda text: "statute" if text == STATUTE else cells.penalty(text)
