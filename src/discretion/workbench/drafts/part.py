"""The parts of a draft: the tiers of a violation (its name), a list (``lists/exempt``), and the policy. One way in to all three."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from discretion.documents import dump
from discretion.importing import CellReader
from discretion.library import Library
from discretion.rulebook import ISSUED, LIST_NAMES, ListKind, Ruleset
from discretion.workbench.drafts.editing import Edited, TypedCells
from discretion.workbench.drafts.lists import EntryRow, edit_list, entry_rows
from discretion.workbench.drafts.policy import PolicyRow, edit_policy, policy_rows
from discretion.workbench.drafts.tiers import TierOnScreen, edit_tiers, tier_rows

POLICY = "policy"
LISTS = {f"lists/{kind.value}": kind for kind in ISSUED}
NAMES = {part: f"{LIST_NAMES[kind]}清单" for part, kind in LISTS.items()} | {POLICY: "规则设定"}
Rows = Sequence[TierOnScreen | EntryRow | PolicyRow]


def is_violation(part: str) -> bool:
    """Whether a part is a violation's."""
    return part not in NAMES


def file_of(part: str) -> str:
    """Where a part stands in the folder of a version."""
    return f"violations/{part}.yaml" if is_violation(part) else f"{part}.yaml"


def rows(library: Library, area: str, day: date, part: str) -> Rows:
    """A part as it is shown."""
    if part == POLICY:
        return policy_rows(library, area, day)
    if part in LISTS:
        return entry_rows(library, area, day, LISTS[part])
    return tier_rows(library, area, day, part)


def edit(
    library: Library, area: str, day: date, part: str, own: str | None, typed: Mapping[str, str], method: str
) -> Edited:
    """Take an edited part in; see ``edit_tiers``."""
    cells = TypedCells(typed, CellReader.of(library.rulebook.vocabulary))
    if part == POLICY:
        return edit_policy(library, area, day, own, cells, method)
    if part in LISTS:
        return edit_list(library, area, day, LISTS[part], own, cells, method)
    return edit_tiers(library, area, day, part, own, cells, method)


def own_text(base: Ruleset, part: str) -> str | None:
    """What an area itself writes of a part; None: all of it is inherited."""
    if part == POLICY:
        written = base.header.document.data.get(POLICY)
        return dump({POLICY: written}) if written else None
    file = base.lists.get(ListKind(part.partition("/")[2])) if part in LISTS else base.violations.get(part)
    return None if file is None else base.layer.text(base.folder / file_of(part))
