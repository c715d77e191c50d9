"""Audits of decisions: a file, or the store, held against the rules; and the worklist that it leaves."""

from discretion.workbench.audits.columns import ColumnRow, Columns
from discretion.workbench.audits.reading import WorklistRow, rows, snapshot
from discretion.workbench.audits.work import STATES, interrupted, start

__all__ = ["STATES", "ColumnRow", "Columns", "WorklistRow", "interrupted", "rows", "snapshot", "start"]
