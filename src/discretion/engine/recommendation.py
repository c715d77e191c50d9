"""What a caller gets: the recommendation and its parts. Frozen pydantic models; amounts are decimal strings in 元."""

from __future__ import annotations

from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, PrivateAttr, computed_field

from discretion.engine.decide import Disposition, Status
from discretion.penalty import Force

SCHEMA_VERSION = "1"


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class FineBand(Part):
    """The fine: an interval in 元 with explicit ends."""

    low: str
    high: str
    low_inclusive: bool
    high_inclusive: bool
    force: Force
    text: str


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
    text: str


class FactUsed(Part):
    """A fact a rule read. ``origin``: stated, records, presumed, default, derived, missing."""

    name: str
    label: str
    value: str
    origin: str


class Rejected(Part):
    """A candidate that was not chosen, and why."""

    rule: str
    label: str
    because: str


class Reason(Part):
    """One node of the trace."""

    step: str
    rule: str
    label: str
    decided: str
    cites: list[str] = []
    source: str | None = None
    origin: str | None = None
    facts: list[FactUsed] = []
    rejected: list[Rejected] = []
    text: str


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
    """A fact the case leaves out and the ruleset presumes."""

    fact: str
    label: str
    value: str
    basis: str


class ProcedureFlag(Part):
    """A step of the procedure that this result calls for (or cannot have)."""

    flag: str
    applies: bool | None
    cites: list[str]
    text: str


class VersionUsed(Part):
    """A version that was considered, and what became of it."""

    kind: Literal["law", "ruleset"]
    id: str
    on: str
    used: bool
    reason: str


class OtherSubject(Part):
    """The penalty of a further subject of the same act."""

    subject: str
    label: str
    penalty: PenaltyText


class Receipt(Part):
    """决定依据留痕: what makes the recommendation replayable."""

    schema_version: str
    engine: str
    rulesets: dict[str, str]
    laws: dict[str, str]
    facts_digest: str
    outcome_digest: str
    case: dict[str, Any]


class Recommendation(BaseModel):
    """The result for one violation, or for a whole case (then ``parts`` holds each violation's own).

    The outcome is there at once; reasons, alternatives and the rest are worked out when they are first read, from the
    same decision, so that reading or not reading them changes nothing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: str = SCHEMA_VERSION
    case: str | None
    violation: str
    label: str
    area: str
    area_label: str
    status: Status
    disposition: Disposition | None
    force: Force | None
    tier: str | None
    tier_label: str | None
    penalty: PenaltyText | None
    others: list[OtherSubject] = []
    orders: list[str] = []
    parts: list[Recommendation] = []

    _source: Any = PrivateAttr(default=None)  # an Explainer: the decision, ready to be put into words

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def reasons(self) -> list[Reason]:
        """The trace, in the order of the law."""
        return self._read("reasons")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def alternatives(self) -> list[Alternative]:
        """What may be decided instead (可以不予、应当从轻或者减轻)."""
        return self._read("alternatives")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def outcomes(self) -> list[Reachable]:
        """The reachable outcomes of an undetermined case."""
        return self._read("outcomes")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def missing(self) -> list[Missing]:
        """The facts to establish, by effect."""
        return self._read("missing")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def assumed(self) -> list[Assumed]:
        """What the ruleset presumes of facts the case leaves out."""
        return self._read("assumed")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def nearest(self) -> list[Nearest]:
        """Which change of which fact leads to another tier."""
        return self._read("nearest")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def procedure(self) -> list[ProcedureFlag]:
        """Procedure flags from the authority's data."""
        return self._read("procedure")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def notes(self) -> list[str]:
        """Warnings: drafts, presumptions, missing written reasons, gaps of the law."""
        return self._read("notes")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def versions(self) -> list[VersionUsed]:
        """Laws and rulesets considered, with the reason for or against each."""
        return self._read("versions")  # type: ignore[no-any-return]

    @computed_field  # type: ignore[prop-decorator]
    @cached_property
    def receipt(self) -> Receipt:
        """What makes this recommendation replayable."""
        return self._source.receipt_for(self)  # type: ignore[no-any-return]

    def explain(self) -> str:
        """The 说理 paragraph: facts → article → tier and why not its neighbours → circumstances → band → notices."""
        return self._source.explain_for(self)  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """The whole recommendation as JSON; the same input gives the same bytes."""
        return self.model_dump_json(indent=2)

    def _read(self, name: str) -> Any:
        return getattr(self._source, name)()
