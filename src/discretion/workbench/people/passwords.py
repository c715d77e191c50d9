"""Passwords: argon2id, and as long for a name that does not exist as for one that does."""

from __future__ import annotations

from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from discretion.errors import Problem, UsageError

SHORTEST, LONGEST = 12, 200
AT_ONCE = 2  # each takes 64 MiB and a core: when a whole office signs in at eight, they take turns


class Passwords:
    """Hashes and compares; never inside a transaction, as it takes long. The defaults of ``argon2-cffi`` follow RFC 9106; a test may use cheaper ones."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._nobody = self._hasher.hash("nobody's password")
        self._turn = BoundedSemaphore(AT_ONCE)

    def hash(self, password: str) -> str:
        """A hash to keep.

        Raises:
            UsageError: too short to be one.
        """
        if not SHORTEST <= len(password) <= LONGEST:
            raise UsageError(Problem(f"密码应当有{SHORTEST}至{LONGEST}个字符", code="password"))
        with self._turn:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Whether it is the password; never for a user without one, nor for nobody."""
        try:
            with self._turn:
                self._hasher.verify(kept or self._nobody, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None
