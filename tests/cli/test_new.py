"""``discretion new violation``: skeletons that load, and that nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.conftest import Tiny

from discretion import Library
from discretion.cli.new import command
from discretion.errors import UsageError
from discretion.testing.golden import all_golden_cases

FACTS = "harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, serious: 较重, grave: 严重}}"
CHILD = """\
area: east
label: 东部
version: "1"
status: draft
extends: national
codes: ["3"]
effective: "2021-01-01"
source: {kind: proposed, method: 测试}
"""


@pytest.fixture
def folder(tiny: Callable[..., Tiny]) -> Path:
    folder = tiny(FACTS).folder
    header = folder / "national" / "east" / "1" / "ruleset.yaml"
    header.parent.mkdir(parents=True)
    header.write_text(CHILD, encoding="utf-8")
    return folder


def new(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(command, ["violation", *arguments, "--rulesets", str(folder)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_a_new_violation_loads_and_says_what_is_to_be_filled_in(folder: Path) -> None:
    output = new(folder, "test.other")
    assert output.splitlines() == [
        f"{folder}/national/1/violations/test.other.yaml",
        f"{folder}/national/1/cases/test.other.yaml",
        "national@1 已发布：已登记（rulesets.lock）的版本不得改动，应当另立新版本",
        "下一步：填好所有“待填”，然后运行 discretion test 和 discretion check",
    ]
    written = (folder / "national/1/violations/test.other.yaml").read_text(encoding="utf-8")
    assert written.startswith(
        "# yaml-language-server: $schema=../../../schemas/violation.json\nviolation: test.other\n"
    )
    assert "sector: highway\n" in written
    assert "provision: todo/todo            # 待填" in written

    library = Library.load(folder)
    assert "test.other" in library.rulebook.areas["national"][-1].violations
    assert [golden.case.name for golden in all_golden_cases(library.rulebook)] == [
        "待填，轻微",
        "待填，一般",
        "待填，严重",
    ]


def test_an_unfilled_skeleton_never_yields_a_number(folder: Path) -> None:
    new(folder, "test.other")
    book = Tiny(folder, Library.load(folder))
    with pytest.raises(Exception, match="没有条款 todo/todo"):
        book.recommend({"harm": "none"}, violation="test.other")


def test_a_child_area_writes_only_what_differs(folder: Path) -> None:
    output = new(folder, "test.act", "--area", "east")
    assert output.splitlines()[0] == f"{folder}/national/east/1/violations/test.act.yaml"
    assert "已发布" not in output
    written = (folder / "national/east/1/violations/test.act.yaml").read_text(encoding="utf-8")
    assert "# national@1 已有这一违法行为" in written
    assert "$schema=../../../../schemas/violation.json" in written
    assert "label: 待填" not in written
    Library.load(folder, drafts=True)


def test_nothing_is_overwritten(folder: Path) -> None:
    before = (folder / "national/1/violations/test.act.yaml").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match=r"test\.act\.yaml 已经存在，不覆盖"):
        new(folder, "test.act")
    assert (folder / "national/1/violations/test.act.yaml").read_text(encoding="utf-8") == before
    assert not (folder / "national/1/cases").exists()


def test_a_forgotten_case_file_is_kept_too(folder: Path) -> None:
    case = folder / "national" / "1" / "cases" / "test.other.yaml"
    case.parent.mkdir()
    case.write_text("cases: []\n", encoding="utf-8")
    with pytest.raises(UsageError, match="已经存在，不覆盖"):
        new(folder, "test.other")
    assert not (folder / "national/1/violations/test.other.yaml").exists()


@pytest.mark.parametrize("name", ["Test.Other", "test", "../evil.act", "test..other", "test.other/x"])
def test_a_name_that_is_no_identifier_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(UsageError, match="违法行为标识应当是"):
        new(folder, name)


def test_an_unknown_area_names_the_nearest(folder: Path) -> None:
    with pytest.raises(
        UsageError, match="没有区域 nationl（允许：全国（national）、东部（east）；是否想写：national）"
    ):
        new(folder, "test.other", "--area", "nationl")
