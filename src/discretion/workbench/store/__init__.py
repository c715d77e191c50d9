"""What the workbench keeps, and the log of who changed it."""

from discretion.workbench.store.database import Store
from discretion.workbench.store.log import Chain, append, verify
from discretion.workbench.store.models import (
    Audit,
    Base,
    CaseFile,
    Draft,
    DraftFile,
    Failure,
    Finding,
    LogEntry,
    Proof,
    Release,
    Remark,
    Session,
    User,
)

__all__ = [
    "Audit",
    "Base",
    "CaseFile",
    "Chain",
    "Draft",
    "DraftFile",
    "Failure",
    "Finding",
    "LogEntry",
    "Proof",
    "Release",
    "Remark",
    "Session",
    "Store",
    "User",
    "append",
    "verify",
]
