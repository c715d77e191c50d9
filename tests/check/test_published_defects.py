"""Defects that published tables really have (shared tables and the notes on them), each in its smallest form: refuted, and its mended twin is clean.

The numbers and the words of the tiers are those of the tables; the law around them is the test's, with the ranges that the tables assume.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from discretion.check import Verdict, run_checks

DAY = date(2026, 6, 1)
CODES = ["gap", "overlap", "dead", "law-gap", "statute", "inversion", "same", "stretch"]
FACTS = """
prior: {label: 此前违法次数, type: integer, unit: 次, range: "[0..100]", severity: aggravating}
days: {label: 设卡收费天数, type: integer, unit: 日, range: "[0..3650]", severity: aggravating}
effect: {label: 后果, type: enum, values: {none: 没有, blocked: 影响畅通, accident: 造成事故}, severity: aggravating}
area_m2: {label: 挖掘面积, type: decimal, digits: 1, unit: m2, range: "[0..10000]", severity: aggravating}
gain_yuan: {label: 违法所得, type: money, unit: 元, range: "[0..10000000]", severity: aggravating}
"""
FLAT = "- {range: any, penalty: {fine: {from: 1000, to: 10000}}}"
GAIN = """
- {range: gain, when: {gain_yuan: ">= 20000"}, penalty: {fine: {times: gain_yuan, from: 1, to: 3}}}
- {range: none, when: {gain_yuan: "< 20000"}, penalty: {fine: {from: 1000, to: 20000}}}
"""


def thirds(*conditions: str) -> str:
    """Three tiers with a third of the statutory range each."""
    shares = ("[0, 0.3]", "[0.3, 0.7]", "[0.7, 1]")
    rows = zip(("轻微", "一般", "严重"), conditions, shares, strict=True)
    return "\n".join(
        f"- {{tier: t{number}, label: {label}, when: {{{when}}}, penalty: {{fine: {{share: {share}}}}}}}"
        for number, (label, when, share) in enumerate(rows)
    )


def amounts(*fines: str) -> str:
    """Three tiers by the number of earlier violations, each with its own fine."""
    rows = zip(("轻微", "一般", "严重"), ('"= 0"', '"[1..2]"', '">= 3"'), fines, strict=True)
    return "\n".join(
        f"- {{tier: t{number}, label: {label}, when: {{prior: {when}}}, penalty: {{fine: {{{fine}}}}}}}"
        for number, (label, when, fine) in enumerate(rows)
    )


def gained(*times: str, fixed: tuple[str, str, str] = ("from: 1000, to: 5000", "from: 5000, to: 10000", "from: 10000, to: 20000")) -> str:  # fmt: skip
    """Three tiers with a multiple of the gain, and an amount where there is none."""
    rows = zip(('"= 0"', '"[1..2]"', '">= 3"'), times, fixed, strict=True)
    return "\n".join(
        f"- tier: t{number}\n  label: {label}\n  when: {{prior: {when}}}\n  rows:\n"
        f'    - {{when: {{gain_yuan: ">= 20000"}}, penalty: {{fine: {{times: gain_yuan, {multiple}}}}}}}\n'
        f'    - {{when: {{gain_yuan: "< 20000"}}, penalty: {{fine: {{{fine}}}}}}}'
        for number, (label, (when, multiple, fine)) in enumerate(zip(("轻微", "一般", "严重"), rows, strict=True))
    )


DEFECTS = {
    "“第三次”与“三次以上”（运政一格四档）": (
        FLAT, thirds('prior: "<= 1"', 'prior: "= 2"', 'prior: ">= 2"'), {"overlap"},
        thirds('prior: "<= 1"', 'prior: "= 2"', 'prior: ">= 3"'),
    ),
    "初次、二次、多次，1次没有写（江西出租汽车）": (
        FLAT, thirds('prior: "= 0"', 'prior: "= 2"', 'prior: ">= 3"'), {"gap"},
        thirds('prior: "= 0"', 'prior: "[1..2]"', 'prior: ">= 3"'),
    ),
    "不满10日而造成事故的，也合于第一档（设卡收费）": (
        FLAT, thirds('days: "< 10"', 'days: "[10..30)", effect: [none, blocked]', 'any: [{days: ">= 30"}, {effect: accident}]'), {"overlap"},
        thirds('days: "< 10", effect: [none, blocked]', 'days: "[10..30)", effect: [none, blocked]', 'any: [{days: ">= 30"}, {effect: accident}]'),
    ),
    "2平方米同时属于相邻两档（浙江路政旧表）": (
        FLAT, thirds('area_m2: "<= 2"', 'area_m2: "[2..5]"', 'area_m2: "> 5"'), {"overlap"},
        thirds('area_m2: "<= 2"', 'area_m2: "(2..5]"', 'area_m2: "> 5"'),
    ),
    "轻微和一般都是1倍（重庆设卡收费）": (
        GAIN, gained("from: 1, to: 1", "from: 1, to: 1", "from: 1, to: 3", fixed=("from: 1000, to: 5000", "from: 1000, to: 5000", "from: 5000, to: 20000")), {"same"},
        gained("from: 1, to: 1", "from: 1, to: 2", "from: 2, to: 3"),
    ),
    "只在有违法所得时相同（重庆设卡收费，另一栏不同）": (
        GAIN, gained("from: 1, to: 1", "from: 1, to: 1", "from: 1, to: 3"), {"same"},
        gained("from: 1, to: 1", "from: 1, to: 2", "from: 2, to: 3"),
    ),
    "法定上限1万元，严重的罚3万元": (
        FLAT, amounts("from: 1000, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 30000"), {"statute"},
        amounts("from: 1000, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 10000"),
    ),
    "低于法定下限，却没有减轻情节": (
        FLAT, amounts("from: 500, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 10000"), {"statute"},
        amounts("from: 1000, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 10000"),
    ),
    "法定幅度的一段没有档次使用": (
        FLAT, amounts("from: 1000, to: 3000", "from: 5000, to: 7000", "from: 7000, to: 10000"), {"stretch"},
        amounts("from: 1000, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 10000"),
    ),
    "一般的罚得比轻微的少": (
        FLAT, amounts("from: 3000, to: 7000", "from: 1000, to: 3000", "from: 7000, to: 10000"), {"inversion"},
        amounts("from: 1000, to: 3000", "from: 3000, to: 7000", "from: 7000, to: 10000"),
    ),
}  # fmt: skip


def refuted(book: Any) -> set[str]:
    plans = book.library.plans
    found = run_checks(plans, plans.chain("national", DAY), "test.act", DAY, CODES)
    assert all(item.verdict is not Verdict.UNKNOWN for item in found)
    return {item.code for item in found if item.verdict is Verdict.REFUTED}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_refuted_and_its_mended_twin_is_clean(tiny: Callable[..., Any], name: str) -> None:
    ranges, wrong, codes, mended = DEFECTS[name]
    assert refuted(tiny(FACTS, ranges, wrong)) == codes
    assert refuted(tiny(FACTS, ranges, mended)) == set()
