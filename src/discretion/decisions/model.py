"""A decision as it is recorded: what was found, what was decided, and why it departs, where it does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from pydantic import Field, model_validator

from discretion.case import DispositionName
from discretion.documents import Day
from discretion.facts import Strict


class Decided(Strict):
    """One decision on one violation. The party is a kind, never a name: nothing here says who it was.

    Attributes:
        facts: as a case states them, those found from records included, so that the row stands alone.
        fine: in 分; 0 for none.
        reason: why it departs from the benchmark, where it does.
        receipt: the digest of the outcome that the library recommended.
        corrects: the number of the row that this one takes the place of; that row stays.
        revoked: why the decision no longer stands (撤销、变更); such a row names the row it corrects.
    """

    case: str = Field(min_length=1, max_length=200, description="案号")
    unit: str | None = Field(None, description="执法机构")
    violation: str = Field(min_length=1)
    place: str | None = Field(None, pattern=r"^[0-9]{2}(?:[0-9]{2}){0,2}$", description="行政区划代码（GB/T 2260）")
    occurred: Day
    decided: Day
    discovered: Day | None = None
    party: Literal["person", "organisation"]
    facts: dict[str, bool | int | str] = {}
    fine: int = Field(ge=0, description="罚款，单位为分")
    disposition: DispositionName | None = None
    measures: list[str] = Field([], description="罚款以外的处罚")
    reason: str | None = None
    approved_by: str | None = None
    procedure: str | None = None
    law: str | None = None
    ruleset: str | None = None
    receipt: str | None = Field(None, pattern=r"^[0-9a-f]{8,64}$")
    corrects: int | None = Field(None, ge=1)
    revoked: str | None = None

    @model_validator(mode="after")
    def _consistent(self) -> Decided:
        if self.occurred > self.decided:
            raise ValueError(f"违法日期 {self.occurred} 晚于决定日期 {self.decided}")
        if self.revoked is not None and self.corrects is None:
            raise ValueError("写了 revoked 时，必须用 corrects 写明撤销的是哪一行")
        if self.disposition == "exempt" and self.fine:
            raise ValueError("不予处罚（exempt）的，不能有罚款")
        return self

    def row(self) -> dict[str, object]:
        """The columns of a store; what is not text or a number is written as text."""
        found: dict[str, object] = {name: getattr(self, name) for name in COLUMNS}
        found |= {name: value.isoformat() for name, value in found.items() if isinstance(value, date)}
        return found | {"facts": _json(self.facts), "measures": _json(self.measures)}

    @classmethod
    def of_row(cls, row: dict[str, Any]) -> Decided:
        """Read back what ``row`` wrote."""
        facts = {"facts": json.loads(row["facts"]), "measures": json.loads(row["measures"])}
        return cls.model_validate({name: row[name] for name in COLUMNS} | facts)


COLUMNS = tuple(Decided.model_fields)
WHOLE = ("fine", "corrects")  # the others are text


def digest(row: Mapping[str, object]) -> str:
    """Which content a row has: the same decision recorded twice is one."""
    return hashlib.sha256(_json([row[name] for name in COLUMNS]).encode()).hexdigest()[:32]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
