"""The report: everything about one area in one HTML file."""

from discretion.report.build import report

__all__ = ["report"]
