"""The library: the door for case systems (design §7)."""

from __future__ import annotations

from collections.abc import Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from discretion.case import Case
from discretion.decide import Plans, Recommendation
from discretion.documents import Document, from_data, read, validate
from discretion.engine import recommend
from discretion.errors import CaseError
from discretion.rulebook import Rulebook, load, shipped_rulesets


class Library:
    """A loaded rulebook, ready to recommend. Immutable; share one between threads.

    >>> library = Library.default()  # doctest: +SKIP
    >>> library.recommend(case).penalty.fine.low  # doctest: +SKIP
    '3000'
    """

    def __init__(self, rulebook: Rulebook, *, drafts: bool = False) -> None:
        self.rulebook = rulebook
        self.plans = Plans(rulebook, drafts=drafts)

    @classmethod
    def default(cls, *, drafts: bool = False) -> Library:
        """The rulebook that is shipped with the package."""
        return cls.load(shipped_rulesets(), drafts=drafts)

    @classmethod
    def load(cls, folder: str | PathLike[str], *, drafts: bool = False) -> Library:
        """Load a ``rulesets`` folder.

        Args:
            folder: the folder.
            drafts: whether unpublished rulesets may be used; every result then says so.

        Raises:
            RulebookError: with every problem found.
        """
        return cls(load(Path(folder)), drafts=drafts)

    def recommend(
        self, case: Case | Mapping[str, Any] | str | bytes, *, area: str | None = None, presume: bool = True
    ) -> Recommendation:
        """Recommend a penalty.

        Args:
            case: a ``Case``, a mapping, or JSON text.
            area: evaluate under this area instead of the one that covers the case's place.
            presume: False leaves facts open that the ruleset would presume.

        Raises:
            CaseError: the case is malformed; no number is given.
            UsageError: unknown violation or area, or a day without a valid ruleset.
        """
        return recommend(self.plans, self.case(case), area=area, presume=presume)

    def case(self, case: Case | Mapping[str, Any] | str | bytes | Document, name: str = "") -> Case:
        """Validate a case.

        Raises:
            CaseError: with every problem and its field, or file and line.
        """
        if isinstance(case, Case):
            return case
        if isinstance(case, str | bytes):
            case = read(case, name, kind="json", error=CaseError)
        elif not isinstance(case, Document):
            case = from_data(case, name, error=CaseError)
        return validate(Case, case, error=CaseError)
