"""Two areas, days or drafts beside each other: what ``discretion diff`` says of one violation."""

from __future__ import annotations

from datetime import date

from discretion.diff import Report, Side, SideName, compare
from discretion.diff.reporters import publish
from discretion.library import Library
from discretion.pages import Publication
from discretion.workbench.drafts.prover import TURN


def side(library: Library, area: str, day: date, origin: str = "") -> Side:
    """An area on a day.

    Raises:
        UsageError: no such area, or nothing of it in force.
    """
    chain = library.plans.chain(library.rulebook.version(area).area, day)
    label = chain[0].header.model.label
    return Side(library.plans, chain, day, SideName(area, label, chain[0].id, day.isoformat(), origin, area))


def beside(a: Side, b: Side, violation: str) -> Publication:
    """One violation on both sides.

    Raises:
        UsageError: neither has it.
        MissingExtra: rules differ and Z3 is not installed.
    """
    with TURN:
        return publish(Report((compare(a, b, violations=[violation], jobs=1),)))
