"""Layouts of published tables, read as a lawyer reads them: the right rows, no wrong number, what is open is asked. Places are invented."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from discretion.errors import UsageError
from discretion.importing import FileReading, import_table, read_tables
from discretion.library import Library

openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
ACT = "擅自占用公路"
LAW = "《中华人民共和国公路法》第七十六条第一项"


def reading(
    library: Library, folder: Path, *rows: list[Any], title: str = "裁量基准", merged: str = "", **columns: str
) -> FileReading:
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    for merge in merged.split():
        book.active.merge_cells(merge)
    book.save(folder / "t.xlsx")
    return read_tables(folder / "t.xlsx", library.rulebook, columns)


def test_an_unknown_column_makes_no_exemption(library: Library, tmp_path: Path) -> None:
    """Ten published layouts once became exemption lists because the title of their amounts was unknown."""
    head = ["违法行为", "处罚依据", "违法程度", "适用条件", "怎么罚"]
    found = reading(library, tmp_path, head, [ACT, LAW, "轻微", "占用面积10平方米以下的", "处1000元罚款"])
    (row,) = found.rows
    assert (row.kind, row.penalty) == ("tier", {"fine": {"fixed": 1000}})
    assert found.notes == ["“怎么罚”列的单元格写的是处罚，作为裁量标准读取"]


def test_two_columns_of_amounts_are_asked_and_never_chosen(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "适用条件", "甲", "乙"]
    line = [ACT, LAW, "轻微", "占用面积10平方米以下的", "处1000元罚款", "处2000元罚款"]
    found = reading(library, tmp_path, head, line)
    assert found.rows == []
    assert "用 --columns 指明" in str(found.problems[0])
    (row,) = reading(library, tmp_path, head, line, 乙="standard").rows
    assert row.penalty == {"fine": {"fixed": 2000}}


def test_a_list_without_a_word_of_its_kind_is_asked(library: Library, tmp_path: Path) -> None:
    head = ["序号", "事项名称", "法律依据", "适用条件"]
    (row,) = reading(library, tmp_path, head, [1, ACT, LAW, "及时改正"], title="清单").rows
    assert row.kind is None
    assert "看不出是哪一种清单" in row.unread
    (row,) = reading(library, tmp_path, head, [1, ACT, LAW, "及时改正"], title="轻微违法行为不予处罚清单").rows
    assert (row.kind, row.force) == ("exempt", "shall")
    (row,) = reading(library, tmp_path, head, [1, ACT, LAW, "及时改正"], title="首违不罚清单").rows
    assert (row.kind, row.force) == ("exempt", "may")


def test_exemption_beside_the_tiers_is_one_entry(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path,
        ["违法行为", "法定依据", "裁量阶次", "适用条件", "裁量标准", "行政命令", "免罚情形（需同时满足）"],
        [ACT, LAW, "轻微", "占用面积10平方米以下的", "处1000元罚款", "责令停止违法行为", "1.及时改正。2.没有危害后果。"],
        [None, None, "一般", "占用面积超过10平方米的", "处2000元罚款", None, None],
        merged="A2:A3 B2:B3 F2:F3 G2:G3",
    )  # fmt: skip
    assert [(row.kind, row.label) for row in found.rows] == [("tier", "轻微"), ("exempt", ACT), ("tier", "一般")]
    assert [row.orders for row in found.rows if row.kind == "tier"] == [("责令停止违法行为",)] * 2
    assert found.rows[1].situation.when == {"corrected": True, "harm": "none"}


def test_several_tiers_in_one_cell(library: Library, tmp_path: Path) -> None:
    cell = "1、轻微：占用面积10平方米以下的，处1000元罚款；\n2、严重：占用面积超过10平方米的，可以处2000元以上5000元（不含）以下罚款。"
    found = reading(library, tmp_path, ["违法行为", "处罚依据", "具体情形及裁量标准"], [ACT, LAW, cell])
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("轻微", {"area_m2": "<= 10"}, {"fine": {"fixed": 1000}}),
        ("严重", {"area_m2": "> 10"}, {"fine": {"from": 2000, "below": 5000, "force": "may"}}),
    ]


def test_lines_that_word_broke_and_lines_that_stand_for_themselves(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    broken = reading(
        library, tmp_path, head, [ACT, LAW, "轻微", "占用面积10平方米以下的", "处2000元以上"], [None, None, None, None, "5000元以下罚款"],
        merged="A2:A3 B2:B3 C2:C3 D2:D3",
    )  # fmt: skip
    assert [(row.at, row.penalty) for row in broken.rows] == [("裁量基准!2-3", {"fine": {"from": 2000, "to": 5000}})]


@pytest.mark.parametrize(
    ("words", "penalty", "orders"),
    [
        ("责令改正，处一千元罚款", {"fine": {"fixed": 1000}}, ("责令改正",)),
        ("可以责令停止施工，并处５０００元（不含）以上1万元（含）以下的罚款", {"fine": {"above": 5000, "to": 10000}}, ("可以责令停止施工",)),
        ("责令改正可以并处2万以下罚款", {"fine": {"to": 20000, "force": "may"}}, ("责令改正",)),
        ("给予警告，并处200元罚款", {"warning": "shall", "fine": {"fixed": 200}}, ()),
        ("对单位处1万元罚款，对直接负责的主管人员处1000元罚款",
         {"fine": {"fixed": 10000}, "also": {"responsible_person": {"fine": {"fixed": 1000}}}}, ()),
        ("暂扣证书3个月以上6个月以下", {"suspend_licence": {"force": "shall", "what": "证书", "months": "[3..6]"}}, ()),
        ("不予处罚", {}, ()),
        ("处警告或者500元罚款", {"warning": "shall", "fine": {"fixed": 500}, "choose": ["warning", "fine"]}, ()),
        ("可以处警告或者500元罚款", {"warning": "may", "fine": {"fixed": 500, "force": "may"}}, ()),
        ("处500元罚款，并暂扣或者吊销证书",
         {"fine": {"fixed": 500}, "suspend_licence": {"force": "shall", "what": "证书"},
          "revoke": {"force": "shall", "what": "证书"}, "choose": ["suspend_licence", "revoke"]}, ()),
        ("处法定罚款幅度30%以上70%以下的罚款", {"fine": {"share": [Decimal("0.3"), Decimal("0.7")]}}, ()),
        ("1000元（不含）至3000元（含）", {"fine": {"above": 1000, "to": 3000}}, ()),
        ("≥1万元，≤3万元", {"fine": {"from": 10000, "to": 30000}}, ()),
        # what no reader may guess
        ("责令改正或者处500元罚款", None, ()),
        ("没收违法所得或者处500元罚款", None, ()),
        ("处警告，或者可以处500元罚款", None, ()),
        ("责令停业整顿，直至吊销证书", None, ()),
        ("处法定最高罚款数额的50%", None, ()),
        ("处1000元以上罚款", None, ()),
        ("责令限期改正；情节严重的，处1万元罚款", None, ("责令限期改正",)),
        ("以车辆价值为参考，但不低于5000元", None, ()),
        ("处3万元以上1万元以下罚款", None, ()),
        ("按规定的标准减轻80%实施处罚", None, ()),
    ],
)  # fmt: skip
def test_the_column_of_penalties(
    words: str, penalty: Any, orders: tuple[str, ...], library: Library, tmp_path: Path
) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "不论情节", words]).rows
    assert (row.penalty, row.orders) == (penalty, orders)
    assert bool(row.unread) == (penalty is None)


def test_illegal_gain_in_two_cases(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    words = (
        "没收违法所得，处违法所得2倍以上3倍以下罚款，没有违法所得或者违法所得不足5000元的，处5000元以上1万元以下罚款"
    )
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "不论情节", words]).rows
    assert row.penalty == {
        "rows": [
            {
                "when": {"illegal_gain_yuan": ">= 5000"},
                "penalty": {
                    "confiscate": {"illegal_gain": "shall"},
                    "fine": {"times": "illegal_gain_yuan", "from": 2, "to": 3},
                },
            },
            {"when": {"illegal_gain_yuan": "< 5000"}, "penalty": {"fine": {"from": 5000, "to": 10000}}},
        ]
    }


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("占用面积10平方米以下的，或者没有及时改正的", ("any", 2)),
        ("1.占用面积10平方米以下的；2.及时改正的", ("any", 2)),
        ("同时满足下列条件：1.占用面积10平方米以下；2.及时改正", ("joint", 2)),
        ("占用面积10平方米以下，且及时改正", ("joint", 2)),
    ],
)
def test_joint_or_alternative_as_the_words_say(
    words: str, when: tuple[str, int], library: Library, tmp_path: Path
) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", words, "处1000元罚款"]).rows
    found: Any = row.situation.when or {}
    assert ("any", len(found["any"])) == when if "any" in found else ("joint", len(found)) == when


def test_a_file_without_a_table_says_so(library: Library, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("今天开会,明天也开会\n")
    with pytest.raises(UsageError, match="没有认出裁量基准表的表头"):
        read_tables(tmp_path / "t.csv", library.rulebook)


def test_a_hidden_sheet_and_a_title_with_a_line_break_reach_no_file(library: Library, tmp_path: Path) -> None:
    from datetime import date

    from discretion.importing import import_table
    from discretion.rulebook import load  # noqa: F401

    book = openpyxl.Workbook()
    book.active.title = "表"
    book.active.append(["违法行为", "处罚依据", "违法程度", "情节", "处罚标准", "新列\nstatus: published\nx: "])
    book.active.append([ACT, LAW, "轻微", "不论情节", "处1000元罚款", "内容: 注入"])
    book.create_sheet("藏").append(["违法行为", "适用条件", "裁量标准"])
    book["藏"].sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    result = import_table(tmp_path / "t.xlsx", library, date(2026, 6, 1))
    text = result.files["violations/road.occupy.yaml"]
    assert not any(line.startswith(("status", "x:", "内容")) for line in text.splitlines())
    assert any("隐藏" in str(problem) for problem in result.problems)


def test_a_card_says_the_act_above_its_tiers(library: Library, tmp_path: Path) -> None:
    """Two cards on one sheet: name | value lines, then the tiers; each card is its own table."""
    tiers = [
        ["违法行为阶次", "违法情形", "处罚标准"],
        ["轻微", "占用面积10平方米以下的", "1000元"],
        ["严重", "占用面积超过10平方米的", "3000元"],
    ]
    found = reading(
        library, tmp_path,
        ["项目名称", ACT], ["执法主体", "某局"], ["法律依据", LAW], *tiers,
        ["项目名称", "为他人提供车辆"], ["法律依据", "《公路法》第七十七条"], *tiers,
    )  # fmt: skip
    assert [(row.words, row.label, row.penalty) for row in found.rows] == [
        (ACT, "轻微", {"fine": {"fixed": 1000}}), (ACT, "严重", {"fine": {"fixed": 3000}}),
        ("为他人提供车辆", "轻微", {"fine": {"fixed": 1000}}), ("为他人提供车辆", "严重", {"fine": {"fixed": 3000}}),
    ]  # fmt: skip
    assert found.rows[0].act.violation == "road.occupy"


def test_a_column_a_tier(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path,
        ["序号", "违法行为", "处罚依据", "不予处罚", "轻微", "严重"],
        [1, ACT, LAW, "及时改正的", "占用面积10平方米以下：处1000元罚款", "占用面积超过10平方米：处3000元罚款"],
    )  # fmt: skip
    assert [(row.kind, row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("exempt", "不予处罚", {"corrected": True}, None),
        ("tier", "轻微", {"area_m2": "<= 10"}, {"fine": {"fixed": 1000}}),
        ("tier", "严重", {"area_m2": "> 10"}, {"fine": {"fixed": 3000}}),
    ]


def test_columns_for_several_subjects_and_one_that_nobody_knows(library: Library, tmp_path: Path) -> None:
    row = [ACT, LAW, "轻微", "占用面积10平方米以下的", "处1000元罚款", "处200元罚款"]
    (read,) = reading(library, tmp_path, ["违法行为", "处罚依据", "违法程度", "情节", "单位", "直接责任人员"], row).rows
    assert read.penalty == {"fine": {"fixed": 1000}, "also": {"responsible_person": {"fine": {"fixed": 200}}}}
    found = reading(
        library, tmp_path, ["违法行为", "处罚依据", "违法程度", "情节", "船舶所有人", "船长、责任船员"], row
    )
    assert found.rows == []
    assert "用 --columns 指明" in str(found.problems[0])


def test_a_remark_that_limits_a_tier_is_asked(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准", "备注"]
    remark = "此处裁量的前提是没有违法所得"
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "不论情节", "处1000元罚款", remark]).rows
    assert row.questions == [f"备注限制了这一档的适用：“{remark}”，须写进适用条件，须确认"]


def test_the_name_of_a_tier_before_its_condition_and_the_same_as_above(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path, ["违法行为", "处罚依据", "违法情节", "处罚幅度"],
        [ACT, LAW, "轻微：占用面积10平方米以下的", "处1000元罚款"], [ACT, "同上", "严重：占用面积超过10平方米的", "处壹万元罚款"],
    )  # fmt: skip
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("轻微", {"area_m2": "<= 10"}, {"fine": {"fixed": 1000}}), ("严重", {"area_m2": "> 10"}, {"fine": {"fixed": 10000}}),
    ]  # fmt: skip
    assert found.rows[1].basis == LAW


@pytest.mark.parametrize(
    ("words", "fine"),
    [
        ("处1000元以上2000元以下（不含2000元）罚款", {"from": 1000, "below": 2000}),
        ("处1000元以上2000元以下（不含1000元）罚款", {"above": 1000, "to": 2000}),
        ("处1000元以上2000元以下（不含3000元）罚款", None),
        ("处一万五千元以上二万元以下罚款", {"from": 15000, "to": 20000}),
        ("处2万5千元罚款", {"fixed": 25000}),
        ("处壹仟元以上贰仟元以下罚款", {"from": 1000, "to": 2000}),
        ("按法定罚款幅度的下限处罚", {"at": "floor"}),
        ("处法定罚款幅度的中间值", {"at": "midpoint"}),
        ("按法定罚款上限处罚", {"at": "cap"}),
        ("处法定罚款最低限的50%罚款", None),
        ("对船长、责任船员处1000元罚款", None),
        ("对个人处1000元罚款", None),
    ],
)  # fmt: skip
def test_amounts_as_they_are_written_elsewhere(words: str, fine: Any, library: Library, tmp_path: Path) -> None:
    (row,) = reading(
        library,
        tmp_path,
        ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"],
        [ACT, LAW, "轻微", "不论情节", words],
    ).rows
    assert (row.penalty and row.penalty["fine"]) == fine
    assert bool(row.unread) == (fine is None)


def test_a_note_below_the_table_holds_for_every_number(library: Library, tmp_path: Path) -> None:
    """“以下”不包括本数, said once below, changes every reading; a note that is not understood is asked at every row."""
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    rows = (
        [ACT, LAW, "轻微", "占用面积10平方米以下的", "处500元以上2000元以下罚款"],
        [ACT, LAW, "严重", "占用面积10平方米以上的", "处2000元罚款"],
    )
    note = ["注：1.本标准所称“以上”包括本数，“以下”不包括本数。2.本标准自发布之日起施行。"]
    first, second = reading(library, tmp_path, head, *rows, note, merged="A4:E4").rows
    assert (first.situation.when, first.penalty) == ({"area_m2": "< 10"}, {"fine": {"from": 500, "below": 2000}})
    assert second.situation.when == {"area_m2": ">= 10"}
    usual = reading(library, tmp_path, head, *rows, ["“以上”“以下”均含本数。"], merged="A4:E4")
    assert usual.rows[0].situation.when == {"area_m2": "<= 10"}
    assert not usual.rows[0].questions
    open_ = reading(library, tmp_path, head, *rows, ["是否含本数，由某局解释。"], merged="A4:E4").rows[0]
    assert open_.questions == open_.situation.questions == ["表中另有说明“是否含本数，由某局解释。”，是否含本数须确认"]


def test_situations_without_a_name_each_with_its_penalty(library: Library, tmp_path: Path) -> None:
    cell = "（一）占用面积不足5平方米的，责令改正，处500元罚款。\n（二）占用面积5平方米以上的，责令改正，处3000元罚款。"
    found = reading(
        library, tmp_path, ["违法行为", "处罚依据", "裁量情形", "裁量幅度"], [ACT, LAW, cell], merged="C2:D2"
    )
    assert [(row.situation.when, row.penalty) for row in found.rows] == [
        ({"area_m2": "< 5"}, {"fine": {"fixed": 500}}), ({"area_m2": ">= 5"}, {"fine": {"fixed": 3000}}),
    ]  # fmt: skip
    beside = reading(
        library, tmp_path, ["违法行为", "处罚依据", "裁量情形", "裁量幅度"],
        [ACT, LAW, "1.占用面积不足5平方米；\n2.占用面积5平方米以上。", "1.处500元罚款；\n2.处3000元罚款。"],
    )  # fmt: skip
    assert [(row.situation.when, row.penalty) for row in beside.rows] == [
        ({"area_m2": "< 5"}, {"fine": {"fixed": 500}}), ({"area_m2": ">= 5"}, {"fine": {"fixed": 3000}}),
    ]  # fmt: skip
    (parts,) = reading(
        library, tmp_path, ["违法行为", "处罚依据", "裁量情形", "裁量幅度"],
        [ACT, LAW, "1.占用面积不足5平方米；\n2.及时改正。", "1.责令改正；\n2.处3000元罚款。"],
    ).rows  # fmt: skip
    assert parts.penalty in (None, {"fine": {"fixed": 3000}})  # two parts of one penalty: never two rows


def test_the_kind_of_a_list_line_by_line(library: Library, tmp_path: Path) -> None:
    head = ["序号", "清单类别", "违法行为", "适用情形", "法律依据"]
    found = reading(
        library, tmp_path, head, [1, "不予处罚", ACT, "及时改正", LAW], [2, "从重处罚", ACT, "没有及时改正", LAW]
    )
    assert [row.kind for row in found.rows] == ["exempt", "heavier"]


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("1.占用面积10平方米以下；2.及时改正。以上条件须同时具备", ("joint", 2)),
        ("①占用面积10平方米以下；②及时改正（满足其中一项即可）", ("any", 2)),
        ("有以下情形的：1.占用面积10平方米以下；2.及时改正", ("any", 2)),
        ("占用面积不超过10平方米", ("joint", 1)),
        ("占用面积不高于10平方米，且及时改正", ("joint", 2)),
    ],
)
def test_how_the_items_are_joined_may_be_said_after_them(
    words: str, joined: tuple[str, int], library: Library, tmp_path: Path
) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", words, "处1000元罚款"]).rows
    when: Any = row.situation.when or {}
    assert (("any", len(when["any"])) if "any" in when else ("joint", len(when))) == joined
    assert when.get("area_m2", when.get("any", [{}])[0].get("area_m2")) == "<= 10"


def test_a_part_taken_off_the_statutory_sum_is_proposed_as_mitigation(library: Library, tmp_path: Path) -> None:
    """减轻80% is no amount of a tier: what is left of the sum stands as the tier's own 减轻, to be confirmed."""
    from datetime import date

    from discretion.importing import import_table

    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚标准"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "轻微", "不论情节", "按法定处罚标准减轻80%实施处罚"]).rows
    assert (row.penalty, row.mitigated) == (None, {"share_of_floor": {"from": Decimal("0.2"), "to": Decimal("0.2")}})
    text = import_table(tmp_path / "t.xlsx", library, date(2026, 6, 1)).files["violations/road.occupy.yaml"]
    assert "penalty: statute" in text
    assert "mitigated:\n      share_of_floor:\n        from: 0.2\n        to: 0.2" in text
    assert "# 待确认" in text


HEAD = ["违法行为", "处罚依据", "违法程度", "适用条件", "裁量标准"]


def one(library: Library, folder: Path, condition: str, standard: str, remark: str = "", act: str = ACT) -> Any:
    """The only row of a table with one line."""
    found = reading(library, folder, [*HEAD, "备注"], [act, LAW, "一般", condition, standard, remark])
    return next(row for row in found.rows if row.kind == "tier")


def test_a_remark_that_adds_to_the_penalty_is_read_with_it_or_the_penalty_is_not_read(
    library: Library, tmp_path: Path
) -> None:
    row = one(library, tmp_path, "及时改正", "处1万元罚款", "对直接负责的主管人员可以并处1000元以下罚款")
    person = {"responsible_person": {"fine": {"to": 1000, "force": "may"}}}
    assert row.penalty == {"fine": {"fixed": 10000}, "also": person}
    assert "备注" in row.questions[-1]
    row = one(library, tmp_path, "及时改正", "处1万元罚款", "罚款按船舶总吨位另行确定")
    assert (row.penalty, bool(row.unread)) == (None, True)


def test_a_remark_says_the_premise_of_a_row(library: Library, tmp_path: Path) -> None:
    remark = "此处自由裁量的前提是没有违法所得或者违法所得不足2万元的情形。"
    row = one(library, tmp_path, "及时改正", "处3万元以上4万元以下罚款", remark)
    assert row.situation.when == {"corrected": True, "illegal_gain_yuan": "< 20000"}
    assert "备注限制了这一档的适用" in row.questions[0]


def test_a_remark_exempts_orders_and_counts(library: Library, tmp_path: Path) -> None:
    cells = [ACT, LAW, "一般", "占用面积10平方米以下", "处1000元罚款"]
    tier, free = reading(library, tmp_path, [*HEAD, "备注"], [*cells, "经劝阻后及时改正的，不予处罚"]).rows
    assert (tier.kind, free.kind, free.force) == ("tier", "exempt", "shall")
    row = one(library, tmp_path, "占用面积10平方米以下", "处1000元罚款", "责令限期改正，逾期不改正的，申请法院强制执行")
    assert row.orders == ("责令限期改正",)
    row = one(library, tmp_path, "占用面积10平方米以上", "处1000元以上5000元以下罚款", "“以上”不含本数")
    assert row.penalty == {"fine": {"above": 1000, "to": 5000}}


def test_the_licence_of_the_captain_is_not_taken_from_the_owner(library: Library, tmp_path: Path) -> None:
    row = one(library, tmp_path, "及时改正", "对船舶所有人处2万元罚款，并吊销船长适任证书", act="船舶超载航行")
    captain = {"captain": {"revoke": {"force": "shall", "what": "适任证书"}}}
    assert row.penalty == {"fine": {"fixed": 20000}, "also": captain}
    row = one(library, tmp_path, "及时改正", "处2万元罚款，并吊销船员适任证书", act="船员未值班")
    assert "also" not in row.penalty


def test_the_lowest_and_the_highest_fine_in_two_columns(library: Library, tmp_path: Path) -> None:
    head = [*HEAD[:4], "罚款幅度（万元）", None]
    found = reading(
        library, tmp_path, head, [None] * 4 + ["下限", "上限"], [ACT, LAW, "轻微", "及时改正", 0, "0.5"],
        [ACT, LAW, "一般", "没有及时改正", "0.5", "1"], merged="E1:F1 A1:A2 B1:B2 C1:C2 D1:D2",
    )  # fmt: skip
    assert [row.penalty for row in found.rows] == [{"fine": {"to": 5000}}, {"fine": {"from": 5000, "to": 10000}}]
    assert "按含本数读取，须确认" in found.rows[0].questions[0]


def test_a_card_with_its_tiers_side_by_side_keeps_its_addresses(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path, ["案由", ACT, None], ["法律依据", LAW, None], ["违法程度", "轻微", "严重"],
        ["适用条件", "占用面积10平方米以下的", "占用面积超过10平方米的"], ["处罚标准", "处1000元罚款", "处2000元罚款"], merged="B1:C1 B2:C2",
    )  # fmt: skip
    assert [(row.at, row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("裁量基准!B", "轻微", {"area_m2": "<= 10"}, {"fine": {"fixed": 1000}}),
        ("裁量基准!C", "严重", {"area_m2": "> 10"}, {"fine": {"fixed": 2000}}),
    ]
    assert str(found.rows[1].block.first.where("standard")).endswith("[裁量基准!C5]")


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("占用面积50平方米以上，100平方米以下的", {"area_m2": "[50..100]"}),
        ("占用面积10平方米以下或者占用面积50平方米以上，且及时改正的", {"any": [{"area_m2": "<= 10"}, {"area_m2": ">= 50"}], "corrected": True}),
    ],
)  # fmt: skip
def test_commas_inside_a_range_and_or_inside_a_clause(
    library: Library, tmp_path: Path, words: str, when: dict[str, Any]
) -> None:
    assert one(library, tmp_path, words, "处1000元罚款").situation.when == when


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("处5000以上1万元以下罚款", {"fine": {"from": 5000, "to": 10000}}),
        ("处1万元罚款，可依法吊销其许可证", {"fine": {"fixed": 10000}, "revoke": {"force": "may", "what": "许可证"}}),
        ("处1万元罚款，可以并处停业整顿3日", {"fine": {"fixed": 10000}, "suspend_business": {"force": "may", "days": 3}}),
        ("责令停业整顿3至7日", {"suspend_business": {"force": "shall", "days": "[3..7]"}}),
    ],
)  # fmt: skip
def test_what_amounts_and_measures_leave_out(
    library: Library, tmp_path: Path, words: str, penalty: dict[str, Any]
) -> None:
    assert one(library, tmp_path, "及时改正", words).penalty == penalty


def test_an_order_is_read_though_the_fine_is_not(library: Library, tmp_path: Path) -> None:
    row = one(library, tmp_path, "及时改正", "责令停止违法行为，视情节处以相应罚款")
    assert (row.penalty, row.orders) == (None, ("责令停止违法行为",))


def test_the_kind_stands_in_its_own_column(library: Library, tmp_path: Path) -> None:
    head = [*HEAD[:4], "处罚种类", "罚款金额"]
    found = reading(
        library,
        tmp_path,
        head,
        [ACT, LAW, "轻微", "及时改正", "警告", "—"],
        [ACT, LAW, "一般", "没有及时改正", "罚款", "1000元以上3000元以下"],
    )
    assert [row.penalty for row in found.rows] == [{"warning": "shall"}, {"fine": {"from": 1000, "to": 3000}}]


def test_a_denial_is_not_the_thing_denied(shipped: Library, tmp_path: Path) -> None:
    """防止掉落 once became 装载物掉落."""
    row = one(
        shipped,
        tmp_path,
        "采取必要措施防止触地拖行、掉落、遗洒或者飘散",
        "处1000元罚款",
        act="车辆装载物触地拖行、掉落、遗洒或者飘散，造成公路路面损坏、污染",
    )
    assert "load_spilled" not in str(row.situation.when)


def test_amounts_by_the_class_of_the_road_are_rows(shipped: Library, tmp_path: Path) -> None:
    row = one(shipped, tmp_path, "及时改正", "县乡村道处200元以下的罚款。国省道处500元以下的罚款。")
    assert row.penalty == {
        "rows": [
            {"when": {"road_class": ["village", "township", "county"]}, "penalty": {"fine": {"to": 200}}},
            {"when": {"road_class": ["provincial", "national"]}, "penalty": {"fine": {"to": 500}}},
        ]
    }


def test_another_party_is_another_act(shipped: Library, tmp_path: Path) -> None:
    """港口经营人未查验旅客身份 once became 长途客运经营者未查验客户身份, by the article both share."""
    law = "《中华人民共和国反恐怖主义法》第八十六条"
    found = reading(
        shipped, tmp_path, HEAD, ["港口经营人未按规定对旅客身份进行查验", law, "一般", "及时改正", "处10万元罚款"]
    )
    assert found.rows[0].act.violation is None


def test_a_list_of_no_coercion_is_a_list_of_its_own(library: Library, tmp_path: Path) -> None:
    head = ["序号", "违法行为", "强制措施", "适用情形", "依据"]
    line = [1, ACT, "扣押车辆、查封场所", "及时改正，没有危害后果的", "《中华人民共和国行政强制法》第十六条"]
    found = reading(library, tmp_path, head, line, title="不予行政强制事项清单")
    (row,) = found.rows
    assert (row.kind, row.situation.when, row.unread) == ("no-coercion", {"corrected": True, "harm": "none"}, "")
    text = import_table(tmp_path / "t.xlsx", library, date(2026, 3, 2)).files["lists/no-coercion.yaml"]
    assert "list: no-coercion" in text
    assert "- 扣押车辆" in text or "[扣押车辆, 查封场所]" in text


def test_a_note_with_an_exception_leaves_no_end_certain(library: Library, tmp_path: Path) -> None:
    row = [ACT, LAW, "一般", "及时改正", "处1000元以上5000元以下罚款"]
    note = ["注：除最低一档外，“以上”不包括本数。"]
    (found,) = reading(library, tmp_path, HEAD, row, note, merged="A3:E3").rows
    assert (found.penalty, "有例外" in found.unread) == (None, True)


def test_the_column_of_counts_is_a_part_of_the_condition(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法程度", "违法次数", "危害后果", "罚则"]
    found = reading(
        shipped,
        tmp_path,
        head,
        [ACT, LAW, "轻微", "初次被查处", "没有危害后果", "处1000元罚款"],
        [ACT, LAW, "一般", "第二次被查处", "没有危害后果", "处2000元罚款"],
    )
    assert [row.situation.when for row in found.rows] == [
        {"first_offence": True, "harm": "none"},
        {"prior_count": "= 1", "harm": "none"},
    ]
    assert [row.penalty for row in found.rows] == [{"fine": {"fixed": 1000}}, {"fine": {"fixed": 2000}}]


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("予以警告", {"warning": "shall"}),
        ("处1万元罚款；有违法所得的，予以没收", {"fine": {"fixed": 10000}, "confiscate": {"illegal_gain": "shall"}}),
    ],
)
def test_what_is_given_is_given(library: Library, tmp_path: Path, words: str, penalty: dict[str, Any]) -> None:
    assert one(library, tmp_path, "及时改正", words).penalty == penalty


@pytest.mark.parametrize(
    ("words", "penalty"),
    [
        ("1000元≤罚款＜2000元", {"fine": {"from": 1000, "below": 2000}}),
        ("2万元＜罚款金额≤3万元", {"fine": {"above": 20000, "to": 30000}}),
        ("3万元≤X＜5万元", {"fine": {"from": 30000, "below": 50000}}),
        ("罚款：1000元", {"fine": {"fixed": 1000}}),
        ("罚2000元", {"fine": {"fixed": 2000}}),
        ("按1000元以上2000元以下处罚", {"fine": {"from": 1000, "to": 2000}}),
        ("处不低于1万元不超过3万元的罚款", {"fine": {"from": 10000, "to": 30000}}),
        ("警告并处500元罚款", {"warning": "shall", "fine": {"fixed": 500}}),
        ("没收违法所得并处2万元罚款", {"confiscate": {"illegal_gain": "shall"}, "fine": {"fixed": 20000}}),
        ("1.给予警告；2.处500元罚款", {"warning": "shall", "fine": {"fixed": 500}}),
        ("1.处200元罚款；2.处500元罚款", None),
        ("扣留车辆，处3000元罚款", None),
    ],
)
def test_the_same_said_in_other_words(library: Library, tmp_path: Path, words: str, penalty: Any) -> None:
    assert one(library, tmp_path, "及时改正", words).penalty == penalty


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("5平方米＜占用面积≤10平方米", {"occupied_area_m2": "(5..10]"}),
        ("占用面积＞10㎡", {"occupied_area_m2": "> 10"}),
        ("5平方米≤占用面积＜10平方米", {"occupied_area_m2": "[5..10)"}),
        ("高速公路、国道", {"road_class": ["national", "motorway"]}),
        ("符合下列全部条件：①初次违法；②及时改正", {"first_offence": True, "corrected_in_time": True}),
        ("逾期未改正的", {"correction_overdue": True}),
    ],
)
def test_signs_lists_and_frames_of_conditions(shipped: Library, tmp_path: Path, words: str, when: Any) -> None:
    """A sign that is overlooked, or one of two classes of road, would be another condition."""
    (row,) = reading(shipped, tmp_path, HEAD, [ACT, LAW, "一般", words, "处1000元罚款"]).rows
    assert row.situation.when == when


@pytest.mark.parametrize(
    ("kinds", "amount", "penalty"),
    [
        ("没收违法所得，并处罚款", "伍仟元整", {"confiscate": {"illegal_gain": "shall"}, "fine": {"fixed": 5000}}),
        ("罚款", "5000元", {"fine": {"fixed": 5000}}),
        ("警告、罚款", "5000元", None),
        ("警告、罚款", "给予警告", {"warning": "shall"}),
    ],
)
def test_the_column_of_kinds_beside_bare_amounts(
    library: Library, tmp_path: Path, kinds: str, amount: str, penalty: Any
) -> None:
    """What the kinds impose is not lost; how they go together is not guessed."""
    head = ["违法行为", "处罚依据", "违法程度", "情节", "处罚种类", "罚款数额"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "一般", "及时改正", kinds, amount]).rows
    assert row.penalty == penalty


def test_tiers_by_letter_under_the_title_of_the_benchmark(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path,
        ["违法行为", "处罚依据", "裁量基准", None, None], [None, None, "等次", "适用条件", "裁量幅度"],
        [ACT, LAW, "A", "占用面积10平方米以下的", "1000元≤罚款＜2000元"],
        [None, None, "B", "占用面积超过10平方米的", "2000元≤罚款≤5000元"],
        merged="A1:A2 B1:B2 C1:E1 A3:A4 B3:B4",
    )  # fmt: skip
    assert [(row.label, row.penalty) for row in found.rows] == [
        ("A", {"fine": {"from": 1000, "below": 2000}}),
        ("B", {"fine": {"from": 2000, "to": 5000}}),
    ]


def test_a_part_of_a_unit_in_the_remarks_and_a_cap_in_another_unit(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "法律依据", "档次", "违法事实", "罚款标准（元）", "备注"]
    act, law = "车辆违法超限运输（车货总质量）", "《公路安全保护条例》第六十四条"
    line = [act, law, "三档", "超限10吨以上", "每超1吨罚款500元，最高不超过3万元", "不足1吨的部分不计"]
    (row,) = reading(shipped, tmp_path, head, line).rows
    fine = {"each": 500, "per": 1000, "of": "excess_mass_kg", "rounding": "down", "cap": 30000}
    assert row.penalty == {"fine": fine}
