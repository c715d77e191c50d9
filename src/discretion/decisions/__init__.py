"""Decisions as they are recorded, append-only, and what was decided in like cases. Needs the extra ``audit`` (DuckDB, Arrow)."""

from discretion.decisions.database import CLOSED
from discretion.decisions.groups import LEAST, OUTCOMES, Count, FactDifference, Group, Like, Places, Proposed, Similar
from discretion.decisions.model import COLUMNS, Decided
from discretion.decisions.precedents import judge, unsettled
from discretion.decisions.record import decided
from discretion.decisions.similar import similar
from discretion.decisions.store import Added, Store

__all__ = [
    "CLOSED",
    "COLUMNS",
    "LEAST",
    "OUTCOMES",
    "Added",
    "Count",
    "Decided",
    "FactDifference",
    "Group",
    "Like",
    "Places",
    "Proposed",
    "Similar",
    "Store",
    "decided",
    "judge",
    "similar",
    "unsettled",
]
