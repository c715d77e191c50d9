"""Differences between two regions, versions, folders or revisions: in law, and in behaviour over every possible case.

``compare`` takes two ``Side``s, ``Sides`` finds them. Where the rules differ, Z3 (extra ``check``) proves where the results do.
"""

from discretion.diff.matrix import Matrix, build
from discretion.diff.model import (
    Behaviour,
    Comparison,
    DifferingRegion,
    Direction,
    GeneralChange,
    Largest,
    LawRow,
    Report,
    Sameness,
    SideName,
    ViolationDiff,
    Witness,
)
from discretion.diff.revisions import Revisions
from discretion.diff.run import compare, compare_all
from discretion.diff.sides import Operand, Side, Sides

__all__ = [
    "Behaviour",
    "Comparison",
    "DifferingRegion",
    "Direction",
    "GeneralChange",
    "Largest",
    "LawRow",
    "Matrix",
    "Operand",
    "Report",
    "Revisions",
    "Sameness",
    "Side",
    "SideName",
    "Sides",
    "ViolationDiff",
    "Witness",
    "build",
    "compare",
    "compare_all",
]
