"""Waivers: what they cover, and that none stays by oversight."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from discretion.check.model import Finding, Reach, Verdict
from discretion.check.waivers import judge, read_waivers
from discretion.errors import RulebookError

DAY = date(2026, 6, 1)
GAP = Finding("gap", Verdict.REFUTED, "national", "test.act", "", "没有阶次与本案相符")
PROVEN = Finding("overlap", Verdict.PROVEN, "national", "test.act", "", "没有案件同时符合两个阶次")
UNKNOWN = Finding("inversion", Verdict.UNKNOWN, "national", "test.act", "harm", "求解器没有结论")


def judged(folder: Path, findings: list[Finding], *, whole: bool = True) -> list[tuple[str, bool, str]]:
    waivers, document = read_waivers(folder)
    found = judge(findings, waivers, document, DAY, whole=whole)
    return [(item.finding.id, item.failing, item.finding.message) for item in found]


def write(folder: Path, *waivers: str) -> None:
    lines = "\n".join(f"  - {waiver}" for waiver in waivers)
    (folder / "waivers.yaml").write_text(f"waivers:\n{lines}\n", encoding="utf-8")


def test_without_waivers_refuted_and_unknown_fail(tmp_path: Path) -> None:
    assert judged(tmp_path, [GAP, PROVEN, UNKNOWN]) == [
        ("gap/national/test.act", True, GAP.message),
        ("overlap/national/test.act", False, PROVEN.message),
        ("inversion/national/test.act/harm", True, UNKNOWN.message),
    ]


def test_a_waiver_covers_by_id_or_glob_up_to_its_last_day(tmp_path: Path) -> None:
    write(
        tmp_path,
        '{finding: gap/national/test.act, reason: 法条本身如此, approver: 法制处, expires: "2026-06-01"}',
        '{finding: "inversion/*/test.act/*", reason: 求解器能力所限, approver: 法制处, expires: "2027-01-01"}',
    )
    assert [failing for _, failing, _ in judged(tmp_path, [GAP, PROVEN, UNKNOWN])] == [False, False, False]


def test_an_expired_waiver_waives_nothing_and_fails_itself(tmp_path: Path) -> None:
    write(tmp_path, '{finding: gap/national/test.act, reason: 法条本身如此, approver: 法制处, expires: "2026-05-31"}')
    assert judged(tmp_path, [GAP]) == [
        ("gap/national/test.act", True, GAP.message),
        ("waiver/gap/national/test.act", True, "豁免 gap/national/test.act 已于2026-05-31届满（批准：法制处）"),
    ]


def test_an_unused_waiver_fails_when_everything_was_checked(tmp_path: Path) -> None:
    write(tmp_path, '{finding: gap/zhejiang/*, reason: 法条本身如此, approver: 法制处, expires: "2027-01-01"}')
    assert judged(tmp_path, [PROVEN])[1:] == [
        ("waiver/gap/zhejiang/*", True, "没有任何检查结果需要豁免 gap/zhejiang/*")
    ]
    assert judged(tmp_path, [PROVEN], whole=False)[1:] == []


def test_a_waiver_of_a_defect_that_may_move_names_where_it_is(tmp_path: Path) -> None:
    write(tmp_path, '{finding: gap/national/test.act, reason: 法条本身如此, approver: 法制处, expires: "2027-01-01"}')
    moving = replace(GAP, region=Reach("kg: 1000", "质量1000千克"))
    assert judged(tmp_path, [moving])[1:] == [
        ("waiver/gap/national/test.act", True, "豁免 gap/national/test.act 没有写 regions，缺陷移动或者扩大也会被豁免")
    ]


def test_a_waiver_ends_within_two_years(tmp_path: Path) -> None:
    write(tmp_path, '{finding: gap/national/test.act, reason: 法条本身如此, approver: 法制处, expires: "2037-01-01"}')
    assert judged(tmp_path, [GAP])[1:] == [
        ("waiver/gap/national/test.act", True, "豁免 gap/national/test.act 到2037-01-01才届满，超过两年")
    ]


def test_a_waiver_of_what_is_proven_is_unused(tmp_path: Path) -> None:
    write(tmp_path, '{finding: overlap/national/test.act, reason: 无, approver: 法制处, expires: "2027-01-01"}')
    assert [item[0] for item in judged(tmp_path, [PROVEN])][1:] == ["waiver/overlap/national/test.act"]


def test_a_malformed_waiver_names_its_line(tmp_path: Path) -> None:
    write(tmp_path, '{finding: gap/national/*, reason: 法条本身如此, expires: "2027-01-01"}')
    with pytest.raises(RulebookError, match=r"waivers.yaml:2:5: .*approver"):
        read_waivers(tmp_path)


def test_the_reason_of_one_law_explains_no_finding_of_another(tmp_path: Path) -> None:
    """A provincial law replaced the ministry's rule for the violation: the ministry's reason is no reason there."""
    write(
        tmp_path,
        '{finding: gap/national/*, law: test-law, reason: 法条本身如此, approver: 法制处, expires: "2027-01-01"}',
    )
    waiver = read_waivers(tmp_path)[0].waivers[0]
    assert waiver.covers(replace(GAP, law="test-law@2021"))
    assert not waiver.covers(replace(GAP, law="province-law@2021"))
