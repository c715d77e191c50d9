"""What a caller gets: the recommendation. Frozen pydantic models; amounts are decimal strings in 元."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from pydantic import PrivateAttr, computed_field

from discretion.decide.part import WholePart, build, once_read
from discretion.decide.parts import (
    Accounted,
    Alternative,
    Assumed,
    DepartureNote,
    Missing,
    Nearest,
    Neighbour,
    OtherSubject,
    PenaltyText,
    ProcedureFlag,
    Reachable,
    Receipt,
    Section,
    Step,
    VersionUsed,
)
from discretion.decide.reason import Reason
from discretion.decide.told import Shared, Told
from discretion.decide.write import line_of
from discretion.errors import Problem, UsageError
from discretion.errors import nearest as nearest_name
from discretion.penalty import Force
from discretion.plan import Cause, Disposition, Status

if TYPE_CHECKING:
    from discretion.decide.answers import Answers

SCHEMA_VERSION = "1"
# What is told of the finished result, and by whom.
OF_RESULT = {
    "account": "account_for",
    "sections": "sections_for",
    "hint_sections": "hints_for",
    "receipt": "receipt_for",
}
# What is made of parts that many results share, or written before it is made.
SHARED = frozenset({"reasons", "assumed", "nearest", "procedure", "versions", *OF_RESULT})


class Recommendation(WholePart):
    """The result for one violation, or for a whole case (then ``parts`` holds each violation's own).

    ``cause`` and ``lacking`` say, for ``no_rule``, whose the silence is and what is missing: it is never "no penalty".

    The outcome is there at once; reasons, alternatives and the rest are worked out when they are first read, from the
    same decision, so that reading or not reading them changes nothing.
    """

    schema_version: str = SCHEMA_VERSION
    case: str | None
    violation: str
    label: str
    area: str
    area_label: str
    status: Status
    cause: Cause | None = None
    lacking: list[str] = []
    disposition: Disposition | None
    force: Force | None
    tier: str | None
    tier_label: str | None
    penalty: PenaltyText | None
    others: list[OtherSubject] = []
    orders: list[str] = []
    departure: DepartureNote | None = None
    parts: list[Recommendation] = []

    _source: Answers = PrivateAttr(default=None)  # type: ignore[assignment]  # one read back from JSON stores its parts
    _told: dict[str, Any] = PrivateAttr(default={})
    _written: Mapping[str, str] = PrivateAttr(default={})

    @property
    def _answers(self) -> Answers:
        return self.__pydantic_private__["_source"]  # type: ignore[index, no-any-return]  # there always is one

    def shared(self, name: str) -> Told[Any]:
        """What a field of ``SHARED`` says, as it was made: to be read and written, not to be changed."""
        kept: dict[str, Any] | None = self.__pydantic_private__["_told"]  # type: ignore[index]
        if kept is None:  # one read back has all there is
            return self._asked(name)  # type: ignore[no-any-return]
        found: Told[Any] | None = kept.get(name)
        if found is None:
            found = kept[name] = self._asked(name)
        return found

    def _asked(self, name: str) -> Any:
        own = vars(self).get(name)
        if own is not None:  # his own
            return Told.of(own) if isinstance(own, list) else Shared(own)
        answers, whole = self._answers, OF_RESULT.get(name)
        return getattr(answers, name)() if whole is None else getattr(answers, whole)(self)

    def written(self) -> Mapping[str, str]:
        """What all cases have alike in which the same rules hold."""
        return self.__pydantic_private__["_written"] or {}  # type: ignore[index]

    def said(self, name: str) -> Any:
        """As it was made, where many results say the same."""
        if name in SHARED:
            return self.shared(name)
        own = self.__dict__
        return own[name] if name in own else getattr(self, name)

    @computed_field
    @once_read
    def reasons(self) -> list[Reason]:
        """The trace, in the order of the law."""
        return self.shared("reasons").copied()

    @computed_field
    @once_read
    def alternatives(self) -> list[Alternative]:
        """What may be decided instead (可以不予、应当从轻或者减轻)."""
        return self._answers.alternatives()

    @computed_field
    @once_read
    def outcomes(self) -> list[Reachable]:
        """The reachable outcomes of an undetermined case."""
        return self._answers.outcomes()

    @computed_field
    @once_read
    def account(self) -> list[Accounted]:
        """Every stated fact and record: used, or without effect here."""
        return self.shared("account").copied()

    @computed_field
    @once_read
    def neighbours(self) -> list[Neighbour]:
        """Where the act may fall, when it is none of this violation, or when no rule applies."""
        return self._answers.neighbours()

    @property
    def by_violation(self) -> list[Recommendation]:
        """One result for each violation: the parts of a whole case, else this one."""
        return self.parts or [self]

    @computed_field
    @once_read
    def missing(self) -> list[Missing]:
        """The facts to establish, by effect."""
        return self._answers.missing()

    @computed_field
    @once_read
    def assumed(self) -> list[Assumed]:
        """What the ruleset presumes of facts the case leaves out."""
        return self.shared("assumed").copied()

    @computed_field
    @once_read
    def nearest(self) -> list[Nearest]:
        """Which change of which fact leads to another tier."""
        return self.shared("nearest").copied()

    @computed_field
    @once_read
    def procedure(self) -> list[ProcedureFlag]:
        """Procedure flags from the authority's data."""
        return self.shared("procedure").copied()

    @computed_field
    @once_read
    def notes(self) -> list[str]:
        """Warnings: drafts, presumptions, missing written reasons, gaps of the law."""
        return self._answers.notes()

    @computed_field
    @once_read
    def versions(self) -> list[VersionUsed]:
        """Laws and rulesets considered, with the reason for or against each."""
        return self.shared("versions").copied()

    @computed_field
    @once_read
    def receipt(self) -> Receipt:
        """What makes this recommendation replayable."""
        late: Any = self.shared("receipt")
        receipt: Receipt = late.copied()
        return receipt

    @computed_field
    @once_read
    def computation(self) -> list[Step]:
        """How the fine is worked out, with the case's numbers."""
        return self._answers.computation()

    @computed_field
    @once_read
    def sections(self) -> list[Section]:
        """The decision's own text: facts, law, tier, circumstances, result, remedies; each to be copied alone."""
        return self.shared("sections").copied()

    @computed_field
    @once_read
    def hint_sections(self) -> list[Section]:
        """The officer's text: what to establish, what else may be decided, what was presumed, the procedure."""
        return self.shared("hint_sections").copied()

    def __copy__(self) -> Self:
        """What is worked out when it is read is not read by copying it."""
        return build(type(self), {**vars(self)}, {"_source": self._answers, "_told": {}, "_written": {}})

    def explain(self) -> str:
        """The decision's own text (``sections``), to be copied: facts → law → tier → circumstances → result → remedies."""
        return _said(self.shared("sections"))

    def hints(self) -> str:
        """The officer's text (``hint_sections``); no part of a decision."""
        return _said(self.shared("hint_sections"))

    def to_json(self, *, indent: int | None = 2, parts: Collection[str] | None = None) -> str:
        """The recommendation as JSON; the same input gives the same bytes.

        Args:
            indent: None writes one line.
            parts: only these fields; what is left out (``nearest`` and ``receipt`` cost most) is not worked out.

        Raises:
            UsageError: no such field.
        """
        wanted = _in_order(None if parts is None else tuple(parts))
        if indent is not None:
            return self.model_dump_json(indent=indent, include=None if parts is None else set(wanted))
        return line_of(self, wanted)

    def line(self) -> str:
        """It as JSON, in one line: what ``to_json(indent=None)`` gives."""
        return self.to_json(indent=None)


@lru_cache(64)  # who asks for some of it asks for the same again
def _in_order(parts: tuple[str, ...] | None) -> tuple[str, ...]:
    """The names of fields as they come in a recommendation; of all where none is named.

    Raises:
        UsageError: no such field.
    """
    known = (*Recommendation.model_fields, *Recommendation.model_computed_fields)
    for name in parts or ():
        if name not in known:
            raise UsageError(Problem(f"结果没有 {name}", allowed=known, nearest=nearest_name(name, known)))
    return known if parts is None else tuple(name for name in known if name in parts)


def _said(sections: Iterable[Section]) -> str:
    return "\n".join(f"【{section.title}】{section.text}" for section in sections)


def resting_on(source: Answers, fields: dict[str, Any], written: Mapping[str, str] | None = None) -> Recommendation:
    """The recommendation that speaks of ``source``.

    Args:
        source: what it asks when more of it is read.
        fields: the outcome; those that are not given are empty.
        written: of the fields those that are written already, as members of its JSON; all are given then.
    """
    if written is None:
        fields = {**dict.fromkeys(Recommendation.__pydantic_fields__), **_empty(), **fields}
    return build(Recommendation, fields, {"_source": source, "_told": {}, "_written": written})


def _empty() -> dict[str, Any]:
    lists = ("lacking", "others", "orders", "parts")
    return {"schema_version": SCHEMA_VERSION, **{name: [] for name in lists}}
