"""The case (案件): what happened, as a case file or a case system states it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import Field, model_validator

from discretion.case.canonical import canonical_text
from discretion.case.record import Record, SubjectKind, without_repeats
from discretion.case.stated import Amount, Stated
from discretion.documents import Day
from discretion.facts import RecordKind, fen

DispositionName = Literal["exempt", "mitigated", "lighter", "general", "heavier"]
PARTY_KINDS = {"person": "公民", "organisation": "法人或者其他组织"}  # as 行政处罚法 calls them


class Party(Stated):
    """Whom the penalty would hit. ``age`` in completed years at the act, for a person."""

    kind: Literal["person", "organisation"]
    role: str | None = Field(
        default=None, alias="as", description="以何种身份受罚：法条所称的受罚对象，例如 captain；未写的为主罚则的对象"
    )
    age: int | None = None
    name: str | None = None


class Period(Stated):
    """A continuing act: first and last day."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _ordered(self) -> Period:
        if self.end < self.start:
            raise ValueError(f"结束日 {self.end} 早于开始日 {self.start}")
        return self


class Departure(Stated):
    """逸脱: a decision outside the recommendation. Only for determined results; held against the statute."""

    reason: str = Field(min_length=1)
    approved_by: str = Field(min_length=1, description="批准层级，例如 机关负责人集体讨论")
    procedure: str | None = Field(default=None, description="经过的程序，例如 法制审核、听证")
    fine: Amount | None = Field(default=None, description="实际决定的罚款数额（元）")
    disposition: DispositionName | None = None
    because_of_defence: bool = Field(default=False, description="是否因当事人陈述、申辩而变更；不得因此加重")

    @property
    def fen(self) -> int | None:
        """The fine that was decided, in 分."""
        return None if self.fine is None else fen(Decimal(self.fine))

    @model_validator(mode="after")
    def _something(self) -> Departure:
        if self.fine is None and self.disposition is None:
            raise ValueError("调整适用（departure）应当写明实际决定的 fine 或者 disposition")
        if self.fine is not None and self.disposition == "exempt":
            raise ValueError("不予处罚（exempt）的，不能同时写 fine")
        return self


class Act(Stated):
    """One of several violations in a case. Entries with the same ``act`` are one act under several provisions."""

    violation: str
    facts: dict[str, Any] = {}
    act: str | None = None
    occurred: Day | Period | None = None
    departure: Departure | None = None


class Inconsistent(ValueError):  # noqa: N818 - it is reported as a Problem
    """Parts of a case contradict each other; ``path`` says where to look."""

    def __init__(self, message: str, *path: str | int, remedy: str | None = None) -> None:
        super().__init__(message)
        self.path: tuple[str | int, ...] = path
        self.remedy: str | None = remedy


class Case(Stated):
    """One case. Dates decide which law and which ruleset apply; ``facts`` are checked against the vocabulary.

    Two cases are equal that say the same, however they were written.
    """

    case: str | None = None
    violation: str | None = None
    violations: list[Act] = Field(default_factory=list)
    place: str | None = Field(
        default=None, pattern=r"^[0-9]{2}(?:[0-9]{2}){0,2}$", description="违法行为发生地的行政区划代码（GB/T 2260）"
    )
    occurred: Day | Period = Field(union_mode="left_to_right")
    decided: Day
    discovered: Day | None = Field(default=None, description="违法行为被发现之日")
    filed: Day | None = Field(default=None, description="立案之日")
    party: Party
    co_parties: list[str] = Field(
        default_factory=list, description="同案受罚的其他对象，例如 captain、responsible_person；没有写的不处罚"
    )
    subjects: dict[SubjectKind, str] = Field(
        default_factory=dict,
        description="本案的当事人、车辆、驾驶人、船舶的编号；与记录的 who 对照，用于排除他人、他车的记录",
    )
    authority: str | None = Field(
        default=None, description="办案机关的程序标准，例如 maritime；未写的按违法行为或者基准的设定"
    )
    facts: dict[str, Any] = Field(default_factory=dict)
    records: list[Record] = Field(default_factory=list)
    searched: dict[RecordKind, bool] = Field(
        default_factory=dict, description="某类记录是否已经全面检索；未写的按基准的设定"
    )
    holidays: list[Day] | None = Field(
        default=None, description="期限内的法定节假日（不含周末）；有工作日期限的必须写，没有写 []"
    )
    workdays: list[Day] = Field(default_factory=list, description="期限内调休上班的周末")
    reasons: dict[str, str] = Field(default_factory=dict, description="判断性事实的书面理由")
    evidence: dict[str, str] = Field(default_factory=dict, description="事实的证据编号")
    departure: Departure | None = None

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, Case):
            return self is other
        return canonical_text(self) == canonical_text(other)

    def __hash__(self) -> int:
        return hash(canonical_text(self))

    @property
    def start(self) -> date:
        """First day of the act."""
        return first_day(self.occurred)

    @property
    def end(self) -> date:
        """Last day of the act: a continuing act counts from its end (行政处罚法 art. 36, 37)."""
        occurred = self.occurred
        return occurred.end if isinstance(occurred, Period) else occurred

    def alone(self, act: Act) -> Case:
        """One of several violations as a case of its own, so that its findings and its receipt stand alone."""
        update: dict[str, Any] = {"violation": act.violation, "violations": [], "facts": act.facts}
        if act.occurred is not None:
            update["occurred"] = act.occurred
        if act.departure is not None:
            update["departure"] = act.departure
        return self.model_copy(update=update)

    @property
    def singly(self) -> list[Case]:
        """Each of its violations as a case of its own."""
        return [self] if self.violation is not None else [self.alone(act) for act in self.violations]

    def with_records(self, more: list[Record]) -> Case:
        """The case with further records, e.g. of another region's file.

        Raises:
            Inconsistent: the records contradict the case, or each other.
        """
        merged = self.model_copy(update={"records": [*self.records, *more]})
        merged.check()
        return merged

    @model_validator(mode="after")
    def _consistent(self) -> Case:
        self.check()
        return self

    def check(self) -> None:
        """Hold the parts of the case against each other.

        Raises:
            Inconsistent: with the place of the first contradiction.
        """
        if (self.violation is None) == (not self.violations):
            raise Inconsistent("必须且只能写 violation 或 violations 之一")
        if self.violations and self.facts:
            raise Inconsistent("写了 violations 时，事实写在各违法行为之下", "facts")
        if self.violations and self.departure is not None:
            raise Inconsistent("写了 violations 时，调整适用（departure）写在各违法行为之下", "departure")
        if self.end > self.decided:
            raise Inconsistent(f"违法行为日 {self.end} 晚于决定日 {self.decided}", "occurred")
        for name in ("discovered", "filed"):
            day = getattr(self, name)
            if day is not None and not self.start <= day <= self.decided:
                raise Inconsistent(f"{name} {day} 不在违法行为日与决定日之间", name)
        for index, act in enumerate(self.violations):
            if act.occurred is not None and last_day(act.occurred) > self.decided:
                message = f"违法行为日 {last_day(act.occurred)} 晚于决定日 {self.decided}"
                raise Inconsistent(message, "violations", index, "occurred")
        self._check_acts()
        self._check_records()

    def _check_acts(self) -> None:
        """What is entered twice, word for word, would be fined twice."""
        seen: dict[tuple[str, ...], int] = {}
        for index, act in enumerate(self.violations):
            said = act.violation, act.act or "", str(act.occurred or self.occurred), repr(sorted(act.facts.items()))
            if said in seen:
                message = f"与第{seen[said] + 1}项完全相同：同一违法行为写了两次"
                remedy = "删去一项；确为两次行为的，各写不同的 act"
                raise Inconsistent(message, "violations", index, remedy=remedy)
            seen[said] = index

    def _check_records(self) -> None:
        for index, record in enumerate(self.records):
            if record.date > self.decided:
                message = f"记录日期 {record.date} 晚于决定日 {self.decided}"
                remedy = "决定之后的记录不能作为本决定的依据；删去，或者更正日期"
                raise Inconsistent(message, "records", index, "date", remedy=remedy)
            if record.working and self.holidays is None:
                message = "以工作日计算的期限，需要知道期间的法定节假日"
                raise Inconsistent(message, remedy="在案件中写 holidays（没有的写 []）；调休上班的周末写 workdays")
        try:
            without_repeats(self.records)
        except ValueError as error:
            raise Inconsistent(str(error), "records") from None


def first_day(occurred: date | Period) -> date:
    """The first day of an act."""
    return occurred.start if isinstance(occurred, Period) else occurred


def last_day(occurred: date | Period) -> date:
    """The last day of an act."""
    return occurred.end if isinstance(occurred, Period) else occurred
