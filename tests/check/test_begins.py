"""The day of a law is the one that its text gives, or that its note takes for want of one."""

from __future__ import annotations

from datetime import date

import pytest

from discretion import Library
from discretion.check import Verdict, run_rulebook_checks

LAW = """
law: demo-rules
label: 示例规定
level: departmental-rule
version: "{version}"
effective: "{effective}"
source: {{grade: A, where: law-texts/示例规定.md, note: "{note}"}}
provisions:
  purpose: {{cite: 第一条, label: 目的}}
"""
RULESET = """
area: national
label: 全国
version: "1"
status: published
effective: "2020-01-01"
source: {kind: proposed, method: 示例}
policy:
  lighter: {share: [0, 0.3]}
  heavier: {share: [0.7, 1]}
  mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.04}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
"""
TEXT = "# 示例规定\n\n2020-05-15 通过\n\n第一条 为了示例。\n\n第二条 本规定自2020年9月1日起施行。\n"
NONE = "# 示例规定\n\n2026-02-06 修正\n\n第一条 为了示例。\n"
SUPPORTED = "仅见第三手资料称2026-03-20施行，本库自该日起支持"


@pytest.mark.parametrize(
    ("text", "version", "note", "right", "wrong"),
    [
        (TEXT, "2020-05-15", "", "2020-09-01", "2020-05-15"),  # the day on which it was passed
        (TEXT, "2022-01-01", "", "2022-01-01", "2020-05-15"),  # amended later: not before its first day
        (NONE, "2026-02-06", SUPPORTED, "2026-03-20", "2026-02-06"),
        (NONE, "2026-02-06", "施行日期未载，暂取决定之日", "2026-02-06", "2026-06-02"),
    ],
)
def test_a_law_begins_on_the_day_that_is_written(text: str, version: str, note: str, right: str, wrong: str) -> None:
    def found(effective: str) -> list[str]:
        law = LAW.format(version=version, effective=effective, note=note)
        book = {"national/1/ruleset.yaml": RULESET, "laws/demo-rules@1.yaml": law, "law-texts/示例规定.md": text}
        findings = run_rulebook_checks(Library.load(book).rulebook, date(2026, 6, 1), ["begins"])
        return [item.message for item in findings if item.verdict is Verdict.REFUTED and item.id.endswith("/own")]

    by = "原文" if text == TEXT else "说明"
    day = "2020-09-01" if text == TEXT else right
    assert found(right) == []
    assert found(wrong) == [f"《示例规定》{version} 自{wrong}起施行，{by}写的是{day}"]
