"""Records: dated events around a case, from one file or several, each counted once."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from discretion.case.stated import Amount, Stated
from discretion.documents import Day
from discretion.facts import RecordKind, plain, say_day

RECORD_NAMES: dict[RecordKind, str] = {
    "prior_decision": "处罚决定",
    "exempt_decision": "不予处罚决定",
    "fined_elsewhere": "其他机关的罚款决定",
    "deadline": "责令限期改正",
    "correction": "改正",
    "refusal": "拒不改正",
    "cooperation": "配合查处",
    "merit": "立功",
    "disclosure": "主动供述",
    "obstruction": "阻碍执法",
}
SubjectKind = Literal["party", "vehicle", "driver", "vessel"]
_ONE_VALUE = ("date", "occurred", "until", "days", "working", "fine")
_MAY_LACK = ("fine", "occurred")  # what one register writes down of a decision, and another does not


class Record(Stated):
    """A dated event around the case. ``subject`` says about whom; ``evidence`` refers to the file."""

    kind: RecordKind
    date: Day = Field(description="记录作出之日，例如处罚决定之日、复查之日")
    violation: str | None = Field(default=None, description="所涉违法行为；处罚决定必须写，其他记录未写的视为关于本案")
    subject: SubjectKind = "party"
    who: str | None = Field(default=None, description="对象的编号，例如车牌号；与案件的 subjects 对照")
    occurred: Day | None = Field(default=None, description="所涉违法行为发生之日")
    until: Day | None = Field(default=None, description="kind: deadline 的期限届满日（含当日）")
    days: int | None = Field(default=None, ge=1, le=3650, description="kind: deadline 的天数，自次日起算")
    working: bool = Field(default=False, description="days 是工作日（行政处罚法第八十五条：二日、三日、五日、七日）")
    fine: Annotated[Amount, AfterValidator(lambda text: plain(Decimal(text)))] | None = Field(
        default=None, description="kind: prior_decision 的罚款，元；没有罚款的写 0"
    )
    id: str | None = Field(default=None, min_length=1, description="文书号；同一文书号的记录只算一次")
    area: str | None = Field(default=None, description="作出记录的地区")
    evidence: str | None = None

    @model_validator(mode="after")
    def _complete(self) -> Record:
        if self.kind in ("prior_decision", "exempt_decision") and self.violation is None:
            raise ValueError(f"{RECORD_NAMES[self.kind]}的记录必须写 violation，否则无从判断是否同类")
        if self.kind == "deadline":
            if (self.until is None) == (self.days is None):
                raise ValueError("责令限期改正的记录必须且只能写 until 或 days 之一")
            if self.until is not None and self.until < self.date:
                raise ValueError(f"期限届满日 {self.until} 早于责令之日 {self.date}")
        elif self.until is not None or self.days is not None:
            raise ValueError("until、days 只用于 kind: deadline")
        if self.fine is not None and self.kind != "prior_decision":
            raise ValueError("fine 只用于 kind: prior_decision")
        if self.working and self.days is None:
            raise ValueError("working 只与 days 同用")
        if self.occurred is not None and self.occurred > self.date:
            raise ValueError(f"所涉违法行为之日 {self.occurred} 晚于记录之日 {self.date}")
        return self

    @property
    def name(self) -> str:
        """How a reader finds it: 2025年11月2日处罚决定（浙交罚〔2025〕1号）."""
        mark = self.id or self.evidence or self.who
        return f"{say_day(self.date)}{RECORD_NAMES[self.kind]}" + (f"（{mark}）" if mark else "")

    @property
    def order(self) -> tuple[Day, str, str]:
        """A total order that does not depend on where the record stands in a file."""
        return self.date, self.kind, canonical(self)


def canonical(record: Record) -> str:
    """The record as text; fields that only repeat a default are left out."""
    plain = record.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def without_repeats(records: Sequence[Record]) -> list[Record]:
    """Records in order of date, each once, whatever their order and however often they were handed over.

    Two records are the same when kind, violation and subject agree, and so does the document number; or, if one has
    none, the date, and the fine and the day of the act where both say it. What only the one without a number says, the
    other takes over. Without document numbers, doubt goes to the party: one day is one record.

    Raises:
        ValueError: one document number with two different dates.
    """
    if not records:
        return []
    numbered: dict[tuple[object, ...], list[Record]] = {}
    loose: dict[tuple[object, ...], Record] = {}
    for record in sorted(records, key=lambda item: item.order):
        about = (record.kind, record.violation, record.subject, record.who)
        if record.id is not None:
            numbered.setdefault((*about, record.id), []).append(record)
        else:
            said = (record.date, record.fine, record.occurred, record.until, record.days)
            loose.setdefault((*about, *said), record)
    found = [_joined(group) for group in numbered.values()]
    known: dict[tuple[object, ...], list[int]] = {}
    for place, item in enumerate(found):
        known.setdefault((item.kind, item.violation, item.subject, item.who, item.date), []).append(place)
    for key, record in loose.items():
        same = max(known.get(key[:5], ()), key=lambda place: _alike(found[place], record), default=None)
        if same is None or _alike(found[same], record) < 0:
            found.append(record)
        else:
            found[same] = _joined([found[same], record], _MAY_LACK)
    return sorted(found, key=lambda item: item.order)


def _alike(one: Record, other: Record) -> int:
    """How many of the things that not every record says two say alike; -1 if they differ in one that both say."""
    pairs = [(getattr(one, name), getattr(other, name)) for name in _MAY_LACK]
    both = [a == b for a, b in pairs if a is not None and b is not None]
    return sum(both) if all(both) else -1


def _joined(group: Sequence[Record], names: Sequence[str] = (*_ONE_VALUE, "area", "evidence")) -> Record:
    """One record of several copies of the same document."""
    if len(group) == 1:
        return group[0]
    update: dict[str, object] = {}
    for name in names:
        values = _values(group, name)
        if name in _ONE_VALUE and len(values) > 1:
            shown = "、".join(str(value) for value in values)
            raise ValueError(f"文书号 {group[0].id} 的记录互相矛盾：{name} 有 {shown}")
        if values:
            update[name] = values[0]
    return group[0].model_copy(update=update)


def _values(group: Iterable[Record], name: str) -> list[object]:
    found = {getattr(record, name) for record in group} - {None}
    return sorted(found, key=_sortable)


def _sortable(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
