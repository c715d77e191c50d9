"""Validity: which version of an area counts on a day, and headers that would leave it open.

A version ends with its ``until``, or when a version that supersedes it begins. What ended never comes back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Protocol

from discretion.errors import Problem, nearest

if TYPE_CHECKING:
    from discretion.rulebook.law import LawVersion
    from discretion.rulebook.rulebook import File, Ruleset


class Dated(Protocol):
    """What is in force for a time: a version of a law, or of an area's rules."""

    @property
    def effective(self) -> date:
        """The first day."""

    @property
    def until(self) -> date | None:
        """The last day, where one is written."""


class Lasting:
    """What a version of a law and one of an area's rules do alike with their first and last day."""

    def in_force(self: Dated, day: date) -> bool:
        """Whether it is in force on a day (both ends included)."""
        return self.effective <= day and (self.until is None or day <= self.until)


def in_order(version: Dated) -> None:
    """Refuse a version that ends before it begins."""
    if version.until is not None and version.until < version.effective:
        raise ValueError(f"until {version.until} 早于 effective {version.effective}")


def changes(versions: Iterable[Dated]) -> set[date]:
    """The days on which one of them begins, and the first days without one that has ended."""
    days = set()
    for version in versions:
        days.add(version.effective)
        if version.until is not None:
            days.add(version.until + timedelta(days=1))
    return days


def last_day(ruleset: Ruleset, versions: Sequence[Ruleset], *, drafts: bool = False) -> date | None:
    """The last day a version counts; None when no end is known. Drafts end a version only when they are asked for."""
    header = ruleset.header.model
    ends = [header.until] if header.until is not None else []
    for other in versions:
        newer = other.header.model
        if newer.supersedes == header.version and (drafts or newer.status == "published"):
            ends.append(newer.effective - timedelta(days=1))
    return min(ends, default=None)


def in_force(versions: Sequence[Ruleset], day: date, *, drafts: bool = False) -> Ruleset | None:
    """The version of an area that counts on a day; None when there is none (never an older one instead)."""
    for ruleset in reversed(versions):  # the newest first: a draft goes before what it is meant to supersede
        header = ruleset.header.model
        if header.status == "draft" and not drafts:
            continue
        end = last_day(ruleset, versions, drafts=drafts)
        if header.effective <= day and (end is None or day <= end):
            return ruleset
    return None


def wrong_validity(areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """Yield a problem for versions of the same name, unknown predecessors, and two published versions of one day."""
    for versions in areas.values():
        known = [ruleset.header.model.version for ruleset in versions]
        for ruleset in versions:
            header, document = ruleset.header.model, ruleset.header.document
            if known.count(header.version) > 1:
                yield Problem(f"区域 {header.area} 有两个 {header.version} 版", document.position(("version",)))
            before = header.supersedes
            if before is not None and (before not in known or before == header.version):
                near = nearest(before, known)
                where = document.position(("supersedes",))
                yield Problem(f"区域 {header.area} 没有被取代的版本 {before}", where, nearest=near)
        yield from _overlaps([ruleset for ruleset in versions if ruleset.header.model.status == "published"])


def overlapping_laws(versions: Sequence[File[LawVersion]]) -> Iterator[Problem]:
    """Yield a problem for versions of a law, oldest first, that are in force on the same day."""
    for older, newer in pairwise(versions):
        if older.model.until is None or older.model.until >= newer.model.effective:
            message = f"版本 {older.model.version} 与 {newer.model.version} 的施行期间重叠"
            yield Problem(message, newer.document.position(("effective",)))


def _overlaps(published: Sequence[Ruleset]) -> Iterator[Problem]:
    for older, newer in combinations(published, 2):
        start, end = newer.header.model.effective, last_day(older, published)
        if end is None or start <= end:
            yield Problem(
                f"版本 {older.header.model.version} 与 {newer.header.model.version} 的有效期间重叠",
                newer.header.document.position(("effective",)),
                remedy=f"写 supersedes: {older.header.model.version!r}，或者给旧版本写 until".replace("'", '"'),
            )
