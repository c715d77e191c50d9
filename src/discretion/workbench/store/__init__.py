"""What the workbench keeps, and the log of who changed it."""

from discretion.workbench.store.database import Store
from discretion.workbench.store.log import Chain, append, verify
from discretion.workbench.store.models import (
    Base,
    CaseFile,
    Draft,
    DraftFile,
    Failure,
    LogEntry,
    Release,
    Remark,
    Session,
    User,
)

__all__ = [
    "Base",
    "CaseFile",
    "Chain",
    "Draft",
    "DraftFile",
    "Failure",
    "LogEntry",
    "Release",
    "Remark",
    "Session",
    "Store",
    "User",
    "append",
    "verify",
]
