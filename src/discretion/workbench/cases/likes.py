"""What stands beside a result: what was decided in like cases, and what the neighbouring areas would say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from discretion.decide import Recommendation
from discretion.decisions import Similar, Store
from discretion.errors import DiscretionError
from discretion.library import Library
from discretion.workbench.cases.form import Form, read
from discretion.workbench.cases.outcome import outcome


@dataclass(frozen=True, slots=True)
class LikeCases:
    """Like cases of one violation; or why there are none to show."""

    label: str
    found: Similar | None
    why: str


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Areas under whose rules a case comes out in one and the same way."""

    labels: tuple[str, ...]
    own: bool
    parts: tuple[Recommendation, ...]


def likes(library: Library, form: Form, result: Recommendation, store: Store) -> list[LikeCases]:
    """Like cases of every violation of a case, by ``discretion similar``."""
    case = library.case(read(form, library.rulebook.vocabulary).case)
    found = []
    for act, part in zip(case.singly, result.by_violation, strict=True):
        try:
            found.append(LikeCases(part.label, library.similar(act, store), ""))
        except DiscretionError as error:
            found.append(LikeCases(part.label, None, "；".join(problem.message for problem in error.problems)))
    return found


def near(library: Library, area: str, day: date) -> list[str]:
    """The areas beside an area: those of the same region; for a region or the nation, the regions; of a city, also those beside its province."""
    known = library.areas(day)
    parents = {item.id: item.parent for item in known}
    parent = parents.get(area)
    found = {area, *(name for name, above in parents.items() if above == (parent or area))}
    if parent is not None and parents.get(parents.get(parent) or "") is not None:  # nation, region, province: a city
        found |= {*near(library, parent, day)}
    return [item.id for item in known if item.id in found]


def elsewhere(library: Library, form: Form, own: str, areas: list[str], day: date) -> list[Elsewhere]:
    """The same case under the rules of areas, its own first; those with the same outcome together."""
    labels = {item.id: item.label for item in library.areas(day)}
    groups: dict[str, Elsewhere] = {}
    for area in sorted(areas, key=lambda name: name != own):
        parts = tuple(outcome(library, form, area=area).parts)
        key = _same(parts)
        before = groups.get(key)
        names = (*(before.labels if before else ()), labels[area])
        groups[key] = Elsewhere(names, area == own or (before is not None and before.own), parts)
    return list(groups.values())


def _same(parts: tuple[Recommendation, ...]) -> str:
    """What two areas must share to stand together: the outcome, and the law and tier that give it."""
    said = [
        (
            part.status,
            part.disposition,
            part.tier_label,
            str(part.penalty),
            [s.text for s in part.sections if s.name in ("law", "tier")],
        )
        for part in parts
    ]
    return json.dumps(said, ensure_ascii=False, default=str)
