"""What a list entry says in words and what its condition asks for: each way of parting is a finding, and no honest entry is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from discretion.check import Verdict, run_rulebook_checks
from discretion.library import Library

FACTS = """
kg: {label: 质量, type: integer, unit: kg, range: "[0..100000]", severity: aggravating}
river: {label: 违法行为发生在长江海事局管辖水域, type: boolean, negative: 违法行为不在长江海事局管辖水域}
harm_removed: {label: 主动消除违法行为危害后果, type: boolean, negative: 未主动消除, severity: mitigating}
refused: {label: 拒绝执行责令改正的决定, type: boolean, negative: 没有拒绝执行, severity: aggravating}
"""
ENTRY = "- {{id: one, label: {label}, when: {when}, source: {{kind: published, document: 示例}}}}"
DENIED = "“长江海事局管辖水域内未按时报告，质量不足500千克”写有“长江海事局管辖水域”，条件却要求“违法行为发生在长江海事局管辖水域”为否"


@pytest.mark.parametrize(
    ("label", "when", "messages"),
    [
        ("长江海事局管辖水域内未按时报告，质量不足500千克", '{river: true, kg: "< 500"}', []),
        ("长江海事局管辖水域内未按时报告，质量不足500千克", '{river: false, kg: "< 500"}', [DENIED]),
        (
            "不在长江海事局管辖水域，质量不足500千克",
            '{river: false, kg: "< 500"}',
            [],
        ),  # what it denies is asked for as false
        ("未拒绝执行责令改正的决定", "{refused: false}", []),
        (
            "质量500千克以内",
            '{kg: "< 500"}',
            ["“质量500千克以内”没有说超过或者不足，条件“< 500”却不包含本数"],
        ),
        (
            "主动消除违法行为危害后果",
            "{harm_removed: false}",
            ["“主动消除违法行为危害后果”要求“主动消除违法行为危害后果”为否，这是较重的一面"],
        ),
    ],
)
def test_words_and_condition(tiny: Callable[..., Any], label: str, when: str, messages: list[str]) -> None:
    book = tiny(FACTS, lists={"lighter": ENTRY.format(label=label, when=when)})
    rulebook = Library.load(book.folder, drafts=True).rulebook
    found = run_rulebook_checks(rulebook, date(2026, 6, 1), ["entry"])
    assert [item.message for item in found if item.verdict is Verdict.REFUTED] == messages
