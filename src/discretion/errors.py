"""The one family of errors: each says what is wrong, where, what was found, what is allowed, and the remedy."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

PAGE = "docs/errors.md"  # of the documentation: a section for each code
MAX_SHOWN = 20  # a broken file can hold thousands of problems; nobody reads past the first screen
MAX_ALLOWED = 12
MAX_TEXT = 300
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file (``line`` and ``column`` count from 1), or in data (``field``), or in both.

    Attributes:
        name: the field's own name is meant, not its value.
    """

    file: str = ""
    line: int | None = None
    column: int | None = None
    field: tuple[str | int, ...] = ()
    name: bool = False

    def __str__(self) -> str:
        if self.line is not None:
            return f"{self.file or '<输入>'}:{self.line}:{self.column or 1}"
        return ": ".join(part for part in (self.file, field_name(self.field)) if part)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        message: what is wrong, in Chinese, without a full stop.
        where: file and line, or field.
        found: what was there.
        allowed: what may be there.
        nearest: the right name that looks most like what was found.
        remedy: what to do about it.
        code: stable name of the kind of mistake; empty: that of the error.
    """

    message: str
    where: Position | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()
    nearest: str | None = None
    remedy: str | None = None
    code: str = ""

    def data(self, code: str) -> dict[str, object]:
        """The problem for programs; empty parts are left out.

        Args:
            code: that of the error, for a problem without one of its own.
        """
        where, code = self.where or Position(), self.code or code
        parts = {
            "code": code,
            "message": self.message,
            "file": where.file or None,
            "line": where.line,
            "column": where.column,
            "field": list(where.field) or None,
            "found": self.found,
            "allowed": list(self.allowed) or None,
            "nearest": self.nearest,
            "remedy": self.remedy,
            "text": str(self),
            "doc": f"{PAGE}#{code}",
        }
        return {key: value for key, value in parts.items() if value is not None}

    def __str__(self) -> str:
        place = str(self.where) if self.where else ""
        return _printable(f"{place}: " if place else "") + _printable(self.message) + self.details()

    def details(self) -> str:
        """What was found, what is allowed, the remedy: in parentheses, for behind the message."""
        details = []
        if self.found is not None:
            details.append(f"发现：{self.found}")
        if self.allowed:
            more = f" 等{len(self.allowed)}个" if len(self.allowed) > MAX_ALLOWED else ""
            details.append(f"允许：{'、'.join(self.allowed[:MAX_ALLOWED])}{more}")
        if self.nearest is not None:
            details.append(f"是否想写：{self.nearest}")
        if self.remedy is not None:
            details.append(f"改法：{self.remedy}")
        return f"（{'；'.join(map(_printable, details))}）" if details else ""


class DiscretionError(Exception):
    """Base of every error a user can cause. ``str`` gives one line per problem.

    Attributes:
        code: stable name of the kind of error, for problems that have none of their own.
    """

    code = "error"

    def __init__(self, *problems: Problem | str) -> None:
        # Exception.args holds the problems, so that the error survives pickling between processes.
        super().__init__(*(Problem(item) if isinstance(item, str) else item for item in problems))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, in the order of the file."""
        return self.args

    def data(self) -> list[dict[str, object]]:
        """Every problem for programs: code, place, what was found, what is allowed, the nearest name, the remedy."""
        return [problem.data(self.code) for problem in self.problems]

    def __str__(self) -> str:
        lines = [str(problem) for problem in self.problems[:MAX_SHOWN]]
        rest = len(self.problems) - MAX_SHOWN
        return "\n".join([*lines, f"……另有{rest}处问题"] if rest > 0 else lines)


class RulebookError(DiscretionError):
    """A file of the rulebook (facts, laws, rulesets, lists) is wrong."""

    code = "rulebook"


class CaseError(DiscretionError):
    """A case, or a batch of decisions, is wrong."""

    code = "case"


class UsageError(DiscretionError):
    """What the caller asked for does not exist or does not fit together."""

    code = "usage"


class MissingExtra(UsageError):  # noqa: N818 - named as the user meets it
    """An optional part of discretion is not installed."""

    code = "missing-extra"

    def __init__(self, extra: str, purpose: str) -> None:
        self.extra: str = extra
        self.purpose: str = purpose
        super().__init__(
            Problem(f"{purpose}需要可选组件 {extra}", remedy=f'安装它：pip install "discretion[{extra}]"'),
        )

    def __reduce__(self) -> tuple[type[MissingExtra], tuple[str, str]]:
        return MissingExtra, (self.extra, self.purpose)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate that looks most like ``name``, or None if none does.

    >>> nearest("gros_mass_kg", ["gross_mass_kg", "mass_limit_kg"])
    'gross_mass_kg'
    """
    # difflib is quadratic: a megabyte of name must not become a minute of work
    found = difflib.get_close_matches(name[:100], list(candidates), n=1, cutoff=0.6)
    return found[0] if found else None


def field_name(path: Iterable[str | int]) -> str:
    """Write a path as a reader expects it.

    >>> field_name(("records", 0, "date"))
    'records[0].date'
    """
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif "." in part:
            text += f'["{part}"]'
        else:
            text += f".{part}" if text else part
    return text


def _printable(text: str) -> str:
    """Shorten, and escape what would move the cursor or fail to encode: messages quote hostile input."""
    if len(text) > MAX_TEXT:
        text = f"{text[:MAX_TEXT]}……"
    return _UNPRINTABLE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
