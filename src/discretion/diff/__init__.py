"""Differences between two regions, versions, folders or revisions: in law, and in behaviour over every possible case.

``compare`` takes two ``Side``s, ``Sides`` finds them. Where the rules differ, Z3 (extra ``check``) proves where the results do.
"""

from discretion.diff.matrix import Matrix, build
from discretion.diff.model import (
    Behaviour,
    Change,
    Comparison,
    Direction,
    Largest,
    LawRow,
    Region,
    Report,
    SideName,
    Verdict,
    ViolationDiff,
    Witness,
)
from discretion.diff.revisions import Revisions
from discretion.diff.run import compare, compare_all
from discretion.diff.sides import Operand, Side, Sides

__all__ = [
    "Behaviour",
    "Change",
    "Comparison",
    "Direction",
    "Largest",
    "LawRow",
    "Matrix",
    "Operand",
    "Region",
    "Report",
    "Revisions",
    "Side",
    "SideName",
    "Sides",
    "Verdict",
    "ViolationDiff",
    "Witness",
    "build",
    "compare",
    "compare_all",
]
