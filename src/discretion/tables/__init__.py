"""Tables: rulesets in the layouts they are published in, and back."""

from discretion.tables.coverage import coverage
from discretion.tables.model import Cell, Column, Publication, Row, Run, Section, Table
from discretion.tables.publication import publish
from discretion.tables.view import View, view

__all__ = ["Cell", "Column", "Publication", "Row", "Run", "Section", "Table", "View", "coverage", "publish", "view"]
