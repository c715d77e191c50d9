"""The 22 faults that a strict lawyer found in decisions (shared/reference/legal-reading.md §3), each by its number.

The rules are the shipped ones; of every text only the sentence in question is held, and that one exactly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discretion import Library, Recommendation
from discretion.testing import faults

MASS = {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True}
PASSENGERS = {
    "engaged_in_passenger": True,
    "has_road_permit": False,
    "passengers_aboard": 4,
    "harm": "none",
    "illegal_gain_yuan": "0",
}
ASSESSMENT = {
    "channel_related_works": True, "construction_started": True, "channel_assessment": "unsubmitted",
    "channel_grade": "ungraded", "channel_impact": "none",
}  # fmt: skip
REPAIR = {"operates_maintenance": True, "business_filed": False}
NAVIGATION = {
    "waters": "sea", "vessel_under_way": True, "in_special_sea_area": True, "area_rule_breached": "lookout",
    "encounter": "none", "harm": "none",
}  # fmt: skip
PACKING = {"hazchem_transport": True, "container_packing_fault": "stowage", "container_count": 1, "harm": "none"}


def decide(
    library: Library, violation: str, facts: Mapping[str, Any], area: str = "national", **more: Any
) -> Recommendation:
    case = {
        "violation": violation,
        "occurred": "2026-03-02",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
    }
    result = library.recommend({**case, "facts": facts, **more}, area=area)
    assert list(faults(result)) == []
    return result


def said(result: Recommendation, name: str) -> str:
    return "".join(item.text for item in (*result.sections, *result.hint_sections) if item.name == name)


def test_1_an_amount_fixed_by_law_is_neither_lightened_nor_raised(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS | {"harm_removed": True, "obstructed": True}, "zhejiang")
    assert "；法定数额固定，不适用从轻、从重；" in said(result, "circumstances")
    assert said(result, "result").startswith("责令改正；对当事人处360元罚款。")


def test_2_amounts_are_whole_yuan_rounded_in_the_partys_favour(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS | {"gross_mass_kg": 73501}, "zhejiang")
    assert said(result, "result").startswith("责令改正；对当事人处4410元罚款。")
    assert said(result, "result").endswith("合计4410.5元，最高3万元，取整到元为4410元。")


def test_3_what_would_change_the_result_is_a_hint_and_varies_no_legal_limit(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS, "zhejiang")
    assert said(result, "nearest").startswith("若车货总质量变为58800千克（本案为60000千克），则可以不予处罚；")
    assert "总质量限定标准变为" not in said(result, "nearest")
    assert "变为" not in result.explain()


def test_4_where_the_law_only_orders_there_is_no_general_penalty(library: Library) -> None:
    result = decide(library, "maintenance.filing", REPAIR | {"refused_correction": False})
    assert said(result, "result") == "责令改正，不作罚款。"
    assert said(result, "tier") == ""


def test_5_refusal_is_not_denied_but_not_found(library: Library) -> None:
    result = decide(library, "maintenance.filing", REPAIR | {"refused_correction": False})
    assert said(result, "law").endswith("，未发现拒不改正的，没有对当事人设定罚款等处罚。")


def test_6_of_orders_in_steps_only_the_one_of_the_case_is_given(library: Library) -> None:
    first = decide(library, "channel.assessment.missing", ASSESSMENT)
    last = decide(library, "channel.assessment.missing", ASSESSMENT | {"building_continued_overdue": True})
    assert (first.orders, last.orders) == (["责令停止建设", "责令限期补办手续"], ["责令恢复原状"])


def test_7_a_provision_with_a_single_penalty_has_no_tiers(library: Library) -> None:
    result = decide(library, "road.rental.vehicle", {"rental_vehicle_noncompliant": True}, "guangdong")
    assert said(result, "tier") == "该条款规定单一处罚，没有裁量阶次。"


def test_8_measures_are_called_as_the_statute_calls_them(library: Library) -> None:
    transfer = decide(library, "road.permit.transfer", {"transferred_permit_count": 1, "harm": "none"})
    assert "收缴有关证件" in said(transfer, "result")
    packing = decide(
        library,
        "hazmat.container.packing",
        PACKING | {"correction_overdue": True},
        occurred="2026-06-02",
        decided="2026-06-20",
    )
    assert "逾期不改正的，责令停产停业整顿" in said(packing, "law")


def test_9_the_general_law_confiscates_nothing_twice(library: Library) -> None:
    port = {"port_operation": True, "port_licence_held": False, "illegal_gain_yuan": "60000", "port_operation_days": 10}
    result = decide(library, "port.operation.unlicensed", port)
    assert "没收违法所得6万元" in said(result, "result")
    assert "第二十八条" not in result.explain()


def test_10_what_the_law_commands_is_commanded(library: Library) -> None:
    person: dict[str, Any] = {"party": {"kind": "person", "age": 17}}
    result = decide(library, "road.passenger.unlicensed", PASSENGERS | {"harm_removed": True}, **person)
    assert "依照《行政处罚法》第三十条，应当从轻或者减轻处罚；" in said(result, "circumstances")
    assert "依照《行政处罚法》第三十二条第一项，应当从轻或者减轻处罚；" in said(result, "circumstances")


def test_11_the_milder_law_is_applied_by_article_37_and_a_band_has_one_notation(library: Library) -> None:
    days: dict[str, Any] = {"occurred": "2023-07-10", "decided": "2023-09-20"}
    result = decide(library, "road.passenger.unlicensed", PASSENGERS, **days)
    assert "新规定处罚较轻，依照《行政处罚法》第三十七条，适用新规定；" in said(result, "law")
    assert "本案处30000元以上51000元以下罚款；" in said(result, "law")


def test_12_who_is_not_punished_is_told_of_no_payment_and_no_notice(library: Library) -> None:
    result = decide(
        library,
        "taxi.driver.meter",
        {"taxi_driver": True, "taxi_meter_breach": True, "overcharge_yuan": "5"},
        party={"kind": "person", "age": 13},
    )
    assert said(result, "result").startswith("不予处罚；")
    assert (said(result, "remedies"), said(result, "notices")) == ("", "")


def test_13_the_simple_and_the_ordinary_procedure_are_alternatives(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS, "zhejiang")
    assert "；违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定；" in said(result, "procedure")
    assert "；适用普通程序的，应当自立案之日起90日内作出决定" in said(result, "procedure")


def test_14_a_fine_or_a_suspension_is_one_choice(library: Library) -> None:
    crew: dict[str, Any] = {"party": {"kind": "person", "as": "responsible_crew"}}
    result = decide(
        library, "maritime.watch.breached", {"waters": "sea", "watch_breach": "other", "harm": "none"}, **crew
    )
    assert said(result, "result").startswith(
        "责令改正；对当事人（船长、责任船员）处1000元以上3700元以下罚款，或者暂扣船员适任证书3个月以上12个月以下。"
    )


def test_15_suspension_or_revocation_is_one_choice_for_those_the_law_names(library: Library) -> None:
    facts = {"waters": "sea", "dangerous_cargo": True, "dangerous_sea_unpermitted": "entering", "grave": True}
    parties: dict[str, Any] = {
        "co_parties": ["captain", "responsible_person"],
        "reasons": {"grave": "集体讨论记录载明的事实"},
    }
    result = decide(
        library, "maritime.dangerous.unpermitted", facts | {"dangerous_cargo_t": 100, "harm": "none"}, **parties
    )
    either = r"，暂扣船员适任证书\d+个月以上12个月以下，或者吊销船员适任证书；对其他责任人员处\d+元以上50000元以下罚款"
    assert re.search(either, said(result, "result"))


def test_16_everybody_is_called_as_the_statute_calls_him(library: Library) -> None:
    result = decide(library, "maritime.navigation.rules", NAVIGATION, co_parties=["captain"])
    assert "，处2万元" not in said(result, "law")
    assert "的，对船舶所有人、经营人或者管理人处2万元以上20万元以下罚款；对船长" in said(result, "law")
    assert said(result, "result").startswith(
        "责令改正；对当事人（船舶所有人、经营人或者管理人）处20000元以上74000元以下罚款；对船长暂扣船员适任证书"
    )


def test_17_facts_are_sentences_and_of_alternatives_the_one_that_holds(library: Library) -> None:
    result = decide(library, "maritime.navigation.rules", NAVIGATION)
    assert said(result, "facts").endswith("；未加强瞭望；未形成紧迫局面；没有危害后果。")


def test_18_no_ids_and_no_versions_in_a_text(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS, "zhejiang")
    assert re.findall(r"@|[A-Za-z_]{2,}|\d{4}-\d\d-\d\d", result.explain() + result.hints()) == []
    assert "裁量基准为浙江、长三角、全国" in said(result, "rules")


def test_19_the_tier_and_what_moves_inside_it_are_two_scales(library: Library) -> None:
    result = decide(library, "road.passenger.unlicensed", PASSENGERS | {"harm_removed": True})
    assert "属于“轻微”阶次" in said(result, "tier")
    assert "；从轻处罚，对当事人处10000元以上18100元以下罚款。" in said(result, "result")
    assert not re.search("(从轻|从重|一般)处罚（", result.explain())


def test_20_what_may_be_left_unpunished_is_not_proposed_to_be_possible(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS | {"gross_mass_kg": 55300}, "zhejiang")
    assert said(result, "result") == "可以不予处罚；批评教育。"


def test_21_a_computed_amount_shows_its_numbers_and_the_provision_its_item(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS, "zhejiang")
    assert "依照《浙江省公路条例》第五十三条第一款第二项，" in said(result, "law")
    assert said(result, "result").endswith("(60000−49000×120%)千克→1.2吨×300元=360元。")


def test_22_what_is_presumed_is_not_stated_as_found(library: Library) -> None:
    result = decide(library, "highway.overload.mass", MASS, "guangdong")
    assert "；案卷没有载明情节严重，从严情节由行政机关举证，案卷未见的，不作认定；" in said(result, "law")
    assert "不属于情节严重" not in said(result, "facts")
    result = decide(library, "maritime.navigation.rules", NAVIGATION)
    assert said(result, "tier").startswith("未形成紧迫局面、没有危害后果，属于“较轻”阶次（")
