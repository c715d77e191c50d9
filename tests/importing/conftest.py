"""A small rulebook that the tests of tables share: one violation, two lists, a parent and a child area."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from discretion.cli.main import group
from discretion.library import Library
from discretion.rulebook import shipped_rulesets

FILES = {
    "facts.yaml": """
facts:
  area_m2: {label: 占用面积, type: decimal, digits: 2, unit: m2, range: "[0..1000]", severity: aggravating}
  gain_yuan: {label: 违法所得, type: money, unit: 元, range: "[0..1000000]", severity: aggravating}
  vehicle_count: {label: 涉案车辆数, type: integer, unit: 辆, range: "[1..100]", severity: aggravating}
  occupies: {label: 擅自占用公路, type: boolean, severity: aggravating}
  corrected: {label: 及时改正, type: boolean, severity: mitigating, negative: 未及时改正}
  harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
""",
    "laws/road-law@2020.yaml": """
law: road-law
label: 公路法
level: law
version: "2020"
effective: "2020-01-01"
source: {grade: A, where: 公报}
provisions:
  occupy:
    cite: 第七十六条第一项
    label: 擅自占用公路
    orders: [责令停止违法行为]
    ranges:
      - {range: all, penalty: {fine: {from: 1000, to: 11000, force: may}}}
  supply:
    cite: 第七十七条
    label: 提供车辆
    ranges:
      - {range: gain, when: {gain_yuan: ">= 10000"}, penalty: {confiscate: {illegal_gain: shall}, fine: {times: gain_yuan, from: 1, to: 3}}}
      - {range: low, when: {gain_yuan: "< 10000"}, penalty: {fine: {to: 30000}}}
  mercy: {cite: 第八条, label: 不予处罚}
""",
    "national/1/ruleset.yaml": """
area: national
label: 全国
version: "1"
status: published
effective: "2020-01-01"
source: {kind: proposed, method: 试验}
policy:
  lighter: {share: [0, 0.3]}
  heavier: {share: [0.7, 1]}
  mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
  source: {kind: proposed, method: 试验}
presume:
  - {facts: {corrected: false}, basis: 改正由当事人举证}
""",
    "national/1/violations/road.occupy.yaml": """
violation: road.occupy
label: 擅自占用公路
sector: highway
provision: road-law/occupy
elements: {occupies: true}
tiers:
  - {tier: slight, label: 轻微, when: {area_m2: "<= 10", harm: [none, slight]}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {area_m2: "(10..50]", harm: [none, slight]}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {any: [{area_m2: "> 50"}, {harm: grave}]}, penalty: {fine: {share: [0.7, 1]}}}
source: {kind: proposed, method: 国办发〔2022〕27号}
advice: 先许可后占用
""",
    "national/1/violations/road.supply.yaml": """
violation: road.supply
label: 为他人提供车辆<b>
sector: road-freight
provision: road-law/supply
tiers:
  - {tier: few, label: 一般, when: {vehicle_count: "<= 2"}, penalty: {fine: {share: [0, 0.5]}}}
  - {tier: many, label: 严重, when: {vehicle_count: "> 2"}, penalty: {fine: {share: [0.5, 1]}}, remark: '=1+1'}
source: {kind: published, document: 试交规〔2023〕8号, article: 附件第1项, date: "2023-11-08"}
""",
    "national/1/lists/exempt.yaml": """
list: exempt
entries:
  - id: small
    label: 占用轻微并及时改正
    violations: [road.occupy]
    when: {corrected: true, harm: none, area_m2: "<= 5"}
    orders: [对当事人进行教育]
    cite: [road-law/mercy]
    source: {kind: statute, cite: [road-law/mercy]}
""",
    "national/1/cases/road.occupy.yaml": """
cases:
  - name: 二十平方米
    case: {violation: road.occupy, occurred: "2026-01-01", decided: "2026-02-01", party: {kind: organisation}, facts: {occupies: true, area_m2: 20, harm: none}}
    expect: {tier: general, fine: "[4000..8000]"}
""",
    "national/child/1/ruleset.yaml": """
area: child
label: 某省
version: "1"
status: published
extends: national
codes: ["99"]
effective: "2020-01-01"
source: {kind: proposed, method: 试验}
""",
    "national/child/1/violations/road.occupy.yaml": """
violation: road.occupy
remark: 某省另有说明
""",
}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """The folder of the small rulebook."""
    root = tmp_path / "rules"
    for name, text in FILES.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.lstrip(), encoding="utf-8")
    return root


@pytest.fixture
def library(small: Path) -> Library:
    return Library.load(small)


@pytest.fixture(scope="session")
def shipped() -> Library:
    """The shipped rulebook."""
    return Library.load(shipped_rulesets())


@pytest.fixture
def discretion() -> Callable[..., Result]:
    """Run the command line: ``discretion("show", "national")``."""

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(group, [str(argument) for argument in arguments])

    return run
