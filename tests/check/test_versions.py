"""A new version that is harsher somewhere is not a fault, but it never goes unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from discretion import Library
from discretion.check import Verdict, run_checks, run_ruleset_checks

DAY = date(2026, 3, 2)
FACTS = "mass_kg: {label: 质量, type: integer, unit: kg, range: '[0..9000]', severity: aggravating}"
TIERS = """
- {tier: slight, label: 轻微, when: {mass_kg: "<= 1000"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {mass_kg: "> 1000"}, penalty: {fine: {share: [0.5, 1]}}}
"""


def second_version(folder: Path, old: str, new: str) -> Library:
    """A version 2 that differs from version 1 in one place."""
    for name in ("ruleset.yaml", "violations/test.act.yaml"):
        text = (folder / "national/1" / name).read_text(encoding="utf-8").replace(old, new)
        text = text.replace('version: "1"', 'version: "2"\nsupersedes: "1"').replace("2021-01-01", "2026-01-01")
        path = folder / "national/2" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library.load(folder)


def checked(library: Library) -> list[tuple[str, Verdict, str]]:
    chain = library.plans.chain("national", DAY)
    found = run_ruleset_checks(library.plans, chain, DAY, ["versions"])
    return [(item.id, item.verdict, item.message) for item in found]


def test_harsher_at_one_kilogram_is_shown_with_both_results(tiny: Callable[..., Any]) -> None:
    library = second_version(tiny(FACTS, tiers=TIERS).folder, "1000", "999")
    assert checked(library) == [
        (
            "versions/national@2/harsher/test.act",
            Verdict.REFUTED,
            (
                "测试行为：质量为1000千克时，national@1为“处1000元以上3000元以下罚款”，"
                "新版本为“处3000元以上5000元以下罚款”，更重或者不可比较"
            ),
        )
    ]


def test_milder_is_nothing_to_report(tiny: Callable[..., Any]) -> None:
    library = second_version(tiny(FACTS, tiers=TIERS).folder, "1000", "1001")
    assert checked(library) == [
        ("versions/national@2", Verdict.PROVEN, "共2个版本，有效期首尾相接；没有案件较national@1处罚更重")
    ]


def test_a_child_that_reads_fewer_facts_than_its_parent_is_compared_on_all_of_them(tiny: Callable[..., Any]) -> None:
    folder = tiny(
        FACTS + "\nharm: {label: 后果, type: enum, values: {none: 无, grave: 严重}, severity: aggravating}",
        tiers="""
        - {tier: slight, label: 轻微, when: {harm: none}, penalty: {fine: {share: [0, 0.5]}}}
        - {tier: serious, label: 严重, when: {harm: grave}, penalty: {fine: {share: [0.5, 1]}}}""",
    ).folder
    child = folder / "national/child/1"
    (child / "violations").mkdir(parents=True)
    header = 'area: child\nlabel: 下级\nversion: "1"\nstatus: published\nextends: national\neffective: "2021-01-01"\n'
    (child / "ruleset.yaml").write_text(f"{header}source: {{kind: proposed, method: 测试}}\n", encoding="utf-8")
    tiers = '  - {tier: only, label: 一般, when: {mass_kg: ">= 0"}, penalty: {fine: {share: [0, 0.4]}}}\n'
    text = f"violation: test.act\ntiers:\n{tiers}source: {{kind: proposed, method: 测试}}\n"
    (child / "violations/test.act.yaml").write_text(text, encoding="utf-8")
    library = Library.load(folder)
    chain = library.plans.chain("child", DAY)
    (found,) = run_checks(library.plans, chain, "test.act", DAY, ["refine"])
    assert (found.id, found.verdict) == ("refine/child@1/test.act/only+serious", Verdict.REFUTED)
    assert found.message == (
        "质量为0千克时，本区域阶次“一般”的幅度1000元以上2600元以下超出上级区域（全国）阶次“严重”的幅度3000元以上5000元以下"
    )
    assert found.cases[0]["facts"] == {"mass_kg": 0, "harm": "grave"}
