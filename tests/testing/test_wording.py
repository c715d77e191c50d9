"""What no text of a result may contain: each rule refuses a text that breaks it, and what the engine writes breaks none."""

from __future__ import annotations

from typing import Any

import pytest

from discretion import Library
from discretion.testing import faults
from discretion.testing.wording import IN_DECISIONS, NEVER, faults_of

CASE: dict[str, Any] = {
    "violation": "highway.overload.mass",
    "place": "430121",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000, "divisible_load": True, "harm": "slight"},
}


def test_what_the_engine_writes_breaks_no_rule(library: Library) -> None:
    assert list(faults(library.recommend(CASE))) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("当事人有证据足以证明没有主观过错为是。", "a boolean said as a value"),
        ("本案，属于“轻微”阶次。", "a sentence without its subject"),
        ("责令改正。。", "a doubled mark"),
        ("没有拒不改正，处1万元罚款。", "a doubled denial"),
        ("适用 national@2026.1。", "an English word or id"),
        ("行为发生于2026-03-02。", "a date as in data"),
        ("处3万元以上51000元以下罚款。", "two notations in one band"),
        ("依照《行政处罚法》第三十三条第二款、《行政处罚法》第三十三条第三款。", "a law named twice in a row"),
        ("适用《公路法》第七十六条，裁量基准为全国。", "officer's words in a decision"),
    ],
)
def test_a_text_that_breaks_a_rule_is_found(text: str, kind: str) -> None:
    assert {fault.partition(":")[0] for fault in faults_of(text, NEVER | IN_DECISIONS)} == {kind}
