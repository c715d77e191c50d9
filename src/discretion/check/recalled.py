"""A run of one area after a run of everything: what it would find lies in the cache, and is looked up by the bytes of the files, none of which is parsed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from discretion.check.cache import Cache, CacheEntry, code_digest, key
from discretion.check.model import Finding
from discretion.check.tasks import common_key, files_key
from discretion.rulebook import Layer


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run of one area asks for: its rulesets, the keys of its proofs, and its counts."""

    rulesets: tuple[str, ...]
    proofs: tuple[str, ...]
    counts: tuple[int, ...]


def leave(
    areas: Mapping[str, Asked], files: Sequence[Finding], digest: str, layers: Sequence[Layer], day: date, cache: Cache
) -> None:
    """Keep what a run of each area alone would ask for, and what the files show of it."""
    for area, asked in areas.items():
        own = [item for item in files if item.area in ("", area)]
        cache.put(_key(layers, day, area), CacheEntry(own, asked.counts, (digest, *asked.rulesets), asked.proofs))


def recalled(
    layers: Sequence[Layer], day: date, area: str, cache: Cache
) -> tuple[CacheEntry, list[list[Finding]]] | None:
    """The entry of an area and the findings of its proofs, if a run of everything left all of them."""
    entry = cache.get(_key(layers, day, area)) if cache.where is not None else None
    if entry is None:
        return None
    found = list(_proofs(entry, cache))
    return (entry, found) if len(found) == len(entry.parts) else None


def _proofs(entry: CacheEntry, cache: Cache) -> Iterator[list[Finding]]:
    for name in entry.parts:
        known = cache.get(name)
        if known is None:
            return
        yield known.findings


def _key(layers: Sequence[Layer], day: date, area: str) -> str:
    return key(files_key(common_key(layers, code_digest(), None), layers, day), area)
