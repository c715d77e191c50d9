"""What commands share: days, and a rulebook whose parts agree."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (("diff", "national", "zhejiang"), "--on-a"),
        (("diff", "national", "zhejiang"), "--on-b"),
        (("show", "national"), "--on"),
        (("check",), "--as-of"),
        (("export", "sql", "national", "highway.occupy"), "--as-of"),
    ],
)
def test_a_day_that_is_none_names_the_option_it_was_given_for(
    command: tuple[str, ...], option: str, discretion: Run
) -> None:
    code, shown, error = discretion(*command, option, "2026-02-30")
    assert (code, shown) == (2, "")
    assert f"'{option}'" in error
    assert "2026-02-30 不是日期（YYYY-MM-DD）" in error


CHANGELOG = """
changelog:
  - {area: national, version: "%s", date: "2026-01-01", changes: [{what: 首版, effect: first, violations: all}]}
"""


@pytest.mark.parametrize("command", ["check", "test"])
def test_a_changelog_that_says_something_else_is_no_rulebook(
    command: str, tiny: Callable[..., object], discretion: Run
) -> None:
    folder: Path = tiny('count: {label: 次数, type: integer, range: "[0..10]", severity: aggravating}').folder  # type: ignore[attr-defined]
    (folder / "CHANGELOG.yaml").write_text(CHANGELOG % "2", encoding="utf-8")
    code, _, error = discretion(command, folder)
    assert code == 2
    assert "没有 national@2（允许：1）" in error
    (folder / "CHANGELOG.yaml").write_text(CHANGELOG % "1", encoding="utf-8")
    assert discretion(command, folder)[2] == ""


@pytest.mark.parametrize(
    ("arguments", "option"),
    [
        (("show", "national", "--on", "2026-01-01", "--on", "2026-06-01"), "--on"),
        (("check", "--area", "national", "--area", "zhejiang"), "--area"),
        (("decisions", "add", "a.yaml", "--decisions", "a.duckdb", "--decisions", "b.duckdb"), "--decisions"),
    ],
)
def test_an_option_with_one_value_is_written_once(arguments: tuple[str, ...], option: str, discretion: Run) -> None:
    code, shown, error = discretion(*arguments)
    assert (code, shown) == (2, "")
    assert f"错误：{option} 只能写一次" in error


def test_checks_may_be_named_one_by_one(tiny: Callable[..., object], discretion: Run) -> None:
    folder: Path = tiny('count: {label: 次数, type: integer, range: "[0..10]", severity: aggravating}').folder  # type: ignore[attr-defined]
    code, shown, _ = discretion("check", folder, "--only", "gap", "--only", "files", "--no-cache")
    assert code == 0
    assert "空档（gap）" in shown
    assert "（files）" in shown
