"""Tables: rulesets in the layouts they are published in, and back."""

from discretion.tables.benchmark import COLUMNS, BenchmarkView, violation_remarks, violation_rows
from discretion.tables.booklet import anchor, belongs, booklet, violation_table
from discretion.tables.circumstances import list_tables
from discretion.tables.coverage import coverage
from discretion.tables.machine import seals
from discretion.tables.policy import policy_tables
from discretion.tables.publication import notes, prohibited, publish
from discretion.tables.view import View, view
from discretion.tables.written import written

__all__ = [
    "COLUMNS",
    "BenchmarkView",
    "View",
    "anchor",
    "belongs",
    "booklet",
    "coverage",
    "list_tables",
    "notes",
    "policy_tables",
    "prohibited",
    "publish",
    "seals",
    "view",
    "violation_remarks",
    "violation_rows",
    "violation_table",
    "written",
]
