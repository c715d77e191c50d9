"""How errors read."""

from __future__ import annotations

import pickle
import re
from pathlib import Path

import pytest

from discretion.errors import (
    PAGE,
    CaseError,
    DiscretionError,
    MissingExtra,
    Position,
    Problem,
    RulebookError,
    UsageError,
    field_name,
    nearest,
)

ROOT = Path(__file__).parents[1]


def test_a_problem_says_what_where_found_allowed_nearest_and_remedy() -> None:
    problem = Problem(
        "“harm”不是允许的值",
        Position("case.yaml", 3, 9),
        found='"slihgt"',
        allowed=("none", "slight", "serious"),
        nearest="slight",
        remedy="改成允许的值",
    )
    assert str(problem) == (
        "case.yaml:3:9: “harm”不是允许的值"
        '（发现："slihgt"；允许：none、slight、serious；是否想写：slight；改法：改成允许的值）'
    )


@pytest.mark.parametrize(
    ("position", "text"),
    [
        (Position("case.yaml", 3, 9), "case.yaml:3:9"),
        (Position("case.yaml", 3, 9, ("facts", "harm")), "case.yaml:3:9"),
        (Position("", 3, 9), "<输入>:3:9"),
        (Position("case.json", field=("facts", "harm")), "case.json: facts.harm"),
        (Position(field=("records", 0, "date")), "records[0].date"),
        (Position("case.json"), "case.json"),
        (Position(), ""),
    ],
)
def test_a_position_is_a_place_in_a_file_or_in_data(position: Position, text: str) -> None:
    assert str(position) == text


def test_a_problem_without_a_place_is_just_the_message() -> None:
    assert str(UsageError("没有区域 mars")) == "没有区域 mars"
    assert str(Problem("文件没有内容", Position())) == "文件没有内容"


def test_an_error_has_one_line_per_problem_and_stops_after_the_first_screen() -> None:
    lines = str(RulebookError(*(f"第{number}个" for number in range(1, 26)))).splitlines()
    assert lines[0] == "第1个"
    assert lines[19] == "第20个"
    assert lines[20:] == ["……另有5处问题"]


def test_many_allowed_values_are_cut() -> None:
    problem = Problem("不是允许的值", allowed=tuple(f"v{number}" for number in range(15)))
    assert str(problem).endswith("、v11 等15个）")


def test_hostile_text_cannot_move_the_cursor_nor_fill_the_screen() -> None:
    assert str(Problem("x", found="\x1b[2J\u202e\ud800")) == r"x（发现：\x1b[2J\u202e\ud800）"
    assert len(str(Problem("x", found="长" * 1_000_000))) < 400


def test_nearest_is_none_when_nothing_is_near() -> None:
    assert nearest("gros_mass_kg", ("gross_mass_kg", "mass_limit_kg")) == "gross_mass_kg"
    assert nearest("colour", ("gross_mass_kg", "mass_limit_kg")) is None
    assert nearest("x" * 5_000_000, ("gross_mass_kg",)) is None


def test_a_field_name_quotes_keys_with_dots() -> None:
    assert field_name(("violations", "highway.overload", "tiers", 2)) == 'violations["highway.overload"].tiers[2]'


def test_a_missing_extra_says_how_to_install_it() -> None:
    assert str(MissingExtra("check", "形式验证")) == (
        '形式验证需要可选组件 check（改法：安装它：pip install "discretion[check]"）'
    )


@pytest.mark.parametrize("error", [CaseError("甲", Problem("乙", Position("a", 1, 2))), MissingExtra("rete", "复核")])
def test_errors_cross_processes(error: DiscretionError) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(copy) is type(error)
    assert copy.problems == error.problems


def test_every_code_has_its_section_in_the_documentation() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    codes = set(re.findall(r'\bcode ?= ?"([a-z-]+)"', source)) | set(re.findall(r'\.data\("([a-z-]+)"\)', source))
    sections = re.findall(r"^### ([a-z-]+)$", (ROOT / PAGE).read_text(encoding="utf-8"), re.MULTILINE)
    assert len(codes) > 20
    assert sorted(codes) == sorted(sections)


def test_a_problem_for_programs_says_everything_that_is_known() -> None:
    problem = Problem(
        "没有区域 zhejian",
        Position("a.yaml", 3, 9, ("area",)),
        "zhejian",
        ("zhejiang",),
        "zhejiang",
        "改正",
        "unknown-area",
    )
    assert UsageError(problem).data() == [
        {
            "code": "unknown-area", "message": "没有区域 zhejian", "file": "a.yaml", "line": 3, "column": 9, "field": ["area"],
            "found": "zhejian", "allowed": ["zhejiang"], "nearest": "zhejiang", "remedy": "改正",
            "text": "a.yaml:3:9: 没有区域 zhejian（发现：zhejian；允许：zhejiang；是否想写：zhejiang；改法：改正）",
            "doc": "docs/errors.md#unknown-area",
        }
    ]  # fmt: skip
