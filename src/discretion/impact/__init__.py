"""Impact: which decided cases would come out otherwise under other rules. Needs the extra ``audit`` (Ibis, DuckDB, Arrow)."""

from discretion.impact.as_if import as_if
from discretion.impact.model import DIRECTIONS, ChangedCase, Impact, Tally
from discretion.impact.page import write_page
from discretion.impact.report import text, write_workbook
from discretion.impact.run import DecisionFile, Decisions, Recorded, impact

__all__ = [
    "DIRECTIONS",
    "ChangedCase",
    "DecisionFile",
    "Decisions",
    "Impact",
    "Recorded",
    "Tally",
    "as_if",
    "impact",
    "text",
    "write_page",
    "write_workbook",
]
