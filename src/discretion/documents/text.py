"""From bytes to text that holds nothing a reader cannot see."""

from __future__ import annotations

import re

from discretion.errors import DiscretionError, Position, Problem

MAX_BYTES = 2_000_000
MAX_DEPTH = 30
MAX_NODES = 100_000

# Everything but line feeds (with or without CR) and printable characters. Among the refused: tabs, NUL, other
# controls, exotic line breaks (they would shift our line numbers) and the bidirectional controls, with which a
# rule can be made to look different from what it says.
REFUSED_IN_TEXT = re.compile(
    r"\r(?!\n)|[^\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
    r"|[\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)
# In a value, after escapes are resolved, a tab or a line break is only text.
REFUSED_IN_VALUES = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def decode(source: str | bytes, name: str, error: type[DiscretionError]) -> str:
    """Decode UTF-8 (a byte order mark is dropped) and refuse what is too large."""
    # The length in characters is a lower bound of the length in bytes: no need to encode what is too long anyway.
    if len(source) > MAX_BYTES or (isinstance(source, str) and len(source.encode("utf-8", "replace")) > MAX_BYTES):
        raise error(Problem("文件过大", Position(name), allowed=(f"不超过{MAX_BYTES}字节",)))
    text = source if isinstance(source, str) else _utf8(source, name, error)
    return text.removeprefix("\ufeff")


def canonical_bytes(source: bytes) -> bytes:
    """The bytes that a digest is of: without byte order mark, with LF line ends. A checkout on Windows adds both."""
    return source.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")


def _utf8(source: bytes, name: str, error: type[DiscretionError]) -> str:
    try:
        return source.decode("utf-8")
    except UnicodeDecodeError as failure:
        before = source[: failure.start].decode("utf-8", "replace")
        where = Position(name, before.count("\n") + 1, len(before) - before.rfind("\n"))
        found = f"字节 0x{source[failure.start]:02x}"
        raise error(Problem("不是有效的 UTF-8 文本", where, found, remedy="把文件另存为 UTF-8 编码")) from None


def refuse_invisible(text: str, name: str, error: type[DiscretionError]) -> None:
    """Refuse the first character of a YAML text that a reader could not see or would misread."""
    match = REFUSED_IN_TEXT.search(text)
    if match is None:
        return
    where = Position(name, text.count("\n", 0, match.start()) + 1, match.start() - text.rfind("\n", 0, match.start()))
    if match[0] == "\t":
        raise error(Problem("不能使用制表符", where, "制表符", remedy="改用空格缩进；文本中需要时在双引号内写 \\t"))
    raise error(Problem("含有不可见的或控制字符", where, describe(match[0]), remedy="删去该字符"))


def describe(character: str) -> str:
    """Name a character that cannot be shown: ``U+202E``."""
    return f"U+{ord(character[0]):04X}"
