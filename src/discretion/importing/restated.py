"""What every tier of an act says alike of a fact that only its elements read: the act over again, and no condition of a tier."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from discretion.facts import Vocabulary
from discretion.importing.disjoint import JOINING
from discretion.importing.rows import ReadRow, tiers_by_act


def drop_restated(rows: Iterable[ReadRow], elements: Mapping[str, Collection[str]], vocabulary: Vocabulary) -> None:
    """Take the act out of the conditions of its tiers, where these do not tell acts apart by it; each row says so.

    Args:
        rows: of one table.
        elements: by violation, the facts that its elements read and that no rule grades it by.
    """
    for tiers in tiers_by_act(rows):
        for name in elements.get(tiers[0].act.violation or "", ()):
            said = [test for row in tiers for test in _tests(row.situation.when, name)]
            if said and all(test == said[0] for test in said):
                for row in tiers:
                    _drop(row, name, vocabulary[name].label)


def _tests(when: object, name: str) -> Iterator[object]:
    if isinstance(when, Mapping):
        if name in when:
            yield when[name]
        for key in JOINING:
            for part in when.get(key, ()):
                yield from _tests(part, name)


def _drop(row: ReadRow, name: str, label: str) -> None:
    """Where it stands beside other facts; alone it is all that the words say."""
    left = _without(row.situation.when, name)
    if left != row.situation.when:
        row.situation.when = left
        row.situation.questions.append(f"“{label}”是本项违法行为的构成要件，各档相同，没有写进阶次的条件，须确认")


def _without(when: dict[str, object] | None, name: str) -> dict[str, object] | None:
    if when is None or (name in when and len(when) == 1):
        return when
    return {
        key: [_without(part, name) for part in test] if key in JOINING and isinstance(test, list) else test
        for key, test in when.items()
        if key != name
    }
