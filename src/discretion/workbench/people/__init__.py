"""People: who may sign in, and what for."""

from discretion.workbench.people.passwords import Passwords
from discretion.workbench.people.permissions import PERMISSIONS, ROLES, Action, may
from discretion.workbench.people.sessions import (
    TooManyTries,
    Visitor,
    begin,
    end,
    end_all,
    knock,
    sign_in,
    touch,
    visitor,
)
from discretion.workbench.people.users import Person, find, person, save

__all__ = [
    "PERMISSIONS",
    "ROLES",
    "Action",
    "Passwords",
    "Person",
    "TooManyTries",
    "Visitor",
    "begin",
    "end",
    "end_all",
    "find",
    "knock",
    "may",
    "person",
    "save",
    "sign_in",
    "touch",
    "visitor",
]
