"""What our own workbooks carry in hidden columns and on the hidden sheet; the words in view still go before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from discretion.documents import read
from discretion.errors import DiscretionError, Problem
from discretion.grids import Grid
from discretion.importing.layout import Layout
from discretion.importing.lines import Line
from discretion.rulebook import ListKind
from discretion.tables import seals

VIOLATION = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
TIER = re.compile(
    r"(?P<violation>[a-z0-9-]+(?:\.[a-z0-9-]+)+)#tier:(?P<tier>[a-z0-9-]+)\[(?P<part>\d+)\]@(?P<range>[a-z0-9-]+)"
)
ENTRY = re.compile(rf"({'|'.join(ListKind)}):([a-z0-9-]+)")


@dataclass
class Sealed:
    """The data sheet.

    Attributes:
        ruleset: id of the ruleset the workbook was written from.
        header: its header.
        fields: per violation, pairs of fields and the ruleset that wrote them.
    """

    ruleset: str = ""
    header: dict[str, object] = field(default_factory=dict)
    fields: dict[str, list[tuple[dict[str, object], str]]] = field(default_factory=dict)

    def own(self, writer: str) -> bool:
        """Whether a value was written by the ruleset itself and not inherited."""
        return not self.ruleset or writer == self.ruleset


@dataclass(frozen=True)
class SealedLine:
    """The hidden columns of a line: the rule's name, its YAML, who wrote it, and which cells were edited since."""

    kind: str  # a violation, or the kind of a list
    id: str
    part: int
    raw: dict[str, object]
    writer: str
    edited: tuple[bool, ...]


def read_data(sheet: Grid, layout: Layout, problems: list[Problem]) -> Sealed:
    """Read the hidden sheet."""
    sealed = Sealed()
    for number in sheet.lines_from(layout.first):
        rule, text, writer = (sheet.text(number, layout.columns.get(role, 0)) for role in ("rule", "data", "writer"))
        kind, _, name = rule.partition(":")
        raw = _yaml(text, f"{sheet.where(number, layout.columns['data'])}", problems)
        if raw is None:
            continue
        if kind == "ruleset":
            sealed.ruleset, sealed.header = name, raw
        elif kind == "violation" and VIOLATION.fullmatch(name):
            sealed.fields.setdefault(name, []).append((raw, writer))
    return sealed


def sealed_line(line: Line, visible: tuple[str, ...], problems: list[Problem]) -> SealedLine | None:
    """The hidden columns of a line; None for a line that a person added, or of somebody else's table."""
    rule = line.get("rule")
    match = TIER.fullmatch(rule) or ENTRY.fullmatch(rule)
    if match is None:
        return None
    raw = _yaml(line.get("data"), str(line.where("data")), problems)
    if raw is None:
        return None
    stored = line.get("seal").split()
    edited = tuple(index >= len(stored) or stored[index] != seal for index, seal in enumerate(seals(*visible).split()))
    if match.re is ENTRY:
        return SealedLine(match[1], match[2], 0, raw, line.get("writer"), edited)
    return SealedLine(match["violation"], match["tier"], int(match["part"]), raw, line.get("writer"), edited)


def merged_fields(parts: list[tuple[dict[str, object], str]]) -> Mapping[str, object]:
    """All fields of a violation, whoever wrote them."""
    return {key: value for raw, _ in parts for key, value in raw.items()}


def _yaml(text: str, name: str, problems: list[Problem]) -> dict[str, object] | None:
    try:
        data = read(text, name).data
    except DiscretionError as error:
        problems.extend(error.problems)
        return None
    return data if isinstance(data, dict) else None
