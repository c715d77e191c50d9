"""``discretion diff --matrix``: regions on one grid of typical cases."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from tests.conftest import Tiny

FACTS = """
area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}
corrected: {label: 及时改正, type: boolean, severity: mitigating}
"""
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
STRICT = """
violation: test.act
tiers:
  - {tier: slight, label: 轻微, when: {area_m2: "<= 10"}, penalty: {fine: {share: [0, 0.5]}}}
  - {tier: serious, label: 严重, when: {area_m2: "> 10"}, penalty: {fine: {share: [0.5, 1]}}}
"""
OWN = """
violation: test.own
label: 地方行为
sector: highway
provision: test-law/act
source: {kind: proposed, method: 测试}
tiers:
  - {tier: only, label: 一般, when: {}, penalty: statute}
"""
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def regions(tiny: Callable[..., Tiny]) -> Tiny:
    lists = {
        "exempt": "- {id: c, label: 改正, when: {corrected: true}, source: {kind: statute, cite: [test-law/general]}}"
    }
    book = tiny(FACTS, tiers=TIERS, lists=lists)
    for area, label in (("east", "东部"), ("west", "西部")):
        folder = book.folder / "national" / area / "1"
        folder.mkdir(parents=True)
        header = EAST.replace("east", area).replace("东部", label).replace('"3"', '"3"' if area == "east" else '"5"')
        (folder / "ruleset.yaml").write_text(header, encoding="utf-8")
    violations = book.folder / "national/east/1/violations"
    violations.mkdir()
    (violations / "test.act.yaml").write_text(STRICT, encoding="utf-8")
    (violations / "test.own.yaml").write_text(OWN, encoding="utf-8")
    return book


def test_one_case_a_cell_ranked_by_the_share_that_differs(regions: Tiny, discretion: Run) -> None:
    arguments = ("--matrix", "national", "east", "west", "--on", "2026-06-01", "--rulesets", regions.folder)
    code, out, _ = discretion("diff", *arguments)
    assert code == 0
    assert out.splitlines() == [
        "· 全国（national@1，2026-06-01适用的规定）",
        "· 东部（east@1，2026-06-01适用的规定）",
        "· 西部（west@1，2026-06-01适用的规定）",
        "各区域都有的违法行为1项，典型案件3件，结果全部一致的2件（66.6%）；有不一致的违法行为1项；只有部分区域有的违法行为1项。",
        "全国与东部：2／3件一致（66.6%）",
        "全国与西部：3／3件一致（100.0%）",
        "东部与西部：2／3件一致（66.6%）",
        "最需要统一的：测试行为（1／3）。",
        "",
        "■ 测试行为（test.act）：3件典型案件中1件结果不一致",
        "  占用面积：20平方米",
        "    全国、西部：轻微阶次：处1000元以上3000元以下罚款",
        "    东部：严重阶次：处3000元以上5000元以下罚款",
        "",
        "■ 地方行为（test.own）：1件典型案件中1件结果不一致，只有部分区域处罚",
        "  （无特别事实）",
        "    全国、西部：没有该违法行为",
        "    东部：一般阶次：处1000元以上5000元以下罚款",
    ]
    assert discretion("diff", *arguments)[1] == out


def test_the_matrix_in_other_formats(regions: Tiny, discretion: Run) -> None:
    arguments = ("--matrix", "national", "east", "--on", "2026-06-01", "--rulesets", regions.folder, "--format")
    data = json.loads(discretion("diff", *arguments, "json")[1])
    assert (data["agreed"], data["cases"]) == (2, 3)
    assert [row["complete"] for row in data["rows"]] == [True, True]
    assert '<th scope="col">东部</th>' in discretion("diff", *arguments, "html")[1]


def test_two_areas_at_least(regions: Tiny, discretion: Run) -> None:
    for areas in (("national",), ("national", "national"), ("national", str(regions.folder))):
        code, out, err = discretion("diff", "--matrix", *areas, "--rulesets", regions.folder)
        assert (code, out) == (2, "")
        assert err
