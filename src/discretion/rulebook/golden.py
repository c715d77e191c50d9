"""What golden cases state, as their files tell it; ``testing`` runs them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from discretion.documents import Path as Place
from discretion.documents import plain, under
from discretion.errors import Position
from discretion.rulebook.rulebook import Ruleset


@dataclass(frozen=True, slots=True)
class StatedAct:
    """What a case states of one act.

    Attributes:
        place: where it stands in the case.
        occurred: the day of the act; None of one that lasted, or of which no day is told.
    """

    violation: str
    facts: Mapping[str, object]
    place: Place
    occurred: date | None = None

    @property
    def numbers(self) -> Iterator[tuple[str, Decimal]]:
        """The facts that are stated as numbers, in quotes or without."""
        for name, raw in self.facts.items():
            value = plain(raw) if isinstance(raw, str) else raw
            if isinstance(value, int | Decimal) and not isinstance(value, bool):
                yield name, Decimal(value)


@dataclass(frozen=True, slots=True)
class StatedCase:
    """A golden case as plain data, whatever it holds: a key that is none of the format's is found where cases are run."""

    ruleset: Ruleset
    path: Path
    number: int
    data: Mapping[str, Any]

    @property
    def case(self) -> Mapping[str, Any]:
        """The case itself."""
        return under(self.data, "case")

    @property
    def expect(self) -> Mapping[str, Any]:
        """What it is to come to."""
        return under(self.data, "expect")

    @property
    def party(self) -> Mapping[str, Any]:
        """Whose case it is."""
        return under(self.case, "party")

    @property
    def status(self) -> str:
        """The status that it is to come to; "" where it names none."""
        return str(self.expect.get("status") or "")

    @property
    def tier(self) -> str:
        """The tier that it is to come to; "" where it names none."""
        return str(self.expect.get("tier") or "")

    @property
    def reasons(self) -> list[str]:
        """The rules that are to apply: ``tier:slight``, ``lighter:first``, ``port-law/berth#general``."""
        found = self.expect.get("reasons")
        return [item if isinstance(item, str) else "" for item in found] if isinstance(found, list) else []

    @property
    def acts(self) -> Iterator[StatedAct]:
        """Its acts, in order."""
        several = self.case.get("violations")
        if not isinstance(several, list):
            yield _act(self.case, ("case",), self.case)
            return
        for number, act in enumerate(several):
            if isinstance(act, dict):
                yield _act(act, ("case", "violations", number), self.case)

    @property
    def single(self) -> bool:
        """Whether it is of one act: of several, ``expect`` does not say which comes to what."""
        return not isinstance(self.case.get("violations"), list)

    @property
    def recorded(self) -> frozenset[str]:
        """The kinds of its records."""
        return frozenset(self.counted)

    @property
    def counted(self) -> Counter[str]:
        """How many records of each kind it has."""
        records = self.case.get("records")
        found = records if isinstance(records, list) else ()
        return Counter(str(item.get("kind")) for item in found if isinstance(item, dict))

    @property
    def searched(self) -> Mapping[str, Any]:
        """The kinds of records of which it says itself whether they were looked for."""
        return under(self.case, "searched")

    @property
    def named(self) -> set[str]:
        """The facts that it states, and the kinds of its records."""
        return set(self.recorded).union(*(act.facts for act in self.acts))

    def where(self, *path: str | int, key: bool = False) -> Position:
        """A place in the case. The file is read for it once more: places are half of what reading takes, and few are asked for."""
        return self.ruleset.layer.document(self.path).position(("cases", self.number, *path), key=key)

    def where_stated(self, act: StatedAct, fact: str | None = None) -> Position:
        """Where a fact of an act is stated; without a name, the first."""
        name = next(iter(act.facts), None) if fact is None else fact
        path = (*act.place, "facts")
        return self.where(*path) if name is None else self.where(*path, name, key=True)


def stated_cases(ruleset: Ruleset, path: Path) -> list[StatedCase]:
    """The golden cases of a file of a ruleset.

    Raises:
        RulebookError: the file is not YAML as rulebooks are written.
    """
    data = ruleset.layer.document(path).data
    cases = data.get("cases") if isinstance(data, dict) else None
    return [
        StatedCase(ruleset, path, number, item)
        for number, item in enumerate(cases if isinstance(cases, list) else ())
        if isinstance(item, dict)
    ]


def _act(data: Mapping[str, Any], place: Place, case: Mapping[str, Any]) -> StatedAct:
    return StatedAct(
        str(data.get("violation", "")), under(data, "facts"), place, _day(data.get("occurred", case.get("occurred")))
    )


def _day(raw: object) -> date | None:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) else None
    except ValueError:  # the case is refused where it is run
        return None
