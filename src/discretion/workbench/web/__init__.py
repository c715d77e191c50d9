"""Requests to pages: who is there, whether he may, what he sees."""

from discretion.workbench.web.bench import Bench
from discretion.workbench.web.pages import Page, Pages, all_pages
from discretion.workbench.web.visit import ROOT, Refused, Visit

__all__ = ["ROOT", "Bench", "Page", "Pages", "Refused", "Visit", "all_pages"]
