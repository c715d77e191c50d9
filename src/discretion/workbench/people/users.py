"""Users: added and changed by an administrator, or at the machine itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from discretion.errors import Problem, UsageError, nearest
from discretion.workbench.people.permissions import ROLES, Action, may
from discretion.workbench.store import User

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_PLACE = re.compile(r"(?:[0-9]{2}){0,3}")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in, apart from the database."""

    id: int
    name: str
    label: str
    unit: str
    place: str
    roles: frozenset[str]

    def may(self, action: Action) -> bool:
        """Whether the person may do it."""
        return may(self.roles, action)


def person(user: User) -> Person:
    """A user as the pages know him."""
    return Person(user.id, user.name, user.label, user.unit, user.place, frozenset(user.roles))


def find(session: Session, name: str) -> User | None:
    """The user who may sign in under a name."""
    return session.scalar(select(User).where(User.name == name, User.active))


def save(
    session: Session,
    at: datetime,
    name: str,
    *,
    label: str = "",
    unit: str = "",
    place: str = "",
    roles: Iterable[str] = (),
    password: str | None = None,
    active: bool = True,
) -> tuple[User, bool]:
    """Add a user, or change one; no password (a hash) leaves it as it is. Returns the user and whether he is new.

    Raises:
        UsageError: a name, role or place that cannot be.
    """
    known = _checked(name, place, roles)
    user = session.scalar(select(User).where(User.name == name))
    new = user is None
    if user is None:
        user = User(name=name, created=at)
        session.add(user)
    user.label, user.unit, user.place, user.active = label.strip() or name, unit.strip(), place, active
    user.roles = known
    if password:
        user.password = password
    session.flush()
    return user, new


def _checked(name: str, place: str, roles: Iterable[str]) -> list[str]:
    problems = []
    if not _NAME.fullmatch(name):
        problems.append(Problem("登录名应当是 1 至 64 个字母、数字或者 . _ @ -", found=name, code="user-name"))
    if not _PLACE.fullmatch(place):
        problems.append(
            Problem("地点应当是行政区划代码（GB/T 2260）的前二、四或者六位", found=place, code="user-place")
        )
    wanted = set(roles)
    for role in sorted(wanted - ROLES.keys()):
        near = nearest(role, ROLES)
        problems.append(Problem("没有这个角色", found=role, allowed=tuple(ROLES), nearest=near, code="user-role"))
    if not wanted:
        problems.append(Problem("至少要有一个角色", allowed=tuple(ROLES), code="user-role"))
    if problems:
        raise UsageError(*problems)
    return [role for role in ROLES if role in wanted]
