"""``discretion diff --matrix``: regions beside each other, by proof."""

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


def test_regions_are_alike_only_by_proof_and_a_case_shows_every_way_in_which_they_are_not(
    regions: Tiny, discretion: Run
) -> None:
    arguments = ("--matrix", "national", "east", "west", "--on", "2026-06-01", "--rulesets", regions.folder)
    code, out, _ = discretion("diff", *arguments)
    assert code == 0
    assert out.splitlines() == [
        "· 全国（1版，2026年6月1日适用的规定）",
        "· 东部（1版，2026年6月1日适用的规定）",
        "· 西部（1版，2026年6月1日适用的规定）",
        "各区域都有规定的违法行为1项：0项任何案件的处理都相同（已证明），1项不全相同；只编入部分区域规定的1项。",
        "全国与东部：0项相同，1项不同",
        "全国与西部：1项相同，0项不同",
        "东部与西部：0项相同，1项不同",
        "",
        "■ 测试行为（test.act）",
        "  占用面积：20平方米",
        "    全国、西部：轻微阶次：处1000元以上3000元以下罚款",
        "    东部：严重阶次：处3000元以上5000元以下罚款",
        "",
        "■ 地方行为（test.own）：只编入部分区域的规定",
        "  （无特别事实）",
        "    全国、西部：没有编入",
        "    东部：一般阶次：处1000元以上5000元以下罚款",
    ]
    assert discretion("diff", *arguments)[1] == out


def test_a_list_entry_alone_makes_two_regions_differ(regions: Tiny, discretion: Run) -> None:
    """D1: the grid of typical cases left the lists out and said 100 %."""
    lists = regions.folder / "national/west/1/lists"
    lists.mkdir()
    entry = "{id: small, label: 面积很小, when: {area_m2: '< 5'}, source: {kind: proposed, method: 测试}}"
    (lists / "exempt.yaml").write_text(f"list: exempt\nentries:\n  - {entry}\n", encoding="utf-8")
    arguments = ("--matrix", "national", "west", "--on", "2026-06-01", "--rulesets", regions.folder)
    _, out, _ = discretion("diff", *arguments)
    assert "全国与西部：0项相同，1项不同" in out
    assert "    西部：不予处罚" in out


def test_the_matrix_in_other_formats(regions: Tiny, discretion: Run) -> None:
    arguments = ("--matrix", "national", "east", "west", "--on", "2026-06-01", "--rulesets", regions.folder, "--format")
    data = json.loads(discretion("diff", *arguments, "json")[1])
    assert [pair["same"] for pair in data["pairs"]] == [0, 1, 0]
    assert [row["groups"] for row in data["rows"]] == [[0, 1, 0], [None, 0, None]]
    html = discretion("diff", *arguments, "html")[1]
    assert '<th scope="col">东部</th>' in html
    assert '<span class="amount">严重阶次：处3000元以上5000元以下罚款</span>' in html


def test_two_areas_at_least(regions: Tiny, discretion: Run) -> None:
    for areas in (("national",), ("national", "national"), ("national", str(regions.folder))):
        code, out, err = discretion("diff", "--matrix", *areas, "--rulesets", regions.folder)
        assert (code, out) == (2, "")
        assert err
