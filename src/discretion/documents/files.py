"""Files: read with kind errors, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import secrets
from dataclasses import replace
from pathlib import Path
from typing import Literal

from discretion.documents.document import Document
from discretion.documents.json_reader import read_json
from discretion.documents.text import MAX_BYTES, decode
from discretion.documents.yaml_reader import read_yaml
from discretion.errors import DiscretionError, Position, Problem, RulebookError


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


def read_file(path: str | os.PathLike[str], *, error: type[DiscretionError] = RulebookError) -> Document:
    """Read a YAML or JSON file; a missing or unreadable file is a problem like any other."""
    name = os.fspath(path)
    try:
        with Path(path).open("rb") as stream:
            source = stream.read(MAX_BYTES + 1)
    except OSError as failure:
        raise error(Problem(_cause(failure), Position(name))) from None
    except ValueError:  # a NUL in the path
        raise error(Problem("不是有效的文件名", Position(name))) from None
    return replace(read(source, name, error=error), digest=hashlib.sha256(source).hexdigest())


def write_atomically(path: str | os.PathLike[str], text: str | bytes) -> None:
    """Write a file (text as UTF-8) so that a reader, or a crash, sees either the old content or the new one."""
    target = Path(path)
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
