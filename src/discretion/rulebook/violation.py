"""A violation (违法行为): its elements, its provision, its discretion tiers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field, model_validator

from discretion.conditions import ALWAYS, Condition, ConditionField
from discretion.documents import Day, Path
from discretion.facts import Strict
from discretion.penalty import Penalty
from discretion.rulebook.law import Slug
from discretion.rulebook.ruleset import MitigatedPolicy
from discretion.rulebook.source import Ref, Source

Word = Annotated[str, Field(min_length=1, max_length=40)]
ViolationId = Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]


class Row(Strict):
    """One amount of a tier, where the amount depends on a further condition."""

    when: ConditionField = ALWAYS
    penalty: Penalty | Literal["statute"]


class Tier(Strict):
    """A discretion tier (裁量阶次): a condition and the penalty recommended when it holds."""

    tier: Slug
    label: str
    when: ConditionField | None = None
    otherwise: bool = False
    penalty: Penalty | Literal["statute"] | None = None
    rows: list[Row] = []
    mitigated: MitigatedPolicy | None = Field(None, description="本档减轻处罚的幅度；未写的，按基准的设定")
    source: Source | None = None
    orders: list[str] = []
    remark: str | None = None

    @property
    def penalties(self) -> list[tuple[Path, Penalty | Literal["statute"]]]:
        """Its penalty, or those of its rows, each with its place in the tier."""
        if self.penalty is not None:
            return [(("penalty",), self.penalty)]
        return [(("rows", index, "penalty"), row.penalty) for index, row in enumerate(self.rows)]

    @model_validator(mode="after")
    def _complete(self) -> Tier:
        if (self.when is None) != self.otherwise:
            raise ValueError("阶次必须写 when，或者写 otherwise: true")
        if (self.penalty is None) == (not self.rows):
            raise ValueError("阶次必须且只能写 penalty 或 rows 之一")
        return self


class Closure(Strict):
    """How the ruleset closes a point the law leaves open: treat it as one of the law's ranges, with the reason."""

    when: ConditionField
    range: Slug
    reason: str
    source: Source


class Scope(Strict):
    """A condition of the library's item that the statute does not have: outside of it, other law applies.

    Outside is never 不成立: it is told what the library does not encode, or where the act falls instead.
    """

    when: ConditionField
    otherwise: str = Field(min_length=1, description="不属于本项时怎样处理")
    since: Day | None = Field(None, description="只对自该日起的行为：另有规定的法律开始施行之日")
    see: list[ViolationId] = Field([], description="库内可能适用的违法行为")
    cite: list[Ref] = []


class Duty(Strict):
    """The duty that was broken (违则), where it is encoded."""

    cite: list[Ref]
    when: dict[Ref, ConditionField] = Field({}, description="只在这些情形下违反的条款；未写的，凡构成本项的都违反")

    @model_validator(mode="after")
    def _cited(self) -> Duty:
        if unknown := [ref for ref in self.when if ref not in self.cite]:
            raise ValueError(f"when 中的 {'、'.join(unknown)} 不在 cite 中")
        return self


class Violation(Strict):
    """A violation file. A child area's file holds only what differs from its parent's."""

    violation: ViolationId
    label: str | None = None
    aliases: list[Word] = Field([], description="常用的叫法，供查找：黑车、无证营运")
    sector: Slug | None = Field(None, description="领域：本库所列的（highway、maritime …），或者基准的 sectors 写明的")
    tags: list[Literal["disputed", "mobile", "litigated"]] = []
    provision: Ref | None = None
    duty: Duty | None = None
    elements: ConditionField = Field(ALWAYS, description="法条本身的构成要件；有一项不具备的，违法行为不成立")
    scope: list[Scope] = Field([], description="本项的范围：不是法条的要件，而是规则库的划分")
    see: list[ViolationId] = Field([], description="不成立时可能构成的相邻违法行为")
    closes: list[Closure] = []
    hit: Literal["unique", "first"] = "unique"
    tiers: list[Tier] = []
    source: Source | None = None
    authority: Slug | None = Field(None, description="管辖机关的程序标准，例如 maritime；未写的按基准的设定")
    enforcement: str | None = Field(None, min_length=1, max_length=60, description="执法层级：由哪一级、何地的机关处罚")
    advice: str | None = None
    remark: str | None = None

    @property
    def graded(self) -> Iterator[tuple[Path, Condition]]:
        """The conditions of the tiers and of their rows, each with its place in the file."""
        for number, tier in enumerate(self.tiers):
            if tier.when is not None:
                yield ("tiers", number, "when"), tier.when
            for index, row in enumerate(tier.rows):
                yield ("tiers", number, "rows", index, "when"), row.when

    @model_validator(mode="after")
    def _distinct(self) -> Violation:
        ids = [tier.tier for tier in self.tiers]
        if len(set(ids)) != len(ids):
            raise ValueError("阶次标识重复")
        if any(tier.otherwise for tier in self.tiers[:-1]):
            raise ValueError("otherwise 只能写在最后一个阶次")
        return self
