"""从旧兼从轻: which law applies, why, and what is shown when neither is milder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from discretion import Library, Recommendation
from discretion.errors import CaseError

UNLICENSED: dict[str, Any] = {
    "violation": "road.passenger.unlicensed",
    "occurred": "2023-05-10",
    "party": {"kind": "organisation"},
    "facts": {
        "engaged_in_passenger": True, "has_road_permit": False, "passengers_aboard": 4, "harm": "none",
        "illegal_gain_yuan": "0",
    },
}  # fmt: skip


def why(result: Recommendation) -> str:
    return next(reason.text for reason in result.reasons if reason.step == "versions")


def versions(result: Recommendation) -> dict[str, str]:
    return {item.id: item.reason for item in result.versions if item.kind == "law"}


@pytest.mark.parametrize(
    ("decided", "fine", "expected", "text"),
    [
        (
            "2023-07-19", ("30000", "51000"), {"2022-03-29": "in_force", "2023-07-20": "not_yet_in_force:2023-07-20"},
            "违法行为之日（2023年5月10日）与作出决定之日（2023年7月19日）适用的均为《道路运输条例》第六十三条（2022年5月1日起施行）",
        ),
        (
            "2023-07-20", ("10000", "37000"), {"2022-03-29": "harsher", "2023-07-20": "in_force"},
            ("行为时（2023年5月10日）的《道路运输条例》第六十三条（2022年5月1日起施行）：法定幅度为3万元以上10万元以下，本案处30000元以上51000元以下罚款；"
            "决定时（2023年7月20日）的《道路运输条例》第六十三条第二项（2023年7月20日起施行）：法定幅度为1万元以上10万元以下，本案处10000元以上37000元以下罚款。"
            "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定"),
        ),
        (
            "2023-08-10", ("10000", "37000"), {"2022-03-29": "harsher", "2023-07-20": "in_force"},
            ("行为时（2023年5月10日）的《道路运输条例》第六十三条（2022年5月1日起施行）：法定幅度为3万元以上10万元以下，本案处30000元以上51000元以下罚款；"
            "决定时（2023年8月10日）的《道路运输条例》第六十三条第二项（2023年7月20日起施行）：法定幅度为1万元以上10万元以下，本案处10000元以上37000元以下罚款。"
            "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定"),
        ),
    ],
)  # fmt: skip
def test_unlicensed_passenger_transport_decided_before_on_and_after_the_change(
    library: Library, decided: str, fine: tuple[str, str], expected: dict[str, str], text: str
) -> None:
    result = library.recommend({**UNLICENSED, "decided": decided})
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert (result.penalty.fine.low, result.penalty.fine.high) == fine
    law = "road-transport-regulations@"
    assert versions(result) == {
        f"{law}2019-03-02": "ended_on:2022-04-30",
        **{law + version: reason for version, reason in expected.items()},
    }
    assert why(result) == text


def test_the_trace_names_the_versions_that_do_not_apply_with_reasons(library: Library) -> None:
    result = library.recommend({**UNLICENSED, "occurred": "2022-01-10", "decided": "2023-08-10"})
    reason = next(reason for reason in result.reasons if reason.step == "versions")
    assert [(item.rule, item.because) for item in reason.rejected] == [
        ("road-transport-regulations@2019-03-02", "处罚较重"),
        ("road-transport-regulations@2022-03-29", "在行为后施行，决定前已于2023年7月19日失效"),
    ]
    assert reason.cites == ["《行政处罚法》第三十七条"]


@pytest.mark.parametrize(
    ("violation", "facts", "occurred", "decided", "repealed"),
    [
        ("road.permit-not-carried", {"driving_commercial_vehicle": True, "holds_vehicle_permit": True, "permit_carried": False}, "2023-07-10", "2023-07-20", "《道路运输条例》第六十八条已由国务院令第764号自2023年7月20日起废止"),
        ("waterway.certificate-not-carried", {"waterway_transport": True, "ship_certificate_carried": False}, "2023-07-10", "2023-07-20", "《国内水路运输管理条例》第三十四条第二款已由国务院令第764号自2023年7月20日起废止"),
        ("ride-hailing.certificate-not-carried", {"ride_hailing_driver": True, "ride_hailing_certificates_carried": False}, "2022-12-01", "2022-12-05", "《网络预约出租汽车经营服务管理暂行办法》第三十六条第一款第一项已由交通运输部等六部门关于修改《网络预约出租汽车经营服务管理暂行办法》的决定自2022年12月5日起废止"),
    ],
)  # fmt: skip
def test_a_repealed_prohibition_is_not_punished_any_more(
    library: Library, violation: str, facts: dict[str, Any], occurred: str, decided: str, repealed: str
) -> None:
    case = {
        "violation": violation,
        "occurred": occurred,
        "decided": decided,
        "party": {"kind": "person", "age": 35},
        "facts": facts,
    }
    result = library.recommend(case)
    assert (result.status, result.penalty) == ("not_prohibited", None)
    assert why(result) == f"{repealed}，依照《行政处罚法》第三十七条，新的规定不再处罚的，适用新的规定，不予处罚"
    assert result.explain().endswith("【结论】不予处罚。")


def test_before_the_repeal_the_old_amount_of_ride_hailing_is_not_invented(library: Library) -> None:
    facts = {"ride_hailing_driver": True, "ride_hailing_certificates_carried": False}
    case = {"violation": "ride-hailing.certificate-not-carried", "occurred": "2022-12-01", "decided": "2022-12-04", "party": {"kind": "person"}, "facts": facts}  # fmt: skip
    result = library.recommend(case)
    assert (result.status, result.penalty) == (
        "undetermined",
        None,
    )  # the text of 2019 is at hand now; the facts of its tiers are not


def test_a_repealed_prohibition_does_not_excuse_a_malformed_case(library: Library) -> None:
    case = {"violation": "road.permit-not-carried", "occurred": "2023-07-10", "decided": "2023-07-20", "party": {"kind": "organisation"}, "facts": {"permit_caried": False}}  # fmt: skip
    with pytest.raises(CaseError, match="没有名为 permit_caried 的事实（是否想写：permit_carried"):
        library.recommend(case)


LAW = """
law: test-law
label: 测试法
level: law
version: "{version}"
effective: "{effective}"
{more}
source: {{grade: A, where: 测试}}
provisions:
  act:
    cite: 第二条
    label: 测试行为
    ranges:
      - {{range: any, penalty: {penalty}}}
"""
RULESET = """
area: national
label: 全国
version: "{version}"
status: {status}
effective: "{effective}"
{more}
source: {{kind: proposed, method: 测试}}
policy:
  lighter: {{share: [0, 0.3]}}
  heavier: {{share: [0.7, 1]}}
  mitigated: {{share_of_floor: {{from: 0.3, below: 1}}, without_floor: {{share_of_cap: {{from: 0, to: 0.1}}}}}}
  lighter_and_heavier: offset
  mitigated_and_heavier: open
  {policy}
"""
VIOLATION = """
violation: test.act
label: 测试行为
sector: highway
provision: test-law/act
source: {{kind: proposed, method: 测试}}
tiers:
  - {{tier: small, label: 小, when: {{size: "< 10"}}, penalty: {small}}}
  - {{tier: large, label: 大, when: {{size: ">= 10"}}, penalty: {large}}}
"""
FACTS = 'facts:\n  size: {label: 大小, type: integer, range: "[0..100]", severity: aggravating}\n'
CASE = {
    "violation": "test.act", "occurred": "2023-05-10", "decided": "2023-08-10", "party": {"kind": "organisation"},
    "facts": {"size": 5},
}  # fmt: skip


def laws(old: str, new: str) -> tuple[str, ...]:
    return (
        "laws/test-law@1.yaml", LAW.format(version="1", effective="2020-01-01", more='until: "2023-07-19"', penalty=old),
        "laws/test-law@2.yaml", LAW.format(version="2", effective="2023-07-20", more='supersedes: "1"', penalty=new),
    )  # fmt: skip


def one_ruleset(policy: str = "", small: str = "statute", large: str = "statute") -> tuple[str, ...]:
    header = RULESET.format(version="1", status="published", effective="2020-01-01", more="", policy=policy)
    return (
        "facts.yaml", FACTS, "national/1/ruleset.yaml", header,
        "national/1/violations/test.act.yaml", VIOLATION.format(small=small, large=large),
    )  # fmt: skip


def test_a_lower_fine_with_a_revocation_is_incomparable_and_both_results_are_shown(
    rulebook: Callable[..., Path],
) -> None:
    old, new = "{fine: {from: 30000, to: 50000}}", "{fine: {from: 10000, to: 20000}, revoke: shall}"
    result = Library.load(rulebook(*one_ruleset(), *laws(old, new))).recommend(CASE)
    assert (result.status, result.disposition, result.tier, result.penalty) == ("undetermined", None, None, None)
    assert [(item.law, item.text) for item in result.outcomes] == [
        ("test-law@1", "行为时的《测试法》第二条（2020年1月1日起施行）：“小”阶次：处3万元以上5万元以下罚款"),
        (
            "test-law@2",
            "决定时的《测试法》第二条（2023年7月20日起施行）：“小”阶次：吊销许可证件，处1万元以上2万元以下罚款",
        ),
    ]
    assert why(result).endswith("二者轻重不可比较，两种结果并列，由办案机关选择并说明理由")
    assert versions(result) == {"test-law@1": "incomparable", "test-law@2": "incomparable"}
    assert not any(item.used for item in result.versions if item.kind == "law")
    assert sorted(result.receipt.laws) == ["test-law@1", "test-law@2"]


def test_enterprise_milder_but_responsible_person_harsher_is_incomparable(rulebook: Callable[..., Path]) -> None:
    old = "{fine: {from: 30000, to: 50000}, also: {responsible_person: {fine: {from: 1000, to: 2000}}}}"
    new = "{fine: {from: 10000, to: 20000}, also: {responsible_person: {fine: {from: 5000, to: 9000}}}}"
    result = Library.load(rulebook(*one_ruleset(), *laws(old, new))).recommend(
        {**CASE, "co_parties": ["responsible_person"]}
    )
    assert (result.status, len(result.outcomes)) == ("undetermined", 2)


@pytest.mark.parametrize(
    ("old", "new", "tail"),
    [
        (
            "{fine: {from: 100, to: 200}}",
            "{fine: {from: 100, to: 300}}",
            "新规定不轻于行为时的规定，依照《行政处罚法》第三十七条，适用行为时的规定",
        ),
        (
            "{fine: {from: 100, to: 200}}",
            "{fine: {from: 100, to: 200}}",
            "新规定不轻于行为时的规定，依照《行政处罚法》第三十七条，适用行为时的规定",
        ),
        (
            "{fine: {from: 100, to: 200}, revoke: shall}",
            "{fine: {from: 100, to: 200}}",
            "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定",
        ),
        (
            "{fine: {from: 100, to: 200}}",
            "{warning: shall}",
            "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定",
        ),
    ],
)
def test_the_milder_law_applies_and_in_doubt_the_old(
    rulebook: Callable[..., Path], old: str, new: str, tail: str
) -> None:
    result = Library.load(rulebook(*one_ruleset(), *laws(old, new))).recommend(CASE)
    assert result.status == "determined"
    assert why(result).endswith(tail)


def test_open_facts_leave_the_choice_open_with_the_outcomes_of_both(rulebook: Callable[..., Path]) -> None:
    tiers = {"small": "{fine: {share: [0, 0.5]}}", "large": "{fine: {share: [0.5, 1]}}"}
    folder = rulebook(
        *one_ruleset(**tiers), *laws("{fine: {from: 10000, to: 20000}}", "{fine: {from: 100, to: 50000}}")
    )
    result = Library.load(folder).recommend({**CASE, "facts": {}})
    assert result.status == "undetermined"
    assert [item.law for item in result.outcomes] == ["test-law@1", "test-law@1", "test-law@2", "test-law@2"]
    assert [item.fact for item in result.missing] == ["size"]
    assert "事实尚不足以比较何者较轻" in why(result)


NEW_APPLIES = "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定"
OLD_APPLIES = "新规定不轻于行为时的规定，依照《行政处罚法》第三十七条，适用行为时的规定"


@pytest.mark.parametrize(
    ("old", "new", "applied"),
    [
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 50, to: 90}}", NEW_APPLIES),
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 100, to: 200}}", OLD_APPLIES),
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 300, to: 400}}", OLD_APPLIES),
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 50, to: 90}, revoke: shall}", None),  # incomparable
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 110, to: 120}}", None),  # milder when large, harsher when small
        ("{fine: {from: 100, to: 200}}", "{fine: {from: 150, to: 150}}", None),
    ],
)
def test_one_law_may_be_milder_whatever_the_open_facts_are(
    rulebook: Callable[..., Path], old: str, new: str, applied: str | None
) -> None:
    """小 takes the floor, 大 the cap; which of them it is, is not known."""
    tiers = {"small": "{fine: {at: floor}}", "large": "{fine: {at: cap}}"}
    result = Library.load(rulebook(*one_ruleset(**tiers), *laws(old, new))).recommend({**CASE, "facts": {}})
    assert ("事实尚不足以比较何者较轻" in why(result)) is (applied is None)
    assert applied is None or why(result).endswith(applied)


@pytest.mark.parametrize("milder_is_new", [True, False])
def test_what_is_not_punished_at_all_applies_whatever_is_open_on_the_other_side(
    rulebook: Callable[..., Path], milder_is_new: bool
) -> None:
    free, open_range = "{fine: {from: 1, to: 2}}", "{fine: {from: 10000, to: 20000}}"
    parts = list(laws(open_range, free) if milder_is_new else laws(free, open_range))
    strict, lenient = (1, 3) if milder_is_new else (3, 1)
    parts[lenient] = parts[lenient].replace("    ranges:", '    when: {size: "> 50"}\n    ranges:')
    parts[strict] = parts[strict].replace("range: any,", "range: any, when: {grave: false},")
    files = list(one_ruleset())
    files[1] += "  grave: {label: 情节严重, type: boolean}\n"
    result = Library.load(rulebook(*files, *parts)).recommend(CASE)
    assert result.status == "not_established"
    assert result.missing == []


def test_a_continuing_act_counts_from_its_end(rulebook: Callable[..., Path]) -> None:
    library = Library.load(
        rulebook(*one_ruleset(), *laws("{fine: {from: 100, to: 200}}", "{fine: {from: 300, to: 400}}"))
    )
    across = library.recommend({**CASE, "occurred": {"from": "2023-05-10", "to": "2023-07-20"}})
    before = library.recommend({**CASE, "occurred": {"from": "2023-05-10", "to": "2023-07-19"}})
    assert (across.penalty.fine.low, before.penalty.fine.low) == ("300", "100")  # type: ignore[union-attr]
    assert why(across).startswith("违法行为自2023年5月10日持续至2023年7月20日，以终了之日为准。")


def two_benchmarks(policy: str) -> tuple[str, ...]:
    old = RULESET.format(version="1", status="published", effective="2020-01-01", more="", policy=policy)
    new = RULESET.format(version="2", status="published", effective="2023-07-20", more='supersedes: "1"', policy=policy)
    return (
        "facts.yaml", FACTS,
        "laws/test-law@1.yaml", LAW.format(version="1", effective="2020-01-01", more="", penalty="{fine: {from: 1000, to: 2000}}"),
        "national/1/ruleset.yaml", old, "national/2/ruleset.yaml", new,
        "national/1/violations/test.act.yaml", VIOLATION.format(small="{fine: {share: [0, 0.2]}}", large="{fine: {share: [0.2, 1]}}"),
        "national/2/violations/test.act.yaml", VIOLATION.format(small="{fine: {share: [0, 0.5]}}", large="{fine: {share: [0.5, 1]}}"),
    )  # fmt: skip


def test_whether_the_rule_reaches_benchmarks_is_a_setting_with_its_basis(rulebook: Callable[..., Path]) -> None:
    reaching = Library.load(rulebook(*two_benchmarks("lex_mitior: {benchmarks: true, basis: 从旧兼从轻的精神}")))
    result = reaching.recommend(CASE)
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert result.penalty.fine.high == "1200"  # the benchmark of the act: up to a fifth
    assert why(result).endswith("适用行为时的规定（从旧兼从轻及于裁量基准：从旧兼从轻的精神）")
    assert {item.id: item.reason for item in result.versions if item.kind == "ruleset"} == {
        "national@1": "in_force", "national@2": "not_milder",
    }  # fmt: skip


def test_otherwise_the_benchmark_of_the_decision_counts(rulebook: Callable[..., Path]) -> None:
    folder = rulebook(*two_benchmarks("lex_mitior: {benchmarks: false, basis: 法条没有写裁量基准}"))
    result = Library.load(folder).recommend(CASE)
    assert result.penalty is not None
    assert result.penalty.fine is not None
    assert result.penalty.fine.high == "1500"
    assert {item.id: item.reason for item in result.versions if item.kind == "ruleset"} == {
        "national@1": "not_reached", "national@2": "in_force",
    }  # fmt: skip
