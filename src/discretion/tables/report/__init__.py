"""The report: everything about one area in one HTML file."""

from discretion.tables.report.build import report

__all__ = ["report"]
