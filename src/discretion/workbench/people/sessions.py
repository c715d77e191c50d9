"""Signing in, staying in, signing out; and how often one may try."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session as Database

from discretion.workbench.people.users import Person, find, person
from discretion.workbench.store import Session, SignInFailure, User

LASTS, IDLE = timedelta(hours=12), timedelta(hours=2)
WINDOW = timedelta(minutes=15)
FREE = 5  # failures of a name from one address before one has to wait
LONGEST = timedelta(minutes=15)
TRIES_OF_AN_ADDRESS = 100  # failures within the window; many may sit behind one address
TOUCH = timedelta(minutes=1)  # how exactly it is known when somebody was last seen


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who is there: the person, and the secret that his forms carry."""

    person: Person
    csrf: str


class TooManyTries(Exception):  # noqa: N818 - a page, not a fault
    """Too many failures lately; ``wait``: for how many seconds."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__()
        self.wait: int = max(1, -(-int(wait.total_seconds() * 1000) // 1000))


def knock(database: Database, at: datetime, name: str, address: str) -> str | None:
    """Somebody tries a password: the hash that it must match, None for nobody's. It counts as a failure until it is known to match.

    Who fails waits: twice as long after each failure, up to a quarter of an hour, and only from where he failed. A stranger
    elsewhere does not lock anybody out.

    Raises:
        TooManyTries: before the password is looked at.
    """
    one, all_ = _keys(name, address)
    database.execute(delete(SignInFailure).where(SignInFailure.at < at - WINDOW))
    count, last = _failures(database, one)
    if count >= FREE and last is not None and at < last + (wait := _wait(count)):
        raise TooManyTries(last + wait - at)
    if _failures(database, all_)[0] >= TRIES_OF_AN_ADDRESS:
        raise TooManyTries(WINDOW)
    database.add(SignInFailure(key=one, at=at))
    user = find(database, name)
    return user.password if user else None


def sign_in(database: Database, at: datetime, name: str, address: str, matched: str | None) -> str:
    """What comes of a try: the token of a session that begins, or an empty text, with no word about what was wrong.

    Args:
        database: where sessions are.
        at: the time.
        name: what was typed.
        address: where it comes from.
        matched: the hash that the password was found to match; None where it did not.
    """
    one, all_ = _keys(name, address)
    user = find(database, name) if matched else None
    if user is None or user.password != matched:  # changed while it was looked at
        database.add(SignInFailure(key=all_, at=at))
        return ""
    database.execute(delete(SignInFailure).where(SignInFailure.key == one))
    return begin(database, at, user)


def _keys(name: str, address: str) -> tuple[str, str]:
    return f"name:{name.casefold()[:100]}@{address[:90]}", f"address:{address[:100]}"


def _failures(database: Database, key: str) -> tuple[int, datetime | None]:
    """How many lately, and when the last was."""
    count, last = database.execute(
        select(func.count(), func.max(SignInFailure.at)).where(SignInFailure.key == key)
    ).one()
    return count, last


def _wait(count: int) -> timedelta:
    """How long after so many failures.

    >>> [_wait(count).seconds for count in (5, 6, 7, 15, 40)]
    [1, 2, 4, 900, 900]
    """
    return min(LONGEST, timedelta(seconds=2 ** min(count - FREE, 20)))


def begin(database: Database, at: datetime, user: User) -> str:
    """Begin a session for a user whose identity is sure."""
    database.execute(delete(Session).where(Session.created < at - LASTS))
    token = secrets.token_urlsafe(32)
    database.add(Session(token=_digest(token), user_id=user.id, csrf=secrets.token_urlsafe(32), created=at, seen=at))
    return token


def visitor(database: Database, at: datetime, token: str) -> tuple[Visitor, bool] | None:
    """Who has this token, if his session still lasts; and whether it is time to note that he was seen."""
    row = database.execute(
        select(Session, User).join(User, User.id == Session.user_id).where(Session.token == _digest(token), User.active)
    ).first()
    if row is None:
        return None
    session, user = row
    if session.created < at - LASTS or session.seen < at - IDLE:
        return None
    return Visitor(person(user), session.csrf), session.seen < at - TOUCH


def touch(database: Database, at: datetime, token: str) -> None:
    """Note that somebody was seen."""
    session = database.get(Session, _digest(token))
    if session is not None:
        session.seen = at


def end(database: Database, token: str) -> None:
    """Sign out."""
    database.execute(delete(Session).where(Session.token == _digest(token)))


def end_all(database: Database, user_id: int) -> None:
    """Sign a user out everywhere: his password or his roles changed."""
    database.execute(delete(Session).where(Session.user_id == user_id))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
