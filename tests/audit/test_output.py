"""What the audit writes is opened in spreadsheets: no text of a decision becomes a formula there."""

from __future__ import annotations

import pytest

pa = pytest.importorskip("pyarrow", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit.output import _harmless

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠A",
    "\0=1",
    "\ufeff=1",
    "  =1",
    "\ufeff\0 ＝1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text: str) -> None:
    assert _harmless(pa.array([text])).to_pylist() == [f"'{text}"]


@pytest.mark.parametrize("text", ["浙A12345", "2026-03-02", "3000元", "", " 一", "a=b", "5-1"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert _harmless(pa.array([text])).to_pylist() == [text]
