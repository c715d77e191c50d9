"""A fact (事实要素): a typed, named thing a case states."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, model_validator

from discretion.conditions import (
    Condition,
    DateLiteral,
    Expression,
    FeelError,
    Interval,
    Number,
    parse_condition,
    parse_expression,
    parse_tests,
)


class FactType(StrEnum):
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    ENUM = "enum"
    DATE = "date"

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers, more or less of something: no dates, no codes."""
        return self in (FactType.INTEGER, FactType.DECIMAL, FactType.MONEY)

    @property
    def coded(self) -> bool:
        """Whether its values are codes with words of their own: yes and no, or those of a list."""
        return self in (FactType.BOOLEAN, FactType.ENUM)


class Severity(StrEnum):
    """Which direction of a fact is worse for the party."""

    AGGRAVATING = "aggravating"
    MITIGATING = "mitigating"
    NEUTRAL = "neutral"


def _range(raw: object) -> Interval:
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


def _derive(raw: object) -> Expression | Condition:
    if isinstance(raw, str):
        return parse_expression(raw)
    return parse_condition(raw, ("derive",))


IntervalField = Annotated[Interval, PlainValidator(_range), WithJsonSchema({"type": "string"})]
DeriveField = Annotated[
    Expression | Condition, PlainValidator(_derive), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object"}]})
]


class Strict(BaseModel):
    """Base of every model read from YAML: unknown keys are refused, values are immutable."""

    # built on first use: a program that only recommends never needs the half of them
    model_config: ClassVar[ConfigDict] = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


RecordKind = Literal[
    "prior_decision",
    "deadline",
    "correction",
    "refusal",
    "cooperation",
    "merit",
    "disclosure",
    "obstruction",
    "exempt_decision",
    "fined_elsewhere",
]


class FindingRule(Strict):
    """How dated records (or the party, or the dates of the case) settle a fact. Exactly one of the first five keys.

    ``kind``: true when a record of that kind exists. ``count``: the number of such records. ``sum``: the fines they
    imposed, together. ``party``: taken from the party. ``elapsed``: whole years from the end of the act to its discovery
    (行政处罚法 art. 36).
    """

    kind: RecordKind | None = Field(None, description="存在该类记录即为真")
    count: RecordKind | None = Field(None, description="该类记录的次数")
    sum: Literal["prior_decision"] | None = Field(None, description="该类记录所处罚款的合计")
    party: Literal["kind", "age"] | None = Field(None, description="取自当事人")
    elapsed: Literal["years"] | None = Field(None, description="违法行为终了至被发现的满年数")
    within: Literal["deadline"] | None = Field(None, description="在责令改正的期限之内")
    before: Literal["act", "discovery"] | None = Field(
        None, description="act：本次违法行为开始之前、关于同类违法的记录；discovery：不晚于违法行为被发现之日"
    )
    overdue: Literal["late", "never"] | None = Field(
        None,
        description="责令改正的期限届满，late：没有在期限内改正的，亦为真（逾期不改正，其后改正的仍是逾期）；"
        "never：至决定时仍没有改正的，亦为真（拒不改正）",
    )
    by: Literal["party", "vehicle", "driver", "vessel", "any"] = Field("party", description="按何者计数")
    distinct: bool = Field(False, description="数不同的对象（如企业的车辆数），而不数次数")
    same: Literal["violation", "sector", "any"] = Field("violation", description="何种违法算同类")
    of: list[str] | None = Field(None, description="算同类的违法行为，或者前缀 highway.*；不与 same 同写")
    months: int | None = Field(None, ge=1, description="起算点之前若干个日历月之内（含）")
    before_months: int | None = Field(None, ge=1, description="起算点之前若干个日历月以前")
    since: Literal["act", "decision"] = Field("act", description="窗口从违法行为日还是决定日起算")
    dated: Literal["decision", "act"] = Field("decision", description="记录以其作出之日还是所涉违法行为之日为准")
    including_this: bool = Field(False, description="含本次：起算点当日也计入；当日没有记录的，加计本次")

    @property
    def records(self) -> RecordKind | None:
        """The kind of records that settle it; None where none do."""
        return self.kind or self.count or self.sum

    @model_validator(mode="after")
    def _one_source(self) -> FindingRule:
        if (self.kind, self.count, self.sum, self.party, self.elapsed).count(None) != 4:
            raise ValueError("finding 必须且只能写 kind、count、sum、party、elapsed 之一")
        if self.kind is None and (self.within or self.before or self.overdue):
            raise ValueError("finding 的 within、before、overdue 只与 kind 同用")
        if self.distinct and self.by in ("party", "any"):
            raise ValueError("finding 的 distinct 需要 by：vehicle、driver 或者 vessel")
        if self.including_this and self.since != "act":
            raise ValueError("finding 的 including_this 只与 since: act 同用")
        if self.of is not None and "same" in self.model_fields_set:
            raise ValueError("finding 的 of 与 same 只写其一：写了 of，same 不起作用")
        if self.sum and (self.distinct or self.including_this or self.by == "any"):
            raise ValueError("finding 的 sum 不与 distinct、including_this、by: any 同用")
        return self


class Lookup(Strict):
    """A table from the values of an enum to numbers, with the provision it comes from."""

    of: str
    values: dict[str, int]
    cite: list[str] = []


class Fact(Strict):
    """One entry of the vocabulary (``rulesets/facts/*.yaml``)."""

    label: str = Field(min_length=1)
    aliases: list[str] = Field([], description="常用的叫法，供查找")
    type: FactType = Field(strict=False)
    unit: str | None = None
    digits: int | None = Field(None, ge=0, le=6, description="小数位数：精度到此为止")
    range: IntervalField | None = None
    typical: IntervalField | None = Field(
        None, description="实践中常见的取值：示例和图先在其中寻找；不是法律，不影响任何规则和结果"
    )
    values: dict[str, str] | None = Field(None, description="由轻到重排列：代码: 名称")
    clauses: dict[str, str] = Field({}, description="某个值单独成句的说法：代码: 说法")
    positive: str | None = Field(None, min_length=1, description="大于零时的说法，例如 超限")
    negative: str | None = Field(None, min_length=1, description="为假、为零时的说法，例如 载运不可分载物品")
    fixed: Literal["limit", "certificate", "person"] | None = Field(
        None, description="案件中不会变化的事实：法定限值和地点、证书记载、当事人的身份和条件；不作“若……则……”的提示"
    )
    severity: Severity | None = Field(None, strict=False)
    judgement: bool = Field(False, description="需要执法人员判断并说明理由的开放性概念")
    derive: DeriveField | None = None
    lookup: Lookup | None = None
    default_from: str | None = Field(None, description="案件未载明时取该事实（查表得出的）的值")
    finding: FindingRule | None = None
    confiscates: Literal["illegal_gain"] | None = Field(None, description="没收何物时以此为没收的数额")
    person_only: bool = Field(False, description="只有公民才有的事实")
    evidence: str | None = None
    note: str | None = None

    @property
    def personal(self) -> bool:
        """Whether only a natural person has the fact: an organisation of twelve years, or a mentally ill one, is no case."""
        return self.person_only or (self.finding is not None and self.finding.party == "age")

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
        if set(self.clauses) - set(self.values or {}):
            raise ValueError(f"clauses 中没有列举的值：{'、'.join(sorted(set(self.clauses) - set(self.values or {})))}")
        self._check_type()
        if self.derived:
            if self.typical is not None:
                raise ValueError("推导的事实不写 typical，写在它所依据的事实上")
            if self.finding or self.judgement or self.default_from:
                raise ValueError("推导的事实不能同时写 finding、judgement 或 default_from")
            self._check_derive()
            return self
        numeric = self.type.numeric
        if numeric and self.range is None:
            raise ValueError(f"{self.type.value} 类型的事实必须写 range")
        if self.type is FactType.DECIMAL and self.digits is None:
            raise ValueError("decimal 类型的事实必须写 digits")
        self._check_range()
        return self

    def _check_type(self) -> None:
        """What only some types of facts can have."""
        if self.positive and not self.type.numeric:
            raise ValueError("positive 只用于数量和金额")
        if self.negative and self.type in (FactType.ENUM, FactType.DATE):
            raise ValueError("negative 只用于 boolean、数量和金额")
        if self.confiscates and self.type is not FactType.MONEY:
            raise ValueError("confiscates 只用于金额")
        if self.finding is not None and self.finding.sum and self.type is not FactType.MONEY:
            raise ValueError("finding 的 sum 只用于金额")
        if self.digits is not None and self.type is not FactType.DECIMAL:
            raise ValueError("digits 只用于 decimal")

    def _check_derive(self) -> None:
        computed = isinstance(self.derive, Expression)
        if self.type is FactType.ENUM:
            raise ValueError("enum 不能推导")
        if self.derive is not None and computed and self.type is FactType.BOOLEAN:
            raise ValueError("boolean 由条件推导，例如 derive: {prior_count_12m: 0}")
        if self.derive is not None and not computed and self.type is not FactType.BOOLEAN:
            raise ValueError(f'{self.type.value} 由算式推导，例如 derive: "a + b"')

    def _check_range(self) -> None:
        from discretion.facts.values import ValueProblem, bounds, typical  # values stand on this module

        try:
            ends = bounds(self)
        except ValueProblem as error:
            raise ValueError(f"range 的端点：{error}") from None
        if ends is not None and ends[0] > ends[1]:
            raise ValueError("range 里没有任何值")
        if self.typical is None:
            return
        if not self.type.numeric:
            raise ValueError("typical 只用于数量和金额")
        try:
            low, high = typical(self)
        except ValueProblem as error:
            raise ValueError(f"typical 的端点：{error}") from None
        assert ends is not None
        if not ends[0] <= low <= high <= ends[1]:
            raise ValueError("typical 应当在 range 之内")
