"""Set phrases of published tables, and the facts they propose (phrases.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from discretion.documents import read
from discretion.facts import FactType, Vocabulary

_FILLER = re.compile(
    r"(?:[，、；]|并能|并且|并|且|而|但是|但|同时|以及|，?能|已经|已|属于|系|的|经(?:教育|劝阻|指出|提醒|劝告)后?|经制止后?)+"
)
_DAMAGE = ("works_damage_length_m", "road_damage_yuan")


@dataclass(frozen=True)
class Phrase:
    """One phrase."""

    say: re.Pattern[str]
    when: dict[str, object]


@cache
def phrases() -> tuple[Phrase, ...]:
    """The phrases, read once."""
    raw: Any = read(
        resources.files(__package__).joinpath("phrases.yaml").read_text(encoding="utf-8"), "phrases.yaml"
    ).data
    return tuple(Phrase(re.compile(item["say"]), item["when"]) for item in raw["phrases"])


def said(text: str, vocabulary: Vocabulary, own: frozenset[str]) -> list[tuple[str, dict[str, object]]] | None:
    """Cut a text into phrases, none left over.

    Returns:
        Each phrase with its condition, or None.
    """
    reached: dict[int, list[tuple[str, dict[str, object]]]] = {0: []}
    for start in range(len(text)):
        if start not in reached:
            continue
        filler = _FILLER.match(text, start)
        if filler:
            reached.setdefault(filler.end(), reached[start])
        for phrase in phrases():
            match = phrase.say.match(text, start)
            if match is None or match.end() == start:
                continue
            when = _resolve(phrase.when, vocabulary, own)
            if when is not None:
                better = [*reached[start], (match[0], when)]
                known = reached.get(match.end())
                if known is None or len(known) > len(better):
                    reached[match.end()] = better
    found = reached.get(len(text))
    return found or None


def _resolve(when: dict[str, object], vocabulary: Vocabulary, own: frozenset[str]) -> dict[str, object] | None:
    """The facts of a phrase; ``effect`` and ``damage`` mean what the violation itself knows of it."""
    found: dict[str, object] = {}
    part: dict[str, object] | None
    for name, test in when.items():
        if name == "damage":
            names = [name for name in _DAMAGE if name in own] or ["road_damage_yuan"]
            part = {names[0]: "= 0" if test == "none" else "> 0"} if names[0] in vocabulary else None
        elif name == "effect":
            part = effect(str(test), vocabulary, own)
        else:
            part = {name: test} if name in vocabulary else None
        if part is None:
            return None
        found |= part
    return found


def effect(code: str, vocabulary: Vocabulary, own: frozenset[str]) -> dict[str, object] | None:
    """What the traffic suffered, as the fact of the violation says it, or the fact that all roads share."""
    wanted = {"congestion": ("congestion", "impaired")}.get(code, (code,))
    for value in wanted:
        names = [
            name for name in sorted(own)
            if name in vocabulary and vocabulary[name].type is FactType.ENUM and value in (vocabulary[name].values or {})
            and "accident" in (vocabulary[name].values or {})
        ]  # fmt: skip
        if len(names) == 1:
            return {names[0]: value}
    if "traffic_effect" in vocabulary and code in (vocabulary["traffic_effect"].values or {}):
        return {"traffic_effect": code}
    return None
