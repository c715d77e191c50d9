"""What a caller gets: the recommendation and its parts. Frozen pydantic models; amounts are decimal strings in 元."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr, computed_field

from discretion.decide.decide import Cause, Disposition, Status
from discretion.decide.part import Part, once_read
from discretion.decide.reason import Reason
from discretion.penalty import LIGHT, Band, Force, Kind

SCHEMA_VERSION = "1"


class FineBand(Part):
    """The fine: an interval in 元 with explicit ends."""

    low: str
    high: str
    low_inclusive: bool
    high_inclusive: bool
    force: Force

    @computed_field
    @once_read
    def text(self) -> str:
        """The fine as a lawyer writes it: 处3000元以上10000元以下罚款."""
        band = Band(_fen(self.low), _fen(self.high), self.low_inclusive, self.high_inclusive)
        if band.high == 0:
            return "罚款计算所得不足1元，不作罚款"
        return f"{'可以' if self.force is Force.MAY else ''}处{band}罚款"


class MeasureText(Part):
    """A measure other than the fine."""

    kind: str
    item: str | None = None
    force: Force
    text: str


class PenaltyText(Part):
    """A penalty: the fine and the other measures. Empty: only the orders."""

    fine: FineBand | None = None
    measures: list[MeasureText] = []

    @computed_field
    @once_read
    def text(self) -> str:
        """The penalty in words: 警告，可以处200元以下罚款."""
        parts = [
            f"可以{item.text}" if item.force is Force.MAY else item.text
            for item in self.measures
            if not _of_choice(item)
        ]
        if self.fine is not None and not _of_choice(self.fine):
            parts.append(self.fine.text)
        chosen = [item for item in self.measures if _of_choice(item)]
        before = [item.text for item in chosen if Kind(item.kind) in LIGHT]
        fine = [self.fine.text] if self.fine is not None and _of_choice(self.fine) else []
        after = [item.text for item in chosen if Kind(item.kind) not in LIGHT]
        if before or fine or after:
            parts.append("，或者".join([*before, *fine, *after]))
        return "，".join(parts) or "不作处罚，责令改正"


def _of_choice(item: MeasureText | FineBand) -> bool:
    return item.force is Force.CHOICE


def _fen(yuan: str) -> int:
    whole, _, cents = yuan.partition(".")
    return int(whole + cents.ljust(2, "0"))


class Branch(Part):
    """What establishing a fact one way leaves reachable."""

    when: str
    outcomes: list[str]


class Missing(Part):
    """A fact to establish. ``leaves``: how many outcomes remain at worst once it is known."""

    fact: str
    label: str
    leaves: int
    judgement: bool
    evidence: str | None
    branches: list[Branch]


class Reachable(Part):
    """An outcome that the missing facts leave open; the fine is the hull over all of them."""

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    penalty: PenaltyText
    text: str
    law: str | None = None  # where old and new law stand side by side: ``law@version`` of this outcome


class Nearest(Part):
    """The smallest change of one fact that leads to another tier or disposition."""

    fact: str
    label: str
    value: str
    change_to: str
    tier: str | None
    status: Status
    disposition: Disposition | None
    text: str


class Alternative(Part):
    """What may be decided instead, with the rules that allow it."""

    disposition: Disposition
    rules: list[str]
    penalty: PenaltyText
    text: str


class Assumed(Part):
    """A fact the case leaves out and the ruleset presumes; ``text``: it as a clause."""

    fact: str
    label: str
    value: str
    basis: str
    text: str


class ProcedureFlag(Part):
    """A step of the procedure that this result calls for (or cannot have)."""

    flag: str
    applies: bool | None
    cites: list[str]
    text: str


class VersionUsed(Part):
    """A version that was considered, and what became of it.

    ``on``: the days (of the act, of the decision) on which it was in force. ``reason``: ``in_force`` for one that
    applies, else why not: ``not_yet_in_force:<day>``, ``ended_on:<day>``, ``superseded:<day>``, ``provision_absent``,
    ``harsher``, ``not_milder``, ``incomparable``, ``undetermined``, ``not_reached``. ``gives``: the fields that come
    from this ruleset (a child's over its parent's).
    """

    kind: Literal["law", "ruleset"]
    id: str
    on: str
    used: bool
    reason: str
    gives: list[str] = []


class DepartureNote(Part):
    """逸脱: what was decided instead, why, and by whom approved. ``direction``: milder, harsher, within."""

    reason: str
    approved_by: str
    procedure: str | None
    fine: str | None
    disposition: Disposition | None
    direction: Literal["milder", "harsher", "within"]
    text: str


class Accounted(Part):
    """What became of one stated fact, record or further party: used (by which rules), or without effect here (why)."""

    kind: Literal["fact", "record", "co_party"]
    name: str
    label: str
    value: str
    use: Literal["used", "without_effect"]
    rules: list[str]
    why: str


class Neighbour(Part):
    """A violation of the library that the act may fall under instead, and why it is named."""

    violation: str
    label: str
    why: str


class OtherSubject(Part):
    """The penalty of a further subject of the same act."""

    subject: str
    label: str
    penalty: PenaltyText


class Step(Part):
    """A step of the amount's computation. ``of``: statute, tier, circumstance; ``formula``: with the case's numbers."""

    of: Literal["statute", "tier", "circumstance"]
    label: str
    formula: str
    amount: str
    text: str


class Section(Part):
    """A named piece of text that stands alone: of the decision (facts, law, tier, …) or for the officer."""

    name: str
    title: str
    text: str


class Receipt(Part):
    """决定依据留痕: what makes the recommendation replayable. Digests are SHA-256 in hexadecimal."""

    schema_version: str
    engine: str
    rulesets: dict[str, str]
    laws: dict[str, str]
    authorities: dict[str, str]
    vocabulary: dict[str, str]
    area: str | None
    presume: bool
    drafts: bool
    facts_digest: str
    outcome_digest: str
    case: dict[str, Any]


class Recommendation(BaseModel):
    """The result for one violation, or for a whole case (then ``parts`` holds each violation's own).

    ``cause`` and ``lacking`` say, for ``no_rule``, whose the silence is and what is missing: it is never "no penalty".

    The outcome is there at once; reasons, alternatives and the rest are worked out when they are first read, from the
    same decision, so that reading or not reading them changes nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

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

    _source: Any = PrivateAttr(default=None)  # an Explainer: the decision, ready to be put into words

    @computed_field
    @once_read
    def reasons(self) -> list[Reason]:
        """The trace, in the order of the law."""
        return self._read("reasons")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def alternatives(self) -> list[Alternative]:
        """What may be decided instead (可以不予、应当从轻或者减轻)."""
        return self._read("alternatives")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def outcomes(self) -> list[Reachable]:
        """The reachable outcomes of an undetermined case."""
        return self._read("outcomes")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def account(self) -> list[Accounted]:
        """Every stated fact and record: used, or without effect here."""
        return self._read("account")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @once_read
    def neighbours(self) -> list[Neighbour]:
        """Where the act may fall, when it is none of this violation, or when no rule applies."""
        return self._read("neighbours")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @once_read
    def missing(self) -> list[Missing]:
        """The facts to establish, by effect."""
        return self._read("missing")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def assumed(self) -> list[Assumed]:
        """What the ruleset presumes of facts the case leaves out."""
        return self._read("assumed")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def nearest(self) -> list[Nearest]:
        """Which change of which fact leads to another tier."""
        return self._read("nearest")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def procedure(self) -> list[ProcedureFlag]:
        """Procedure flags from the authority's data."""
        return self._read("procedure")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def notes(self) -> list[str]:
        """Warnings: drafts, presumptions, missing written reasons, gaps of the law."""
        return self._read("notes")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def versions(self) -> list[VersionUsed]:
        """Laws and rulesets considered, with the reason for or against each."""
        return self._read("versions")  # type: ignore[no-any-return]

    @computed_field
    @once_read
    def receipt(self) -> Receipt:
        """What makes this recommendation replayable."""
        return self._source.receipt_for(self)  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @once_read
    def computation(self) -> list[Step]:
        """How the fine is worked out, with the case's numbers."""
        return self._read("computation")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @once_read
    def sections(self) -> list[Section]:
        """The decision's own text: facts, law, tier, circumstances, result, remedies; each to be copied alone."""
        return self._source.sections_for(self)  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @once_read
    def hint_sections(self) -> list[Section]:
        """The officer's text: what to establish, what else may be decided, what was presumed, the procedure."""
        return self._source.hints_for(self)  # type: ignore[no-any-return]

    def explain(self) -> str:
        """The decision's own text (``sections``), to be copied: facts → law → tier → circumstances → result → remedies."""
        return _said(self.sections)

    def hints(self) -> str:
        """The officer's text (``hint_sections``); no part of a decision."""
        return _said(self.hint_sections)

    def to_json(self, *, indent: int | None = 2) -> str:
        """The whole recommendation as JSON; the same input gives the same bytes. Without indent it is one line."""
        return self.model_dump_json(indent=indent)

    def _read(self, name: str) -> Any:
        assert self.__pydantic_private__ is not None
        return getattr(self.__pydantic_private__["_source"], name)()  # as ``self._source``, without the detour


def _said(sections: list[Section]) -> str:
    return "\n".join(f"【{section.title}】{section.text}" for section in sections)
