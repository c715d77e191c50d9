"""Results of earlier runs, kept under the user's cache folder by the digest of everything they rest on.

A key covers the data that a check can read, the code of the package and the version of the solver; so an entry never
goes stale, it is only no longer asked for. Entries are written whole or not at all. Entries nobody read for a month
are removed. Every entry is sealed with the user's own key: what was edited or comes from elsewhere is proved anew.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from discretion._version import __version__
from discretion.check.model import Finding, Reach, Verdict
from discretion.documents import write_atomically
from discretion.errors import Position

KEPT_SECONDS = 30 * 24 * 3600
_PACKAGE = Path(__file__).resolve().parents[1]


def folder() -> Path:
    """Where results are kept on this platform."""
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "discretion" / "check"
    if sys.platform == "win32":
        return (
            Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "discretion" / "Cache" / "check"
        )
    home = Path.home()
    return (home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache") / "discretion" / "check"


@dataclass(frozen=True, slots=True)
class CacheEntry:
    """What is kept: findings; for a whole run its counts; for one of an area its names, and the keys of its proofs."""

    findings: list[Finding]
    counts: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Cache:
    """Entries by key. A cache that cannot be read or written is as good as none: results never depend on it."""

    def __init__(self, where: Path | None) -> None:
        self.where = where

    def get(self, key: str) -> CacheEntry | None:
        """The entry of a key, or None."""
        if self.where is None:
            return None
        path = self._path(key)
        try:
            text = path.read_text(encoding="utf-8")
            seal, _, body = text.partition("\n")
            if not hmac.compare_digest(seal, self._seal(key, body)):
                return None  # edited, cut short, of another key, or of another user: as if it were not there
            data = json.loads(body, object_hook=_decoded)
            found = [_finding(item) for item in data["findings"]]
            entry = CacheEntry(found, *(tuple(data[name]) for name in ("counts", "names", "parts")))
            os.utime(path)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, ArithmeticError, RecursionError):
            return None
        return entry

    def put(self, key: str, entry: CacheEntry) -> None:
        """Keep the entry of a key."""
        if self.where is None:
            return
        found = [_plain(finding) for finding in entry.findings]
        data = {"findings": found, "counts": entry.counts, "names": entry.names, "parts": entry.parts}
        text = json.dumps(data, ensure_ascii=False, default=_encoded)
        try:
            self.where.mkdir(parents=True, exist_ok=True)
            write_atomically(self._path(key), f"{self._seal(key, text)}\n{text}")
        except OSError:
            return

    def _seal(self, key: str, body: str) -> str:
        """What only this user can write: a digest of key and content under a secret kept outside the cache."""
        return hmac.new(_secret(), f"{key}\0{body}".encode(), hashlib.sha256).hexdigest()

    def prune(self, now: float | None = None) -> None:
        """Remove entries that nobody read for a month."""
        if self.where is None or not self.where.is_dir():
            return
        oldest = (time.time() if now is None else now) - KEPT_SECONDS
        for path in self.where.glob("*.json"):
            try:
                if path.stat().st_mtime < oldest:
                    path.unlink()
            except OSError:
                continue  # another run was faster

    def _path(self, key: str) -> Path:
        assert self.where is not None
        return self.where / f"{key}.json"


def _secret() -> bytes:
    """The user's own secret, made once; it lies apart from the entries, so that a cache that is copied, shared or
    committed proves nothing elsewhere.

    Raises:
        OSError: it can neither be read nor made; then nothing is taken from the cache.
    """
    if shared := os.environ.get("DISCRETION_CACHE_KEY"):  # a secret of the CI, for a cache that outlives its machines
        return hashlib.sha256(shared.encode()).digest()
    path = Path.home() / ".config" / "discretion" / "cache.key"
    try:
        found = path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        found = secrets.token_bytes(32)
        with os.fdopen(handle, "wb") as stream:
            stream.write(found)
    if len(found) != 32:
        raise OSError("cache key")
    return found


def key(*parts: str) -> str:
    """A key from texts; the order counts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@cache
def code_digest() -> str:
    """Digest of this package's code and of the solver's version."""
    digest = hashlib.sha256(__version__.encode())
    for path in sorted(_PACKAGE.rglob("*.py")) + sorted(_PACKAGE.rglob("*.lark")):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(path.read_bytes())
    try:
        digest.update(metadata.version("z3-solver").encode())
    except metadata.PackageNotFoundError:
        digest.update(b"no solver")
    return digest.hexdigest()


def _plain(finding: Finding) -> Mapping[str, object]:
    where = finding.where
    return {
        "code": finding.code,
        "verdict": finding.verdict.value,
        "area": finding.area,
        "violation": finding.violation,
        "detail": finding.detail,
        "message": finding.message,
        "where": [where.file, where.line, where.column, list(where.field)] if where else None,
        "law": finding.law,
        "cases": list(finding.cases),
        "numbers": dict(finding.numbers),
        "remedy": finding.remedy,
        "version": finding.version,
        "region": finding.region and [finding.region.key, finding.region.text],
        "seconds": repr(finding.seconds),
    }


def _finding(data: Mapping[str, Any]) -> Finding:
    where = data["where"]
    return Finding(
        data["code"],
        Verdict(data["verdict"]),
        data["area"],
        data["violation"],
        data["detail"],
        data["message"],
        Position(where[0], where[1], where[2], tuple(where[3])) if where else None,
        data["law"],
        tuple(data["cases"]),
        data["numbers"],
        data["remedy"],
        data["version"],
        data["region"] and Reach(*data["region"]),
        float(data["seconds"]),
    )


def _encoded(value: object) -> object:
    if isinstance(value, Decimal):
        return {"$decimal": str(value)}
    raise TypeError(f"not plain data: {value!r}")


def _decoded(data: dict[str, object]) -> object:
    return Decimal(str(data["$decimal"])) if data.keys() == {"$decimal"} else data
