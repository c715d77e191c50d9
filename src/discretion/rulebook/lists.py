"""The lists (清单): barred, exempt, mitigated, lighter, heavier; and where no coercion (行政强制) is used, which decides no penalty."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from discretion.conditions import Condition, ConditionField, Conjunction, Negation
from discretion.facts import Strict
from discretion.penalty import Force
from discretion.rulebook.law import Slug
from discretion.rulebook.source import Ref, Source


class ListKind(StrEnum):
    BARRED = "barred"
    EXEMPT = "exempt"
    MITIGATED = "mitigated"
    LIGHTER = "lighter"
    HEAVIER = "heavier"
    NO_COERCION = "no-coercion"


LIST_NAMES = {
    ListKind.BARRED: "不再处罚",
    ListKind.EXEMPT: "不予处罚",
    ListKind.MITIGATED: "减轻处罚",
    ListKind.LIGHTER: "从轻处罚",
    ListKind.HEAVIER: "从重处罚",
    ListKind.NO_COERCION: "不予行政强制",
}
# The lists that the penalty depends on.
DECIDING: tuple[ListKind, ...] = tuple(kind for kind in ListKind if kind is not ListKind.NO_COERCION)
# The lists that an authority may write; what bars punishment is the law's alone.
ISSUED = tuple(kind for kind in ListKind if kind is not ListKind.BARRED)


class Entry(Strict):
    """One circumstance: all of ``when`` must hold and ``unless`` must not."""

    id: Slug
    label: str
    force: Force = Field(Force.SHALL, strict=False)
    violations: Literal["all"] | list[str] = "all"
    excepted: list[str] = Field([], alias="except", description="不适用的违法行为：该情节已是其构成要件或者阶次依据")
    when: ConditionField
    unless: ConditionField | None = None
    or_mitigated: bool = Field(False, description="应当从轻或者减轻：推荐从轻，减轻作为备选")
    replaces: bool = Field(False, description="取代上级区域同一标识的条目")
    prevails: bool = Field(False, description="与从重情形并存时优先")
    orders: list[str] = []
    coercion: list[str] = Field([], description="不予行政强制：不采取的措施，例如 扣押车辆；空表示所有措施")
    cite: list[Ref] = []
    source: Source
    note: str | None = None

    @property
    def condition(self) -> Condition:
        """What must hold, and must not."""
        return self.when if self.unless is None else Conjunction((self.when, Negation(self.unless)))

    def applies_to(self, violation: str) -> bool:
        """Whether the entry is for this violation: all, listed, or by prefix ``highway.*``; and not excepted."""
        if any(matches(pattern, violation) for pattern in self.excepted):
            return False
        return self.violations == "all" or any(matches(pattern, violation) for pattern in self.violations)


def matches(pattern: str, violation: str) -> bool:
    """Whether a pattern means a violation: its id, or the prefix ``highway.*``."""
    return violation == pattern or (pattern.endswith(".*") and violation.startswith(pattern[:-1]))


class CircumstanceList(Strict):
    """A list file. A child area's file adds entries; an entry with a parent's id replaces it, and says so (``replaces``)."""

    kind: ListKind = Field(alias="list", strict=False)
    entries: list[Entry]

    @model_validator(mode="after")
    def _distinct(self) -> CircumstanceList:
        ids = [entry.id for entry in self.entries]
        if len(set(ids)) != len(ids):
            raise ValueError("清单条目标识重复")
        for entry in self.entries:
            if entry.orders and self.kind is not ListKind.EXEMPT:
                raise ValueError(f"条目 {entry.id} 的 orders 没有作用：责令写在不予处罚的条目、阶次或者法条的幅度上")
            if self.kind is ListKind.NO_COERCION and (entry.prevails or entry.or_mitigated):
                raise ValueError(f"条目 {entry.id} 不影响处罚：prevails、or_mitigated 没有作用")
            if self.kind is not ListKind.NO_COERCION and entry.coercion:
                raise ValueError(f"条目 {entry.id} 的 coercion 没有作用：它只写在不予行政强制的清单上")
        return self
