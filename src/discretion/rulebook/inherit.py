"""Inheritance: a child area's fields over its parent's, field by field, with the origin of each kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from discretion.documents import Document
from discretion.errors import Problem, RulebookError
from discretion.rulebook.lists import Entry, ListKind
from discretion.rulebook.rulebook import Rulebook, Ruleset
from discretion.rulebook.ruleset import Policy, Presumption, RecordsPolicy, Supplement
from discretion.rulebook.violation import Violation

REQUIRED = ("label", "sector", "provision", "tiers", "source")


@dataclass(frozen=True)
class Origin:
    """The ruleset and the file a value came from, and the path of the value in that file."""

    ruleset: str
    document: Document
    path: tuple[str | int, ...] = ()


@dataclass(frozen=True)
class InheritedEntry:
    """A list entry and where it was written."""

    kind: ListKind
    entry: Entry
    origin: Origin


@dataclass(frozen=True)
class Inherited:
    """One violation as one area sees it."""

    chain: tuple[Ruleset, ...]
    violation: Violation
    origins: Mapping[str, Origin]
    entries: tuple[InheritedEntry, ...]
    policy: Policy
    presumptions: tuple[Presumption, ...]
    records: RecordsPolicy | None
    supplements: tuple[Supplement, ...]
    authority: str | None


def inherit(rulebook: Rulebook, chain: tuple[Ruleset, ...], name: str) -> Inherited:
    """Merge a violation along a chain of rulesets (most specific first).

    Raises:
        RulebookError: a field is written nowhere along the chain.
    """
    merged: dict[str, object] = {}
    origins: dict[str, Origin] = {}
    for ruleset in reversed(chain):
        file = ruleset.violations.get(name)
        if file is None:
            continue
        for field in file.model.model_fields_set:
            merged[field] = getattr(file.model, field)
            origins[field] = Origin(ruleset.id, file.document, (field,))
    violation = Violation.model_construct(_fields_set=set(merged), **merged)
    missing = [field for field in REQUIRED if not getattr(violation, field)]
    if missing:
        origin = next(iter(origins.values()))
        where = origin.document.position(("violation",))
        raise RulebookError(Problem(f"违法行为 {name} 缺少 {'、'.join(missing)}，上级区域也没有规定", where))
    policy = _first(chain, "policy")
    if not isinstance(policy, Policy):
        where = chain[-1].header.document.position(())
        raise RulebookError(Problem("基准没有 policy，上级区域也没有规定", where))
    return Inherited(
        chain=chain,
        violation=violation,
        origins=origins,
        entries=tuple(item for item in entries_of(chain) if item.entry.applies_to(name)),
        policy=policy,
        presumptions=_first(chain, "presume") or (),  # type: ignore[arg-type]
        records=_first(chain, "records"),  # type: ignore[arg-type]
        supplements=tuple(_first(chain, "supplements") or ()),  # type: ignore[arg-type]
        authority=_first(chain, "authority"),  # type: ignore[arg-type]
    )


def entries_of(chain: tuple[Ruleset, ...]) -> tuple[InheritedEntry, ...]:
    """All list entries of a chain: the parents' first, a child's entry in place of a parent's of the same id."""
    found: dict[tuple[ListKind, str], InheritedEntry] = {}
    for ruleset in reversed(chain):
        for kind in ListKind:
            file = ruleset.lists.get(kind)
            if file is None:
                continue
            for index, entry in enumerate(file.model.entries):
                origin = Origin(ruleset.id, file.document, ("entries", index))
                found[kind, entry.id] = InheritedEntry(kind, entry, origin)
    return tuple(found.values())


def _first(chain: tuple[Ruleset, ...], field: str) -> object:
    """The value of a header field from the most specific ruleset that writes it."""
    for ruleset in chain:
        header = ruleset.header.model
        if field in header.model_fields_set:
            value: object = getattr(header, field)
            return value
    return None
