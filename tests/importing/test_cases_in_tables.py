"""Several cases in one cell or one line: each a row with its own condition, or asked; and the signs and titles that say so. Places are invented."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.importing.test_layouts import ACT, HEAD, LAW, one, reading

from discretion.documents import read
from discretion.importing import ReadRow, import_table, read_tables
from discretion.library import Library

GAIN, GOODS = {"illegal_gain": "shall"}, {"illegal_gain": "shall", "goods": "shall"}


def only(library: Library, folder: Path, condition: str, act: str = ACT, **own: Any) -> ReadRow:
    row: ReadRow = one(library, folder, condition, own.get("standard", "处1000元罚款"), act=act)
    return row


def rows(fact: str, *cases: tuple[Any, Any]) -> dict[str, Any]:
    return {"rows": [{"when": {fact: test}, "penalty": penalty} for test, penalty in cases]}


def fined(low: int, high: int, **more: Any) -> dict[str, Any]:
    return {"fine": {"from": low, "to": high, **more}}


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("[2万元,5万元)", {"fine": {"from": 20000, "below": 50000}}),
        ("处（2000元，5000元]罚款", {"fine": {"above": 2000, "to": 5000}}),
        ("【500，800）元", {"fine": {"from": 500, "below": 800}}),  # 500,800 is no number with a comma
        ("[1,000元,5,000元]", {"fine": {"from": 1000, "to": 5000}}),
        ("[2,5)万元", {"fine": {"from": 20000, "below": 50000}}),
        ("（2000元，5000元）", None),  # no interval, but an aside
        ("[2,5万元)", None),
        ("[5万元,2万元)", None),
    ],
)
def test_intervals_of_amounts(shipped: Library, tmp_path: Path, words: str, penalty: Any) -> None:
    assert one(shipped, tmp_path, "及时改正", words).penalty == penalty


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("占用面积[5,10)平方米", {"occupied_area_m2": "[5..10)"}),
        ("占用面积（10平方米，50平方米]", {"occupied_area_m2": "(10..50]"}),
        ("占用面积[50平方米，+∞)", {"occupied_area_m2": ">= 50"}),
        ("5＜X≤10平方米", {"occupied_area_m2": "(5..10]"}),
        ("5㎡≤S＜10㎡", {"occupied_area_m2": "[5..10)"}),
        ("5＜占用面积≤10平方米", {"occupied_area_m2": "(5..10]"}),  # once: at most 510
        ("x≤5平方米", {"occupied_area_m2": "<= 5"}),
        ("占用面积大于等于5平方米且小于10平方米", {"occupied_area_m2": "[5..10)"}),
        ("占用面积小于或等于5平方米", {"occupied_area_m2": "<= 5"}),
        ("占用公路面积5平方米以下", {"occupied_area_m2": "<= 5"}),  # the surface of the road is another thing
        (
            "在国道、省道上占用面积5平方米以下",
            {"road_class": ["provincial", "national"], "occupied_area_m2": "<= 5"},
        ),  # once without the roads
        ("夜间占用面积5平方米以下", {"draft_1": True}),
        (
            "占用面积10平方米以上，或造成交通堵塞的",
            {"any": [{"occupied_area_m2": ">= 10"}, {"traffic_effect": "congestion"}]},
        ),  # once: and
        ("首次占用公路", {"first_offence": True}),  # once: occupies_highway
    ],
)
def test_intervals_of_conditions(shipped: Library, tmp_path: Path, words: str, when: Any) -> None:
    assert only(shipped, tmp_path, words).situation.when == when


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("按20元/平方米处以罚款（不足1平方米的按1平方米计算）", {"each": 20, "rounding": "up"}),
        ("处100元/㎡的罚款，不足1㎡不计，但总额不超过3万元", {"each": 100, "rounding": "down", "cap": 30000}),
        ("按照每平方米50元的标准处以罚款，不足1平方米的四舍五入", {"each": 50, "rounding": "half-up"}),
        ("处每平方米20元以上50元以下罚款，不足1平方米不计", {"each": {"from": 20, "to": 50}, "rounding": "down"}),
        ("处20元/平方米罚款", None),  # a part of a unit is not settled
        ("每平方米50罚款，不足1平方米不计", None),
        ("处1万元罚款，每超过1平方米加罚100元，最高不超过3万元", None),
    ],
)
def test_so_much_for_every_unit(shipped: Library, tmp_path: Path, words: str, fine: Any) -> None:
    row = one(shipped, tmp_path, "及时改正", words)
    assert row.penalty == (None if fine is None else {"fine": {"per": 1, "of": "occupied_area_m2", **fine}})
    assert bool(row.unread) == (fine is None)


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("没收违法所得和非法财物，并处1万元罚款", {"confiscate": GOODS, "fine": {"fixed": 10000}}),
        ("没收违法所得、违法财物并处1万元罚款", {"confiscate": GOODS, "fine": {"fixed": 10000}}),
        ("没收违法所得；没收非法财物", {"confiscate": GOODS}),
        ("没收违法所得，没收违法所得", None),
        ("没收渔获物，处1万元罚款", None),
        (
            "没收违法所得和非法财物；违法所得1万元以上的，处违法所得1倍以上2倍以下罚款；没有违法所得的，处5000元罚款",
            None,  # between nothing and 10 000
        ),
        (
            "没收违法所得和非法财物；有违法所得的，处违法所得1倍以上2倍以下罚款；没有违法所得的，处5000元罚款",
            rows(
                "illegal_gain_yuan",
                ("> 0", {"fine": {"times": "illegal_gain_yuan", "from": 1, "to": 2}, "confiscate": GOODS}),
                ("= 0", {"fine": {"fixed": 5000}, "confiscate": {"goods": "shall"}}),
            ),
        ),
        (
            "没收违法所得，处违法所得2-3倍罚款（没有违法所得或者违法所得不足10万元的，处8-12万元罚款）",
            rows(
                "illegal_gain_yuan",
                (">= 100000", {"confiscate": GAIN, "fine": {"times": "illegal_gain_yuan", "from": 2, "to": 3}}),
                ("< 100000", fined(80000, 120000)),
            ),
        ),
        (
            "没收违法所得、假冒伪劣配件，处违法所得2倍罚款；没有违法所得的，处8000元罚款",
            None,
        ),  # are the parts taken too?
    ],
)
def test_what_is_taken_away(shipped: Library, tmp_path: Path, words: str, penalty: Any) -> None:
    assert one(shipped, tmp_path, "及时改正", words).penalty == penalty


@pytest.mark.parametrize(
    ("words", "penalty", "orders"),
    [
        (
            "责令改正，对单位处1万元以上3万元以下的罚款，对个人处500元以上1000元以下的罚款",
            rows("party_kind", ("organisation", fined(10000, 30000)), ("person", fined(500, 1000))),
            ("责令改正",),
        ),
        (
            "责令改正；个人：可以处1000元以上2000元以下罚款；单位：可以处3万元以上5万元以下罚款",
            rows(
                "party_kind",
                ("person", fined(1000, 2000, force="may")),
                ("organisation", fined(30000, 50000, force="may")),
            ),
            ("责令改正",),
        ),
        ("对单位处1万元罚款，并对个人处500元罚款", None, ()),  # both, or whoever it is
        ("给予警告，对单位处1万元罚款，对个人处500元罚款", None, ()),
        ("对单位处1万元罚款，对个人处500元罚款；情节严重的，吊销许可证", None, ()),
        (
            "责令限期改正；逾期不改正的，处1000元以上3000元以下罚款",
            rows("correction_overdue", (False, {}), (True, fined(1000, 3000))),
            ("责令限期改正",),
        ),
        (
            "责令改正，处3000元罚款；逾期未改正的，处5000元以上1万元以下罚款",
            rows("correction_overdue", (False, {"fine": {"fixed": 3000}}), (True, fined(5000, 10000))),
            ("责令改正",),
        ),
        (
            "责令改正，给予警告；拒不改正的，并处1000元罚款",
            rows(
                "refused_correction",
                (False, {"warning": "shall"}),
                (True, {"warning": "shall", "fine": {"fixed": 1000}}),
            ),
            ("责令改正",),
        ),
        (
            "处1万元罚款；情节严重的，处3万元罚款",
            rows("grave", (False, {"fine": {"fixed": 10000}}), (True, {"fine": {"fixed": 30000}})),
            (),
        ),
        ("责令改正，给予警告；拒不改正的，处1000元罚款", None, ("责令改正",)),  # does the warning stay?
        ("处1万元罚款；情节严重的，吊销许可证", None, ()),  # does the fine?
        ("责令改正；逾期不改正的，处1000元罚款；情节严重的，处5000元罚款", None, ("责令改正",)),
    ],
)
def test_cases_inside_of_a_cell(
    shipped: Library, tmp_path: Path, words: str, penalty: Any, orders: tuple[str, ...]
) -> None:
    row = one(shipped, tmp_path, "占用面积5平方米以下", words)
    assert (row.penalty, row.orders) == (penalty, orders)
    assert row.unread if penalty is None else row.questions[-1].endswith("须确认")


def test_columns_by_the_class_of_the_road(shipped: Library, tmp_path: Path) -> None:
    """Beside a condition they are the rows of one tier."""
    head = [*HEAD[:4], "处罚基准", None, None]
    cells = [ACT, LAW, "轻微", "占用面积5平方米以下", "处200元罚款", "500元", "处2000元以上5000元以下罚款"]
    classes = ["县道、乡道", "国道、省道", "高速公路"]
    merged = "E1:G1 A1:A2 B1:B2 C1:C2 D1:D2"
    (row,) = reading(shipped, tmp_path, head, [None] * 4 + classes, cells, merged=merged).rows
    assert row.situation.when == {"occupied_area_m2": "<= 5"}
    assert row.penalty == rows(
        "road_class",
        (["township", "county"], {"fine": {"fixed": 200}}),
        (["provincial", "national"], {"fine": {"fixed": 500}}),
        ("motorway", fined(2000, 5000)),
    )
    hole = [ACT, LAW, "严重", "占用面积超过5平方米", "处500元罚款", None, "处5000元罚款"]
    _, row = reading(shipped, tmp_path, head, [None] * 4 + classes, cells, hole, merged=merged).rows
    assert (row.penalty, row.unread) == (None, "“国道、省道”一列是空的")


def test_columns_by_the_kind_of_party(shipped: Library, tmp_path: Path) -> None:
    head = [*HEAD[:4], "对个人的处罚基准", "对单位的处罚基准"]
    line = [ACT, LAW, "轻微", "及时改正", "责令改正，处200元罚款", "责令改正，处500元罚款"]
    (row,) = reading(shipped, tmp_path, head, line).rows
    assert row.penalty == rows(
        "party_kind", ("person", {"fine": {"fixed": 200}}), ("organisation", {"fine": {"fixed": 500}})
    )
    assert row.orders == ("责令改正",)


def test_columns_by_the_count_are_tiers(shipped: Library, tmp_path: Path) -> None:
    found = reading(
        shipped, tmp_path, ["违法行为", "处罚依据", "首次", "一年内第二次", "一年内第三次及以上"],
        [ACT, LAW, "警告", "处500元罚款", "处1000元罚款"],
    )  # fmt: skip
    assert [(row.situation.when, row.penalty) for row in found.rows] == [
        ({"first_offence": True}, {"warning": "shall"}),
        ({"prior_count_12m": "= 1"}, {"fine": {"fixed": 500}}),
        ({"prior_count_12m": ">= 2"}, {"fine": {"fixed": 1000}}),
    ]
    twice = reading(
        shipped, tmp_path, ["违法行为", "处罚依据", "第三次", "三次以上"], [ACT, LAW, "处1元罚款", "处2元罚款"]
    )
    assert twice.rows == []  # the third is in both


def test_the_main_subject_may_stand_second(library: Library, tmp_path: Path) -> None:
    """The penalty of the unit was once lost when the column of the persons came first."""
    head = [*HEAD[:4], "直接责任人员", "单位"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "及时改正", "处200元罚款", "处1000元罚款"]).rows
    assert row.penalty == {"fine": {"fixed": 1000}, "also": {"responsible_person": {"fine": {"fixed": 200}}}}


def test_whom_a_line_punishes_in_a_column_of_its_own(library: Library, tmp_path: Path) -> None:
    head, merged = [*HEAD[:4], "处罚对象", "处罚幅度"], "A2:A3 B2:B3 C2:C3 D2:D3"
    lines: list[list[Any]] = [
        [ACT, LAW, "轻微", "及时改正", "经营人", "处1万元罚款"],
        [None] * 4 + ["船长", "处2000元罚款"],
    ]
    (row,) = reading(library, tmp_path, head, *lines, merged=merged).rows
    assert row.penalty == {"fine": {"fixed": 10000}, "also": {"captain": {"fine": {"fixed": 2000}}}}
    lines[1][4] = "船长、责任船员"
    (row,) = reading(library, tmp_path, head, *lines, merged=merged).rows
    assert (row.penalty, "没有认出" in row.unread) == (None, True)
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "及时改正", "船长", "处2000元罚款"]).rows
    assert (row.penalty, "怎样并列" in row.unread) == (None, True)


@pytest.mark.parametrize(
    ("title", "cell", "penalty", "orders"),
    [
        ("处罚标准（责令改正，并处）", "3000元以上4000元以下罚款", fined(3000, 4000), ("责令改正",)),
        ("处罚标准（责令改正，可以处）", "3000元罚款", {"fine": {"fixed": 3000, "force": "may"}}, ("责令改正",)),
        ("处罚标准（责令改正）", "处3000元罚款", {"fine": {"fixed": 3000}}, ("责令改正",)),
        ("处罚标准（责令改正，并处）", "责令改正，处3000元罚款", {"fine": {"fixed": 3000}}, ("责令改正",)),
        ("处罚标准（没收违法所得，并处）", "3000元罚款", {"confiscate": GAIN, "fine": {"fixed": 3000}}, ()),
        ("处罚标准（责令改正，并处）", "不予处罚", {}, ("责令改正",)),
        ("处罚标准（罚款金额：元）", "处3000元罚款", {"fine": {"fixed": 3000}}, ()),
    ],
)
def test_what_the_head_says_of_every_cell(
    library: Library, tmp_path: Path, title: str, cell: str, penalty: Any, orders: tuple[str, ...]
) -> None:
    (row,) = reading(library, tmp_path, [*HEAD[:4], title], [ACT, LAW, "一般", "及时改正", cell]).rows
    assert (row.penalty, row.orders) == (penalty, orders)


def test_tiers_and_conditions_under_titles_that_say_the_reverse(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "法律依据", "违规情节", "细化阶次", "处罚细化标准"]
    found = reading(
        library, tmp_path, head, [ACT, LAW, "一般", "占用面积5平方米以下", "处罚款0.8万-1.2万"],
        [None, None, None, "占用面积超过5平方米", "处罚款1.2万-2万"], [None, None, "严重\n（较重）", "未及时改正", "处罚款3万"],
        merged="A2:A4 B2:B4 C2:C3",
    )  # fmt: skip
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("一般", {"area_m2": "<= 5"}, fined(8000, 12000)),
        ("一般", {"area_m2": "> 5"}, fined(12000, 20000)),
        ("严重（较重）", {"corrected": False}, {"fine": {"fixed": 30000}}),
    ]


def test_factors_that_only_name_kinds_are_no_condition(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "法律依据", "裁量阶次", "裁量因素", None, "裁量基准"]
    found = reading(
        library, tmp_path, head, [None] * 3 + ["法定裁量因素", "酌定裁量因素"],
        [ACT, LAW, "一般违法", "责令改正、罚款", "占用面积5平方米以下", "责令改正，处1万元罚款"],
        [ACT, LAW, "严重违法", "责令改正、罚款", "占用面积超过5平方米", "责令改正，处2万元罚款"],
        merged="D1:E1 A1:A2 B1:B2 C1:C2 F1:F2",
    )  # fmt: skip
    assert [(row.situation.when, row.penalty, row.orders) for row in found.rows] == [
        ({"area_m2": "<= 5"}, {"fine": {"fixed": 10000}}, ("责令改正",)),
        ({"area_m2": "> 5"}, {"fine": {"fixed": 20000}}, ("责令改正",)),
    ]


def test_a_column_of_conditions_under_an_unknown_title(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path, ["违法行为", "处罚依据", "档次", "占道规模", "罚款标准"],
        [ACT, LAW, "一档", "占用面积5平方米以下", "处1000元罚款"], [ACT, LAW, "二档", "占用面积超过5平方米", "处2000元罚款"],
    )  # fmt: skip
    assert [row.situation.when for row in found.rows] == [{"area_m2": "<= 5"}, {"area_m2": "> 5"}]
    assert found.notes == ["“占道规模”列的单元格写的是情形，作为适用条件读取"]


def test_ticks_say_which_conditions_are_asked_for(shipped: Library, tmp_path: Path) -> None:
    found = reading(
        shipped, tmp_path, ["序号", "违法行为", "法律依据", "初次违法", "危害后果轻微", "及时改正"],
        [1, ACT, LAW, "√", "√", "√"], [2, "擅自挖掘公路", LAW, None, None, "√"], title="不予处罚清单",
    )  # fmt: skip
    assert [(row.kind, row.situation.when) for row in found.rows] == [
        ("exempt", {"first_offence": True, "harm": "slight", "corrected_in_time": True}),
        ("exempt", {"corrected_in_time": True}),
    ]


def test_what_becomes_of_a_case_says_the_list(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "法律依据", "适用条件", "处理结果"]
    lists = reading(
        shipped,
        tmp_path,
        head,
        [ACT, LAW, "及时改正", "不予行政处罚"],
        ["擅自挖掘公路", LAW, "主动配合调查取证", "减轻处罚"],
    )
    assert [row.kind for row in lists.rows] == ["exempt", "mitigated"]
    tiers = reading(
        shipped, tmp_path, head, [ACT, LAW, "及时改正", "处1000元罚款"], [ACT, LAW, "拒不改正", "处1万元罚款"]
    )
    assert [row.penalty for row in tiers.rows] == [{"fine": {"fixed": 1000}}, {"fine": {"fixed": 10000}}]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("违法2次的", {"prior_count": "= 1"}),
        ("一年内累计违法3次以上的", {"prior_count_12m": ">= 2"}),
        ("一年内第2次至第4次违法", {"prior_count_12m": "[1..3]"}),
        ("一年内违法2次以上4次以下", {"prior_count_12m": "[1..3]"}),
        ("一年内违法3次（含）以上", {"prior_count_12m": ">= 2"}),
        ("第三次及第三次以上违法", {"prior_count": ">= 2"}),
        ("曾因同类违法行为受过2次处罚", {"prior_count": "= 2"}),
        ("第二次（一年内）", {"prior_count_12m": "= 1"}),  # once without its year
        (
            "一年内三次以上被查处或者占用面积超过20平方米的",
            {"any": [{"prior_count_12m": ">= 2"}, {"occupied_area_m2": "> 20"}]},
        ),  # once the area alone
        (
            "以暴力方式抗拒执法且拒不改正的",
            {"obstructed": True, "refused_correction": True},
        ),  # once without the refusal
    ],
)
def test_counts_of_earlier_ones(shipped: Library, tmp_path: Path, words: str, when: Any) -> None:
    """This time counts among 违法2次; it never does among 处罚2次."""
    assert only(shipped, tmp_path, words).situation.when == when


def test_bare_counts_under_their_title(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "违法次数", "罚则"]
    found = reading(
        shipped, tmp_path, head, [ACT, LAW, "轻微", "1次", "处1000元罚款"],
        [ACT, LAW, "一般", 2, "处2000元罚款"], [ACT, LAW, "严重", "3次及以上", "处3000元罚款"],
    )  # fmt: skip
    assert [row.situation.when for row in found.rows] == [{"prior_count": test} for test in ("= 0", "= 1", ">= 2")]


def test_a_remark_that_is_the_premise_and_nothing_else(library: Library, tmp_path: Path) -> None:
    row = one(library, tmp_path, "及时改正", "处3万元罚款", "违法所得不足1万元或者没有违法所得的")
    assert row.situation.when == {"corrected": True, "illegal_gain_yuan": "< 10000"}


def test_a_referral_to_the_police_is_no_penalty(library: Library, tmp_path: Path) -> None:
    row = one(library, tmp_path, "及时改正", "处3万元罚款；构成犯罪的，依法追究刑事责任。")
    assert row.penalty == {"fine": {"fixed": 30000}}
    assert "构成犯罪" in row.questions[-1]


LIMIT = {"cap": 30000, "after": "vehicle_fined_12m_yuan"}


@pytest.mark.parametrize(
    "words",
    [
        "同一车辆一年内多次违法的，累计罚款不超过3万元",
        "同一车辆12个月内累计罚款数额最高不得超过3万元",
        "同一车辆在一年内同类违法行为罚款合计不超过三万元",
        "对同一车辆一年内罚款累计不超过30000元。",
    ],
)
def test_a_limit_over_several_cases_is_what_earlier_fines_leave_of_it(
    library: Library, tmp_path: Path, words: str
) -> None:
    for cells in (("处1000元以上3000元以下罚款", words), (f"处1000元以上3000元以下罚款，{words}", "")):
        row = one(library, tmp_path, "及时改正", *cells)
        assert row.penalty == {"fine": {"from": 1000, "to": 3000, "left_of": LIMIT}}, row.unread
        assert "不低于法定最低限，须确认" in row.questions[-1]
        assert ("没有写明哪些违法行为合计" in row.questions[-1]) == ("同类" not in words)
    facts = import_table(tmp_path / "t.xlsx", library, date(2026, 3, 2)).files["facts.yaml"]
    assert read(facts).data["facts"] == {  # the vocabulary has no such fact: drafted, with what settles it
        "vehicle_fined_12m_yuan": {
            "label": "同一车辆一年内同类违法已处罚款", "type": "money", "unit": "元", "range": "[0..1000000]", "severity": "mitigating",
            "finding": {"sum": "prior_decision", "by": "vehicle", "months": 12, "since": "decision"},
        }
    }  # fmt: skip


def test_a_cell_with_its_condition_is_parted_before_its_limit(library: Library, tmp_path: Path) -> None:
    penalty = "占用面积20平方米以上的，处3000元以上2万元以下罚款；"
    row = one(library, tmp_path, "", f"{penalty}同一当事人一年内累计罚款不超过3万元")
    assert row.situation.when == {"area_m2": ">= 20"}
    limit = {"cap": 30000, "after": "party_fined_12m_yuan"}
    assert row.penalty == {"fine": {"from": 3000, "to": 20000, "left_of": limit}}
    row = one(
        library, tmp_path, "", f"{penalty}多起案件累计罚款以3万元封顶"
    )  # whose? the condition is read all the same
    assert (row.situation.when, row.penalty, row.code) == ({"area_m2": ">= 20"}, None, "cross-case-cap")


def test_of_two_bounds_of_one_number_the_wider_one_holds(library: Library, tmp_path: Path) -> None:
    for words in ("没有违法所得或者违法所得不足1万元的", "违法所得不足1万元或者没有违法所得的"):
        assert one(library, tmp_path, words, "处3000元罚款").situation.when == {"gain_yuan": "< 10000"}


def test_a_limit_in_other_words_is_refused_by_its_name(library: Library, tmp_path: Path) -> None:
    """It was once read as the limit of the one fine, or not told from any other word that nobody knows."""
    for remark in (
        "同一车辆一个自然年度内多次违法的，累计罚款不超过3万元",  # a calendar year is no twelve months
        "一年内多次违法的，累计罚款不超过3万元",  # whose?
        "同一车辆一年内多次违法的，累计罚款封顶",  # how much?
        "同一企业一年内累计罚款不超过3万元",  # the owner's other vehicles too?
    ):
        for cells in (("处1000元罚款", remark), (f"处1000元罚款，{remark}", "")):
            row = one(library, tmp_path, "及时改正", *cells)
            assert (row.penalty, row.code) == (None, "cross-case-cap")
    for penalty in ("处警告", "处超过1000元、不超过3000元罚款"):  # no fine to limit; an end that a limit cannot have
        row = one(library, tmp_path, "及时改正", penalty, "同一车辆一年内累计罚款不超过3万元")
        assert (row.penalty, row.code) == (None, "cross-case-cap")
    problems = import_table(tmp_path / "t.xlsx", library, date(2026, 3, 2)).problems
    assert [problem.code for problem in problems if problem.code] == ["cross-case-cap"]
    assert one(library, tmp_path, "及时改正", "每辆处1000元罚款，总额不超过3万元").code == ""


def test_a_page_without_a_head_goes_on_with_the_columns_of_the_one_before(library: Library, tmp_path: Path) -> None:
    def table(*lines: list[str]) -> str:
        return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in line) + '</tr>' for line in lines)}</table>"

    first = table(HEAD, [ACT, LAW, "轻微", "占用面积5平方米以下", "处1000元罚款"])
    second = table(["", "", "严重", "占用面积超过5平方米", "处2000元罚款"])
    (tmp_path / "t.html").write_text(f"<html><body>{first}<p>（续表）</p>{second}</body></html>", encoding="utf-8")
    found = read_tables(tmp_path / "t.html", library.rulebook)
    assert [(row.words, row.label, row.penalty) for row in found.rows] == [
        (ACT, "轻微", {"fine": {"fixed": 1000}}),
        (ACT, "严重", {"fine": {"fixed": 2000}}),
    ]
    assert found.notes == ["表2没有表头，按上一张表的各列读取"]
    other = table(["说明", "", "", "", "本表自发布之日起施行"])
    (tmp_path / "t.html").write_text(f"<html><body>{first}{other}</body></html>", encoding="utf-8")
    assert len(read_tables(tmp_path / "t.html", library.rulebook).rows) == 1


def test_the_unit_above_the_table(library: Library, tmp_path: Path) -> None:
    lines = [HEAD, [ACT, LAW, "轻微", "及时改正", "0.5以上1以下"]]
    (row,) = reading(library, tmp_path, [None] * 4 + ["单位：万元"], *lines).rows
    assert row.penalty == fined(5000, 10000)
    (row,) = reading(library, tmp_path, *lines).rows
    assert row.penalty is None


def test_what_stands_before_the_tiers_of_a_cell_is_said_of_each(library: Library, tmp_path: Path) -> None:
    cell = "责令改正。\n轻微：占用面积5平方米以下的，处1000元罚款；\n严重：占用面积超过5平方米的，处2000元罚款。"
    found = reading(library, tmp_path, ["违法行为", "处罚依据", "裁量标准"], [ACT, LAW, cell])
    assert [(row.label, row.situation.when, row.penalty, row.orders) for row in found.rows] == [
        ("轻微", {"area_m2": "<= 5"}, {"fine": {"fixed": 1000}}, ("责令改正",)),
        ("严重", {"area_m2": "> 5"}, {"fine": {"fixed": 2000}}, ("责令改正",)),
    ]
    cell = "情节轻微的，处1000元罚款；情节严重的，处2000元罚款"
    found = reading(library, tmp_path, ["违法行为", "处罚依据", "裁量标准"], [ACT, LAW, cell])
    assert [(row.label, row.penalty) for row in found.rows] == [
        ("情节轻微", {"fine": {"fixed": 1000}}),
        ("情节严重", {"fine": {"fixed": 2000}}),
    ]


def test_when_a_list_does_not_apply_is_no_condition_of_it(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "法律依据", "适用情形", "不适用情形"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "及时改正", "造成人员伤亡"], title="不予处罚清单").rows
    assert row.situation.when == {"corrected": True}
    text = import_table(tmp_path / "t.xlsx", library, date(2026, 3, 2)).files["lists/exempt.yaml"]
    assert "不适用情形: “造成人员伤亡”" in text


def test_a_factor_and_its_values_in_two_columns(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "裁量因素", "裁量因子", "裁量标准"]
    (row,) = reading(shipped, tmp_path, head, [ACT, LAW, "占用面积", "超过5平方米", "处1000元罚款"]).rows
    assert row.situation.when == {"occupied_area_m2": "> 5"}


def test_each_of_a_list_with_or_counts(shipped: Library, tmp_path: Path) -> None:
    when: Any = only(shipped, tmp_path, "占用面积超过10平方米、挖掘深度超过2米或者没有及时改正的").situation.when
    assert when is not None
    assert [list(part.values()) for part in when["any"]] == [["> 10"], ["> 2"], [False]]


def test_what_a_tier_says_in_brackets_is_its_condition_unless_it_is_another_name(
    library: Library, tmp_path: Path
) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "处罚标准"]
    lines = [[ACT, LAW, level, "处1000元罚款"] for level in ("轻微（及时改正）", "一般（Ⅱ档）", "严重（较重）")]
    first, second, _ = reading(library, tmp_path, head, *lines).rows
    assert (first.label, bool(first.situation.when)) == ("轻微（及时改正）", True)
    assert (second.label, second.level, second.situation.when) == ("一般（Ⅱ档）", "general", None)


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("占用面积10平方米以上，及时改正的除外", {"occupied_area_m2": ">= 10", "draft_1": True}),  # once: and put right
        ("及时改正但造成交通事故的", {"corrected_in_time": True, "traffic_effect": "accident"}),  # once: put right
        ("受过两次以上行政处罚", {"prior_count": ">= 2"}),
        ("同一车辆一年内违法3次以上", {"prior_count_12m_vehicle": ">= 2"}),
        ("占用面积5平方米以上或占用时间10日以上", {"any": [{"occupied_area_m2": ">= 5"}, {"draft_1_days": ">= 10"}]}),
    ],
)
def test_no_word_of_a_condition_is_swallowed(shipped: Library, tmp_path: Path, words: str, when: Any) -> None:
    assert only(shipped, tmp_path, words).situation.when == when


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("1万元以上3万元以下罚款（不含3万元）", {"fine": {"from": 10000, "below": 30000}}),
        ("处5千-1万元罚款", {"fine": {"from": 5000, "to": 10000}}),
        ("个人处200元罚款，单位处1000元罚款", rows("party_kind", ("person", {"fine": {"fixed": 200}}), ("organisation", {"fine": {"fixed": 1000}}))),
    ],
)  # fmt: skip
def test_amounts_in_still_other_words(shipped: Library, tmp_path: Path, words: str, penalty: Any) -> None:
    assert one(shipped, tmp_path, "及时改正", words).penalty == penalty
