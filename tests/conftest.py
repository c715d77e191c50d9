"""What many tests share: the shipped library, and tiny rulebooks written as YAML in the test itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
from hypothesis import settings
from tests.browser import browser  # noqa: F401 - a fixture

from discretion import Library, Recommendation
from discretion.cli import main
from discretion.plan.model import Plan
from discretion.rulebook import Rulebook
from discretion.testing import Golden, all_golden_cases

# A busy machine is not a failing test: time is measured by ``make bench``. What must pass gives the same answer twice;
# new examples are sought by ``make explore`` (nightly in CI), whose finds become tests.
settings.register_profile("discretion", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None)
settings.load_profile("discretion")

UNSEEN = ("没有在真实浏览器中打开", "没有在办公软件中打开")


def judged(rulebook: Rulebook) -> list[Golden]:
    """The golden cases that are judged; others are there to be refused."""
    return [golden for golden in all_golden_cases(rulebook) if golden.case.expect.error is None]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Skipped is not passed: what no browser and no office has opened is said where nobody overlooks it."""
    skipped = [str(report.longrepr) for report in terminalreporter.stats.get("skipped", ())]
    for what in UNSEEN:
        number = sum(what in reason for reason in skipped)
        if number:
            terminalreporter.write_sep("!", f"{number}项测试没有运行：{what}；跳过不是通过", red=True, bold=True)


DAY = "2026-03-02"
DECIDED = "2026-03-20"
VIOLATION = "test.act"

POLICY = """
lighter: {share: [0, 0.3]}
heavier: {share: [0.7, 1]}
mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
lighter_and_heavier: offset
mitigated_and_heavier: open
"""
RULESET = """
area: national
label: 全国
version: "1"
status: published
effective: "2021-01-01"
source: {kind: proposed, method: 测试}
"""
LAW = """
law: test-law
label: 测试法
level: law
version: "2021"
effective: "2021-01-01"
source: {grade: A, where: 测试}
provisions:
  general: {cite: 第一条, label: 总则}
  act:
    cite: 第二条
    label: 测试行为
    orders: [责令改正]
    ranges:
"""
HEAD = """
violation: test.act
label: 测试行为
sector: highway
provision: test-law/act
source: {kind: proposed, method: 测试}
"""
SOURCE = "source: {kind: statute, cite: [test-law/general]}"


@dataclass(frozen=True)
class Tiny:
    """A rulebook of one area, one law and one violation."""

    folder: Path
    library: Library

    def case(self, facts: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        """A case under it; ``more`` adds or replaces keys."""
        base = {"violation": VIOLATION, "occurred": DAY, "decided": DECIDED, "party": {"kind": "organisation"}}
        return {**base, "facts": dict(facts), **more}

    def recommend(self, facts: Mapping[str, Any], *, presume: bool = True, **more: Any) -> Recommendation:
        return self.library.recommend(self.case(facts, **more), presume=presume)

    @property
    def plan(self) -> Plan:
        day = date.fromisoformat(DAY)
        plan = self.library.plans.plan(VIOLATION, self.library.plans.chain("national", day), day)
        assert plan is not None
        return plan


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped rulebook."""
    return Library.default()


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Tiny]:
    """Write a tiny rulebook: its facts, the law's ranges, the tiers; the rest has a default."""

    def write(
        facts: str,
        ranges: str = "- {range: any, penalty: {fine: {from: 1000, to: 5000}}}",
        tiers: str = "- {tier: only, label: 一般, when: {}, penalty: statute}",
        *,
        elements: str = "{}",
        policy: str = POLICY,
        header: str = "",
        violation: str = "",
        lists: Mapping[str, str] | None = None,
    ) -> Tiny:
        folder = tmp_path_factory.mktemp("rulesets")
        files = {
            "facts.yaml": "facts:\n" + _block(facts, 2),
            "laws/test-law@2021.yaml": LAW.lstrip() + _block(ranges, 6),
            "national/1/ruleset.yaml": RULESET.lstrip() + "policy:\n" + _block(policy, 2) + _block(header, 0),
            "national/1/violations/test.act.yaml": HEAD.lstrip()
            + f"elements: {elements}\n"
            + _block(violation, 0)
            + "tiers:\n"
            + _block(tiers, 2),
        }
        for kind, entries in (lists or {}).items():
            files[f"national/1/lists/{kind}.yaml"] = f"list: {kind}\nentries:\n" + _block(entries, 2)
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return Tiny(folder, Library.load(folder))

    return write


def _block(text: str, depth: int) -> str:
    lines = dedent(text).strip("\n")
    return indent(lines, " " * depth) + "\n" if lines else ""


@pytest.fixture
def rulebook(tmp_path: Path) -> Callable[..., Path]:
    """Write a rulebook of several files: ``rulebook("facts.yaml", "…", "laws/a@1.yaml", "…")`` gives its folder."""

    def write(*parts: str, folder: str = "rulesets") -> Path:
        for name, text in zip(parts[::2], parts[1::2], strict=True):
            path = tmp_path / folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
        return tmp_path / folder

    return write


@pytest.fixture
def discretion(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Run a command as a user types it: exit code, output, messages."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["discretion", *map(str, arguments)])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        output = capsys.readouterr()
        return code, output.out, output.err

    return run
