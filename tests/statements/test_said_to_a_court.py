"""What a strict reader found in decisions, each as a rule: nothing of the officer's, nothing twice, nothing from silence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library
from discretion.errors import CaseError

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
years: {label: 违法行为终了至被发现之日的满年数, type: integer, unit: 年, range: "[0..50]", finding: {elapsed: years}}
forgiven: {label: 情节轻微, type: boolean, negative: 情节不轻微, severity: mitigating}
young: {label: 当事人未成年, type: boolean, negative: 当事人已成年, severity: mitigating}
refused: {label: 拒不改正, type: boolean, negative: 未发现拒不改正, severity: aggravating}
"""
LAW = "cite: [test-law/general], source: {kind: statute, cite: [test-law/general]}"
SEARCHED = "records: {complete: [fined_elsewhere], basis: 测试}"
LISTS = {
    "barred": f'- {{id: late, label: 二年内未被发现, when: {{years: ">= 2"}}, {LAW}}}',
    "exempt": f"- {{id: slight, label: 情节轻微, force: shall, when: {{forgiven: true}}, orders: [对当事人进行教育], {LAW}}}",
    "lighter": f"- {{id: young, label: 未成年, when: {{young: true}}, or_mitigated: true, {LAW}}}",
}
PLAIN = {"size": 1, "forgiven": False, "young": False, "refused": False}
LONG_AGO = {"occurred": "2022-03-01", "decided": "2026-03-20"}
Build = Callable[..., Any]


@pytest.fixture(scope="module")
def rules(tiny: Build) -> Any:
    return tiny(FACTS, lists=LISTS, header=SEARCHED)


def said(result: Any, name: str) -> str:
    return "".join(item.text for item in result.sections if item.name == name)


def test_a_day_of_discovery_that_nobody_states_bars_nothing(rules: Any) -> None:
    result = rules.recommend(PLAIN, **LONG_AGO)
    assert (result.status, [item.fact for item in result.missing]) == ("undetermined", ["years"])


@pytest.mark.parametrize(("discovered", "status"), [("2024-03-01", "determined"), ("2024-03-02", "time_barred")])
def test_one_that_is_stated_does(rules: Any, discovered: str, status: str) -> None:
    assert rules.recommend(PLAIN, discovered=discovered, **LONG_AGO).status == status


def test_a_barred_act_is_spared_whatever_is_still_open(tiny: Build) -> None:
    rules = tiny(FACTS, lists=LISTS, header=SEARCHED, elements="{refused: true}")
    facts = {"size": 1, "forgiven": False, "young": False}
    late = rules.recommend(facts, discovered="2024-03-02", **LONG_AGO)
    spared = "无论尚未查明的事实如何，均不给予行政处罚：违法行为即使成立，也已过追责时效。"
    assert (late.status, said(late, "result")) == ("undetermined", spared)
    assert [item.text for item in late.hint_sections if item.name == "missing"] == []
    in_time = rules.recommend(facts, discovered="2024-03-01", **LONG_AGO)
    assert "可能的结果" in said(in_time, "result")


def test_what_was_filed_or_decided_in_time_was_discovered_in_time(rules: Any) -> None:
    assert rules.recommend(PLAIN, filed="2023-03-01", **LONG_AGO).status == "determined"
    assert rules.recommend(PLAIN, occurred="2024-03-20", decided="2026-03-20").status == "determined"


def test_a_decision_not_to_punish_names_the_provision_and_not_the_benchmark(rules: Any) -> None:
    result = rules.recommend(PLAIN | {"forgiven": True})
    assert said(result, "law") == "适用《测试法》第二条。"
    assert said(result, "remedies") == ""


def test_a_law_is_named_once_in_a_row(library: Library) -> None:
    case = {
        "violation": "highway.overload.mass", "place": "430121", "occurred": "2026-03-02", "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": 55300, "mass_limit_kg": 49000, "divisible_load": True, "no_fault_proven": True},
    }  # fmt: skip
    text = said(library.recommend(case), "circumstances")
    assert "依照《行政处罚法》第三十三条第二款、第三款，不予行政处罚" in text
    assert "法律、行政法规没有另行规定" in text


def test_what_may_not_be_fined_again_is_neither_lightened_nor_offered(rules: Any) -> None:
    fined = {"kind": "fined_elsewhere", "date": "2026-03-05"}
    result = rules.recommend(PLAIN | {"young": True}, records=[fined])
    assert said(result, "result") == "责令改正，不作罚款。"
    assert "幅度" not in said(result, "circumstances")
    assert result.alternatives == []


def test_a_change_that_changes_nothing_is_no_hint(tiny: Build) -> None:
    fixed = tiny(FACTS, "- {range: any, penalty: {fine: {fixed: 200}}}", lists={"lighter": LISTS["lighter"]})
    assert [item.fact for item in fixed.recommend(PLAIN).nearest] == []


def test_refusal_is_not_denied_but_not_found(library: Library) -> None:
    vocabulary = library.rulebook.vocabulary
    denied = [name for name in vocabulary if (vocabulary[name].negative or "").startswith(("没有拒不", "没有逾期"))]
    assert denied == []


def test_who_is_the_party_is_no_further_party(library: Library) -> None:
    case = {
        "violation": "maritime.watch.breached", "occurred": "2026-03-02", "decided": "2026-03-20",
        "party": {"kind": "person", "as": "responsible_crew"}, "co_parties": ["responsible_crew"], "facts": {},
    }  # fmt: skip
    (item,) = [item for item in library.recommend(case, area="national").account if item.kind == "co_party"]
    assert (item.use, item.why) == ("without_effect", "就是本案的当事人")


def test_what_another_body_revokes_is_no_part_of_this_decision(library: Library) -> None:
    case = {
        "violation": "waterway.passenger-insurance", "occurred": "2026-03-02", "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": {
            "waterway_passenger_service": True, "carrier_liability_secured": False, "correction_overdue": True,
            "ship_passenger_capacity": 100,
        },
    }  # fmt: skip
    result = library.recommend(case, area="national")
    imposed = "由原许可机关吊销该客运船舶的船舶营运许可证件"
    assert said(result, "result").startswith(
        f"责令限期改正；对当事人（水路旅客运输业务经营者）处44000元以上76000元以下罚款，{imposed}。"
    )
    assert result.penalty is not None
    assert [(item.kind, item.by) for item in result.penalty.measures] == [("revoke", "原许可机关")]
    assert f"{imposed}：本机关不是原许可机关的，移送其决定" in result.notes


def test_a_provision_about_a_person_refuses_a_unit(library: Library) -> None:
    case = {
        "violation": "crew.duty.neglected", "occurred": "2026-03-02", "decided": "2026-03-20",
        "party": {"kind": "organisation"}, "facts": {"crew_breach": "hit_and_run", "grave": False, "harm": "none"},
    }  # fmt: skip
    with pytest.raises(CaseError, match="《船员条例》第五十一条处罚的是船员，不能以法人或者其他组织为当事人"):
        library.recommend(case, area="national")
    result = library.recommend(case | {"party": {"kind": "person"}}, area="national")
    assert said(result, "facts").startswith(
        "案由：船员违反在船工作期间的要求。行为发生于2026年3月2日；经查明，肇事逃逸"
    )
    assert said(result, "result").startswith("责令改正；对当事人（船员）处")
