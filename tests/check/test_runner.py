"""The runner: tasks, order, cache; the checks themselves are stand-ins here (their own tests are beside this one)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from discretion.check import CHECKS, CheckScope, runner, workers
from discretion.check.cache import Cache
from discretion.check.model import Finding, Verdict
from discretion.cli.check import command
from discretion.library import Library

DAY = date(2026, 6, 1)
COUNT = 'count: {label: 次数, type: integer, range: "[0..10]"}'


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Stand-ins that refute one thing of each violation, and record that they were asked."""
    asked: list[str] = []

    def violation(plans: Any, chain: Any, name: str, day: date, codes: Any) -> list[Finding]:
        asked.append(name)
        late = Finding("overlap", Verdict.PROVEN, chain[0].area, name, "", "无")
        return [late, Finding("gap", Verdict.REFUTED, chain[0].area, name, "", "没有阶次与本案相符")]

    def ruleset(plans: Any, chain: Any, day: date, codes: Any) -> list[Finding]:
        asked.append(chain[0].id)
        return []

    monkeypatch.setattr(workers, "run_checks", violation)
    monkeypatch.setattr(workers, "run_ruleset_checks", ruleset)
    return asked


def test_findings_come_in_the_order_of_the_catalogue(tiny: Callable[..., Any], calls: list[str]) -> None:
    found = runner.run(tiny(COUNT).library, DAY, jobs=1)
    solved = [finding.id for finding in found.findings if CHECKS[finding.code].scope is not CheckScope.RULEBOOK]
    assert solved == ["gap/national/test.act", "overlap/national/test.act"]
    assert (found.rulesets, found.violations, found.inherited) == (("national@1",), 1, 0)
    assert calls == ["national@1", "test.act"]


def test_an_unchanged_rulebook_is_not_checked_again(tiny: Callable[..., Any], calls: list[str], tmp_path: Path) -> None:
    book = tiny(COUNT)
    first = runner.run(book.library, DAY, jobs=1, cache=Cache(tmp_path))
    calls.clear()
    assert runner.run(Library.load(book.folder), DAY, jobs=1, cache=Cache(tmp_path)) == first
    assert calls == []


def test_only_what_changed_is_checked_again(tiny: Callable[..., Any], calls: list[str], tmp_path: Path) -> None:
    book = tiny(COUNT)
    violations = book.folder / "national/1/violations"
    text = (violations / "test.act.yaml").read_text(encoding="utf-8")
    (violations / "test.other.yaml").write_text(text.replace("test.act", "test.other"), encoding="utf-8")
    runner.run(Library.load(book.folder), DAY, jobs=1, cache=Cache(tmp_path))
    (violations / "test.act.yaml").write_text(text + "# 修改\n", encoding="utf-8")
    calls.clear()
    runner.run(Library.load(book.folder), DAY, jobs=1, cache=Cache(tmp_path))
    assert calls == ["national@1", "test.act"]


@pytest.mark.parametrize("what", ["facts.yaml", "laws/test-law@2021.yaml", "national/1/ruleset.yaml"])
def test_a_change_of_what_all_rest_on_checks_everything_again(
    tiny: Callable[..., Any], calls: list[str], tmp_path: Path, what: str
) -> None:
    book = tiny(COUNT, tiers='- {tier: only, label: 一般, when: {count: ">= 0"}, penalty: statute}')
    runner.run(book.library, DAY, jobs=1, cache=Cache(tmp_path))
    path = book.folder / what
    path.write_text(path.read_text(encoding="utf-8").replace("[0..10]", "[0..11]") + "# 修改\n", encoding="utf-8")
    calls.clear()
    runner.run(Library.load(book.folder), DAY, jobs=1, cache=Cache(tmp_path))
    assert calls == ["national@1", "test.act"]


def test_on_another_day_only_what_depends_on_the_day_is_checked_again(
    tiny: Callable[..., Any], calls: list[str], tmp_path: Path
) -> None:
    book = tiny(COUNT)
    runner.run(book.library, DAY, jobs=1, cache=Cache(tmp_path))
    calls.clear()
    runner.run(book.library, date(2026, 6, 2), jobs=1, cache=Cache(tmp_path))
    assert calls == ["national@1"]


def test_a_new_version_of_a_law_is_another_law(tiny: Callable[..., Any], calls: list[str], tmp_path: Path) -> None:
    book = tiny(COUNT)
    law = book.folder / "laws/test-law@2021.yaml"
    older = law.read_text(encoding="utf-8")
    newer = older.replace('version: "2021"', 'version: "2026"').replace("2021-01-01", "2026-06-02")
    law.write_text(older.replace("level: law", 'level: law\nuntil: "2026-06-01"'), encoding="utf-8")
    (book.folder / "laws/test-law@2026.yaml").write_text(newer, encoding="utf-8")
    library = Library.load(book.folder)
    runner.run(library, DAY, jobs=1, cache=Cache(tmp_path))
    calls.clear()
    runner.run(library, date(2026, 6, 2), jobs=1, cache=Cache(tmp_path))
    assert calls == ["national@1", "test.act"]


def test_a_ruleset_that_has_ended_is_left_to_history(tiny: Callable[..., Any], calls: list[str]) -> None:
    book = tiny(COUNT, header='until: "2026-05-31"')
    assert runner.run(book.library, DAY, jobs=1).rulesets == ()
    assert runner.run(book.library, date(2026, 5, 31), jobs=1).rulesets == ("national@1",)


@pytest.mark.usefixtures("calls")
def test_exit_codes(tiny: Callable[..., Any], tmp_path: Path) -> None:
    book = tiny(COUNT)
    arguments = [str(book.folder), "--as-of", "2026-06-01", "--jobs", "1", "--no-cache", "--only", "gap,overlap"]
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 1
    assert "有反例 空档：没有阶次与本案相符\n  标识：gap/national/test.act\n" in result.output
    waiver = 'waivers: [{finding: gap/national/*, reason: 测试, approver: 测试, expires: "2026-06-01"}]\n'
    (book.folder / "waivers.yaml").write_text(waiver, encoding="utf-8")
    assert CliRunner().invoke(command, arguments).exit_code == 0
    unknown = CliRunner().invoke(command, [*arguments, "--only", "gab"])
    assert unknown.exit_code == 2
    assert "没有检查 gab" in unknown.output
    assert "是否想写：gap" in unknown.output


def test_workers_give_what_one_process_gives(tiny: Callable[..., Any]) -> None:
    """The real checks, in two processes and in one."""
    book = tiny(COUNT, tiers='- {tier: low, label: 轻微, when: {count: "< 5"}, penalty: statute}')
    alone = runner.run(book.library, DAY, codes=["gap", "overlap"], jobs=1)
    assert runner.run(book.library, DAY, codes=["gap", "overlap"], jobs=2).findings == alone.findings
    assert [(finding.code, finding.verdict) for finding in alone.findings] == [
        ("gap", Verdict.REFUTED),
        ("overlap", Verdict.PROVEN),
    ]
