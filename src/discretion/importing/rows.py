"""A row as it was understood: a tier or an entry of a list, each with its cells, its evidence and its questions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from discretion.importing.acts import Match
from discretion.importing.blocks import Block
from discretion.importing.layout import Layout
from discretion.importing.proposals import DraftFact, Situation
from discretion.rulebook import ISSUED

LISTS = tuple(kind.value for kind in ISSUED)


@dataclass
class ReadRow:
    """One row as it was understood.

    Attributes:
        kind: tier, exempt, mitigated, lighter, heavier …; None when it is a list and nothing says which.
        label: the tier's name, in the table's words.
        situation: the condition; ``readings`` are the ways to make it disjoint from its neighbours.
        mitigated: the tier's own 减轻, as a proposal, where the cell takes a part off the statutory sum.
        penalty: as YAML writes it; None when it was not understood, ``unread`` then says why, ``code`` which limit of the rules it meets.
    """

    block: Block
    kind: str | None
    label: str
    force: str
    act: Match
    words: str
    basis: str
    condition: str
    situation: Situation
    penalty: dict[str, object] | None = None
    orders: tuple[str, ...] = ()
    questions: list[str] = field(default_factory=list)
    unread: str = ""
    code: str = ""
    readings: list[dict[str, object]] = field(default_factory=list)
    mitigated: dict[str, object] | None = None
    level: str | None = None

    @property
    def at(self) -> str:
        """Sheet and lines."""
        return self.block.at


def tiers_by_act(rows: Iterable[ReadRow]) -> list[list[ReadRow]]:
    """The tiers of each act of a table, beside one another."""
    acts: dict[tuple[str, str], list[ReadRow]] = {}
    for row in rows:
        if row.kind == "tier":
            acts.setdefault(row.block.item, []).append(row)
    return list(acts.values())


@dataclass
class Reading:
    """All rows of one table.

    Attributes:
        drafts: the facts that the vocabulary lacks.
    """

    layout: Layout
    rows: list[ReadRow]
    drafts: dict[str, DraftFact]
    last: Mapping[str, str]
