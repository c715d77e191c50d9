"""The service (HTTP): the library's answers over ``/v1``, for systems that are not written in Python."""

from typing import TYPE_CHECKING

from discretion.service.keys import SCOPES, Keys, new_key, read_keys
from discretion.service.settings import Settings

if TYPE_CHECKING:
    from discretion.service.app import create_app
    from discretion.service.server import run

__all__ = ["SCOPES", "Keys", "Settings", "create_app", "new_key", "read_keys", "run"]


def __getattr__(name: str) -> object:
    """FastAPI is an extra, and slow to import: it is loaded when an app is made."""
    if name == "create_app":
        from discretion.service.app import create_app

        return create_app
    if name == "run":
        from discretion.service.server import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
