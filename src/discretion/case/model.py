"""The case (案件): what happened, as a case file or a case system states it."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from discretion.documents import Day
from discretion.facts import Strict

RECORD_KINDS = (
    "prior_decision", "deadline", "correction", "refusal", "cooperation", "disclosure", "obstruction",
)  # fmt: skip
RecordKind = Literal["prior_decision", "deadline", "correction", "refusal", "cooperation", "disclosure", "obstruction"]
Subject = Literal["party", "vehicle", "driver", "vessel"]


class Party(Strict):
    """Whom the penalty would hit. ``age`` in completed years at the act, for a person."""

    kind: Literal["person", "organisation"]
    age: int | None = None
    name: str | None = None


class Record(Strict):
    """A dated event around the case. ``subject`` says about whom; ``evidence`` refers to the file."""

    kind: RecordKind
    date: Day
    violation: str | None = None
    subject: Subject = "party"
    until: Day | None = Field(None, description="kind: deadline 的期限届满日")
    id: str | None = Field(None, description="文书号；同一文书号的记录只算一次")
    area: str | None = None
    evidence: str | None = None


class Period(Strict):
    """A continuing act: first and last day."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"结束日 {self.end} 早于开始日 {self.start}")
        return self


class Act(Strict):
    """One of several violations in a case. Entries with the same ``act`` are one act under several provisions."""

    violation: str
    facts: dict[str, Any] = {}
    act: str | None = None
    occurred: Day | Period | None = None


class Departure(Strict):
    """逸脱: a decision outside the recommendation."""

    reason: str = Field(min_length=1)
    approved_by: str = Field(min_length=1, description="批准层级，例如 机关负责人集体讨论")
    procedure: str | None = None
    fine: str | None = Field(None, description="实际决定的罚款数额（元）")
    disposition: Literal["exempt", "mitigated", "lighter", "general", "heavier"] | None = None
    because_of_defence: bool = Field(False, description="是否因当事人陈述申辩而加重（法律禁止）")


class Case(Strict):
    """One case. Dates decide which law and which ruleset apply; ``facts`` are checked against the vocabulary."""

    case: str | None = None
    violation: str | None = None
    violations: list[Act] = []
    place: str | None = Field(None, pattern=r"^\d{2,6}$", description="违法行为发生地的行政区划代码（GB/T 2260）")
    occurred: Day | Period
    decided: Day
    discovered: Day | None = Field(None, description="违法行为被发现之日")
    filed: Day | None = Field(None, description="立案之日")
    party: Party
    authority: str | None = None
    facts: dict[str, Any] = {}
    records: list[Record] = []
    searched: dict[RecordKind, bool] = Field({}, description="某类记录是否已经全面检索；未写的按基准的设定")
    reasons: dict[str, str] = Field({}, description="判断性事实的书面理由")
    evidence: dict[str, str] = Field({}, description="事实的证据编号")
    departure: Departure | None = None

    @property
    def start(self) -> date:
        """First day of the act."""
        return self.occurred.start if isinstance(self.occurred, Period) else self.occurred

    @property
    def end(self) -> date:
        """Last day of the act: a continuing act counts from its end (行政处罚法 art. 36, 37)."""
        return self.occurred.end if isinstance(self.occurred, Period) else self.occurred

    @model_validator(mode="after")
    def _consistent(self) -> Case:
        if (self.violation is None) == (not self.violations):
            raise ValueError("必须且只能写 violation 或 violations 之一")
        if self.violations and self.facts:
            raise ValueError("写了 violations 时，事实写在各违法行为之下")
        if self.end > self.decided:
            raise ValueError(f"违法行为日 {self.end} 晚于决定日 {self.decided}")
        for name in ("discovered", "filed"):
            day = getattr(self, name)
            if day is not None and not self.start <= day <= self.decided:
                raise ValueError(f"{name} {day} 不在违法行为日与决定日之间")
        for record in self.records:
            if record.date > self.decided:
                raise ValueError(f"记录日期 {record.date} 晚于决定日 {self.decided}")
        return self
