"""The pytest plugin: golden cases and properties of a rulebook as ordinary items."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FACTS = 'count: {label: 次数, type: integer, range: "[0..10]"}'
COMPLETE = """
- {tier: slight, label: 轻微, when: {count: "< 3"}, penalty: {fine: {from: 1000, to: 2000}}}
- {tier: serious, label: 严重, when: {count: ">= 3"}, penalty: {fine: {from: 2000, to: 5000}}}
"""
CASES = """\
cases:
  - name: 二次
    case: {violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {kind: organisation}, facts: {count: 2}}
    expect: {tier: TIER}
"""


def pytest_in(folder: Path, *arguments: str) -> tuple[int, str]:
    """Run pytest with the plugin alone: in a process of its own, as an installed package would load it."""
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "/dev/null", "--rootdir", str(folder)]
    plugin = [] if _installed() else ["-p", "discretion.testing.plugin"]
    done = subprocess.run([*command, *plugin, *arguments, str(folder)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def _installed() -> bool:
    from importlib.metadata import entry_points

    return any(point.value == "discretion.testing.plugin" for point in entry_points(group="pytest11"))


def book(tiny: Callable[..., Any], tiers: str, expected: str) -> Path:
    made = tiny(FACTS, tiers=tiers)
    folder: Path = made.folder
    (folder / "national/1/cases").mkdir()
    (folder / "national/1/cases/test.act.yaml").write_text(CASES.replace("TIER", expected), encoding="utf-8")
    return folder


def test_cases_and_properties_are_items(tiny: Callable[..., Any]) -> None:
    code, output = pytest_in(book(tiny, COMPLETE, "slight"), "-v")
    assert code == 0, output
    assert "national/1/cases/test.act.yaml::二次 PASSED" in output
    assert "national/1/violations/test.act.yaml::properties PASSED" in output


def test_a_failing_case_is_shown_with_its_line_and_no_traceback(tiny: Callable[..., Any]) -> None:
    folder = book(tiny, COMPLETE, "serious")
    code, output = pytest_in(folder)
    assert code == 1
    assert f"{folder}/national/1/cases/test.act.yaml:4:20: tier 应当是 serious，实际是 slight" in output
    assert "Traceback" not in output


def test_a_gap_is_found_by_the_properties(tiny: Callable[..., Any]) -> None:
    code, output = pytest_in(book(tiny, COMPLETE.replace(">= 3", "> 3"), "slight"))
    assert code == 1
    assert "national test.act：没有裁量阶次与本案相符\n  count: 3\n" in output


def test_nothing_is_imported_for_other_tests(tmp_path: Path) -> None:
    test = "import sys\ndef test_it():\n    assert not [m for m in sys.modules if m.startswith('discretion.') and m not in {}]\n"
    allowed = "{'discretion._version', 'discretion.testing', 'discretion.testing.plugin'}"
    (tmp_path / "test_it.py").write_text(test.replace("{}", allowed), encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/other.yaml").write_text("a: 1\n", encoding="utf-8")
    code, output = pytest_in(tmp_path)
    assert code == 0, output
