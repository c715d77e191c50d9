"""Every number that a tier or a statutory range compares with has golden cases on it, below it and above it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest
from tests.conftest import Tiny

from discretion import Library

TOOLS = Path(__file__).resolve().parents[2] / "tools"
FACTS = """
done: {label: 实施, type: boolean}
weight_kg: {label: 质量, type: integer, unit: kg, range: "[0..1000]"}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {weight_kg: "<= 10"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: general, label: 一般, when: {weight_kg: "> 10"}, penalty: {fine: {share: [0.5, 1]}}}
"""
CASE = """\
  - name: 质量{weight}千克
    case: {{violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {{kind: organisation}}, facts: {{done: true, weight_kg: {weight}}}}}
    expect: {{status: determined}}
"""


@pytest.fixture
def boundary_cases(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(TOOLS))
    import boundary_cases

    yield boundary_cases
    sys.modules.pop("boundary_cases", None)


def test_the_shipped_rulebook_has_a_case_at_every_boundary(library: Library, boundary_cases: ModuleType) -> None:
    missing = [
        f"{ruleset.id} {item.violation}: {item.slot} {item.side}" for ruleset, _, item in boundary_cases.scan(library)
    ]
    assert missing == []


def test_a_side_without_a_case_is_found_and_written(
    tiny: Callable[..., Tiny], boundary_cases: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tiny(FACTS, tiers=TIERS, elements="{done: true}").folder
    cases = folder / "national" / "1" / "cases" / "test.act.yaml"
    cases.parent.mkdir()
    cases.write_text("cases:\n" + CASE.format(weight=10) + CASE.format(weight=11), encoding="utf-8")

    assert boundary_cases.main([str(folder), "--write"]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "national@1 test.act: weight_kg below 9千克",
        "1 sides of boundaries without a golden case, 1 cases written",
    ]
    name, case, expect = cases.read_text(encoding="utf-8").splitlines()[-3:]
    assert name == "  - name: 质量9千克（略低于界限）"
    assert case.endswith("party: {kind: organisation}, facts: {done: true, weight_kg: 9}}")
    assert expect == (
        '    expect: {status: determined, disposition: general, tier: slight, fine: "[1000..3000]", measures: [], '
        "reasons: [test-law/act#any, tier:slight]}"
    )
    assert boundary_cases.main([str(folder)]) == 0
