"""``discretion init``: a repository of a place's own rules that checks, tests and locks at once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discretion.rulebook import shipped

Run = Callable[..., tuple[int, str, str]]

CASE = """
violation: highway.overload.mass
place: "330106"
occurred: 2031-03-02
decided: 2031-03-20
party: {kind: organisation}
facts: {gross_mass_kg: 60000, mass_limit_kg: 49000, divisible_load: true, harm: none}
"""


@pytest.fixture
def repository(discretion: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    code, out, _ = discretion("init", tmp_path / "own", "--place", "33")
    assert code == 0
    assert out.startswith(f"已建立 {tmp_path}/own：rulesets/local-33/")
    monkeypatch.chdir(tmp_path / "own")
    return tmp_path / "own"


def test_it_is_tested_checked_and_locked_over_the_shipped_rules(discretion: Run, repository: Path) -> None:
    assert discretion("test", "shipped", "rulesets")[:2] == (
        0,
        "规则集  案件  失败  阶次  清单条目\n\n范例案件0件，全部通过\n",
    )
    code, out, _ = discretion("check", "shipped", "rulesets", "--no-cache")
    assert (code, out.splitlines()[-1].rpartition("：")[2]) == (0, "全部合格")
    assert discretion("lock", "shipped", "rulesets")[0] == 0
    (repository / "case.yaml").write_text(CASE, encoding="utf-8")
    code, out, _ = discretion("recommend", "case.yaml", "--drafts", "--rulesets", "shipped", "--rulesets", "rulesets")
    assert (code, out.splitlines()[0]) == (0, "■ （未编号） · 违法超限运输（车货总质量） · 浙江省（本地）")


def test_a_new_violation_goes_into_the_overlay(discretion: Run, repository: Path) -> None:
    layers = ("--rulesets", "shipped", "--rulesets", "rulesets")
    code, _, _ = discretion("new", "violation", "highway.overload.mass", "--area", "local-33", *layers)
    written = list(repository.glob("rulesets/local-33/*/violations/*.yaml"))
    assert (code, [path.name for path in written]) == (0, ["highway.overload.mass.yaml"])


def test_nothing_is_written_into_an_installed_package(
    discretion: Run, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipped, "installed_rulesets", lambda: repository / "rulesets")
    monkeypatch.setattr("discretion.rulebook.layer.installed_rulesets", lambda: repository / "rulesets")
    before = sorted(path.stat().st_mtime_ns for path in repository.rglob("*"))
    for arguments in (
        ("lock", "rulesets"),
        ("new", "violation", "a.b", "--area", "local-33", "--rulesets", "rulesets"),
        ("lock",),  # nothing named: the shipped ones
        ("new", "violation", "a.b", "--area", "local-33"),
    ):
        code, _, err = discretion(*arguments)
        assert code == 2, err
    assert before == sorted(path.stat().st_mtime_ns for path in repository.rglob("*"))


def test_a_place_that_does_not_exist_is_refused(discretion: Run, tmp_path: Path) -> None:
    assert discretion("init", tmp_path / "x", "--place", "99") == (
        2,
        "",
        "错误：place: 没有这个行政区划代码（发现：99；改法：写 GB/T 2260 的两位、四位或者六位代码，例如 33（浙江省）、3301（杭州市））\n",
    )


def test_a_folder_with_something_in_it_is_left_alone(discretion: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x", encoding="utf-8")
    code, _, err = discretion("init", tmp_path, "--place", "33")
    assert (code, err) == (2, f"错误：{tmp_path}: 文件夹不是空的，不覆盖（改法：换一个文件夹）\n")
