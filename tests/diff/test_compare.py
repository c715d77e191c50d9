"""Whole rulebooks: every area of both, what a child only inherits is said once, and processes change nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import Tiny

from discretion.diff import Report, Revisions, Sameness, Sides, compare_all
from discretion.diff import run as module

FACTS = 'area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}'
TIERS = """
- {tier: slight, label: 轻微, when: {area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {area_m2: "> 20"}, penalty: {fine: {share: [0.5, 1]}}}
"""
EAST = """
area: east
label: 东部
version: "1"
status: published
extends: national
codes: ["3"]
effective: "2021-01-01"
source: {kind: proposed, method: 测试}
"""
Write = Callable[..., Tiny]


def book(tiny: Write, threshold: int, facts: str = FACTS) -> Path:
    folder = tiny(facts, tiers=TIERS.replace("20", str(threshold))).folder
    header = folder / "national/east/1/ruleset.yaml"
    header.parent.mkdir(parents=True)
    header.write_text(EAST, encoding="utf-8")
    act = (folder / "national/1/violations/test.act.yaml").read_text(encoding="utf-8")
    other = act.replace("test.act", "test.other").replace("label: 测试行为", "label: 另一行为")
    (folder / "national/1/violations/test.other.yaml").write_text(other, encoding="utf-8")
    return folder


def report(a: Path, b: Path, **options: object) -> Report:
    with Revisions(a) as revisions:
        sides = Sides((a,), date(2026, 6, 1), revisions)
        return compare_all(sides.pairs(sides.operand(str(a)), sides.operand(str(b))), **options)  # type: ignore[arg-type]


def test_what_a_child_area_inherits_is_said_once(tiny: Write) -> None:
    national, east = report(book(tiny, 20), book(tiny, 30)).comparisons
    assert [item.violation for item in national.violations] == ["test.act", "test.other"]
    assert (east.violations, east.inherited) == ((), ("test.act", "test.other"))
    assert (east.compared, east.same) == (2, 0)


def test_processes_change_nothing(tiny: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    a, b = book(tiny, 20), book(tiny, 30)
    alone = report(a, b, jobs=1)
    monkeypatch.setattr(module, "PARALLEL_FROM", 2)
    assert report(a, b, jobs=2) == alone


def test_law_only_keeps_the_directions_and_leaves_out_the_rest(tiny: Write) -> None:
    a, b = book(tiny, 20), book(tiny, 30)
    whole, brief = report(a, b).comparisons[0], report(a, b, law_only=True).comparisons[0]
    assert [item.law for item in whole.violations] == [item.law for item in brief.violations]
    assert all(region.witnesses == () for item in brief.violations for region in item.behaviour.regions)


def test_facts_that_mean_different_things_are_not_compared(tiny: Write) -> None:
    tonnes = FACTS.replace("type: integer", "type: decimal, digits: 1")
    (item, _) = report(book(tiny, 20), book(tiny, 20, tonnes)).comparisons[0].violations
    assert item.behaviour.verdict is Sameness.UNKNOWN
    assert item.behaviour.unknown == ("事实“占用面积”（area_m2）两方的类型或者精度不同，不能逐案比较",)


def test_a_wider_range_of_a_fact_is_compared_where_both_know_it(tiny: Write) -> None:
    wider = FACTS.replace("1000", "2000")
    comparison = report(book(tiny, 20), book(tiny, 20, wider)).comparisons[0]
    assert comparison.same == 2
    assert [(row.section, row.before, row.after) for row in comparison.general] == [
        ("fact", "范围[0，1000]", "范围[0，2000]")
    ]


def test_an_area_that_only_one_rulebook_has(tiny: Write) -> None:
    a, b = book(tiny, 20), tiny(FACTS, tiers=TIERS).folder
    assert report(a, b).notes == ("只有原规则库有区域 east（东部）",)


def test_progress_is_told(tiny: Write) -> None:
    told: list[tuple[int, int]] = []
    report(book(tiny, 20), book(tiny, 30), progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 2), (1, 2), (2, 2), (2, 2)]
