"""The changelog of the rulesets agrees with the rulesets."""

from __future__ import annotations

from pathlib import Path

import pytest

from discretion.errors import RulebookError
from discretion.rulebook import Rulebook, load
from discretion.rulebook.changelog import changelog_problems, read_changelog
from discretion.rulebook.shipped import shipped_rulesets
from discretion.testing.golden import all_golden_cases


@pytest.fixture(scope="module")
def rulebook() -> Rulebook:
    return load(shipped_rulesets())


def test_every_version_has_its_entry_and_every_entry_its_version(rulebook: Rulebook) -> None:
    assert [str(problem) for problem in changelog_problems(rulebook, *read_changelog(shipped_rulesets()))] == []


def test_the_examples_are_golden_cases(rulebook: Rulebook) -> None:
    shown = {
        (golden.ruleset.id, violation, golden.case.name)
        for golden in all_golden_cases(rulebook)
        for violation in golden.case.violations
    }
    changelog, _ = read_changelog(shipped_rulesets())
    named = {
        (f"{entry.area}@{entry.version}", example.violation, example.case)
        for entry in changelog.changelog
        for change in entry.changes
        for example in change.examples
    }
    assert named
    assert named <= shown


def test_a_forgotten_version_and_a_wrong_name_are_reported(rulebook: Rulebook, tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.yaml").write_text(
        """\
changelog:
  - area: zhejiang
    version: "2026.9"
    date: "2026-11-22"
    changes:
      - {what: 试验, effect: milder, violations: [highway.ocupy]}
""",
        encoding="utf-8",
    )
    changelog, document = read_changelog(tmp_path)
    found = [str(problem) for problem in changelog_problems(rulebook, changelog, document)]
    for version in ("national@2026.1", "zhejiang@2026.1", "yangtze-delta@2021.1"):
        assert any(message.endswith(f"ruleset.yaml:4:10: 更新记录没有 {version}") for message in found)
    assert found[-2:] == [
        f"{tmp_path}/CHANGELOG.yaml:3:14: 没有 zhejiang@2026.9（允许：2026.1）",
        f"{tmp_path}/CHANGELOG.yaml:6:49: 没有违法行为 highway.ocupy（是否想写：highway.occupy）",
    ]


def test_a_change_says_its_effect(tmp_path: Path) -> None:
    (tmp_path / "CHANGELOG.yaml").write_text(
        'changelog: [{area: a, version: "1", date: "2026-11-22", changes: [{what: 试验, effect: better, violations: all}]}]\n',
        encoding="utf-8",
    )
    with pytest.raises(RulebookError, match="effect"):
        read_changelog(tmp_path)
