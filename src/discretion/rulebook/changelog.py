"""The changelog of the rulesets (``CHANGELOG.yaml``): what each version changed, and for which cases."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Literal

from pydantic import Field

from discretion.documents import Day, Document, validate
from discretion.errors import Problem, RulebookError, nearest
from discretion.facts import Strict
from discretion.rulebook.law import Slug
from discretion.rulebook.layer import Layer, Source
from discretion.rulebook.rulebook import Rulebook

NAME = "CHANGELOG.yaml"


class Effect(StrEnum):
    """What a change means for a party whose case it reaches, next to the version before."""

    FIRST = "first"  # the first version: nothing to compare with
    MILDER = "milder"
    HARSHER = "harsher"
    MIXED = "mixed"
    NONE = "none"  # wording, sources, evidence


class Example(Strict):
    """A golden case of this version that shows the change."""

    violation: str
    case: str = Field(description="范例案件的名称")


class Change(Strict):
    """One change of a version."""

    what: str = Field(min_length=1)
    effect: Effect = Field(strict=False)
    violations: Literal["all"] | list[str] = Field(description="受影响的违法行为")
    affected: str | None = Field(None, description="受影响的案件；不写则为上列违法行为的全部案件")
    examples: list[Example] = []


class VersionEntry(Strict):
    """The changes of one version of one area."""

    area: Slug
    version: str
    date: Day = Field(description="编入规则库之日")
    changes: list[Change] = Field(min_length=1)


class Changelog(Strict):
    """``CHANGELOG.yaml``, the newest entries first."""

    changelog: list[VersionEntry]


def read_changelog(source: Source) -> tuple[Changelog, Document]:
    """Read the changelog of a ``rulesets`` folder, or of another layer.

    Raises:
        RulebookError: it is missing or malformed.
    """
    layer = Layer.of(source)
    document = layer.document(layer.root / NAME)
    return validate(Changelog, document, error=RulebookError), document


def changelog_problems(rulebook: Rulebook, changelog: Changelog, document: Document) -> Iterator[Problem]:
    """Yield where changelog and rulebook disagree: unknown versions and violations, versions without an entry."""
    written = {(entry.area, entry.version) for entry in changelog.changelog}
    layer = rulebook.layer_of(document.name)
    for ruleset in rulebook.rulesets:
        if ruleset.layer == layer and (ruleset.area, ruleset.header.model.version) not in written:
            yield Problem(f"更新记录没有 {ruleset.id}", ruleset.header.document.position(("version",)))
    names = rulebook.violation_ids(rulebook.rulesets)
    for number, entry in enumerate(changelog.changelog):
        known = {ruleset.header.model.version for ruleset in rulebook.areas.get(entry.area, ())}
        if entry.version not in known:
            near = None if known else nearest(entry.area, list(rulebook.areas))
            where = document.position(("changelog", number, "version" if known else "area"))
            yield Problem(f"没有 {entry.area}@{entry.version}", where, allowed=tuple(sorted(known)), nearest=near)
        for index, change in enumerate(entry.changes):
            for place, name in enumerate(change.violations if isinstance(change.violations, list) else ()):
                if name not in names:
                    where = document.position(("changelog", number, "changes", index, "violations", place))
                    yield Problem(f"没有违法行为 {name}", where, nearest=nearest(name, names))


def check_changelog(rulebook: Rulebook) -> None:
    """Hold the changelog of every layer against its versions; a layer without one has nothing to hold.

    Raises:
        RulebookError: it is malformed, or says something else than the rulebook.
    """
    problems = [
        problem
        for layer in rulebook.layers
        if layer.has(NAME)
        for problem in changelog_problems(rulebook, *read_changelog(layer))
    ]
    if problems:
        raise RulebookError(*problems)
