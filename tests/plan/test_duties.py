"""What a decision says was broken: of several duties those that the case broke, as the law of the day lays them down and calls the act."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from discretion import Library
from discretion.decide import Recommendation
from discretion.errors import RulebookError

LAW = """
law: river-law
label: 内河法
level: law
version: "{version}"
effective: "{version}"
{head}
source: {{grade: A, where: 测试}}
provisions:
  report-duty: {{cite: 第三条, label: 应当报告}}
{duty}
  reception:
    cite: 第九条
    label: {label}
    ranges:
      - {{range: any, penalty: {{fine: {{from: 1000, to: 5000}}}}}}
"""
VIOLATION = """
violation: test.act
label: 未报告或者未出具单证
sector: port
provision: river-law/reception
duty:
  cite: [river-law/report-duty, river-law/receipt-duty]
  when: {river-law/report-duty: {omitted: report}, river-law/receipt-duty: {omitted: receipt}}
elements: {omitted: [report, receipt]}
tiers: [{tier: only, label: 一般, when: {}, penalty: statute}]
source: {kind: proposed, method: 测试}
"""
SCOPE = 'scope: [{when: {omitted: receipt}, since: "2026-08-15", otherwise: 未报告的，自该日起适用另一部法律}]\n'
Book = Callable[..., Path]


def book(rulebook: Book, violation: str = VIOLATION) -> Library:
    old = LAW.format(version="2018-01-01", head='until: "2026-08-14"', duty="", label="未报告")
    new = LAW.format(
        version="2026-08-15", head='supersedes: "2018-01-01"', label="未报告或者未出具单证",
        duty="  receipt-duty: {cite: 第四条, label: 应当出具单证}",
    )  # fmt: skip
    folder = rulebook(
        "facts.yaml",
        """
        facts:
          omitted: {label: 未履行的义务, type: enum, values: {none: 没有, report: 未报告, receipt: 未出具单证}}
          tonnes: {label: 吨数, type: integer, unit: t, range: "[0..100]"}
        """,
        "laws/river-law@2018-01-01.yaml", old, "laws/river-law@2026-08-15.yaml", new,
        "national/1/ruleset.yaml",
        """
        area: national
        label: 全国
        version: "1"
        status: published
        effective: "2018-01-01"
        source: {kind: proposed, method: 测试}
        policy:
          lighter: {share: [0, 0.3]}
          heavier: {share: [0.7, 1]}
          mitigated: {share_of_floor: {from: 0.3, below: 1}, without_floor: {share_of_cap: {from: 0, to: 0.1}}}
          lighter_and_heavier: offset
          mitigated_and_heavier: open
        """,
        "national/1/violations/test.act.yaml", violation,
    )  # fmt: skip
    return Library.load(folder)


def decided(library: Library, day: str, omitted: str) -> Recommendation:
    return library.recommend(
        {"violation": "test.act", "occurred": day, "decided": day, "party": {"kind": "organisation"}, "facts": {"omitted": omitted}}
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "omitted", "said"),
    [
        ("2026-09-01", "report", "上述行为违反《内河法》第三条的规定"),
        ("2026-09-01", "receipt", "上述行为违反《内河法》第四条的规定"),
        ("2026-06-01", "report", "上述行为违反《内河法》第三条的规定"),
        ("2026-06-01", "receipt", ""),  # the version of that day has no such duty
    ],
)
def test_the_duty_cited_is_the_one_that_was_broken(rulebook: Book, day: str, omitted: str, said: str) -> None:
    (law,) = [item.text for item in decided(book(rulebook), day, omitted).sections if item.name == "law"]
    assert [part for part in law.rstrip("。").split("；") if part.startswith("上述")] == [said] * bool(said)


def test_an_act_is_called_as_the_law_of_its_day_calls_it(rulebook: Book) -> None:
    library = book(rulebook)
    assert decided(library, "2026-06-01", "report").label == "未报告"
    assert decided(library, "2026-09-01", "report").label == "未报告或者未出具单证"


def test_another_law_takes_over_on_its_day(rulebook: Book) -> None:
    """从其规定: until the other law begins the item holds, from that day on only what it leaves."""
    library = book(rulebook, VIOLATION + SCOPE)
    assert [decided(library, day, "report").status for day in ("2026-08-14", "2026-08-15")] == ["determined", "no_rule"]
    assert decided(library, "2026-08-15", "receipt").status == "determined"


@pytest.mark.parametrize(
    ("violation", "message"),
    [
        (
            VIOLATION.replace("{omitted: receipt}}", '{tonnes: "> 5"}}'),
            "违反 river-law/receipt-duty 的条件用了事实 tonnes，本项的其他规则都不读它",
        ),
        (VIOLATION + SCOPE.replace("08-15", "08-16"), "2026-08-16 没有法律开始施行"),
    ],
)
def test_what_cannot_be_decided_is_refused(rulebook: Book, violation: str, message: str) -> None:
    with pytest.raises(RulebookError, match=message):
        decided(book(rulebook, violation), "2026-09-01", "receipt")


def test_a_condition_belongs_to_a_duty_that_is_cited(rulebook: Book) -> None:
    with pytest.raises(RulebookError, match="when 中的 river-law/other 不在 cite 中"):
        book(rulebook, VIOLATION.replace("river-law/receipt-duty: {", "river-law/other: {"))
