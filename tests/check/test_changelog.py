"""A new version says all that it changed: what differs from the version before and stands in no change is a finding."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from discretion.check import Verdict, run_rulebook_checks
from discretion.library import Library

FACTS = 'kg: {label: 质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}'
TIERS = """
- {tier: slight, label: 轻微, when: {kg: "<= 1000"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}"""
ENTRY = """list: lighter
entries:
  - {id: small, label: 质量不超过500千克, force: may, when: {kg: "<= 500"}, cite: [test-law/act], source: {kind: proposed, method: 测试}}
"""
LOG = """changelog:
  - {area: national, version: "2", date: "2026-01-01", changes: [{what: 下调, effect: milder, violations: %s}]}
  - {area: national, version: "1", date: "2026-01-01", changes: [{what: 首版, effect: first, violations: all}]}
"""


def said(folder: Path) -> list[str]:
    rulebook = Library.load(folder, drafts=True).rulebook
    found = run_rulebook_checks(rulebook, date(2026, 6, 1), ["changelog"])
    return [item.message for item in found if item.verdict is Verdict.REFUTED]


@pytest.fixture
def folder(tiny: Callable[..., Any]) -> Path:
    """Two versions of one ruleset; the second moves a boundary and has a list."""
    folder: Path = tiny(FACTS, tiers=TIERS).folder
    old = folder / "national" / "1"
    for path in sorted(old.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        new = folder / "national" / "2" / path.relative_to(old)
        new.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "ruleset.yaml":
            path.write_text(text + 'until: "2025-12-31"\n', encoding="utf-8")
            text = text.replace('version: "1"', 'version: "2"\nsupersedes: "1"').replace(
                'effective: "2021-01-01"', 'effective: "2026-01-01"'
            )
        new.write_text(text.replace("1000", "2000") if path.parent.name == "violations" else text, encoding="utf-8")
    (folder / "national/2/lists").mkdir(exist_ok=True)
    (folder / "national/2/lists/lighter.yaml").write_text(ENTRY, encoding="utf-8")
    return folder


def test_what_the_changelog_names_is_said(folder: Path) -> None:
    (folder / "CHANGELOG.yaml").write_text(LOG % "[test.act]", encoding="utf-8")
    assert said(folder) == []


def test_what_it_does_not_name_is_a_finding(folder: Path) -> None:
    (folder / "CHANGELOG.yaml").write_text(LOG % "[]", encoding="utf-8")
    assert said(folder) == [
        "national@2 违法行为 test.act 与 national@1 不同，更新记录没有写 test.act",
        "national@2 清单 lighter 的条目 small 与 national@1 不同，更新记录没有写 test.act",
    ]
