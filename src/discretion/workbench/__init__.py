"""The workbench (工作台): officers, reviewers and supervisors in the browser, over the library and its service."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discretion.workbench.machine import add_user, check_log
    from discretion.workbench.settings import Setup
    from discretion.workbench.web.app import create_app

__all__ = ["Setup", "add_user", "check_log", "create_app"]
_WHERE = {"Setup": "settings", "add_user": "machine", "check_log": "machine", "create_app": "web.app"}


def __getattr__(name: str) -> object:
    """SQLAlchemy, argon2 and Starlette are an extra: they are loaded when a workbench is opened."""
    if name in _WHERE:
        return getattr(import_module(f"discretion.workbench.{_WHERE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
