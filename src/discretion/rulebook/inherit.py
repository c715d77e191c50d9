"""Inheritance: a child area's fields over its parent's, field by field, with the origin of each kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from discretion.documents import Document
from discretion.errors import Problem, RulebookError
from discretion.rulebook.lists import Entry, ListKind
from discretion.rulebook.rulebook import Ruleset
from discretion.rulebook.ruleset import Policy, Presumption, RecordsPolicy, RulesetHeader, Supplement
from discretion.rulebook.violation import Violation

T = TypeVar("T")
REQUIRED = ("label", "sector", "provision", "tiers", "source")
REQUIRED_POLICY = tuple(name for name, field in Policy.model_fields.items() if field.is_required())


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
    """One violation as one area sees it.

    Attributes:
        origins: where each field of the violation was written.
        header_origins: where each field of the header (``presume``, ``records``, ``supplements``, ``authority``) and
            of the policy (``policy.lighter``) was written.
    """

    chain: tuple[Ruleset, ...]
    violation: Violation
    origins: Mapping[str, Origin]
    entries: tuple[InheritedEntry, ...]
    policy: Policy
    presumptions: tuple[Presumption, ...]
    records: RecordsPolicy | None
    supplements: tuple[Supplement, ...]
    authority: str | None
    header_origins: Mapping[str, Origin]


def inherit(chain: tuple[Ruleset, ...], name: str) -> Inherited:
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
        written = file.model.model_fields_set
        for field in (name for name in Violation.model_fields if name in written):  # one order, whatever the hash seed
            merged[field] = getattr(file.model, field)
            origins[field] = Origin(ruleset.id, file.document, (field,))
    fields: dict[str, Any] = merged
    violation = Violation.model_construct(_fields_set=set(merged), **fields)
    missing = [field for field in REQUIRED if not getattr(violation, field)]
    if missing:
        origin = next(iter(origins.values()))
        where = origin.document.position(("violation",))
        raise RulebookError(Problem(f"违法行为 {name} 缺少 {'、'.join(missing)}，上级区域也没有规定", where))
    header: dict[str, Origin] = {}
    return Inherited(
        chain=chain,
        violation=violation,
        policy=policy_of(chain, header),
        entries=tuple(item for item in entries_of(chain) if item.entry.applies_to(name)),
        presumptions=tuple(first_written(chain, "presume", lambda found: found.presume, header) or ()),
        records=first_written(chain, "records", lambda found: found.records, header),
        supplements=tuple(first_written(chain, "supplements", lambda found: found.supplements, header) or ()),
        authority=violation.authority or first_written(chain, "authority", lambda found: found.authority, header),
        origins=origins,
        header_origins=header,
    )


def field_of(rulesets: Iterable[Ruleset], violation: str, field: str) -> Any:
    """A field of a violation as the first of some rulesets writes it; None where none does."""
    files = (ruleset.violations.get(violation) for ruleset in rulesets)
    written = (getattr(file.model, field) for file in files if file is not None)
    return next((value for value in written if value is not None), None)


def policy_of(chain: tuple[Ruleset, ...], origins: dict[str, Origin] | None = None) -> Policy:
    """The policy of a chain, field by field from the most specific ruleset that writes it.

    Args:
        chain: the rulesets, the most specific first.
        origins: filled with the origin of every field, as ``policy.<field>``.

    Raises:
        RulebookError: a field is written nowhere along the chain.
    """
    merged: dict[str, Any] = {}
    for ruleset in reversed(chain):
        part = ruleset.header.model.policy
        for field in sorted(part.model_fields_set) if part is not None else ():
            merged[field] = getattr(part, field)
            if origins is not None:
                origins[f"policy.{field}"] = Origin(ruleset.id, ruleset.header.document, ("policy", field))
    missing = [field for field in REQUIRED_POLICY if merged.get(field) is None]
    if missing:
        where = chain[-1].header.document.position(("policy",) if chain[-1].header.model.policy else ())
        raise RulebookError(Problem(f"基准的 policy 缺少 {'、'.join(missing)}，上级区域也没有规定", where))
    return Policy.model_construct(**{field: value for field, value in merged.items() if value is not None})


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


def first_written(
    chain: tuple[Ruleset, ...], field: str, read: Callable[[RulesetHeader], T], origins: dict[str, Origin] | None = None
) -> T | None:
    """The value of a header field from the most specific ruleset that writes it; its origin is noted in ``origins``."""
    for ruleset in chain:
        if field in ruleset.header.model.model_fields_set:
            if origins is not None:
                origins[field] = Origin(ruleset.id, ruleset.header.document, (field,))
            return read(ruleset.header.model)
    return None
