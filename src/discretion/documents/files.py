"""Files: read with kind errors, written whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import stat
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Literal

from discretion.documents.document import Document
from discretion.documents.json_reader import read_json
from discretion.documents.text import MAX_BYTES, canonical_bytes, decode
from discretion.documents.yaml_reader import read_yaml
from discretion.errors import DiscretionError, Position, Problem, RulebookError

NOT_REGULAR = "不是普通文件"


def read(
    source: str | bytes,
    name: str = "",
    *,
    kind: Literal["yaml", "json"] | None = None,
    error: type[DiscretionError] = RulebookError,
) -> Document:
    """Read YAML or JSON text.

    Args:
        source: text, or UTF-8 bytes.
        name: what positions call the file.
        kind: the notation; without it, a name that ends in ``.json`` is JSON and everything else YAML.
        error: the kind of error to raise.

    Raises:
        DiscretionError: of the given kind, with all problems found.
    """
    text = decode(source, name, error)
    if kind == "json" or (kind is None and name.lower().endswith(".json")):
        return read_json(text, name, error)
    return read_yaml(text, name, error)


def read_file(
    path: str | os.PathLike[str],
    *,
    kind: Literal["yaml", "json"] | None = None,
    error: type[DiscretionError] = RulebookError,
) -> Document:
    """Read a YAML or JSON file; a missing or unreadable file is a problem like any other."""
    name = os.fspath(path)
    shown = printable(name)
    try:
        with open_regular(path) as stream:
            source = bounded(stream)
    except OSError as failure:
        raise error(Problem(_cause(failure), Position(shown))) from None
    except ValueError:  # a NUL in the path
        raise error(Problem("不是有效的文件名", Position(shown))) from None
    digest = hashlib.sha256(canonical_bytes(source)).hexdigest()
    return replace(read(source, shown, kind=kind, error=error), digest=digest)


def bounded(stream: BinaryIO) -> bytes:
    """What a document may have, and a byte more: who sends without end is refused as too large, and not waited for."""
    return stream.read(MAX_BYTES + 1)


def printable(name: str) -> str:
    """A file name that any output can show: bytes that are no UTF-8 are escaped."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def open_regular(path: str | os.PathLike[str]) -> BinaryIO:
    """Open a regular file for reading; a FIFO, a device or a socket would wait for ever, or never end.

    Raises:
        OSError: it cannot be opened, or is no regular file.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "是文件夹")
        raise OSError(errno.EINVAL, NOT_REGULAR)
    return os.fdopen(handle, "rb")


def write_atomically(path: str | os.PathLike[str], text: str | bytes) -> None:
    """Write a file (text as UTF-8) so that a reader, or a crash, sees either the old content or the new one.

    Raises:
        OSError: it cannot be written, or something that is no regular file (a device, a FIFO, a symbolic link) is there.
    """
    target = Path(path)
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise OSError(errno.EINVAL, "已有的不是普通文件，不予替换" if not target.is_dir() else "是文件夹")
    temporary = target.with_name(f".{target.name}.{os.getpid()}-{secrets.token_hex(4)}.tmp")
    try:
        # os.open, unlike tempfile, lets the umask decide who may read the file, as for any other file
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8") if isinstance(text, str) else text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _cause(failure: OSError) -> str:
    match failure:
        case FileNotFoundError():
            return "文件不存在"
        case IsADirectoryError():
            return "应当是文件，不是文件夹"
        case PermissionError():
            return "没有读取文件的权限"
        case _:
            return f"无法读取文件（{failure.strerror or type(failure).__name__}）"
