"""``rulesets.lock``: a published version does not change unseen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import Library
from discretion.rulebook import load, lock

Run = Callable[..., tuple[int, str, str]]
FACTS = "size: {label: 大小, type: integer, range: '[0..9]'}"
TIERS = "- {tier: t, label: 一般, when: {size: '>= 0'}, penalty: statute}"


@pytest.fixture
def folder(tiny: Callable[..., Any]) -> Path:
    path: Path = tiny(FACTS, tiers=TIERS).folder
    return path


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in lock.check(load(folder))]


def test_a_published_version_is_registered_once(folder: Path, discretion: Run) -> None:
    assert problems(folder) == [
        f"{folder}/national/1/ruleset.yaml:3:10: 已发布的版本 national@1 没有登记（改法：运行 discretion lock）"
    ]
    assert discretion("lock", folder) == (0, f"已登记：national@1\n文件：{folder}/rulesets.lock\n", "")
    assert problems(folder) == []
    text = (folder / "rulesets.lock").read_text(encoding="utf-8")
    assert discretion("lock", folder)[1].startswith("没有需要登记的版本\n")
    assert (folder / "rulesets.lock").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("file", "change", "what"),
    [
        ("violations/test.act.yaml", "label: 测试行为", "被修改"),
        ("ruleset.yaml", "label: 全国", "被修改"),
        ("lists/heavier.yaml", None, "是新增的"),
    ],
)
def test_a_changed_version_is_named_with_file_and_way_out(
    folder: Path, discretion: Run, file: str, change: str | None, what: str
) -> None:
    discretion("lock", folder)
    path = folder / "national/1" / file
    if change is None:
        path.parent.mkdir()
        path.write_text("list: heavier\nentries: []\n", encoding="utf-8")
    else:
        path.write_text(path.read_text(encoding="utf-8").replace(change, f"{change}一"), encoding="utf-8")
    message = (
        f"{path}: 已发布的版本 national@1 的文件{what}（改法：恢复原文件；要改规则的，另建版本文件夹，"
        "写新的 version、effective 和 supersedes，在 CHANGELOG 记载，再运行 discretion lock）"
    )
    assert problems(folder) == [message]
    before = (folder / "rulesets.lock").read_bytes()
    assert discretion("lock", folder) == (2, "", f"错误：{message}\n")
    assert (folder / "rulesets.lock").read_bytes() == before


def test_a_removed_file_and_a_removed_version_are_named(folder: Path, discretion: Run) -> None:
    extra = folder / "national/1/lists/heavier.yaml"
    extra.parent.mkdir()
    extra.write_text("list: heavier\nentries: []\n", encoding="utf-8")
    discretion("lock", folder)
    extra.unlink()
    assert [text.split("（")[0] for text in problems(folder)] == [f"{extra}: 已发布的版本 national@1 的文件不见了"]
    header = folder / "national/1/ruleset.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace('version: "1"', 'version: "2"'), encoding="utf-8")
    assert [text.split("（")[0].split(": ")[1] for text in problems(folder)] == [
        "已发布的版本 national@1 不见了", "已发布的版本 national@2 没有登记",
    ]  # fmt: skip


def test_a_published_version_cannot_become_a_draft_again(folder: Path, discretion: Run) -> None:
    discretion("lock", folder)
    header = folder / "national/1/ruleset.yaml"
    header.write_text(header.read_text(encoding="utf-8").replace("published", "draft"), encoding="utf-8")
    assert len(problems(folder)) == 1


def test_drafts_and_golden_cases_are_not_locked(folder: Path, discretion: Run) -> None:
    discretion("lock", folder)
    cases = folder / "national/1/cases/test.act.yaml"
    cases.parent.mkdir()
    cases.write_text("cases: []\n", encoding="utf-8")
    new = folder / "national/2/ruleset.yaml"
    new.parent.mkdir()
    header = (folder / "national/1/ruleset.yaml").read_text(encoding="utf-8").replace("published", "draft")
    new.write_text(header.replace('version: "1"', 'version: "2"').replace("2021-01-01", "2026-01-01"), encoding="utf-8")
    assert problems(folder) == []
    assert discretion("lock", folder)[1].startswith("没有需要登记的版本")


def test_a_damaged_lock_is_an_error_with_its_place(folder: Path, discretion: Run) -> None:
    (folder / "rulesets.lock").write_text("national@1: {digest: abc, files: {}}\n", encoding="utf-8")
    code, out, err = discretion("lock", folder)
    assert (code, out) == (2, "")
    assert f"{folder}/rulesets.lock:1:22" in err


GOLDEN = """
cases:
  - name: 一般
    case: {violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {kind: organisation}, facts: {size: 1}}
    expect: {tier: t}
"""


def test_the_golden_run_fails_when_a_published_version_changed(folder: Path, discretion: Run) -> None:
    (folder / "national/1/cases").mkdir()
    (folder / "national/1/cases/test.act.yaml").write_text(GOLDEN, encoding="utf-8")
    discretion("lock", folder)
    assert discretion("test", folder)[::2] == (0, "")
    path = folder / "national/1/violations/test.act.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "advice: 新的建议\n", encoding="utf-8")
    code, out, _ = discretion("test", folder)
    assert code == 1
    assert f"已发布的版本：\n  {path}: 已发布的版本 national@1 的文件被修改（改法：恢复原文件；" in out


def test_the_shipped_versions_are_registered_and_unchanged(library: Library) -> None:
    assert lock.path_of(library.rulebook).exists()
    assert lock.check(library.rulebook) == []
