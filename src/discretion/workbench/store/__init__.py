"""What the workbench keeps, and the log of who changed it."""

from discretion.workbench.store.database import Store
from discretion.workbench.store.log import Chain, append, verify
from discretion.workbench.store.models import Base, CaseFile, Failure, LogEntry, Session, User

__all__ = ["Base", "CaseFile", "Chain", "Failure", "LogEntry", "Session", "Store", "User", "append", "verify"]
