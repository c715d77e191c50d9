"""What every thing that is checked has: the ruleset it belongs to, with its ancestors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Unpack

from discretion.check.model import Finding, Further, Verdict
from discretion.decide import Plans
from discretion.rulebook import Ruleset


@dataclass
class PartOfRuleset(ABC):
    """Part of a ruleset. ``chain``: the ruleset and its ancestors."""

    plans: Plans
    chain: tuple[Ruleset, ...]

    @property
    def ruleset(self) -> Ruleset:
        """The ruleset itself, without its ancestors."""
        return self.chain[0]

    @property
    def area(self) -> str:
        """The area that is checked."""
        return self.chain[0].area

    @property
    def version(self) -> str:
        """The version of its rules that is checked."""
        return self.chain[0].header.model.version

    @abstractmethod
    def finding(self, code: str, verdict: Verdict, message: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """What was found; ``more``: further fields of it."""

    def proven(self, code: str, message: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """A statement that holds."""
        return self.finding(code, Verdict.PROVEN, message, detail, **more)

    def refuted(self, code: str, message: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """A fault that shows itself without a case (a missing citation, a tier that nothing reaches)."""
        return self.finding(code, Verdict.REFUTED, message, detail, **more)
