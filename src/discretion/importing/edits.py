"""Which lines that are gone, and which other articles, may be read: where that is safe; else why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from discretion.grids import Grid
from discretion.importing.basis import provision_of
from discretion.importing.differences import HIDDEN, Difference, rules_of
from discretion.importing.layout import find_layout
from discretion.importing.sealed import ENTRY, TIER
from discretion.rulebook import Rulebook, Ruleset, field_of

_PENAL = "罚则："


@dataclass(frozen=True)
class Edits:
    """What an edited workbook says by what it no longer has, and of the articles.

    Attributes:
        gone: tiers (``road.occupy#slight``) and entries (``exempt:first``) that were deleted and may be.
        articles: violation → the provision its rows now cite.
        refused: why a line (by its rule) or an article (by its violation) is not read.
        tampered: files whose hidden data were changed; "" is all of them.
    """

    gone: frozenset[str] = frozenset()
    articles: Mapping[str, str] = field(default_factory=dict)
    refused: Mapping[str, str] = field(default_factory=dict)
    tampered: frozenset[str] = frozenset()

    def trusted(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """The files that do not come from hidden data which somebody changed."""
        return {} if "" in self.tampered else {name: text for name, text in files.items() if name not in self.tampered}

    def tiers_gone(self, violation: str) -> frozenset[str]:
        """The tiers of a violation that were deleted."""
        return frozenset(name.partition("#")[2] for name in self.gone if name.startswith(f"{violation}#"))


def edits_of(
    found: list[Difference],
    base: Iterable[Grid],
    edited: Iterable[Grid],
    ruleset: Ruleset,
    rulebook: Rulebook,
    day: date,
) -> Edits:
    """Judge all lines that are gone and all articles that were changed."""
    left = {name for grid in edited for name in map(tier_of, rules_of(grid)) if name}
    violations = {name.partition("#")[0] for name in left}
    writers = _writers(base)
    gone: set[str] = set()
    articles: dict[str, str] = {}
    refused: dict[str, str] = {}
    for item in found:
        name = tier_of(item.rule)
        if item.kind == "line-gone":
            why = _kept(item.rule, name, left, violations, writers, ruleset)
            if why:
                refused[item.rule] = why
            else:
                gone.add(name or item.rule)
        elif item.kind == "cell" and item.role == "basis":
            violation = name.partition("#")[0]
            ref, why = _article(item, violation, rulebook, day)
            if ref:
                articles[violation] = ref
            else:
                refused[violation] = why
    return Edits(frozenset(gone), articles, refused, frozenset(_tampered(found)))


def _tampered(found: Iterable[Difference]) -> Iterator[str]:
    for item in found:
        if item.grid.hidden:
            yield ""
        elif item.kind == "cell" and item.role in HIDDEN:
            yield file_of(item.rule)


def file_of(rule: str) -> str:
    """The file that a rule is written in."""
    tier = tier_of(rule)
    return f"violations/{tier.partition('#')[0]}.yaml" if tier else f"lists/{rule.partition(':')[0]}.yaml"


def tier_of(rule: str) -> str:
    """road.occupy#tier:slight[0]@all → road.occupy#slight; empty for what is no tier."""
    match = TIER.fullmatch(rule.partition("/")[0])
    return f"{match['violation']}#{match['tier']}" if match else ""


def _kept(
    rule: str, tier: str, left: set[str], violations: set[str], writers: Mapping[str, str], ruleset: Ruleset
) -> str:
    """Why a line that is gone counts all the same; empty where its deletion is read."""
    if tier:
        if tier in left:
            return "一档有几行的，只删其中几行没有读取：它在法定的每一种幅度之下都要有处罚"
        if tier.partition("#")[0] not in violations:
            return "违法行为的各档全部删除没有读取：规则库不能没有它的处罚"
        return ""
    if ENTRY.fullmatch(rule):
        if writers.get(rule) != ruleset.id:
            return "这一条由上级区域规定，本区域的表不能删除它；不适用的，写取代它的条目"
        return ""
    return "整行删除没有读取：这一行不是一档，也不是清单的条目"


def _article(item: Difference, violation: str, rulebook: Rulebook, day: date) -> tuple[str, str]:
    """The provision that a cell now cites, or why none is read."""
    duty, mark, penal = item.after.partition(_PENAL)
    if not mark or re.sub(r"\s", "", duty) != re.sub(r"\s", "", item.before.partition(_PENAL)[0]):
        return "", "只读取“罚则：”之后的条款；违反的条款（违则）请在规则文件中录入"
    ref = provision_of(penal, rulebook, day, field_of(rulebook.rulesets, violation, "label") or "")
    if ref is None:
        return "", "没有读懂：规则库没有这一条款，或者它有几种情形，须在规则文件中写明是哪一种"
    return ref, ""


def _writers(grids: Iterable[Grid]) -> dict[str, str]:
    """Which ruleset wrote each line."""
    found = {}
    for grid in grids:
        layout = find_layout(grid)
        if layout is not None and "writer" in layout.columns:
            for rule, line in rules_of(grid).items():
                found[rule] = grid.text(line, layout.columns["writer"])
    return found
