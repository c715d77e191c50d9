"""Tables as authorities really paste them together: running text, cards, several tiers in a cell, one tier over several lines. Places are invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.importing.test_layouts import ACT, HEAD, LAW, one, reading

from discretion.errors import UsageError
from discretion.importing import read_tables
from discretion.library import Library

SHORT = ["违法行为", "处罚依据", "裁量基准"]


def fixed(amount: int) -> dict[str, Any]:
    return {"fine": {"fixed": amount}}


def prose(folder: Path, *paragraphs: str) -> Path:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    (folder / "t.html").write_text(f"<html><body>{text}</body></html>", encoding="utf-8")
    return folder / "t.html"


def test_a_text_without_a_table_whose_sentences_are_tiers(library: Library, tmp_path: Path) -> None:
    path = prose(
        tmp_path, "某市行政处罚自由裁量权执行标准", f"一、{LAW} 有下列违法行为之一的，可以处三万元以下罚款：",
        "（一）违反本法第四十四条第一款规定，擅自占用公路的；", "行政处罚自由裁量阶次：",
        "1、占用面积 10 平方米以下的（含 10 平方米），处 500 元以下罚款；", "2、占用面积 10 平方米以上的，处警告，并处五百元以上一千元以下罚款；",
        "（二）违反本法第四十五条规定，擅自挖掘公路的；", "1、挖掘面积 5 平方米以上的，由上级批准后处罚款；",
    )  # fmt: skip
    rows = read_tables(path, library.rulebook).rows
    assert [(row.words, row.at) for row in rows] == [(ACT, "正文!5"), (ACT, "正文!6"), ("擅自挖掘公路", "正文!8")]
    assert rows[0].situation.when == {"area_m2": "<= 10"}
    assert [row.penalty for row in rows] == [
        {"fine": {"to": 500}},
        {"warning": "shall", "fine": {"from": 500, "to": 1000}},
        None,
    ]
    assert LAW in rows[0].basis


def test_the_text_of_a_law_is_no_benchmark(library: Library, tmp_path: Path) -> None:
    path = prose(
        tmp_path,
        "第七十六条 有下列违法行为之一的：",
        "1、擅自占用公路的，处500元罚款；",
        "2、擅自挖掘公路的，处800元罚款。",
    )
    with pytest.raises(UsageError):
        read_tables(path, library.rulebook)


def test_a_card_with_all_its_tiers_in_one_cell(library: Library, tmp_path: Path) -> None:
    found = reading(
        library, tmp_path, ["权力编码", "A-01"], ["项目名称", ACT], ["权力依据（具体条文）", LAW],
        ["自由裁量标准", "轻微：占用人行道的。行政处罚裁量基准：处500元罚款；责令改正。\n一般：占用车行道的。行政处罚裁量基准：处800元罚款。"],
    )  # fmt: skip
    assert [(row.label, row.condition, row.penalty, row.orders) for row in found.rows] == [
        ("轻微", "占用人行道的", fixed(500), ("责令改正",)),
        ("一般", "占用车行道的", fixed(800), ()),
    ]


def test_tiers_named_in_brackets(library: Library, tmp_path: Path) -> None:
    cell = "【轻微】占用面积5平方米以下的，处1000元罚款。\n【严重】占用面积超过5平方米的，处2000元罚款。"
    found = reading(library, tmp_path, SHORT, [ACT, LAW, cell])
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == [
        ("轻微", {"area_m2": "<= 5"}, fixed(1000)),
        ("严重", {"area_m2": "> 5"}, fixed(2000)),
    ]


def test_the_same_tiers_in_two_cells_beside_one_another(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "适用条件", "裁量标准"]
    named = ["轻微：占用面积5平方米以下；\n严重：占用面积超过5平方米。", "轻微：处1000元罚款；\n严重：处2000元罚款。"]
    wanted = [("轻微", {"area_m2": "<= 5"}, fixed(1000)), ("严重", {"area_m2": "> 5"}, fixed(2000))]
    found = reading(library, tmp_path, head, [ACT, LAW, *named])
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == wanted
    numbered = ["轻微\n严重", "1.占用面积5平方米以下；\n2.占用面积超过5平方米。", "1.处1000元罚款；\n2.处2000元罚款。"]
    found = reading(library, tmp_path, HEAD, [ACT, LAW, *numbered])
    assert [(row.label, row.situation.when, row.penalty) for row in found.rows] == wanted


def test_numbered_situations_each_with_numbered_cases(library: Library, tmp_path: Path) -> None:
    cell = (
        "1.有下列情形之一的，责令改正，处1000元罚款：（1）占用面积5平方米以下的；（2）及时改正的。\n"
        "2.有下列情形之一的，责令改正，处2000元罚款：（1）占用面积超过5平方米的；（2）多次违法的。"
    )
    found = reading(library, tmp_path, SHORT, [ACT, LAW, cell])
    assert [(row.penalty, row.orders) for row in found.rows] == [
        (fixed(1000), ("责令改正",)),
        (fixed(2000), ("责令改正",)),
    ]
    assert found.rows[0].situation.when == {"any": [{"area_m2": "<= 5"}, {"corrected": True}]}


def test_two_lines_of_one_tier_are_asked_and_not_joined(shipped: Library, tmp_path: Path) -> None:
    """The second line was once glued to the first: both together, without a question."""
    found = reading(
        shipped, tmp_path, HEAD, [ACT, LAW, "一般", "占用面积5平方米以上", "处1000元罚款"], [None, None, None, "一年内第二次被查获", None],
        merged="A2:A3 B2:B3 C2:C3 E2:E3",
    )  # fmt: skip
    (row,) = found.rows
    assert row.situation.when == {"any": [{"occupied_area_m2": ">= 5"}, {"prior_count_12m": "= 1"}]}
    assert any("择一还是同时具备" in question for question in row.situation.questions)
    broken = reading(
        shipped, tmp_path, HEAD, [ACT, LAW, "轻微", "初次违法，且能主动停", "处1000元罚款"], [None, None, None, "止占用的", None],
        merged="A2:A3 B2:B3 C2:C3 E2:E3",
    )  # fmt: skip
    assert broken.rows[0].condition == "初次违法，且能主动停\n止占用的"


@pytest.mark.parametrize(
    ("words", "when", "asked"),
    [
        (
            "占用面积5平方米以上；一年内第二次被查获",
            {"any": [{"occupied_area_m2": ">= 5"}, {"prior_count_12m": "= 1"}]},
            True,
        ),
        (
            "初次违法；及时改正",
            {"first_offence": True, "corrected_in_time": True},
            False,
        ),  # all of it speaks for the party
        ("占用面积10平方米以下的（含10平方米）", {"occupied_area_m2": "<= 10"}, False),
        ("一年内三次以上违反该规定的", {"prior_count_12m": ">= 2"}, False),
    ],
)
def test_how_conditions_are_written(shipped: Library, tmp_path: Path, words: str, when: Any, asked: bool) -> None:
    found = one(shipped, tmp_path, words, "处1000元罚款").situation
    assert found.when == when
    assert any("择一还是同时具备" in question for question in found.questions) is asked


def test_the_title_says_within_what_time_is_counted(shipped: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "违法次数（一年内）", "危害后果", "处罚标准"]
    found = reading(
        shipped,
        tmp_path,
        head,
        [ACT, LAW, "首次", "未造成危害后果", "处1000元罚款"],
        [ACT, LAW, "第二次", "", "处2000元罚款"],
    )
    assert [row.situation.when for row in found.rows] == [
        {"prior_count_12m": "= 0", "harm": "none"},
        {"prior_count_12m": "= 1"},
    ]


def test_the_statutes_own_words_beside_the_condition_are_none(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "裁量阶次", "法定裁量因素", "酌定裁量因素", "裁量基准"]
    found = reading(
        library, tmp_path, head, [ACT, LAW, "轻微违法", "责令改正，可以处一万元以下的罚款", "占用面积5平方米以下", "责令改正"],
        [ACT, LAW, "一般违法", "情节严重的，处一万元以上五万元以下的罚款", "占用面积超过5平方米", "责令改正，处1万元罚款"],
    )  # fmt: skip
    assert [row.situation.when for row in found.rows] == [{"area_m2": "<= 5"}, {"area_m2": "> 5"}]
    assert [row.penalty for row in found.rows] == [{}, fixed(10000)]


def test_circumstances_beside_the_condition_limit_no_tier(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "适用情形", "处罚基准", "从轻、减轻情形"]
    found = reading(library, tmp_path, head, [ACT, LAW, "占用面积5平方米以下", "处1000元罚款", "及时改正的，不予处罚"])
    assert [(row.kind, row.situation.when) for row in found.rows] == [
        ("tier", {"area_m2": "<= 5"}),
        ("exempt", {"corrected": True}),
    ]


@pytest.mark.parametrize("remark", ["情节严重的，可以责令停产停业", "情节严重的，责令停运"])
def test_a_measure_in_the_remark_is_never_lost(library: Library, tmp_path: Path, remark: str) -> None:
    assert one(library, tmp_path, "及时改正", "处1000元罚款", remark).penalty is None


def test_a_measure_in_a_column_of_its_own_is_never_lost(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "情节等级", "认定标准", "罚款标准（万元）", "其他处罚"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "一级", "占用面积5平方米以下", "2-3", "警告"]).rows
    assert (row.penalty, row.unread) == (None, "处罚种类“警告”与数额怎样并用，没有写明")


@pytest.mark.parametrize(
    ("cell", "share"),
    [("30%以下", [0, "0.3"]), ("30%-70%", ["0.3", "0.7"]), ("0-30%", [0, "0.3"]), ("30%-70%（不含30%）", None)],
)
def test_shares_of_the_range_under_their_head(library: Library, tmp_path: Path, cell: str, share: Any) -> None:
    head = ["违法行为", "处罚依据", "裁量档次", "适用情形", "裁量幅度（占法定罚款幅度的比例）"]
    (row,) = reading(library, tmp_path, head, [ACT, LAW, "从轻", "及时改正", cell]).rows
    fine: Any = row.penalty and row.penalty["fine"]
    assert (fine and [str(part) for part in fine["share"]]) == (share and [str(part) for part in share])
    assert row.penalty is None or "法定下限与上限之间" in row.questions[0]


def test_points_that_are_added_up_are_quoted(library: Library, tmp_path: Path) -> None:
    head = ["违法行为", "处罚依据", "裁量因素", "裁量因子", "裁量百分值"]
    found = reading(
        library, tmp_path, head, [ACT, LAW, "占用面积", "5平方米以下", "5%"], [None, None, None, "5平方米以上", "15%"]
    )
    assert [(row.kind, row.penalty) for row in found.rows] == [("tier", None)] * 2


def test_items_below_the_sentence_that_announces_them(library: Library, tmp_path: Path) -> None:
    path = prose(
        tmp_path, "某市行政处罚裁量标准", "（一）擅自占用公路的：", "（1）未造成危害后果的，免于处罚。",
        "（2）有以下情形之一，且未造成危害后果的，给予警告，并处1000元以下罚款：", "①占用面积超过5平方米的；", "②多次违法的。", "（3）占用面积超过50平方米的，处3000元罚款。",
    )  # fmt: skip
    rows = read_tables(path, library.rulebook).rows
    assert [(row.words, row.penalty) for row in rows] == [
        (ACT, {}),
        (ACT, {"warning": "shall", "fine": {"to": 1000}}),
        (ACT, fixed(3000)),
    ]
    when: Any = rows[1].situation.when
    assert when["harm"] == "none"
    assert when["any"][0] == {"area_m2": "> 5"}


def test_tiers_whose_names_and_penalties_stand_on_lines_of_their_own(library: Library, tmp_path: Path) -> None:
    cell = "一、轻微\n占用面积5平方米以下的\n责令改正，可以处1000元罚款\n二、严重\n占用面积超过5平方米的\n责令改正，处2000元罚款"
    found = reading(library, tmp_path, SHORT, [ACT, LAW, cell])
    assert [(row.label, row.situation.when, row.penalty, row.orders) for row in found.rows] == [
        ("轻微", {"area_m2": "<= 5"}, {"fine": {"fixed": 1000, "force": "may"}}, ("责令改正",)),
        ("严重", {"area_m2": "> 5"}, fixed(2000), ("责令改正",)),
    ]


def test_a_column_that_differs_from_tier_to_tier_is_part_of_the_condition(shipped: Library, tmp_path: Path) -> None:
    """The kind of ship was once left out: two tiers with the same condition and other amounts."""
    head = ["违法行为", "处罚依据", "船舶种类", "船舶吨位", "罚款金额（元）"]
    found = reading(
        shipped, tmp_path, head, ["船舶未持有检验证书航行", LAW, "货船", "100总吨以下", "2000"], [None, None, "客船", "100总吨以下", "3000"],
        merged="A2:A3 B2:B3",
    )  # fmt: skip
    assert [row.condition for row in found.rows] == ["货船，100总吨以下", "客船，100总吨以下"]
    assert "“船舶种类”列随各档变化，作为适用条件读取" in found.notes


def test_a_list_of_mitigation_may_say_how_much(library: Library, tmp_path: Path) -> None:
    head = ["序号", "违法行为", "处罚依据", "减轻处罚的条件（同时满足）", "减轻幅度"]
    line = [1, ACT, LAW, "1.及时改正；2.没有危害后果", "法定最低罚款数额的50%以上"]
    (row,) = reading(library, tmp_path, head, line, title="减轻处罚事项清单").rows
    assert (row.kind, row.situation.when) == ("mitigated", {"corrected": True, "harm": "none"})


@pytest.mark.parametrize(
    ("cell", "penalty", "orders"),
    [
        (
            "处1万元罚款，并对其直接负责的主管人员处1000元罚款",
            {"fine": {"fixed": 10000}, "also": {"responsible_person": fixed(1000)}},
            (),
        ),
        ("责令停业整顿，降低资质等级或者吊销资质证书", None, ()),  # all three, or one of them?
        (
            "首次处500元罚款，第二次处1000元罚款，第三次以上处2000元罚款",
            {
                "rows": [
                    {"when": {"prior_count": test}, "penalty": fixed(sum_)}
                    for test, sum_ in (("= 0", 500), ("= 1", 1000), (">= 2", 2000))
                ]
            },
            (),
        ),
        ("第二次处1000元罚款，第二次以上处2000元罚款", None, ()),  # the second time is in both
        ("由县级以上道路运输管理机构责令改正，处1000元罚款", fixed(1000), ("责令改正",)),
        ("处1000元以上至2000元以下罚款；造成损失的，依法承担赔偿责任", {"fine": {"from": 1000, "to": 2000}}, ()),
        ("处1000元罚款并可以责令停业整顿", {"fine": {"fixed": 1000}, "suspend_business": "may"}, ()),
    ],
)
def test_what_cells_say(shipped: Library, tmp_path: Path, cell: str, penalty: Any, orders: tuple[str, ...]) -> None:
    row = one(shipped, tmp_path, "及时改正", cell)
    assert (row.penalty, row.orders) == (penalty, orders)


def test_the_title_of_a_list_says_how_its_numbers_are_joined(shipped: Library, tmp_path: Path) -> None:
    def listed(title: str, sheet: str) -> Any:
        head = ["序号", "违法行为", "法律依据", title]
        line = [1, ACT, LAW, "①拒不改正；②造成交通堵塞"]
        (row,) = reading(shipped, tmp_path, head, line, title=sheet).rows
        return row.kind, row.situation.when, bool(row.situation.questions)

    both = {"refused_correction": True, "traffic_effect": "congestion"}
    either = {"any": [{name: test} for name, test in both.items()]}
    assert listed("从重处罚情形（具备下列情形之一）", "从重处罚清单") == ("heavier", either, False)
    assert listed("从重处罚情形", "从重处罚清单") == ("heavier", either, True)
    assert listed("从重处罚情形（同时具备）", "从重处罚清单") == ("heavier", both, False)


def test_exemptions_and_circumstances_beside_the_tiers_are_no_tiers(library: Library, tmp_path: Path) -> None:
    """Two columns 不予处罚情形 and 从重情形 were once the tiers: the penalties were lost, and every row exempt."""
    head = ["违法行为", "处罚依据", "适用条件", "裁量标准", "不予处罚情形", "从重情形"]
    found = reading(
        library,
        tmp_path,
        head,
        [ACT, LAW, "占用面积5平方米以下", "处1000元罚款", "及时改正的", "屡次违法的，按上限处罚"],
    )
    assert [(row.kind, row.penalty) for row in found.rows] == [("tier", fixed(1000)), ("exempt", None)]


def test_an_act_without_its_own_title(library: Library, tmp_path: Path) -> None:
    head = ["项目", "违法事实", "法规条款", "情节等级", "认定标准", "罚款标准"]
    found = reading(
        library, tmp_path, head, [1, ACT, LAW, "一级", "占用面积5平方米以下", "1000"], [None, None, None, "二级", "占用面积超过5平方米", "2000-3000"],
        merged="A2:A3 B2:B3 C2:C3",
    )  # fmt: skip
    assert [(row.words, row.penalty) for row in found.rows] == [
        (ACT, fixed(1000)),
        (ACT, {"fine": {"from": 2000, "to": 3000}}),
    ]
    assert "“违法事实”列每项只写一次，作为违法行为读取" in found.notes
    assert "数额“1000”没有写单位，按元读取，须确认" in found.rows[0].questions


def test_heads_of_two_lines_without_merged_cells(library: Library, tmp_path: Path) -> None:
    group = ["违法行为", "法律依据", "裁量基准", None, None], [None, None, "违法程度", "具体表现", "处罚幅度"]
    (row,) = reading(library, tmp_path, *group, [ACT, LAW, "轻微", "及时改正", "处1000元罚款"]).rows
    assert (row.label, row.situation.when, row.penalty) == ("轻微", {"corrected": True}, fixed(1000))
    twice = ["违法行为", "认定依据", "处罚依据", "违法情形", "裁量基准"], [None, "法规依据", "法规依据", None, None]
    (row,) = reading(library, tmp_path, *twice, [ACT, LAW, LAW, "及时改正", "处1000元罚款"]).rows
    assert (row.words, row.penalty) == (ACT, fixed(1000))


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("及时改正尚未造成危害后果的", {"corrected_in_time": True, "harm": "none"}),  # once without 及时改正
        ("经指出后拒不改正的", {"refused_correction": True}),
        ("占用面积超过5平方米，不到20平方米的", {"occupied_area_m2": "(5..20)"}),  # once two facts
        ("一年内再次违反该规定的", {"prior_count_12m": ">= 1"}),
    ],
)
def test_phrases_to_their_end(shipped: Library, tmp_path: Path, words: str, when: Any) -> None:
    assert one(shipped, tmp_path, words, "处1000元罚款").situation.when == when
