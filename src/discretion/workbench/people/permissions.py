"""Who may do what. This table is the whole of it; every page names its action, and is tested against it."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["officer", "reviewer", "approver", "supervisor", "administrator"]
ROLES: dict[str, str] = {
    "officer": "办案人员",
    "reviewer": "法制审核人员",
    "approver": "批准人",
    "supervisor": "监督人员",
    "administrator": "管理员",
}
Action = Literal[
    "home",
    "case.edit",
    "case.read",
    "rulebook.read",
    "draft.edit",
    "draft.read",
    "draft.remark",
    "draft.approve",
    "audit.run",
    "users.manage",
    "log.read",
]
EVERYBODY: frozenset[str] = frozenset(get_args(Role))
PERMISSIONS: dict[Action, frozenset[str]] = {
    "home": EVERYBODY,
    "case.edit": frozenset({"officer"}),  # one's own
    "case.read": frozenset({"officer", "reviewer", "approver", "supervisor"}),  # an officer: one's own
    "rulebook.read": EVERYBODY,
    "draft.edit": frozenset({"reviewer"}),
    "draft.read": frozenset({"reviewer", "approver", "supervisor"}),
    "draft.remark": frozenset({"reviewer", "approver"}),
    "draft.approve": frozenset({"approver"}),  # and publish; never what one has a hand in
    "audit.run": frozenset({"supervisor"}),
    "users.manage": frozenset({"administrator"}),
    "log.read": frozenset({"supervisor", "administrator"}),
}


def may(roles: frozenset[str], action: Action) -> bool:
    """Whether somebody with these roles may do it.

    >>> may(frozenset({"officer"}), "users.manage"), may(frozenset({"officer", "administrator"}), "users.manage")
    (False, True)
    """
    return not roles.isdisjoint(PERMISSIONS[action])
