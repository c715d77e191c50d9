"""A ruleset header: area, validity, policy, presumptions. Every field a child leaves out comes from its parent."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from discretion.conditions import ALWAYS, ConditionField
from discretion.documents import Day
from discretion.facts import RecordKind, Strict
from discretion.penalty import Exact, Penalty
from discretion.rulebook.law import Slug
from discretion.rulebook.source import Ref, Source
from discretion.rulebook.validity import Lasting, in_order

# The check ``cliff``. Without one half is meant: three tiers with the usual shares rise by 0.4 of the width at most.
Share = Annotated[Exact, Field(gt=0, le=1, description="一步之差的罚款上限之差，至多占法定罚款上限的比例")]


class SharePolicy(Strict):
    """The part of the tier's band that a circumstance moves to: 0 = its low end, 1 = its high end."""

    share: tuple[Exact, Exact] = Field(strict=False)
    source: Source | None = None


class Part(Strict):
    """A part of an amount, with explicit ends."""

    low: Exact | None = Field(None, alias="from")
    above: Exact | None = None
    high: Exact | None = Field(None, alias="to")
    below: Exact | None = None

    @property
    def ends(self) -> tuple[Decimal, bool, Decimal, bool]:
        """Low, whether included, high, whether included."""
        low = self.low if self.low is not None else self.above
        high = self.high if self.high is not None else self.below
        return low or Decimal(0), self.above is None, high if high is not None else Decimal(1), self.below is None


class NoFloor(Strict):
    """What 减轻 means where the law sets only a cap."""

    share_of_cap: Part


class MitigatedPolicy(Strict):
    """减轻: below the statutory floor; ``at_least`` is its own floor, in 元."""

    share_of_floor: Part
    without_floor: NoFloor
    at_least: Exact | None = Field(None, description="减轻后不低于的数额，元")
    source: Source | None = None


class RoundingPolicy(Strict):
    """Amounts computed by share are rounded down to multiples of ``unit`` 元; all others to whole 元, inside the statute."""

    unit: Literal[1, 10, 100] = 1
    mode: Literal["down"] = "down"


class Concurrence(Strict):
    """一行为违反数个规定: whose fine counts as the higher one (行政处罚法 art. 29)."""

    by: Literal["statutory_cap", "recommended_fine"] = "statutory_cap"


class Policy(Strict):
    """How circumstances move the penalty. The law leaves most of this open, so it is data with a source."""

    lighter: SharePolicy
    heavier: SharePolicy
    mitigated: MitigatedPolicy
    lighter_and_heavier: Literal["offset", "lighter", "heavier", "open"]
    mitigated_and_heavier: Literal["offset", "mitigated", "heavier", "open"]
    rounding: RoundingPolicy = RoundingPolicy()
    concurrence: Concurrence = Concurrence()
    lex_mitior: LexMitior | None = None
    cliff_limit: Share = Decimal("0.5")
    source: Source | None = None

    def source_of(self, effect: str) -> Source | None:
        """Where the setting for an effect comes from: its own source, or that of the policy."""
        own = {"lighter": self.lighter.source, "heavier": self.heavier.source, "mitigated": self.mitigated.source}
        return own.get(effect) or self.source


class PolicyPart(Strict):
    """The part of the policy that one ruleset writes; every field left out comes from its parent."""

    lighter: SharePolicy | None = None
    heavier: SharePolicy | None = None
    mitigated: MitigatedPolicy | None = None
    lighter_and_heavier: Literal["offset", "lighter", "heavier", "open"] | None = None
    mitigated_and_heavier: Literal["offset", "mitigated", "heavier", "open"] | None = None
    rounding: RoundingPolicy | None = None
    concurrence: Concurrence | None = None
    lex_mitior: LexMitior | None = None
    cliff_limit: Share | None = None
    source: Source | None = None


class LexMitior(Strict):
    """Whether 从旧兼从轻 reaches benchmarks besides laws, regulations and rules (行政处罚法 art. 37)."""

    benchmarks: bool
    basis: str
    source: Source | None = None


class Presumption(Strict):
    """What is taken for granted about facts that a case does not state, and why that is lawful."""

    facts: dict[str, Any]
    basis: str


class RecordsPolicy(Strict):
    """Kinds of records of which a complete search is assumed: no record then means none exists."""

    complete: list[RecordKind]
    basis: str


class Supplement(Strict):
    """What the general law adds to every penalty, whether or not the violation reads the facts (行政处罚法 art. 28).

    A measure whenever its condition holds (confiscation of illegal gains); or an order, where the provision, its range
    and the tier give none. ``unstated`` says what the facts are that a case does not state and no other rule asks for.
    """

    id: Slug
    label: str
    when: ConditionField = ALWAYS
    penalty: Penalty | None = None
    orders: list[str] = Field([], description="法条没有写责令改正的，依照一般规定责令")
    unstated: dict[str, Any] = Field({}, description="案件没有载明、其他规则也不问的事实，按何值处理")
    basis: str = Field("", description="为何可以这样处理")
    cite: list[Ref]
    source: Source

    @model_validator(mode="after")
    def _one(self) -> Supplement:
        if (self.penalty is None) == (not self.orders):
            raise ValueError("补充必须且只能写 penalty 或者 orders 之一")
        if self.orders and self.when != ALWAYS:
            raise ValueError("补充的责令没有条件：法条没有写责令的，都应当责令")
        return self


class RulesetHeader(Strict, Lasting):
    """``ruleset.yaml`` of one version of one area."""

    area: Slug
    label: str
    version: str = Field(min_length=1)
    status: Literal["draft", "published"]
    extends: Slug | None = None
    codes: list[str] = Field([], description="GB/T 2260 代码前缀；空表示全国")
    effective: Day
    until: Day | None = None
    supersedes: str | None = None
    lead: str | None = None
    members: list[str] = []
    unifies: list[str] = Field([], description="区域统一裁量的高频违法事项：违法行为标识")
    sectors: dict[Slug, str] = Field({}, description="交通运输以外的领域：标识与名称，例如 urban: 市容环境卫生")
    authority: Slug | None = None
    source: Source
    policy: PolicyPart | None = None
    presume: list[Presumption] = []
    records: RecordsPolicy | None = None
    supplements: list[Supplement] = []
    note: str | None = None

    @model_validator(mode="after")
    def _ordered(self) -> RulesetHeader:
        in_order(self)
        return self

    @property
    def id(self) -> str:
        """``area@version``."""
        return f"{self.area}@{self.version}"

    @property
    def name(self) -> str:
        """What a reader is told: 浙江（2026.1版）. The identifier belongs to receipts and JSON."""
        return f"{self.label}（{self.version}版）"


Policy.model_rebuild()
PolicyPart.model_rebuild()
RulesetHeader.model_rebuild()
