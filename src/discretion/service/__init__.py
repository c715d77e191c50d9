"""The service (HTTP): the library's answers over ``/v1``, for systems that are not written in Python."""

from importlib import import_module
from typing import TYPE_CHECKING

from discretion.service.keys import SCOPES, Keys, new_key, read_keys
from discretion.service.settings import Settings, loopback
from discretion.service.state import Rules

if TYPE_CHECKING:
    from discretion.service.app import create_app
    from discretion.service.gate import BodyTooLarge, RequestGate
    from discretion.service.server import run

__all__ = [
    "SCOPES",
    "BodyTooLarge",
    "Keys",
    "RequestGate",
    "Rules",
    "Settings",
    "create_app",
    "loopback",
    "new_key",
    "read_keys",
    "run",
]
_LATE = {"create_app": "app", "BodyTooLarge": "gate", "RequestGate": "gate", "run": "server"}


def __getattr__(name: str) -> object:
    """FastAPI and its like are an extra, and slow to import: they are loaded when an app is made."""
    if name in _LATE:
        return getattr(import_module(f"discretion.service.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
