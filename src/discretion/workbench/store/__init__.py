"""What the workbench keeps, and the log of who changed it."""

from discretion.workbench.store.database import WorkbenchStore
from discretion.workbench.store.log import Chain, append, verify
from discretion.workbench.store.models import (
    Audit,
    Base,
    CaseFile,
    Draft,
    DraftFile,
    LogEntry,
    Proof,
    Release,
    Remark,
    Session,
    SignInFailure,
    User,
    WorklistItem,
)

__all__ = [
    "Audit",
    "Base",
    "CaseFile",
    "Chain",
    "Draft",
    "DraftFile",
    "LogEntry",
    "Proof",
    "Release",
    "Remark",
    "Session",
    "SignInFailure",
    "User",
    "WorkbenchStore",
    "WorklistItem",
    "append",
    "verify",
]
