"""A fact (事实要素): a typed, named thing a case states."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from discretion.conditions import Condition, FeelError, parse_condition, parse_expression, parse_tests
from discretion.conditions.feel import DateLiteral, Expression, Interval, Number

IDENTIFIER = r"^[a-z][a-z0-9_]*$"


class FactType(StrEnum):
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    ENUM = "enum"
    DATE = "date"


class Severity(StrEnum):
    """Which direction of a fact is worse for the party."""

    AGGRAVATING = "aggravating"
    MITIGATING = "mitigating"
    NEUTRAL = "neutral"


def _range(raw: Any) -> Interval:
    if isinstance(raw, Interval):
        return raw
    if not isinstance(raw, str):
        raise FeelError('range 应当是带端点的区间，例如 "[0..100000]"')
    test = parse_tests(raw)
    if not isinstance(test, Interval) or not all(
        isinstance(end, Number | DateLiteral) for end in (test.low, test.high)
    ):
        raise FeelError('range 应当是带端点的区间，例如 "[0..100000]"')
    return test


def _derive(raw: Any) -> Expression | Condition:
    if isinstance(raw, str):
        return parse_expression(raw)
    return parse_condition(raw, ("derive",))


IntervalField = Annotated[Interval, PlainValidator(_range), WithJsonSchema({"type": "string"})]
DeriveField = Annotated[
    Any, PlainValidator(_derive), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})
]


class Strict(BaseModel):
    """Base of every model read from YAML: unknown keys are refused, values are immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class FindingRule(Strict):
    """How dated records (or the party, or the dates of the case) settle a fact. Exactly one of the first four keys.

    ``kind``: true when a record of that kind exists. ``count``: the number of such records. ``party``: taken
    from the party. ``elapsed``: whole years from the end of the act to its discovery (行政处罚法 art. 36).
    """

    kind: str | None = Field(None, description="存在该类记录即为真")
    count: str | None = Field(None, description="该类记录的次数")
    party: Literal["kind", "age"] | None = Field(None, description="取自当事人")
    elapsed: Literal["years"] | None = Field(None, description="违法行为终了至被发现的满年数")
    within: Literal["deadline"] | None = Field(None, description="在责令改正的期限之内")
    by: Literal["party", "vehicle", "driver", "vessel", "any"] = Field("party", description="按何者计数")
    same: Literal["violation", "sector", "any"] = Field("violation", description="何种违法算同类")
    months: int | None = Field(None, ge=1, description="起算点之前若干个日历月之内（含）")
    before_months: int | None = Field(None, ge=1, description="起算点之前若干个日历月以前")
    since: Literal["act", "decision"] = Field("act", description="窗口从违法行为日还是决定日起算")

    @model_validator(mode="after")
    def _one_source(self) -> FindingRule:
        if sum(value is not None for value in (self.kind, self.count, self.party, self.elapsed)) != 1:
            raise ValueError("finding 必须且只能写 kind、count、party、elapsed 之一")
        return self


class Lookup(Strict):
    """A table from the values of an enum to numbers, with the provision it comes from."""

    of: str
    values: dict[str, int]
    cite: list[str] = []


class Fact(Strict):
    """One entry of the vocabulary (``rulesets/facts/*.yaml``)."""

    label: str = Field(min_length=1)
    type: FactType = Field(strict=False)
    unit: str | None = None
    digits: int | None = Field(None, ge=0, le=6, description="小数位数：精度到此为止")
    range: IntervalField | None = None
    values: dict[str, str] | None = Field(None, description="由轻到重排列：代码: 名称")
    severity: Severity | None = Field(None, strict=False)
    judgement: bool = Field(False, description="需要执法人员判断并说明理由的开放性概念")
    derive: DeriveField | None = None
    lookup: Lookup | None = None
    default_from: str | None = Field(None, description="案件未载明时取该事实的值")
    finding: FindingRule | None = None
    evidence: str | None = None
    note: str | None = None

    @property
    def derived(self) -> bool:
        """Whether the fact is computed from others and never stated."""
        return self.derive is not None or self.lookup is not None

    @model_validator(mode="after")
    def _complete(self) -> Fact:
        if (self.type is FactType.ENUM) != (self.values is not None):
            raise ValueError("values 只用于且必须用于 enum")
        if self.type is FactType.ENUM and not self.values:
            raise ValueError("enum 至少要有一个值")
        if self.digits is not None and self.type is not FactType.DECIMAL:
            raise ValueError("digits 只用于 decimal")
        if self.derived:
            if self.finding or self.judgement or self.default_from:
                raise ValueError("推导的事实不能同时写 finding、judgement 或 default_from")
            return self
        numeric = self.type in (FactType.INTEGER, FactType.DECIMAL, FactType.MONEY)
        if numeric and self.range is None:
            raise ValueError(f"{self.type.value} 类型的事实必须写 range")
        if self.type is FactType.DECIMAL and self.digits is None:
            raise ValueError("decimal 类型的事实必须写 digits")
        return self
