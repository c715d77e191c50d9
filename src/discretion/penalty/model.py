"""How YAML writes a penalty: measures with ``shall`` / ``may``, and every form of fine (docs/writing-rulesets.md)."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ModelWrapValidatorHandler, PlainValidator, WithJsonSchema, model_validator

from discretion import documents
from discretion.conditions import Expression, Interval, Number, parse_expression, parse_tests
from discretion.facts import Strict
from discretion.penalty.measures import Extent, Force, Kind, Measure


def _pair(raw: object) -> object:
    return tuple(raw) if isinstance(raw, list) else raw


def _expression(raw: object) -> Expression:
    if isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return Number(Decimal(raw))
    if not isinstance(raw, str):
        raise ValueError("应当是数或者 FEEL 算式")
    return parse_expression(raw)


def _force(raw: object) -> object:
    if raw in (Force.CHOICE.value, Force.OPTION.value):
        raise ValueError("择一的措施写在 choose 之下，例如 choose: [fine, suspend_licence]")
    return raw


Exact = Annotated[documents.Exact, Field(ge=0)]
ExpressionField = Annotated[
    Expression, PlainValidator(_expression), WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string"}]})
]


class Rate(Strict):
    """A rate between two amounts, both included: ``each: {from: 200, to: 500}``."""

    low: Exact = Field(alias="from")
    high: Exact = Field(alias="to")


class Bracket(Strict):
    """The part of the quantity above a mark costs ``each`` per unit (marginal)."""

    above: ExpressionField
    each: Exact


class LeftOf(Strict):
    """What earlier fines leave of an amount: 同一车辆一年内累计罚款不超过3万元."""

    cap: Exact
    after: str = Field(description="此前罚款的数额，金额类事实")


FineForm = Literal["fixed", "share", "at", "sum", "brackets", "each", "times", "range"]
FORMS: dict[FineForm, tuple[set[str], set[str]]] = {  # the key that shows the form: required, optional
    "fixed": ({"fixed"}, set()),
    "share": ({"share"}, set()),
    "at": ({"at"}, set()),
    "sum": ({"sum"}, {"cap"}),
    "brackets": ({"brackets", "of", "per"}, {"rounding", "cap"}),
    "each": ({"each", "per", "of"}, {"rounding", "cap"}),
    "times": ({"times"}, {"low", "above", "high", "below", "at_least", "cap"}),
    "range": (set(), {"low", "above", "high", "below"}),
}


MAX_ITEMS = 40  # of a sum and of brackets


WrittenForce = Annotated[Force, BeforeValidator(_force, json_schema_input_type=Literal["shall", "may"])]


class Fine(Strict):
    """One fine. The keys decide the form; amounts in 元."""

    force: WrittenForce = Field(Force.SHALL, strict=False)
    fixed: Exact | None = None
    low: Exact | None = Field(None, alias="from")
    above: Exact | None = None
    high: Exact | None = Field(None, alias="to")
    below: Exact | None = None
    times: str | None = Field(None, description="金额类事实的若干倍")
    at_least: Exact | None = None
    each: Exact | Rate | None = None
    per: Exact | None = None
    of: str | None = Field(None, description="数量类事实")
    rounding: Literal["down", "up", "half-up", "none"] = Field("none", description="不足一个单位的部分")
    brackets: list[Bracket] | None = Field(None, max_length=MAX_ITEMS)
    cap: Exact | None = None
    share: Annotated[Exact | tuple[Exact, Exact] | None, BeforeValidator(_pair)] = Field(
        None, description="法定幅度的比例"
    )
    at: Literal["floor", "midpoint", "cap"] | None = None
    sum: list[Fine] | None = Field(None, max_length=MAX_ITEMS)
    left_of: LeftOf | None = Field(None, description="几起案件合在一起的限额：不超过它减去此前罚款的余额")

    @property
    def amounts(self) -> frozenset[Decimal]:
        """Every amount and rate that is written, in 元, zeros apart."""
        simple = (self.fixed, self.low, self.above, self.high, self.below, self.at_least, self.cap, self.per)
        rates = (self.each.low, self.each.high) if isinstance(self.each, Rate) else (self.each,)
        marks = (bracket.each for bracket in self.brackets or ())
        parts = (part.amounts for part in self.sum or ())
        limit = () if self.left_of is None else (self.left_of.cap,)
        return frozenset(value for value in (*simple, *rates, *marks, *limit) if value).union(*parts)

    @property
    def form(self) -> FineForm:
        """Which form of fine this is: one of ``FORMS``."""
        return next((name for name in FORMS if name in self.model_fields_set), "range")

    @model_validator(mode="after")
    def _one_form(self) -> Fine:
        given = self.model_fields_set - {"force", "left_of"}
        required, optional = FORMS[self.form]
        names = {"low": "from", "high": "to"}
        extra = sorted(names.get(key, key) for key in given - required - optional)
        if extra:
            raise ValueError(f"{self.form} 形式的罚款不能写 {'、'.join(extra)}")
        missing = sorted(required - given)
        if missing:
            raise ValueError(f"{self.form} 形式的罚款缺少 {'、'.join(missing)}")
        if self.form in ("range", "times"):
            self._check_ends()
        if self.sum is not None and (not self.sum or any(part.form in ("share", "at", "sum") for part in self.sum)):
            raise ValueError("sum 应当列出各项罚款，其中不能有 share、at 或者另一个 sum")
        if any(part.left_of is not None for part in self.sum or ()):
            raise ValueError("left_of 是整个罚款的限额，写在 sum 之外")
        if self.per is not None and self.per <= 0:
            raise ValueError("per 应当大于 0")
        if isinstance(self.share, tuple) and not 0 <= self.share[0] <= self.share[1] <= 1:
            raise ValueError("share 应当是 0 到 1 之间由小到大的两个数")
        if isinstance(self.share, Decimal) and self.share > 1:
            raise ValueError("share 应当在 0 到 1 之间")
        return self

    def _check_ends(self) -> None:
        if (self.low is not None and self.above is not None) or (self.high is not None and self.below is not None):
            raise ValueError("from 与 above、to 与 below 各只能写一个")
        high = self.high if self.high is not None else self.below
        low = self.low if self.low is not None else self.above
        if high is None and None not in (self.times, self.low, self.cap):
            return  # 三倍以上但不超过五万元: the cap is the upper end
        if high is None:
            raise ValueError("罚款必须有上限（to 或 below）")
        if low is not None and low > high:
            raise ValueError(f"下限 {low} 高于上限 {high}")
        if high == (low or 0) and not (self.low is not None and self.high is not None):
            raise ValueError("下限与上限之间没有任何数额")


class MeasureSpec(Strict):
    """A measure with more than its force."""

    force: WrittenForce = Field(Force.SHALL, strict=False)
    what: str | None = None
    words: str | None = Field(None, min_length=1, description="法条对该措施的措辞，例如 收缴有关证件、责令停产停业整顿")
    by: str | None = Field(None, min_length=1, description="由另一机关作出的，法条对该机关的称谓，例如 原许可机关")
    days: str | int | None = None
    months: str | int | None = None
    years: str | int | None = None
    life: bool = False

    def measure(self, kind: Kind, item: str | None = None) -> Measure:
        """Build the measure this describes."""
        return Measure(kind, self.force, item, self.what, self._extent(), self.words, self.by)

    def _extent(self) -> Extent | None:
        if self.life:
            return Extent("years", 0, None)
        for unit in ("days", "months", "years"):
            value = getattr(self, unit)
            if value is not None:
                return _extent(unit, value)
        return None

    @model_validator(mode="after")
    def _readable(self) -> MeasureSpec:
        if sum(value not in (None, False) for value in (self.days, self.months, self.years, self.life)) > 1:
            raise ValueError("days、months、years、life 只能写一个")
        self._extent()
        return self


def _extent(unit: str, value: str | int) -> Extent:
    if isinstance(value, int):
        return Extent(unit, value, value)
    test = parse_tests(value)
    match test:
        case Interval(Number(low), True, Number(high), True) if low == int(low) and high == int(high):
            return Extent(unit, int(low), int(high))
    raise ValueError(f'期限应当是整数或者闭区间，例如 "[3..7]"（发现：{value}）')


def _measure(raw: object) -> object:
    return {"force": raw} if isinstance(raw, str) else raw


MeasureField = Annotated[
    MeasureSpec, BeforeValidator(_measure, json_schema_input_type=Literal["shall", "may"] | MeasureSpec)
]


class Penalty(Strict):
    """A set of measures, each ``shall`` or ``may``; an empty one means: no penalty, only the orders."""

    warning: MeasureField | None = None
    criticism: MeasureField | None = None
    fine: Fine | None = None
    confiscate: dict[str, MeasureField] = {}
    suspend_licence: MeasureField | None = None
    downgrade: MeasureField | None = None
    revoke: MeasureField | None = None
    restrict_operation: MeasureField | None = None
    suspend_business: MeasureField | None = None
    close: MeasureField | None = None
    restrict_employment: MeasureField | None = None
    detain: MeasureField | None = None
    choose: list[str] = Field(
        [],
        description="择一：其中至少一项必须给予（处…罚款，或者暂扣…）；各项都写 may 的，可以给予其中一项（可以处警告或者罚款）",
    )
    also: dict[str, Penalty] = Field({}, description="同一行为的其他受罚主体，各自的处罚")

    @model_validator(mode="wrap")
    @classmethod
    def _choice(cls, data: object, read: ModelWrapValidatorHandler[Penalty]) -> Penalty:
        """What is chosen from gets the force of a choice: none of it alone is commanded; nothing of it is where all of it may be left out."""
        written = read(data)
        return written.model_copy(update=_chosen(written)) if written.choose else written

    @property
    def measures(self) -> tuple[Measure, ...]:
        """All measures except the fine, in the order of art. 9."""
        found = []
        for kind in Kind:
            if kind is Kind.CONFISCATE:
                found += [spec.measure(kind, item) for item, spec in self.confiscate.items()]
            else:
                spec = getattr(self, kind.value)
                if spec is not None:
                    found.append(spec.measure(kind))
        return tuple(found)


def _chosen(penalty: Penalty) -> dict[str, object]:
    """The fields of what is chosen from, with the force of a choice.

    Raises:
        ValueError: ``choose`` names what is not there, too little, or some that may be left out beside some that may not.
    """
    known: dict[str, Fine | MeasureSpec] = {} if penalty.fine is None else {"fine": penalty.fine}
    known |= {f"{Kind.CONFISCATE.value}.{item}": spec for item, spec in penalty.confiscate.items()}
    known |= {kind.value: spec for kind in Kind if isinstance(spec := getattr(penalty, kind.value), MeasureSpec)}
    unknown = [name for name in penalty.choose if name not in known]
    if unknown or len(set(penalty.choose)) < 2:
        raise ValueError(
            f"choose 应当列出本处罚中的至少两项（发现：{'、'.join(penalty.choose)}；允许：{'、'.join(known)}）"
        )
    # Pydantic may come here twice, with what it has made already: an option stays one.
    free = [name for name in penalty.choose if known[name].force in (Force.MAY, Force.OPTION)]
    if free and set(free) != set(penalty.choose):
        raise ValueError(
            f"{free[0]} 写了 may，choose 的其他措施没有写：可以给予其中一项的，各项都写 may；必须给予其中一项的，都不写"
        )
    force = Force.OPTION if free else Force.CHOICE
    chosen = {name: known[name].model_copy(update={"force": force}) for name in penalty.choose}
    fields: dict[str, object] = {name: part for name, part in chosen.items() if "." not in name}
    if penalty.confiscate:
        prefix = f"{Kind.CONFISCATE.value}."
        fields[Kind.CONFISCATE.value] = {i: chosen.get(prefix + i, part) for i, part in penalty.confiscate.items()}
    return fields
