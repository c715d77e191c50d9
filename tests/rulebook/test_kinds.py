"""FEEL's types at load: what is computed from other facts, and what a fine is a multiple of, must be of its kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from discretion.errors import RulebookError
from discretion.rulebook import load

FACTS = """facts:
  load_kg: {label: 质量, type: integer, unit: kg, range: "[0..1000]"}
  gain: {label: 所得, type: money, range: "[0..1000]"}
  harm: {label: 后果, type: enum, values: {none: 无, grave: 严重}}
  fixed: {label: 改正, type: boolean}
  day: {label: 日期, type: date}
"""


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('x: {label: 甲, type: date, derive: "harm"}', "甲是日期，算式得出的却是列举值"),
        ('x: {label: 甲, type: date, derive: "day + 1"}', "只有数才能相加（发现：日期是日期）"),
        ('x: {label: 甲, type: integer, derive: "harm * 1000"}', "只有数才能相乘（发现：后果是列举值）"),
        ('x: {label: 甲, type: integer, derive: "fixed"}', "甲是数，算式得出的却是是非"),
        ('x: {label: 甲, type: integer, unit: m, derive: "load_kg + 1"}', "甲的单位是米，算式得出的却是千克"),
        ('x: {label: 甲, type: money, derive: "load_kg"}', "甲的单位是元，算式得出的却是千克"),
        ('x: {label: 甲, type: boolean, derive: {load_kg: "> harm"}}', "质量是数，不能与列举值比较"),
        ("x: {label: 甲, type: integer, lookup: {of: load_kg, values: {a: 1}}}", "lookup 只能按列举值查表"),
        ("x: {label: 甲, type: integer, lookup: {of: harm, values: {none: 1}}}", "甲的表中没有 grave"),
        ("x: {label: 甲, type: integer, lookup: {of: harm, values: {none: 1, grave: 2, bad: 3}}}", "甲的表中多出 bad"),
        ('x: {label: 甲, type: integer, range: "[0..9]", default_from: fixed}', "甲是数，算式得出的却是是非"),
        (
            'x: {label: 甲, type: integer, range: "[0..9]", unit: kg, default_from: load_kg}',
            "default_from 只能写查表得出的事实，质量不是",
        ),
    ],
)
def test_a_fact_is_computed_from_its_own_kind(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "facts.yaml").write_text(f"{FACTS}  {line}\n", encoding="utf-8")
    with pytest.raises(RulebookError) as caught:
        load(tmp_path)
    assert message in str(caught.value)
    assert "facts.yaml:7:" in str(caught.value)
