"""How YAML writes a penalty: measures, forms of a fine, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel

from discretion.documents import from_data, validate
from discretion.errors import RulebookError
from discretion.penalty import Extent, Fine, Force, Penalty


def penalty(data: dict[str, Any]) -> Penalty:
    return validate(Penalty, from_data(data, error=RulebookError))


def said(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(measure.key, measure.force.value, str(measure)) for measure in penalty(data).measures]


def refusal(data: dict[str, Any]) -> str:
    with pytest.raises(RulebookError) as caught:
        penalty({"fine": data})
    return caught.value.problems[0].message


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"warning": "shall"}, [("warning", "shall", "警告")]),
        ({"criticism": "may"}, [("criticism", "may", "通报批评")]),
        (
            {"confiscate": {"illegal_gain": "shall", "vessel": "may"}},
            [("confiscate.illegal_gain", "shall", "没收违法所得"), ("confiscate.vessel", "may", "没收船舶")],
        ),
        (
            {"suspend_business": {"force": "shall", "days": "[3..7]"}},
            [("suspend_business", "shall", "责令停业整顿3日以上7日以下")],
        ),
        (
            {"suspend_licence": {"force": "may", "months": "[3..6]", "what": "船员适任证书"}},
            [("suspend_licence", "may", "暂扣船员适任证书3个月以上6个月以下")],
        ),
        ({"suspend_licence": {"months": 6}}, [("suspend_licence", "shall", "暂扣许可证件6个月")]),
        ({"downgrade": "may"}, [("downgrade", "may", "降低资质等级")]),
        ({"revoke": {"what": "车辆营运证"}}, [("revoke", "shall", "吊销车辆营运证")]),
        (
            {"revoke": {"what": "许可证", "by": "原许可机关"}, "downgrade": {"by": "颁发资质证书的机关"}},
            [("downgrade", "shall", "由颁发资质证书的机关降低资质等级"), ("revoke", "shall", "由原许可机关吊销许可证")],
        ),
        ({"restrict_operation": "shall"}, [("restrict_operation", "shall", "限制开展生产经营活动")]),
        ({"restrict_employment": {"years": 5}}, [("restrict_employment", "shall", "限制从业5年")]),
        (
            {"restrict_employment": {"years": 5, "what": "不得从事原备案的业务"}},
            [("restrict_employment", "shall", "5年内不得从事原备案的业务")],
        ),
        (
            {"restrict_employment": {"life": True, "what": "终身不得重新申请船员适任证书"}},
            [("restrict_employment", "shall", "终身不得重新申请船员适任证书")],
        ),
        ({"restrict_employment": {"life": True}}, [("restrict_employment", "shall", "限制从业终身")]),
        ({"close": "shall"}, [("close", "shall", "责令关闭")]),
        ({"detain": "may"}, [("detain", "may", "行政拘留")]),
        ({}, []),
    ],
)
def test_every_measure(data: dict[str, Any], expected: list[tuple[str, str, str]]) -> None:
    assert said(data) == expected


@pytest.mark.parametrize(
    ("written", "extent"),
    [
        ({"life": True}, Extent("years", 0, None)),
        ({"years": 5}, Extent("years", 5, 5)),
        ({"months": "[3..6]"}, Extent("months", 3, 6)),
        ({"days": "[3..3]"}, Extent("days", 3, 3)),
        ({"what": "车辆"}, None),
        ({"life": False, "days": 1}, Extent("days", 1, 1)),
    ],
)
def test_how_long(written: dict[str, Any], extent: Extent | None) -> None:
    assert [measure.extent for measure in penalty({"suspend_licence": written}).measures] == [extent]


def test_measures_come_in_the_order_of_article_9() -> None:
    assert [key for key, _, _ in said({"revoke": "shall", "warning": "shall", "confiscate": {"goods": "shall"}})] == [
        "warning",
        "confiscate.goods",
        "revoke",
    ]


def test_further_subjects_have_their_own_set() -> None:
    whole = penalty({"fine": {"to": 30000}, "also": {"responsible_person": {"fine": {"from": 10000, "to": 50000}}}})
    person = whole.also["responsible_person"].fine
    assert person is not None
    assert (person.low, person.high) == (Decimal(10000), Decimal(50000))


@pytest.mark.parametrize(
    ("data", "form"),
    [
        ({"fixed": 3000}, "fixed"),
        ({"from": 3000, "to": 10000}, "range"),
        ({"to": 30000}, "range"),
        ({"times": "gain", "from": 1, "to": 5, "at_least": 100, "cap": 9}, "times"),
        ({"times": "gain", "from": 3, "cap": 50000}, "times"),
        ({"each": 500, "per": 1000, "of": "x", "rounding": "down", "cap": 1}, "each"),
        ({"of": "x", "per": 1, "brackets": [{"above": "limit * 0.2", "each": 3}]}, "brackets"),
        ({"share": [0, Decimal("0.3")]}, "share"),
        ({"share": [Decimal("0.3"), Decimal("0.3")]}, "share"),
        ({"share": [0, 1]}, "share"),
        ({"share": 1}, "share"),
        ({"from": 5, "to": 5}, "range"),
        ({"to": 1}, "range"),
        ({"at": "floor"}, "at"),
        ({"sum": [{"fixed": 1}, {"to": 2}], "cap": 3}, "sum"),
    ],
)
def test_the_keys_decide_the_form(data: dict[str, Any], form: str) -> None:
    fine = penalty({"fine": data}).fine
    assert fine is not None
    assert (fine.form, fine.force) == (form, Force.SHALL)


@pytest.mark.parametrize(
    ("data", "amounts"),
    [
        ({"fixed": 3000}, {3000}),
        ({"to": 30000}, {30000}),
        ({"from": 0, "to": 5}, {5}),
        ({"above": 1, "below": 5}, {1, 5}),
        ({"times": "gain", "from": 2, "to": 5, "at_least": 100, "cap": 9}, {2, 5, 100, 9}),
        ({"each": 500, "per": 1000, "of": "x", "cap": 1}, {500, 1000, 1}),
        ({"each": {"from": 200, "to": 500}, "per": 7, "of": "x"}, {200, 500, 7}),
        ({"of": "x", "per": 1, "brackets": [{"above": 4, "each": 3}, {"above": 8, "each": 6}]}, {1, 3, 6}),
        ({"sum": [{"fixed": 1}, {"to": 2}], "cap": 3}, {1, 2, 3}),
        ({"to": 5, "left_of": {"cap": 30000, "after": "earlier"}}, {5, 30000}),
    ],
)
def test_the_amounts_that_are_written(data: dict[str, Any], amounts: set[int]) -> None:
    fine = penalty({"fine": data}).fine
    assert fine is not None
    assert fine.amounts == amounts


def test_a_fine_may_be_optional() -> None:
    fine = penalty({"fine": {"to": 30000, "force": "may"}}).fine
    assert fine is not None
    assert fine.force is Force.MAY


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"fixed": 3000, "to": 5000}, "“fine”：fixed 形式的罚款不能写 to"),
        ({"each": 500, "of": "x"}, "“fine”：each 形式的罚款缺少 per"),
        ({"brackets": [{"above": 1, "each": 1}], "per": 1}, "“fine”：brackets 形式的罚款缺少 of"),
        ({"times": "gain", "from": 1, "to": 5, "per": 2}, "“fine”：times 形式的罚款不能写 per"),
        ({"from": 3000}, "“fine”：罚款必须有上限（to 或 below）"),
        ({"times": "gain", "from": 3}, "“fine”：罚款必须有上限（to 或 below）"),
        ({"times": "gain", "cap": 3}, "“fine”：罚款必须有上限（to 或 below）"),
        ({"from": 3000, "above": 1, "to": 5000}, "“fine”：from 与 above、to 与 below 各只能写一个"),
        ({"from": 10000, "to": 3000}, "“fine”：下限 10000 高于上限 3000"),
        ({"from": 3000, "to": 9000, "below": 5000}, "“fine”：from 与 above、to 与 below 各只能写一个"),
        ({"from": 3000, "below": 3000}, "“fine”：下限与上限之间没有任何数额"),
        ({"above": 3000, "to": 3000}, "“fine”：下限与上限之间没有任何数额"),
        ({"to": 0}, "“fine”：下限与上限之间没有任何数额"),
        ({"each": 500, "per": 0, "of": "x"}, "“fine”：per 应当大于 0"),
        ({"share": [Decimal("0.7"), Decimal("0.3")]}, "“fine”：share 应当是 0 到 1 之间由小到大的两个数"),
        ({"share": [0, Decimal("1.1")]}, "“fine”：share 应当是 0 到 1 之间由小到大的两个数"),
        ({"share": 2}, "“fine”：share 应当在 0 到 1 之间"),
        ({"sum": [{"fixed": 1}, {"share": 1}]}, "“fine”：sum 应当列出各项罚款，其中不能有 share、at 或者另一个 sum"),
        ({"sum": []}, "“fine”：sum 应当列出各项罚款，其中不能有 share、at 或者另一个 sum"),
        ({"fixed": -1}, "“fixed”应当大于或等于 0"),
        ({"fixed": "3000"}, "“fixed”应当是数"),
        ({"fixd": 3000}, "不认识的键“fixd”"),
        ({}, "“fine”：罚款必须有上限（to 或 below）"),
    ],
)
def test_what_is_no_fine_is_refused(data: dict[str, Any], message: str) -> None:
    assert refusal(data) == message


def test_forty_parts_are_enough() -> None:
    """A file cannot make a fine that takes the prover for ever."""
    part, bracket = {"fixed": 1}, {"above": 0, "each": 1}
    assert penalty({"fine": {"sum": [part] * 40}}).fine is not None
    assert "40" in refusal({"sum": [part] * 41})
    assert "40" in refusal({"of": "x", "per": 1, "brackets": [bracket] * 41})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"days": "[3..7.5]"}, '“suspend_business”：期限应当是整数或者闭区间，例如 "[3..7]"（发现：[3..7.5]）'),
        ({"days": "[2.5..7]"}, '“suspend_business”：期限应当是整数或者闭区间，例如 "[3..7]"（发现：[2.5..7]）'),
        ({"days": "[3..7)"}, '“suspend_business”：期限应当是整数或者闭区间，例如 "[3..7]"（发现：[3..7)）'),
        ({"years": 1, "life": True}, "“suspend_business”：days、months、years、life 只能写一个"),
        ({"days": "(3..7]"}, '“suspend_business”：期限应当是整数或者闭区间，例如 "[3..7]"（发现：(3..7]）'),
        ({"days": 3, "months": 1}, "“suspend_business”：days、months、years、life 只能写一个"),
        ({"days": "[7..3]"}, "“suspend_business”：区间的起点大于终点，两端写反了"),
        ({"force": "must"}, "“force”不是允许的值"),
    ],
)
def test_what_is_no_extent_is_refused(data: dict[str, Any], message: str) -> None:
    with pytest.raises(RulebookError) as caught:
        penalty({"suspend_business": data})
    assert caught.value.problems[0].message == message


def test_a_choice_of_two_has_the_force_of_a_choice() -> None:
    """处…罚款，或者暂扣…: neither is commanded alone."""
    one_of = penalty({"fine": {"to": 200}, "revoke": "shall", "warning": "shall", "choose": ["fine", "revoke"]})
    assert one_of.fine is not None
    assert one_of.fine.force is Force.CHOICE
    assert [(item.key, item.force) for item in one_of.measures] == [("warning", Force.SHALL), ("revoke", Force.CHOICE)]


@pytest.mark.parametrize(("written", "force"), [("may", Force.OPTION), ("shall", Force.CHOICE)])
def test_a_choice_is_the_same_wherever_it_is_read(written: str, force: Force) -> None:
    """A model that is made after the first penalty was read has its validators run twice."""
    data = {"warning": written, "fine": {"to": 200, "force": written}, "choose": ["warning", "fine"]}
    alone = penalty(data)

    class Row(BaseModel):
        penalty: Penalty

    inside = Row.model_validate({"penalty": data}).penalty
    for one_of in (alone, inside):
        assert one_of.fine is not None
        assert one_of.warning is not None
        assert (one_of.fine.force, one_of.warning.force) == (force, force)


def test_a_choice_of_what_is_confiscated_leaves_the_other_items() -> None:
    items = {"vessel": "may", "goods": "may", "illegal_gain": "shall"}
    one_of = penalty({"confiscate": items, "choose": ["confiscate.vessel", "confiscate.goods"]})
    assert [(item.key, item.force) for item in one_of.measures] == [
        ("confiscate.vessel", Force.OPTION),
        ("confiscate.goods", Force.OPTION),
        ("confiscate.illegal_gain", Force.SHALL),
    ]


@pytest.mark.parametrize(
    ("choose", "message"),
    [
        (["fine"], "choose 应当列出本处罚中的至少两项（发现：fine；允许：fine、warning、revoke）"),
        (["fine", "fine"], "choose 应当列出本处罚中的至少两项（发现：fine、fine；允许：fine、warning、revoke）"),
        (["fine", "detain"], "choose 应当列出本处罚中的至少两项（发现：fine、detain；允许：fine、warning、revoke）"),
        (
            ["fine", "revoke", "revoke"],
            "revoke 写了 may，choose 的其他措施没有写：可以给予其中一项的，各项都写 may；必须给予其中一项的，都不写",
        ),
        (
            ["fine", "revoke"],
            "revoke 写了 may，choose 的其他措施没有写：可以给予其中一项的，各项都写 may；必须给予其中一项的，都不写",
        ),
    ],
)
def test_what_is_no_choice_is_refused(choose: list[str], message: str) -> None:
    with pytest.raises(RulebookError) as caught:
        penalty({"fine": {"to": 200}, "warning": "shall", "revoke": "may", "choose": choose})
    assert message in caught.value.problems[0].message


def test_a_float_never_becomes_an_amount() -> None:
    with pytest.raises(RulebookError, match="浮点数不精确"):
        penalty({"fine": {"fixed": 0.1}})


def test_text_that_is_not_a_form_is_not_guessed() -> None:
    assert Fine.model_validate({"to": 5}).form == "range"
