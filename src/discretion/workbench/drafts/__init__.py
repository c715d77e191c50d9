"""Drafts of rules: edited in tables, looked at while they are edited, proved, approved by another, published whole."""

from discretion.workbench.drafts.beside import beside, side
from discretion.workbench.drafts.bring import Brought, bring
from discretion.workbench.drafts.checks import LIVE, FailedCheck, Known, Look, look
from discretion.workbench.drafts.decided import decided_otherwise
from discretion.workbench.drafts.editing import NEW, Edited
from discretion.workbench.drafts.overlay import Shelf, texts
from discretion.workbench.drafts.part import LISTS, NAMES, POLICY, edit, is_violation, own_text, rows
from discretion.workbench.drafts.proof import Work, interrupted, prove
from discretion.workbench.drafts.publish import commit, folder_of, write_release
from discretion.workbench.drafts.steps import STATES, begin, digest, expect, files_of, put, writers
from discretion.workbench.drafts.tiers import acts

__all__ = [
    "LISTS",
    "LIVE",
    "NAMES",
    "NEW",
    "POLICY",
    "STATES",
    "Brought",
    "Edited",
    "FailedCheck",
    "Known",
    "Look",
    "Shelf",
    "Work",
    "acts",
    "begin",
    "beside",
    "bring",
    "commit",
    "decided_otherwise",
    "digest",
    "edit",
    "expect",
    "files_of",
    "folder_of",
    "interrupted",
    "is_violation",
    "look",
    "own_text",
    "prove",
    "put",
    "rows",
    "side",
    "texts",
    "write_release",
    "writers",
]
