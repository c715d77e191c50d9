"""What the workbench keeps. Tables only; who may do what with them stands elsewhere.

Every change of these models is a migration (``migrations/versions``); a test holds the two against each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables of a workbench. Times are UTC without zone: SQLite keeps none."""

    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JSON,
        list[str]: JSON,
        datetime: DateTime(timezone=False),
    }


class User(Base):
    """Somebody who may sign in. Never deleted: the log names him; ``active`` is what ends."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[str] = mapped_column(String(64))
    unit: Mapped[str] = mapped_column(String(120), default="")
    place: Mapped[str] = mapped_column(String(6), default="")
    roles: Mapped[list[str]] = mapped_column(default=list)
    password: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created: Mapped[datetime]


class Session(Base):
    """A sign-in that lasts. Only the digest of its token is kept: who reads the table cannot use it."""

    __tablename__ = "sessions"

    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created: Mapped[datetime]
    seen: Mapped[datetime]


class SignInFailure(Base):
    """A sign-in that failed, for the limit on the next."""

    __tablename__ = "failures"
    __table_args__ = (Index("ix_failures_key_at", "key", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]


class LogEntry(Base):
    """One step in the append-only log; ``digest`` covers it and the digest before."""

    __tablename__ = "log"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(40))
    object: Mapped[str] = mapped_column(String(120))
    detail: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class CaseFile(Base):
    """A case as its officer fills it in. ``form`` is what was typed, wrong or right: nothing typed is lost.

    Closed: ``result`` is the recommendation with its receipt, as it stood; a trigger then refuses every change.
    """

    __tablename__ = "cases"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    form: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="open")
    result: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    created: Mapped[datetime]
    changed: Mapped[datetime]


class Draft(Base):
    """A new version of an area on its way: edited, submitted, approved, published; then a trigger keeps it as it is."""

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(64))
    base: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(64))
    title: Mapped[str] = mapped_column(String(200))
    effective: Mapped[str] = mapped_column(String(10))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    state: Mapped[str] = mapped_column(String(10), default="editing")
    submitted: Mapped[str | None] = mapped_column(String(64))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created: Mapped[datetime]
    changed: Mapped[datetime]


class DraftFile(Base):
    """One file of a draft. ``part``: a violation's name, ``lists/exempt``, or ``policy``; ``version``: two reviewers who edit
    it at once see each other.
    """

    __tablename__ = "draft_files"
    __table_args__ = (UniqueConstraint("draft_id", "part"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    part: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    version: Mapped[int] = mapped_column(default=1)


class Proof(Base):
    """Every check of what a draft changes: ``running``, ``done`` or ``failed``; it holds for the one digest.

    ``failing``: what does not hold, by the finding's id; ``regions``: how far it reaches; ``accepted``: why an approver lets it stand.
    """

    __tablename__ = "proofs"

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(10))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    failing: Mapped[dict[str, Any]] = mapped_column(default=dict)
    regions: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    accepted: Mapped[str] = mapped_column(Text, default="")


class Remark(Base):
    """A comment on a row of a draft; with somebody to answer it, a task until it is done."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), index=True)
    anchor: Mapped[str] = mapped_column(String(200))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    text: Mapped[str] = mapped_column(Text)
    done: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]


class Release(Base):
    """A folder of published rules; the newest row says which answers. Its digest is the rulebook's."""

    __tablename__ = "releases"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"))
    digest: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class Audit(Base):
    """An uploaded file of decisions, held against the rules: ``mapping``, ``running``, ``done`` or ``failed``."""

    __tablename__ = "audits"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    file: Mapped[str] = mapped_column(String(200))
    mapping: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    step: Mapped[str] = mapped_column(String(200), default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    error: Mapped[str] = mapped_column(Text, default="")
    created: Mapped[datetime]


class WorklistItem(Base):
    """One decision of the worklist. ``facts``: it as a case, to be explained; ``state``: open, explained, corrected, closed."""

    __tablename__ = "findings"

    id: Mapped[int] = mapped_column(primary_key=True)
    audit_id: Mapped[int] = mapped_column(ForeignKey("audits.id"), index=True)
    row: Mapped[int]
    number: Mapped[str] = mapped_column(String(200))
    violation: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(String(200))
    verdict: Mapped[str] = mapped_column(String(30))
    said: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10), default="open")
    note: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1)
