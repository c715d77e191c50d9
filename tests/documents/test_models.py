"""Models: one clear problem per mistake, at its place."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, PlainValidator

from discretion.documents import Day, Exact, Many, read, validate
from discretion.errors import CaseError, RulebookError


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Force(StrEnum):
    SHALL = "shall"
    MAY = "may"


class FromTo(Strict):
    low: Exact = Field(alias="from")
    high: Exact = Field(alias="to")


class Times(Strict):
    times: str
    low: Exact = Field(alias="from")
    high: Exact = Field(alias="to")


class Suspension(Strict):
    force: Literal["shall", "may"]
    days: str | None = None


class Penalty(Strict):
    warning: Literal["shall", "may"] | None = None
    revoke: Force | None = Field(None, strict=False)
    fine: FromTo | Times | None = None
    suspend: Literal["shall", "may"] | Suspension | None = None
    orders: str | Many[str] = ()


class Decision(Strict):
    kind: Literal["prior_decision"]
    date: Day


class Correction(Strict):
    kind: Literal["correction"]
    complete: bool


class RangeError(ValueError):
    """A validator's own error, with details."""

    allowed = ("[a..b]", "(a..b]")
    offset = 4
    remedy = "写全两端"


def _range(raw: Any) -> Any:
    if raw != "[0..9]":
        raise RangeError("不是区间")
    return raw


class Rule(Strict):
    rule: Annotated[str, Field(pattern="^[a-z.]+$", max_length=20)]
    penalty: Penalty = Penalty()
    records: Many[Annotated[Decision | Correction, Field(discriminator="kind")]] = ()
    counts: dict[Annotated[str, Field(pattern="^[a-z]+$")], int] = {}
    range: Annotated[str, PlainValidator(_range)] = "[0..9]"
    share: Annotated[Exact, Field(ge=0, le=1)] = Decimal(0)
    children: Many[Rule] = ()


def problems(text: str) -> list[str]:
    with pytest.raises(RulebookError) as caught:
        validate(Rule, read(text, "r.yaml"))
    return str(caught.value).splitlines()


def test_a_valid_document_becomes_a_model() -> None:
    text = "rule: a.b\nshare: 0.3\npenalty: {fine: {from: 1, to: 2.50}, suspend: may, revoke: shall, orders: [改正]}\n"
    rule = validate(Rule, read(text + "records: [{kind: prior_decision, date: 2025-11-02}]\n"))
    assert rule.penalty.orders == ("改正",)
    assert str(rule.penalty.fine) == "low=Decimal('1') high=Decimal('2.50')"
    assert rule.penalty.revoke is Force.SHALL
    assert rule.records[0].model_dump(mode="json") == {"kind": "prior_decision", "date": "2025-11-02"}


ONE_MISTAKE = [
    ("penalty: {}\n", "r.yaml:1:1: 缺少“rule”"),
    ("[1]\n", "r.yaml:1:1: 最上层应当是“键: 值”的映射（发现：列表（1项））"),
    ("rule: 12\n", 'r.yaml:1:7: “rule”应当是文本（发现：12；改法：加引号："12"）'),
    ("rule: A\n", 'r.yaml:1:7: “rule”不符合规定的格式 ^[a-z.]+$（发现："A"）'),
    ("rule: abcdefghijabcdefghijk\n", 'r.yaml:1:7: “rule”最多20个字符（发现："abcdefghijabcdefghijk"）'),
    ("rule: a\nshare: 1.2\n", "r.yaml:2:8: “share”应当小于或等于 1（发现：1.2）"),
    ('rule: a\nshare: "0.2"\n', 'r.yaml:2:8: “share”应当是数（发现："0.2"；改法：去掉引号，只写数字）'),
    ("rule: a\nrange: 0..9\n", 'r.yaml:2:12: “range”不是区间（发现："0..9"；允许：[a..b]、(a..b]；改法：写全两端）'),
    ("rule: a\ncounts: {A: 1}\n", 'r.yaml:2:10: 键“A”不符合规定的格式 ^[a-z]+$（发现："A"）'),
    ("rule: a\ncounts: {a: 1.5}\n", "r.yaml:2:13: “a”应当是整数（发现：1.5）"),
    ("rule: a\ncounts: {a: true}\n", "r.yaml:2:13: “a”应当是整数（发现：true）"),
    ("rule: a\nchildren: {}\n", "r.yaml:2:11: “children”应当是列表（发现：映射（0个键））"),
    ("rule: a\nchildren: [{rul: b}]\n", "r.yaml:2:13: 不认识的键“rul”（允许：rule、penalty、records、counts、range、share、children；是否想写：rule）"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), ONE_MISTAKE, ids=range(len(ONE_MISTAKE)))
def test_one_mistake_one_problem(text: str, message: str) -> None:
    assert problems(text) == [message]


UNIONS = [
    ("{warning: shal}", '“warning”不是允许的值（发现："shal"；允许：shall、may；是否想写：shall）'),
    ("{revoke: mya}", '“revoke”不是允许的值（发现："mya"；允许：shall、may；是否想写：may）'),
    ("{suspend: mya}", '“suspend”不是允许的值（发现："mya"；允许：shall、may；是否想写：may）'),
    ("{suspend: 3}", "“suspend”应当是“键: 值”的映射，或者允许的值之一（发现：3；允许：shall、may）"),
    ("{suspend: {forse: may}}", "不认识的键“forse”（允许：force、days；是否想写：force）"),
    ("{orders: 5}", "“orders”应当是文本或列表（发现：5）"),
    ("{orders: [a, 5]}", '“orders[1]”应当是文本（发现：5；改法：加引号："5"）'),
    ("{fine: 3000}", "“fine”应当是“键: 值”的映射（发现：3000）"),
    ("{fine: {from: 1, too: 5}}", "不认识的键“too”（允许：from、to；是否想写：to）"),
    ("{fine: {from: 1}}", "缺少“to”"),
    ("{fine: {times: gain, form: 1, to: 5}}", "不认识的键“form”（允许：times、from、to；是否想写：from）"),
    ('{fine: {times: gain, from: "1", to: 5}}', '“from”应当是数（发现："1"；改法：去掉引号，只写数字）'),
]


@pytest.mark.parametrize(("penalty", "message"), UNIONS, ids=range(len(UNIONS)))
def test_a_union_gives_the_error_of_the_branch_that_was_meant(penalty: str, message: str) -> None:
    (problem,) = problems(f"rule: a\npenalty: {penalty}\n")
    assert problem.split(": ", 1)[1] == message


def test_a_tagged_union_knows_its_branch() -> None:
    records = "\n".join(
        ["{kind: corection}", "{date: 2026-01-01}", "{kind: prior_decision, dat: 2026-01-01}",
         "{kind: correction, complete: 1}", "{kind: prior_decision, date: 2026-02-30}"]
    )  # fmt: skip
    assert problems("rule: a\nrecords:\n" + "".join(f"  - {line}\n" for line in records.splitlines())) == [
        'r.yaml:3:12: “kind”不是允许的值（发现："corection"；允许：prior_decision、correction；是否想写：correction）',
        "r.yaml:4:5: 缺少“kind”",
        "r.yaml:5:28: 不认识的键“dat”（允许：kind、date；是否想写：date）",
        "r.yaml:6:34: “complete”应当是真假（true 或 false）（发现：1）",
        'r.yaml:7:34: “date”没有这一天（发现："2026-02-30"）',
    ]


def test_all_mistakes_are_told_in_the_order_of_the_file() -> None:
    text = "share: 7\nrule: 1\nlabel: x\npenalty: {warning: no_such}\n"
    assert [line.split(": ")[0] for line in problems(text)] == ["r.yaml:1:8", "r.yaml:2:7", "r.yaml:3:1", "r.yaml:4:20"]


def test_data_of_a_caller_is_checked_the_same_way() -> None:
    with pytest.raises(CaseError) as caught:
        validate(Rule, {"rule": "a", "penalty": {"fine": {"from": 1}}, "x": 1}, error=CaseError)
    assert str(caught.value).splitlines() == [
        "penalty.fine.to: 缺少“to”",
        "x: 不认识的键“x”（允许：rule、penalty、records、counts、range、share、children）",
    ]


@pytest.mark.parametrize("day", ["20260302", "2026-W10-1", "2026-3-2", "2026-03-02T00:00:00", "今天"])
def test_a_day_is_written_in_one_way_only(day: str) -> None:
    with pytest.raises(RulebookError, match="应当是日期（如 2026-03-02）"):
        validate(Decision, {"kind": "prior_decision", "date": day}, error=RulebookError)
