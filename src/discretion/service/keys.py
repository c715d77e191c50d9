"""API keys (接口密钥): hashed at rest, each with its scopes.

A file has one key a line: ``name scopes sha256``, e.g. ``case-system recommend,catalogue 9f86d0…``. The key itself is random
(256 bits), so a plain SHA-256 is enough: there is nothing to guess, which slow password hashes are for.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from discretion.errors import Position, Problem, UsageError, nearest

Scope = Literal["recommend", "catalogue", "verify", "similar", "metrics"]
SCOPES: tuple[str, ...] = get_args(Scope)
_NAME = re.compile(r"[\w.-]{1,64}")
_LINE = re.compile(rf"(?P<name>{_NAME.pattern})\s+(?P<scopes>[a-z,]+)\s+(?P<digest>[0-9a-f]{{64}})")


@dataclass(frozen=True, slots=True)
class Key:
    """One caller."""

    name: str
    scopes: frozenset[str]
    digest: str


@dataclass(frozen=True, slots=True)
class Keys:
    """All callers. Falsy when there are none."""

    known: tuple[Key, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.known)

    def find(self, secret: str) -> Key | None:
        """The caller whose key this is; every one is compared, so that time tells nothing."""
        given = _digest(secret)
        found = None
        for key in self.known:
            if hmac.compare_digest(key.digest, given):
                found = key
        return found


def read_keys(path: Path) -> Keys:
    """Read a file of keys.

    Raises:
        UsageError: it cannot be read, or a line is not ``name scopes sha256``; with its number.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(Problem(f"不能读取密钥文件：{error}", Position(str(path)))) from None
    return Keys(
        tuple(
            _key(path, number, line) for number, line in enumerate(lines, 1) if line.strip(" \t")[:1] not in ("", "#")
        )
    )


def new_key(name: str, scopes: tuple[str, ...]) -> tuple[str, str]:
    """A new key: the secret to hand over once, and the line for the file.

    Raises:
        UsageError: a name that its line could not be read back with, or an unknown scope.
    """
    if _NAME.fullmatch(name) is None:
        raise UsageError(
            Problem("密钥的名称只能用文字、数字和 . _ -，不超过64个字符，不含空格", Position(field=("name",)), name)
        )
    for scope in scopes:
        _known(scope, Position(field=("scopes",)))
    secret = f"dk_{secrets.token_urlsafe(32)}"
    return secret, f"{name} {','.join(scopes)} {_digest(secret)}"


def _key(path: Path, number: int, line: str) -> Key:
    where = Position(str(path), number, 1)
    match = _LINE.fullmatch(line.strip())
    if match is None:
        raise UsageError(
            Problem("密钥文件的一行应当是“名称 权限 SHA-256”", where, remedy="用 discretion serve --new-key 生成")
        )
    scopes = match["scopes"].split(",")
    for scope in scopes:
        _known(scope, where)
    return Key(match["name"], frozenset(scopes), match["digest"])


def _known(scope: str, where: Position) -> None:
    if scope not in SCOPES:
        raise UsageError(Problem(f"没有权限 {scope}", where, scope, SCOPES, nearest(scope, SCOPES)))


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
