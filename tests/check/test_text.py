"""The laws held against their texts: nothing unexplained in the shipped ones, and whatever is broken on purpose is found."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library
from discretion.check.text import Compared, Users, read_law, text_of, users_of, words
from discretion.check.text.persons import acting


@pytest.fixture(scope="module")
def users(library: Library) -> Users:
    return users_of(library.rulebook)


def law(library: Library, name: str) -> Any:
    book = library.rulebook
    (data,) = [
        file.document.data for file in book.laws[name.partition("@")[0]] if file.model.version == name.partition("@")[2]
    ]
    return copy.deepcopy(data)


def codes(library: Library, provision: str, body: Any, users: Users) -> list[str]:
    """What is not explained in one provision of a law."""
    text = text_of(body, library.rulebook.layers[0])
    assert text is not None
    return [d.code for p in read_law(body, text, users) if p.name == provision for d in p.unexplained]


Break = Callable[[dict[str, Any]], None]


def drop_order(body: dict[str, Any]) -> None:
    body.pop("orders")


def drop_range_order(body: dict[str, Any]) -> None:
    for part in body["ranges"]:
        part.pop("orders", None)


def swap_force(body: dict[str, Any]) -> None:
    for part in body["ranges"]:
        fine = part["penalty"].get("fine")
        if fine:
            fine["force"] = "shall" if fine.get("force") == "may" else "may"


def drop_addressee(who: str) -> Break:
    def broken(body: dict[str, Any]) -> None:
        for part in body["ranges"]:
            part["penalty"].get("also", {}).pop(who, None)

    return broken


def drop_measure(key: str) -> Break:
    def broken(body: dict[str, Any]) -> None:
        for part in body["ranges"]:
            part["penalty"].pop(key, None)
            part["penalty"].pop("choose", None)

    return broken


def swap_ladder(body: dict[str, Any]) -> None:
    """拒不改正 in place of 逾期不改正."""
    for part in body["ranges"]:
        part["when"] = {"refused_correction" if k == "correction_overdue" else k: v for k, v in part["when"].items()}


def drop_main_addressee(body: dict[str, Any]) -> None:
    body.pop("addressee")


def drop_by(body: dict[str, Any]) -> None:
    """由原许可机关吊销, as if the deciding body revoked."""
    for part in body["ranges"]:
        part["penalty"].get("revoke", {}).pop("by", None)


def other_by(body: dict[str, Any]) -> None:
    for part in body["ranges"]:
        if "revoke" in part["penalty"]:
            part["penalty"]["revoke"]["by"] = "原审批机关"


def drop_in(which: str, key: str) -> Break:
    """Left out of one range only: the word still stands in the others."""

    def broken(body: dict[str, Any]) -> None:
        (part,) = [part for part in body["ranges"] if part["range"] == which]
        part["penalty"].get("also", {}).pop(key, None)
        part["penalty"].pop(key, None)

    return broken


def default_words(body: dict[str, Any]) -> None:
    """责令停业整顿, as nothing says otherwise, where the text has 责令停产停业整顿."""
    for part in body["ranges"]:
        if "suspend_business" in part["penalty"]:
            part["penalty"]["suspend_business"] = "shall"


def no_choice(body: dict[str, Any]) -> None:
    for part in body["ranges"]:
        part["penalty"].pop("choose", None)


def bracket_of_the_one_above(body: dict[str, Any]) -> None:
    """Five hundred 元 a tonne, written as the three hundred of the line above it."""
    body["ranges"][-1]["penalty"]["fine"]["brackets"][-1]["each"] = 300


BROKEN = [
    ("zhejiang-highway-regulations@2020-05-15", "overload-mass", bracket_of_the_one_above, "number:500"),
    ("port-law@2018-12-29", "aquaculture", drop_order, "order:"),
    ("road-transport-regulations@2023-07-20", "unlicensed-freight", drop_order, "order:"),
    ("channel-law@2016-07-02", "assessment", drop_range_order, "order:"),
    ("guangdong-highway-regulations@2022-06-01", "occupy", drop_range_order, "order:"),
    ("highway-law@2017-11-05", "occupy-dig", swap_force, "force:罚款"),
    ("highway-law@2017-11-05", "crossing", swap_force, "force:罚款"),
    ("urban-public-transport-regulations@2024-12-01", "change-unannounced", swap_force, "force:罚款"),
    ("maritime-traffic-safety-law@2021-09-01", "pilotage", drop_addressee("captain"), "addressee:"),
    ("hazardous-chemicals-safety-law@2026-05-01", "vessel-unfit", drop_addressee("responsible_person"), "addressee:"),
    ("maritime-traffic-safety-law@2021-09-01", "rescue-refused", drop_addressee("responsible_crew"), "addressee:"),
    ("inland-navigation-regulations@2019-03-02", "hit-and-run", drop_main_addressee, "addressee:"),
    ("work-safety-law@2021-09-01", "organisation", swap_ladder, "condition:逾期"),
    ("construction-quality-regulations@2019-04-23", "jerry-built", no_choice, "choice:"),
    ("water-pollution-law@2018-01-01", "garbage", drop_range_order, "order:"),
    ("hazardous-chemicals-safety-law@2013-12-07", "vessel-quantity", default_words, "wording:停业整顿"),
    ("crew-regulations@2023-07-20", "training-syllabus", drop_measure("revoke"), "measure:吊销"),
    ("dynamic-monitoring-measures@2022", "monitoring-tampering", drop_measure("fine"), "measure:罚款"),
    (
        "maritime-traffic-safety-law@2021-09-01",
        "works-unpermitted",
        drop_in("grave", "responsible_crew"),
        "range:grave:",
    ),
    (
        "crew-regulations@2020-03-27",
        "captain-misconduct",
        drop_in("grave-item-1", "suspend_licence"),
        "range:grave-item-1:",
    ),
    ("port-law@2018-12-29", "tally-concurrent", drop_in("low-gain", "confiscate"), "range:low-gain:confiscate"),
    ("maritime-traffic-safety-law@2021-09-01", "overload", drop_in("base", "captain"), "range:base:captain"),
    ("crew-regulations@2023-07-20", "crew-misconduct", drop_main_addressee, "subject"),  # 船员有下列情形之一的
    ("road-transport-regulations@2023-07-20", "unqualified-driver", drop_main_addressee, "subject"),  # …条件的人员驾驶
    ("highway-safety-regulations@2011-03-07", "repeat-driver", drop_main_addressee, "subject"),  # 对…驾驶人，由
    ("domestic-waterway-regulations@2023-07-20", "passenger-insurance", drop_by, "by:吊销"),
    ("construction-quality-regulations@2019-04-23", "jerry-built", drop_by, "by:吊销"),  # said of the whole law, in 75
    ("construction-quality-regulations@2019-04-23", "jerry-built", other_by, "by:吊销"),
]


@pytest.mark.parametrize(("name", "provision", "broken", "code"), BROKEN)
def test_what_is_broken_on_purpose_is_found(
    library: Library, name: str, provision: str, broken: Break, code: str, users: Users
) -> None:
    body = law(library, name)
    before = set(codes(library, provision, body, users))
    broken(body["provisions"][provision])
    assert any(found.startswith(code) for found in set(codes(library, provision, body, users)) - before)


def test_a_reason_for_a_difference_that_does_not_exist_is_a_difference() -> None:
    found = Compared("test-law@1", "act", {"cite": "第一条", "reading": {"order:停航": "没有这回事"}}, "")
    assert [difference.code for difference in found.unexplained] == ["reading"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("违反本条例的规定，船员有下列情形之一的，由海事管理机构处1000元以上1万元以下罚款。", "船员"),
        (
            "对1年内违法超限运输超过3次的货运车辆驾驶人，由机构责令其停止从事营业性运输。",
            "1年内违法超限运输超过3次的货运车辆驾驶人",
        ),
        ("不符合规定条件的人员驾驶道路运输经营车辆的，处200元以上2000元以下的罚款。", "人员"),
        ("船员培训机构不按照培训大纲进行培训的，可以处2万元以上10万元以下罚款。", ""),
        ("经营者聘用的从业人员未取得资格证件的，对经营者处一千元的罚款。", ""),
    ],
)
def test_whose_act_a_text_punishes(text: str, who: str) -> None:
    assert acting(text) == who


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("由海事管理机构给予警告，可以处五万元以下的罚款。", {"警告": {"应当"}, "罚款": {"可以"}}),
        ("责令改正，并可处以200元罚款；情节严重的，吊销许可证。", {"罚款": {"可以"}, "吊销": {"应当"}}),
        ("处三万元罚款；构成犯罪的，依法追究刑事责任。", {"罚款": {"应当"}}),
        ("责令其改正，可以按以下规定处罚：（一）牌号不相符的，处五十元罚款；", {"罚款": {"可以"}}),
        ("收缴有关证件，没收违法所得。", {"收缴": {"应当"}, "没收违法所得": {"应当"}}),
    ],
)
def test_measures_and_their_force(text: str, measures: dict[str, set[str]]) -> None:
    assert words.words_of_text(text).measures == measures


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("处警告或者20元以上200元以下的罚款。", {frozenset({"警告", "罚款"})}),
        ("暂扣船员适任证书六个月至十二个月，直至吊销船员适任证书。", {frozenset({"暂扣", "吊销"})}),
        ("未经批准或者备案的，处一万元罚款。", set()),
    ],
)
def test_alternatives_of_a_text(text: str, choices: set[frozenset[str]]) -> None:
    assert words.words_of_text(text).choices == choices


def test_steps_in_place_of_one_another_and_a_may_that_goes_on() -> None:
    graded = words.words_of_text("情节严重的，责令停业整顿，降低资质等级或者吊销资质证书。")
    assert graded.choices == {
        frozenset(pair) for pair in (("停业", "降低资质"), ("停业", "吊销"), ("降低资质", "吊销"))
    }
    free = words.words_of_text("处十万元罚款，可以责令停业整顿，降低资质等级；情节严重的，吊销资质证书。")
    assert free.measures == {"罚款": {"应当"}, "停业": {"可以"}, "降低资质": {"可以"}, "吊销": {"应当"}}


def test_overdue_and_refusal_are_two_conditions() -> None:
    assert words.words_of_text("责令限期改正；逾期不改正的，处一万元罚款。").conditions == {"逾期"}
    assert list(words.words_of_text("责令限期改正;逾期不改正的，处一万元罚款。").orders) == ["限期改正"]
    assert words.words_of_text("责令限期改正；逾期拒不改正的，处一万元罚款。").conditions == {"拒不"}


def test_orders_of_a_text_with_those_that_follow_without_repeating_the_word() -> None:
    text = "由主管部门责令停止建设，限期补办手续，处三万元以下的罚款；逾期的，责令恢复原状。"
    assert list(words.words_of_text(text).orders) == ["停止建设", "限期补办手续", "恢复原状"]
