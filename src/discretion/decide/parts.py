"""The parts of a recommendation."""

from __future__ import annotations

from json.encoder import encode_basestring
from typing import Annotated, Any, Literal

from pydantic import computed_field

from discretion.decide.part import ResultPart, once_read, one_of
from discretion.penalty import LIGHT, Force, Kind
from discretion.plan import Disposition, Status


class FineBand(ResultPart):
    """The fine: an interval in 元 with explicit ends. ``text``: as a lawyer writes it, 处3000元以上10000元以下罚款."""

    low: str
    high: str
    low_inclusive: bool
    high_inclusive: bool
    force: Force
    text: str


class MeasureText(ResultPart):
    """A measure other than the fine.

    ``amount``: of a confiscation of money, in 元, where the case settles it. ``by``: who imposes it, where the law names another
    body than the one that decides (由原许可机关吊销).
    """

    kind: Annotated[str, one_of(*Kind)]
    item: str | None = None
    force: Force
    text: str
    amount: str | None = None
    by: str | None = None


class PenaltyText(ResultPart):
    """A penalty: the fine and the other measures. Empty: only the orders."""

    fine: FineBand | None = None
    measures: list[MeasureText] = []

    @computed_field
    @once_read
    def text(self) -> str:
        """The penalty in words: 警告，可以处200元以下罚款. Where there is nothing to confiscate, nothing is."""
        measures = [item for item in self.measures if item.amount != "0"]
        elsewhere = [item for item in measures if item.by is not None and not item.force.either]
        own = [item for item in measures if item.by is None or item.force.either]
        fine = [self.fine] if self.fine is not None else []
        parts = [_said(item) for item in own if not item.force.either]
        parts += [item.text for item in fine if not item.force.either]
        if len(parts) < len(own) + len(fine):  # some stand for one another
            before = [item for item in own if Kind(item.kind) in LIGHT]
            after = [item for item in own if Kind(item.kind) not in LIGHT]
            every: list[MeasureText | FineBand] = [*before, *fine, *after]
            for force in (Force.CHOICE, Force.OPTION):
                chosen = [item.text for item in every if item.force is force]
                parts += [force.phrase_of(chosen)] if chosen else []
        # Last what another body imposes: it is no part of this decision.
        parts += [_said(item) for item in elsewhere]
        return "，".join(parts) or "不作处罚，责令改正"


def _said(item: MeasureText) -> str:
    return f"可以{item.text}" if item.force is Force.MAY else item.text


class Branch(ResultPart):
    """What establishing a fact one way leaves reachable."""

    when: str
    outcomes: list[str]


class Missing(ResultPart):
    """A fact to establish. ``leaves``: how many outcomes remain at worst once it is known."""

    fact: str
    label: str
    leaves: int
    judgement: bool
    evidence: str | None
    branches: list[Branch]


class Reachable(ResultPart):
    """An outcome that the missing facts leave open; the fine is the hull over all of them."""

    status: Status
    disposition: Disposition | None
    force: Force
    tier: str | None
    penalty: PenaltyText
    text: str
    law: str | None = None  # where old and new law stand side by side: ``law@version`` of this outcome


class Nearest(ResultPart):
    """The smallest change of one fact that leads to another tier or disposition.

    ``value`` and ``change_to`` are for reading; ``facts`` is the change as a case states it, to be laid over its ``facts``.
    """

    fact: str
    label: str
    value: str
    change_to: str
    facts: dict[str, bool | int | str] = {}
    tier: str | None
    status: Status
    disposition: Disposition | None
    text: str


class Alternative(ResultPart):
    """What may be decided instead, with the rules that allow it."""

    disposition: Disposition
    rules: list[str]
    penalty: PenaltyText
    text: str


class Assumed(ResultPart):
    """A fact the case leaves out and the ruleset presumes; ``text``: it as a clause."""

    fact: str
    label: str
    value: str
    basis: str
    text: str


class ProcedureFlag(ResultPart):
    """A step of the procedure that this result calls for (or cannot have)."""

    flag: Annotated[
        str, one_of("enforcement", "transfer", "summary", "hearing", "legal_review", "collective", "deadline")
    ]
    applies: bool | None
    cites: list[str]
    text: str


class VersionUsed(ResultPart):
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


class DepartureNote(ResultPart):
    """逸脱: what was decided instead, why, and by whom approved. ``direction``: milder, harsher, within."""

    reason: str
    approved_by: str
    procedure: str | None
    fine: str | None
    disposition: Disposition | None
    direction: Literal["milder", "harsher", "within"]
    text: str


class Accounted(ResultPart):
    """What became of one stated fact, record or further party: used (by which rules), or without effect here (why)."""

    kind: Literal["fact", "record", "co_party"]
    name: str
    label: str
    value: str
    use: Literal["used", "without_effect"]
    rules: list[str]
    why: str


class Neighbour(ResultPart):
    """A violation of the library that the act may fall under instead, and why it is named."""

    violation: str
    label: str
    why: str


class OtherSubject(ResultPart):
    """The penalty of a further subject of the same act."""

    subject: str
    label: str
    penalty: PenaltyText


class Step(ResultPart):
    """A step of an amount's computation.

    ``subject``: whose amount, empty for the party; ``of``: statute, tier, circumstance; ``formula``: with the case's numbers.
    """

    subject: str = ""
    of: Literal["statute", "tier", "circumstance"]
    label: str
    formula: str
    amount: str
    text: str


class Section(ResultPart):
    """A named piece of text that stands alone: of the decision (facts, law, tier, …) or for the officer."""

    name: str
    title: str
    text: str

    def line(self) -> str:
        """It as JSON, in one line: nothing but text."""
        return f'{{"name":{encode_basestring(self.name)},"title":{encode_basestring(self.title)},"text":{encode_basestring(self.text)}}}'


class Signature(ResultPart):
    """Who vouches for it. ``key``: SHA-256 of the public key; ``value``: the signature in base64."""

    algorithm: Literal["ed25519"]
    key: str
    value: str


class Receipt(ResultPart):
    """决定依据留痕: what makes the recommendation replayable. Digests are SHA-256 in hexadecimal.

    ``decision_digest`` covers the facts and what was decided by which rules; ``wording_digest`` the text that is copied into the
    decision (``sections``); ``facts_digest`` the case.
    """

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
    decision_digest: str
    wording_digest: str
    case: dict[str, Any]
    signature: Signature | None = None
