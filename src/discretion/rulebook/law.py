"""Law: what a statute itself allows, dated and cited. The data states the law as it is, gaps included."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from discretion.conditions import ALWAYS, ConditionField
from discretion.documents import Day
from discretion.facts import Strict
from discretion.penalty import Penalty
from discretion.rulebook.addressees import USUAL, Addressee, AddresseeId
from discretion.rulebook.source import Ref, TextSource
from discretion.rulebook.validity import Lasting, in_order

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Level(StrEnum):
    """Rank of a norm, highest first."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative-regulation"
    LOCAL_REGULATION = "local-regulation"
    DEPARTMENTAL_RULE = "departmental-rule"
    LOCAL_RULE = "local-rule"


class Range(Strict):
    """One statutory range of a provision."""

    range: Slug
    label: str | None = None
    cite: str | None = Field(None, description="本幅度所在的款、项，与条款的 cite 不同时写")
    under: Ref | None = Field(None, description="本幅度出自另一条款（法律标识/条款标识），引用该条款")
    when: ConditionField = ALWAYS
    orders: list[str] = Field([], description="只在本幅度内责令的事项，例如造成损坏的责令恢复原状")
    penalty: Penalty


class Cumulation(Strict):
    """Fines of one act under provisions of the same group are added, up to a joint cap in 元."""

    group: Slug
    cap: int = Field(gt=0)


class Provision(Strict):
    """A provision with penalty ranges, or (without ranges) one that is only cited."""

    cite: str = Field(min_length=1, description="条、款、项，例如 第六十三条第一项")
    label: str
    when: ConditionField = ALWAYS
    orders: list[str] = []
    authority: str | None = None
    addressee: AddresseeId = Field("party", description="主罚则的受罚对象")
    addressees: dict[AddresseeId, Addressee] = Field({}, description="本条对受罚对象的称谓；未写的按通常的称谓")
    original: str | None = Field(None, min_length=1, description="本条系新增、此前没有处罚规定的理由；未写的不作此认定")
    ranges: list[Range] = []
    cumulates: Cumulation | None = None
    note: str | None = None
    unused: str | None = Field(None, description="没有违法行为引用本条的理由；地方性法规的条款要么被引用，要么写明理由")
    reading: dict[str, str] = Field({}, description="与法条文字的差异及其理由，以差异的名称为键（检查 text）")

    @model_validator(mode="after")
    def _distinct(self) -> Provision:
        ids = [item.range for item in self.ranges]
        if len(set(ids)) != len(ids):
            raise ValueError("同一条款的 range 标识重复")
        known = {*USUAL, *self.addressees}
        for name in (self.addressee, *(name for item in self.ranges for name in item.penalty.also)):
            if name not in known:
                raise ValueError(
                    f"没有受罚对象 {name}；在 addressees 中写明法条的称谓，或者用 {'、'.join(sorted(known))}"
                )
        return self

    def called(self, name: str) -> Addressee:
        """An addressee as this provision names it."""
        return self.addressees.get(name) or USUAL[name]


class Repeal(Strict):
    """A prohibition that this version abolished: said positively, as absence from a file proves nothing."""

    provision: str = Field(pattern=r"^(\*|[a-z0-9]+(-[a-z0-9]+)*)$", description="条款标识；* 表示整部法")
    date: Day = Field(description="自该日起不再施行")
    document: str = Field(min_length=1, description="废止它的文件")
    note: str | None = None


class LawVersion(Strict, Lasting):
    """One version of one law (``laws/<law>@<version>.yaml``)."""

    law: Slug
    label: str
    level: Level = Field(strict=False)
    version: str = Field(min_length=1)
    effective: Day
    until: Day | None = None
    supersedes: str | None = None
    original: str | None = Field(
        None,
        min_length=1,
        description="首个版本，且此前没有任何规范处罚这些行为：写明理由；未写的，更早的行为视为没有收入",
    )
    repealed: list[Repeal] = []
    document: str | None = None
    doubt: str | None = Field(
        None, min_length=1, description="文本是否现行有效、施行日等没有核实的疑点；依据它的每个结果都写明"
    )
    source: TextSource
    note: str | None = None
    provisions: dict[Slug, Provision]

    @model_validator(mode="after")
    def _ordered(self) -> LawVersion:
        in_order(self)
        still = [item.provision for item in self.repealed if item.provision in self.provisions]
        if still:
            raise ValueError(f"repealed 中的 {'、'.join(still)} 仍在本版 provisions 中")
        return self

    def cite(self, provision: str) -> str:
        """The full citation: 《道路运输条例》第六十三条第一项."""
        return f"《{self.label}》{self.provisions[provision].cite}"
