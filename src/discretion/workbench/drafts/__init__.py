"""Drafts of rules: edited in a table, looked at while they are edited, approved by another, published whole."""

from discretion.workbench.drafts.beside import beside, side
from discretion.workbench.drafts.checks import LIVE, Fault, Look, Moved, look
from discretion.workbench.drafts.overlay import Shelf, texts
from discretion.workbench.drafts.publish import folder_of, write_release
from discretion.workbench.drafts.steps import STATES, begin, digest, expect, files_of, put, writers
from discretion.workbench.drafts.table import Edited, TierRow, acts, edit, inherited, rows

__all__ = [
    "LIVE",
    "STATES",
    "Edited",
    "Fault",
    "Look",
    "Moved",
    "Shelf",
    "TierRow",
    "acts",
    "begin",
    "beside",
    "digest",
    "edit",
    "expect",
    "files_of",
    "folder_of",
    "inherited",
    "look",
    "put",
    "rows",
    "side",
    "texts",
    "write_release",
    "writers",
]
