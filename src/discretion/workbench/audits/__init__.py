"""Audits of decisions: a file held against the rules, and the worklist that it leaves."""

from discretion.workbench.audits.reading import Row, rows
from discretion.workbench.audits.work import STATES, interrupted, start

__all__ = ["STATES", "Row", "interrupted", "rows", "start"]
