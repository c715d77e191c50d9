"""What a recommendation asks when more of it is read: the decision, ready to be put into words."""
# ruff: noqa: D102 - each answers for the field of `Recommendation` that has its name

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from discretion.decide.parts import (
        Accounted,
        Alternative,
        Assumed,
        Missing,
        Nearest,
        Neighbour,
        ProcedureFlag,
        Reachable,
        Receipt,
        Section,
        Step,
        VersionUsed,
    )
    from discretion.decide.reason import Reason
    from discretion.decide.recommendation import Recommendation
    from discretion.decide.told import Late, Told


class Answers(Protocol):
    """One violation decided, old and new law side by side, a whole case, or a case without a rule."""

    def reasons(self) -> Told[Reason]: ...

    def alternatives(self) -> list[Alternative]: ...

    def outcomes(self) -> list[Reachable]: ...

    def neighbours(self) -> list[Neighbour]: ...

    def missing(self) -> list[Missing]: ...

    def assumed(self) -> Told[Assumed]: ...

    def nearest(self) -> Told[Nearest]: ...

    def procedure(self) -> Told[ProcedureFlag]: ...

    def notes(self) -> list[str]: ...

    def versions(self) -> Told[VersionUsed]: ...

    def computation(self) -> list[Step]: ...

    def account_for(self, result: Recommendation) -> Told[Accounted]: ...

    def receipt_for(self, result: Recommendation) -> Late[Receipt]: ...

    def sections_for(self, result: Recommendation) -> Told[Section]: ...

    def hints_for(self, result: Recommendation) -> Told[Section]: ...
