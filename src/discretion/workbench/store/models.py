"""What the workbench keeps. Tables only; who may do what with them stands elsewhere.

Every change of these models is a migration (``migrations/versions``); a test holds the two against each other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, DateTime, ForeignKey, Index, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The tables of a workbench. Times are UTC without zone: SQLite keeps none."""

    type_annotation_map = {dict[str, Any]: JSON, list[str]: JSON, datetime: DateTime(timezone=False)}


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


class Failure(Base):
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
