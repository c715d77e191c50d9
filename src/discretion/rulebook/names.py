"""Names of violations in headers and lists: one that means none would silently take a rule out of force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from discretion.errors import Problem, nearest
from discretion.rulebook.lists import matches
from discretion.rulebook.rulebook import Ruleset


def unknown_names(areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """Yield a problem for every name of ``unifies``, ``violations`` and ``except`` that means no violation.

    Args:
        areas: all versions of every area; parents are known to exist.
    """
    anywhere = sorted({name for versions in areas.values() for ruleset in versions for name in ruleset.violations})
    for versions in areas.values():
        for ruleset in versions:
            yield from _of_header(ruleset, areas)
            yield from _of_lists(ruleset, anywhere)


def _of_header(ruleset: Ruleset, areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """What a region unifies must be regulated in all of it: by itself or by what it extends."""
    known: set[str] = set()
    area: str | None = ruleset.area
    while area is not None:
        known |= {name for version in areas[area] for name in version.violations}
        area = areas[area][-1].header.model.extends
    for index, name in enumerate(ruleset.header.model.unifies):
        if name not in known:
            where = ruleset.header.document.position(("unifies", index))
            yield Problem(f"没有违法行为 {name}", where, nearest=nearest(name, sorted(known)))


def _of_lists(ruleset: Ruleset, anywhere: Sequence[str]) -> Iterator[Problem]:
    for file in ruleset.lists.values():
        for number, entry in enumerate(file.model.entries):
            listed = entry.violations if isinstance(entry.violations, list) else []
            for field, patterns in (("violations", listed), ("except", entry.excepted)):
                for index, pattern in enumerate(patterns):
                    if not any(matches(pattern, name) for name in anywhere):
                        where = file.document.position(("entries", number, field, index))
                        yield Problem(f"没有违法行为 {pattern}", where, nearest=nearest(pattern, anywhere))
