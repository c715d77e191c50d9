"""The catalogue: one module a check, in the order of design §5."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import Any

from discretion.check.model import Finding


class CheckScope(StrEnum):
    """What a check looks at: one violation, a ruleset as a whole, or the files of the whole rulebook (no solver)."""

    VIOLATION = "violation"
    RULESET = "ruleset"
    RULEBOOK = "rulebook"


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Attributes:
        code: stable name, e.g. ``gap``.
        name: what a reader calls it, e.g. 空档.
        sentence: what must hold, one line of Chinese.
        formula: the same as a formula.
        run: takes a ``ViolationCheck`` (scope violation), a ``RulesetCheck`` (ruleset) or a ``Whole`` (rulebook).
    """

    code: str
    name: str
    sentence: str
    formula: str
    scope: CheckScope
    run: Callable[[Any], Iterable[Finding]]


CODES = (
    "gap", "overlap", "dead", "law-gap", "statute", "inversion", "irrelevant", "cliff", "refine", "versions", "lists", "cite", "unused", "same",
    "dominant", "wide", "stretch", "offered", "expiry", "label", "vacuous", "past",
    "files", "codes", "ended", "force", "source", "sector", "override", "severity", "fact", "domain", "presume", "authority", "article", "clause", "duty",
    "denial", "mention", "untested", "expected", "unfinished", "text", "element", "typical", "entry", "reach", "ground", "policy", "begins", "double", "words",
    "apart", "border", "counting", "document", "day", "told", "term", "addressee", "repeated", "spelling", "copied", "stated", "tried", "nesting",
    "breach", "owed", "named", "applied", "jointly", "locked", "changelog",
)  # fmt: skip


def _load(code: str) -> Check:
    module = import_module(f"{__name__}.{code.replace('-', '_')}")
    return Check(code, module.NAME, module.SENTENCE, module.FORMULA, CheckScope(module.SCOPE), module.run)


CHECKS: Mapping[str, Check] = {code: _load(code) for code in CODES}
NAMES = {"disagreement": "复算不一致", "load": "无法读取", "waiver": "豁免"}  # what is reported beside the checks


def name_of(code: str) -> str:
    """What a reader calls a check, or what is reported beside the checks."""
    return CHECKS[code].name if code in CHECKS else NAMES[code]
