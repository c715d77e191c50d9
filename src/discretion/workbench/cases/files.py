"""Cases in the store: begun, saved, closed; each save is held against what its form was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from discretion.workbench.cases.form import Form
from discretion.workbench.people import Person
from discretion.workbench.store import CaseFile, User


class Stale(Exception):  # noqa: N818 - a page that shows both
    """The case was saved elsewhere since the form was made."""


class Closed(Exception):  # noqa: N818 - a page that says so
    """The case is closed; nothing of it changes any more."""


def begin(session: Session, at: datetime, owner: Person, form: Form, title: str) -> CaseFile:
    """A new case."""
    file = CaseFile(owner_id=owner.id, title=title, form=dict(form), state="open", created=at, changed=at, version=1)
    session.add(file)
    session.flush()
    return file


def listed(session: Session, reader: Person, *, limit: int) -> Sequence[tuple[CaseFile, str]]:
    """The cases that somebody may read, the latest first, each with its officer."""
    wanted = select(CaseFile, User.label).join(User, User.id == CaseFile.owner_id)
    if not reads_all(reader):
        wanted = wanted.where(CaseFile.owner_id == reader.id)
    found = session.execute(wanted.order_by(CaseFile.changed.desc(), CaseFile.id.desc()).limit(limit))
    return [(file, label) for file, label in found]


def reads_all(reader: Person) -> bool:
    """Whether somebody reads the cases of others: an officer reads his own."""
    return not reader.roles.isdisjoint({"reviewer", "approver", "supervisor"})


def open_file(session: Session, reader: Person, number: int, *, to_change: bool = False) -> CaseFile | None:
    """A case, if there is one that he may read; to change it, it is held until the transaction ends."""
    file = session.get(CaseFile, number, with_for_update=to_change)
    if file is None or not (file.owner_id == reader.id or reads_all(reader)):
        return None
    return file


def save(at: datetime, file: CaseFile, version: int, form: Form, title: str) -> list[str]:
    """Take a form in. Returns the names of the fields that changed; the same form again changes nothing.

    Raises:
        Closed: the case is closed.
        Stale: it was saved since with something else.
    """
    if file.state == "closed":
        raise Closed
    changed = _different(file.form, form)
    if not changed:
        return []
    if version != file.version:
        raise Stale
    file.form, file.title, file.changed, file.version = dict(form), title, at, version + 1
    return changed


def close(file: CaseFile, at: datetime, version: int, result: str) -> None:
    """Close a case with its result and receipt.

    Raises:
        Closed: it is closed.
        Stale: it was saved since.
    """
    if file.state == "closed":
        raise Closed
    if version != file.version:
        raise Stale
    file.state, file.result, file.changed = "closed", result, at


def _different(old: Form, new: Form) -> list[str]:
    """The fields in which two forms differ."""
    return [name for name in sorted({*old, *new}) if old.get(name) != new.get(name)]


def digest(form: Form) -> str:
    """What the log keeps of a form: enough to prove which it was, and nothing about anybody."""
    return hashlib.sha256(json.dumps(dict(form), sort_keys=True, ensure_ascii=False).encode()).hexdigest()
