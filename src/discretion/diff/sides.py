"""What a user may compare: an area (and version) of a rulebook, a folder, or a git revision, each on a day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from discretion.decide import Plans
from discretion.diff.model import SideName
from discretion.diff.revisions import Revisions
from discretion.errors import Position, Problem, UsageError
from discretion.rulebook import Rulebook, Ruleset, SourceKind, load

AREA = re.compile(r"^(?P<area>[a-z0-9-]+|[一-鿿]+)(@(?P<version>[^:]+))?(:(?P<day>\d{4}-\d{2}-\d{2}))?$")
DATED = re.compile(r"^(?P<rest>.+):(?P<day>\d{4}-\d{2}-\d{2})$")


@dataclass(frozen=True)
class Side:
    """One ruleset with its ancestors, and the day whose law counts."""

    plans: Plans
    chain: tuple[Ruleset, ...]
    day: date
    name: SideName

    @property
    def rulebook(self) -> Rulebook:
        """The rulebook the side lives in."""
        return self.plans.rulebook


@dataclass(frozen=True)
class Operand:
    """A or B as the user meant it: a rulebook, and the area in it if one was named."""

    plans: Plans
    area: str | None
    version: str | None
    day: date | None
    origin: str
    source: str


class Sides:
    """Resolves operands. Rulebooks are loaded once.

    Args:
        rulesets: the folders of the rulebook in which plain area names are looked up, the base first.
        today: the day taken where none is given; moved into the validity of the ruleset.
        revisions: where git revisions are unpacked.
    """

    def __init__(self, rulesets: Sequence[Path], today: date, revisions: Revisions) -> None:
        self.rulesets: Sequence[Path] = rulesets
        self.today: date = today
        self.revisions: Revisions = revisions
        self._loaded: dict[tuple[Path, ...], Plans] = {}

    def operand(self, text: str, day: date | None = None) -> Operand:
        """Read one operand.

        Raises:
            UsageError: no such area, version, folder, revision; or a date that does not exist.
            RulebookError: the folder holds no usable rulebook.
        """
        if text.startswith("git:"):
            rest, own = _dated(text)
            folder = self.revisions.folder(rest)
            return self._folder(folder, own or day, rest, text)
        match = AREA.match(text)
        if match is not None and not (match["version"] is None and match["day"] is None and self._unknown(text)):
            own = _day(match["day"]) if match["day"] else None
            plans = self._plans(*self.rulesets)
            area = plans.rulebook.version(match["area"], match["version"]).area  # raises with the nearest name
            return Operand(plans, area, match["version"], own or day, "", text)
        rest, own = _dated(text)
        if not Path(rest).is_dir():
            plans = self._plans(*self.rulesets)
            raise UsageError(
                Problem(
                    f"没有区域或者文件夹 {rest}", allowed=tuple(plans.rulebook.areas),
                    remedy="写成 区域、区域@版本、文件夹 或者 git:修订版本，后面可以加 :日期",
                )
            )  # fmt: skip
        return self._folder(Path(rest), own or day, rest, text)

    def pairs(self, a: Operand, b: Operand, areas: tuple[str, ...] = ()) -> list[tuple[Side | None, Side | None]]:
        """The sides to compare: one pair of named areas, or every area of two rulebooks, parents first.

        A side is None where only the other rulebook has the area.
        """
        if a.area is not None or b.area is not None:
            first, second = a.area or b.area or "", b.area or a.area or ""
            return [(self._side(a, first), self._side(b, second))]
        books = a.plans.rulebook, b.plans.rulebook
        known = [area for book in books for area in sorted(book.areas, key=lambda area: (_depth(book, area), area))]
        wanted = list(dict.fromkeys(areas or known))
        for area in wanted:
            if area not in known:
                books[1].version(area)
        return [
            (
                self._side(a, area) if area in books[0].areas else None,
                self._side(b, area) if area in books[1].areas else None,
            )
            for area in wanted
        ]

    def _unknown(self, text: str) -> bool:
        """Whether a plain word is no area but a folder: an area goes first, ``./name`` always means the folder."""
        return Path(text).is_dir() and text not in self._plans(*self.rulesets).rulebook.areas

    def _folder(self, folder: Path, day: date | None, origin: str, source: str) -> Operand:
        header = folder / "ruleset.yaml"
        if not header.is_file():
            return Operand(self._plans(folder), None, None, day, origin, source)
        root = next((parent for parent in folder.resolve().parents if (parent / "laws").is_dir()), None)
        if root is None:
            raise UsageError(Problem("这个版本文件夹的上级没有 laws，找不到它所在的规则库", Position(str(folder))))
        plans = self._plans(root)
        for ruleset in plans.rulebook.rulesets:
            if ruleset.folder.resolve() == folder.resolve():
                return Operand(plans, ruleset.area, ruleset.header.model.version, day, origin, source)
        raise UsageError(Problem("规则库没有读到这个版本", Position(str(folder))))  # pragma: no cover

    def _plans(self, *folders: Path) -> Plans:
        key = tuple(folder.resolve() for folder in folders)
        if key not in self._loaded:
            self._loaded[key] = Plans(load(*folders), drafts=True)
        return self._loaded[key]

    def _side(self, operand: Operand, area: str) -> Side:
        book = operand.plans.rulebook
        ruleset = None
        if operand.version is None:
            book.version(area)
            ruleset = book.ruleset(area, operand.day or self.today, drafts=True)
            if ruleset is None and operand.day is not None:
                operand.plans.chain(area, operand.day)  # raises, naming the validity of every version
        if ruleset is None:
            ruleset = book.version(area, operand.version)
        day = operand.day or _within(ruleset, self.today)
        if not ruleset.header.model.in_force(day):
            header = ruleset.header.model
            until = header.until.isoformat() if header.until else "未定"
            raise UsageError(
                Problem(
                    f"{ruleset.id} 在{day.isoformat()}没有施行", allowed=(f"{header.effective.isoformat()} 至 {until}",)
                )
            )
        chain = book.chain(ruleset, day)
        header = ruleset.header.model
        method = (header.source.method or "") if header.source.kind is SourceKind.PROPOSED else ""
        name = SideName(area, header.label, ruleset.id, day.isoformat(), operand.origin, operand.source, method)
        return Side(operand.plans, chain, day, name)


def _depth(book: Rulebook, area: str) -> int:
    parent = book.parent(area)
    return 0 if parent is None else 1 + _depth(book, parent)


def _within(ruleset: Ruleset, day: date) -> date:
    header = ruleset.header.model
    if header.until is not None and day > header.until:
        return header.until
    return max(day, header.effective)


def _dated(text: str) -> tuple[str, date | None]:
    match = DATED.match(text)
    return (match["rest"], _day(match["day"])) if match else (text, None)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(Problem(f"{text} 不是日期", allowed=("YYYY-MM-DD",))) from None


__all__ = ["Operand", "Side", "Sides"]
