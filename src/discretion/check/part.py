"""What every thing that is checked has: the ruleset it belongs to, with its ancestors."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.decide import Plans
from discretion.rulebook import Ruleset


@dataclass
class PartOfRuleset:
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
