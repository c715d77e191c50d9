"""The officer's case over HTTP: what it shows is what the library says; nothing typed is lost; what is closed stays."""

from __future__ import annotations

import json
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from tests.workbench.conftest import Clock, Office, text

from discretion import Library
from discretion.service import Rules
from discretion.workbench import check_log
from discretion.workbench.store import CaseFile, LogEntry

FACTS = {
    "acts.0.facts.gross_mass_kg": "60000",
    "acts.0.facts.mass_limit_kg": "49000",
    "acts.0.facts.divisible_load": "yes",
    "acts.0.facts.harm": "none",
}
CASE = {
    "violation": "highway.overload.mass",
    "place": "330106",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "organisation"},
    "facts": {"gross_mass_kg": 60000, "mass_limit_kg": 49000, "divisible_load": True, "harm": "none"},
}


@pytest.fixture
def library(rules: Rules) -> Library:
    return rules.now.library


def test_the_page_says_what_recommend_says(office: Office, library: Library) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.save(path, FACTS).status_code == 303
    shown, result = text(desk.get(path)), library.recommend(CASE)
    assert "“一般”阶次 处360元罚款" in shown
    for section in (*result.sections, *result.hint_sections):
        assert f"{section.title} {section.text}" in shown


def test_what_is_missing_is_marked_and_asked_for_in_the_library_s_order(office: Office, library: Library) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    known: dict[str, object] = {}
    for typed, value in list(zip(FACTS.items(), CASE["facts"].items(), strict=True))[:2]:  # type: ignore[attr-defined]
        asked = library.next_question(CASE | {"facts": known})
        assert asked is not None
        page = desk.get(f"{path}?mode=guide")
        assert f'data-fact="{asked.fact}"' in page.text
        assert asked.evidence is not None and asked.evidence in text(page)
        name, answer = typed
        assert name.endswith(asked.fact)
        fields = {"version": str(len(known) + 1), "mode": "guide", "do": "next", "only": name, name: answer}
        assert desk.post(path, fields).headers["location"].endswith("?mode=guide")
        known[value[0]] = value[1]
    assert library.next_question(CASE | {"facts": known}) is None
    assert "已经填写的事实足以得出结果" in text(desk.get(f"{path}?mode=guide"))


def test_an_answer_that_cannot_be_read_is_asked_for_again_with_what_is_wrong(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    name = "acts.0.facts.gross_mass_kg"
    desk.post(path, {"version": "1", "mode": "guide", "do": "next", "only": name, name: "60吨"})
    page = desk.get(f"{path}?mode=guide")
    assert 'data-fact="gross_mass_kg"' in page.text and 'value="60吨"' in page.text
    assert "填写的内容须更正" in text(page)
    assert "车货总质量：应当是数，只写数字，不写单位（发现：60吨）" in text(page)
    desk.post(path, {"version": "2", "mode": "guide", "do": "next", "only": name, name: "60000"})
    assert 'data-fact="mass_limit_kg"' in desk.get(f"{path}?mode=guide").text


def test_a_question_may_be_put_off(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    name = "acts.0.facts.gross_mass_kg"
    answer = desk.post(path, {"version": "1", "mode": "guide", "only": name, name: "", "skip": "gross_mass_kg"})
    page = desk.call("GET", answer.headers["location"].removeprefix("/workbench"))
    assert 'data-fact="mass_limit_kg"' in page.text


@pytest.mark.parametrize(
    ("fields", "key", "said"),
    [
        ({"acts.0.facts.gross_mass_kg": "六万"}, "acts.0.facts.gross_mass_kg", "六万"),
        ({"acts.0.facts.gross_mass_kg": "900000"}, "acts.0.facts.gross_mass_kg", "500000"),
        ({"place": "99"}, "place", "没有以 99 开头的行政区划代码"),
        ({"occurred": "2026-04-01"}, "occurred", "晚于决定日"),
        ({"records.0.kind": "correction"}, "records.0.kind", "date"),
        ({"records.0.kind": "deadline", "records.0.date": "2026-03-03"}, "records.0.kind", "until"),
        ({"acts.0.departure.fine": "400"}, "acts.0.departure.reason", "reason"),
    ],
)
def test_a_mistake_is_said_at_its_field_and_what_was_typed_stays(
    office: Office, fields: dict[str, str], key: str, said: str
) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.save(path, FACTS | fields).status_code == 303
    page = desk.get(path)
    for name, value in fields.items():
        assert f'name="{name}" value="{value}"' in page.text or f'value="{value}" selected' in page.text
    at_field = page.text.partition(f'id="{key}-error">')[2].partition("<")[0]
    assert said in at_field
    assert at_field in page.text.partition('id="mistakes"')[2]
    assert "处360元罚款" not in text(page)


def test_full_width_digits_and_grouped_thousands_are_numbers(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    desk.save(path, FACTS | {"acts.0.facts.gross_mass_kg": "６０，０００", "acts.0.facts.mass_limit_kg": "49,000"})
    assert "处360元罚款" in text(desk.get(path))


def test_records_are_rows(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    record = {"records.0.kind": "correction", "records.0.date": "2026-03-03"}
    assert desk.save(path, FACTS | record | {"do": "add-record"}).headers["location"].endswith("?records=1#records")
    assert "可以不予行政处罚" in text(desk.get(path))
    assert 'name="records.1.kind"' in desk.get(path + "?records=1").text
    desk.save(path, {"do": "drop-record-0"})
    assert "可以不予行政处罚" not in text(desk.get(path))


def test_two_violations_in_one_case(office: Office, library: Library) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    desk.save(path, FACTS)
    fields = {"version": "2", "violation": "highway.overload.dimensions", "do": "add-act", "only": "-"}
    assert desk.post(path, fields).status_code == 303
    page = desk.get(path)
    assert [f'name="acts.{n}.violation"' in page.text for n in (0, 1, 2)] == [True, True, False]
    first = library.recommend(CASE).sections[1].text
    assert first in text(page)  # the one answered stands; the other waits
    assert "违法超限运输（车货外廓尺寸） · 杭州 事实不足" in text(page)
    desk.save(path, {"do": "drop-act-1"})
    assert "acts.1.violation" not in desk.get(path).text


def test_a_departure_is_held_against_the_statute(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    given = {"acts.0.departure.reason": "申辩属实", "acts.0.departure.approved_by": "机关负责人集体讨论"}
    desk.save(path, FACTS | given | {"acts.0.departure.fine": "100000"})
    assert "处360元罚款" not in text(desk.get(path)).partition("裁量建议")[2]
    desk.save(path, FACTS | given | {"acts.0.departure.fine": "360"})
    assert "360元" in text(desk.get(path)).partition("裁量建议")[2]


# Nothing is lost


def test_what_another_place_does_not_ask_stays_with_the_case(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    desk.save(path, FACTS)
    desk.save(path, {"place": "99"})  # a slip of the pen: no law asks anything
    assert "没有以 99 开头的行政区划代码" in text(desk.get(path))
    desk.save(path, {"occurred": "1990-01-01"})  # nor on this day
    desk.save(path, {"place": "330106", "occurred": "2026-03-02"})
    assert "处360元罚款" in text(desk.get(path))


def test_saved_elsewhere_is_shown_and_not_overwritten(office: Office) -> None:
    first, second = office.desk("officer"), office.desk("officer")
    path = first.begin()
    assert first.save(path, {"version": "1", "case": "甲"}).status_code == 303
    stale = second.save(path, {"version": "1", "case": "乙", "party.name": "某公司"})
    assert stale.status_code == 409
    assert "案号 别处保存：甲；您填写：乙" in " ".join(text(stale).split())
    other = second.save(path, {"version": "1", "acts.0.facts.divisible_load": "no", "acts.0.facts.harm": "none"})
    said = " ".join(text(other).split())  # fields and values in the words of the page
    assert "载运可分载物品 别处保存：（空）；您填写：否" in said
    assert "危害后果 别处保存：（空）；您填写：没有" in said
    assert 'name="case" value="乙"' in stale.text  # what was typed is still there
    assert 'name="case" value="甲"' in first.get(path).text  # and what was saved is not lost
    assert second.save(path, {"version": "2", "case": "乙"}).status_code == 303  # seen, and meant


def test_the_same_again_is_no_conflict_and_no_change(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert [desk.save(path, {"version": "1", "case": "甲"}).status_code for _ in range(2)] == [303, 303]
    with office.app.state.bench.store.reading() as session:
        assert session.query(LogEntry).filter_by(action="case.save").count() == 1


def test_the_script_gets_the_result_alone_with_its_version(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    answer = desk.save(path, FACTS, headers={"x-live": "1"})
    assert (answer.status_code, answer.headers["x-version"]) == (200, "2")
    assert "<html" not in answer.text
    assert "处360元罚款" in answer.text
    stale = desk.post(path, {"version": "1", "case": "乙"}, headers={"x-live": "1"})
    assert (stale.status_code, "本案已在别处保存" in stale.text) == (409, True)


# What is closed


def test_closed_with_its_receipt_and_final(office: Office, library: Library, clock: Clock) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.post(f"{path}/close", {"version": "1"}).status_code == 422  # 事实不清的，不得给予行政处罚
    desk.save(path, FACTS)
    assert desk.post(f"{path}/close", {"version": "1"}).status_code == 409
    assert desk.post(f"{path}/close", {"version": "2"}).status_code == 303
    page = desk.get(path)
    assert "已定案，不能再修改" in text(page)
    assert "处360元罚款" in text(page)
    assert desk.save(path, {"case": "甲"}).status_code == 409
    assert desk.post(f"{path}/close", {"version": "2"}).status_code == 409
    kept = desk.get(f"{path}/case.json")
    assert library.verify(kept.text).same
    assert json.loads(kept.text)["receipt"]["case"]["facts"] == CASE["facts"]
    store = office.app.state.bench.store
    with pytest.raises(DBAPIError, match="cases: final"), store.writing() as session:
        session.execute(update(CaseFile).values(title="x"))
    assert check_log(office.setup).broken is None


def test_the_word_document_has_every_section_word_for_word(office: Office, library: Library) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    desk.save(path, FACTS | {"case": "浙交执罚〔2026〕1号"})
    answer = desk.get(f"{path}/reasoning.docx")
    lines = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    assert lines[:3] == ["行政处罚裁量说理", "案号：浙交执罚〔2026〕1号", "违法超限运输（车货总质量）"]
    assert lines[3:] == [part for section in library.recommend(CASE).sections for part in (section.title, section.text)]
    assert "filename*=UTF-8''%E6%B5%99" in answer.headers["content-disposition"]


def test_other_areas_stand_beside_it(office: Office, library: Library) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    desk.save(path, FACTS)
    shown = text(desk.get(f"{path}/regions"))
    for area in ("zhejiang", "guangdong", "national"):
        penalty = library.recommend(CASE, area=area).penalty
        assert penalty is not None and penalty.text in shown
    assert "处5500元罚款" not in text(desk.get(f"{path}/regions?area=guangdong"))


def test_hostile_words_stay_words(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    evil = '"><script>alert(1)</script>'
    desk.save(path, {"case": evil, "party.name": evil, "reasons.minor": evil, "acts.0.facts.gross_mass_kg": evil})
    for page in (path, f"{path}?mode=guide", f"{path}/regions", "/"):
        assert "<script>alert" not in desk.get(page).text
    assert desk.get("/cases/new?q=" + evil).status_code == 200


@pytest.mark.parametrize(
    "fields",
    [
        {"acts.0.violation": "highway.dug"},
        {"acts.0.facts.no_such_fact": "1"},
        {"acts.99999999999.violation": "highway.overload.mass"},
        {"records.0.kind": "nothing", "records.0.date": "yesterday"},
        {"co_parties.nobody": "yes"},
        {"holidays": "、、", "workdays": "2026-13-01"},
        {"occurred": "9999-12-31", "decided": "9999-12-31"},
        {"party.age": "-1", "party.kind": "ship"},
        {"a.b.c.d.e.f": "x", "__class__": "x", "acts.0.facts.gross_mass_kg": "1" * 5000},
    ],
)
def test_whatever_is_sent_is_answered(office: Office, fields: dict[str, str]) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.save(path, FACTS | fields).status_code == 303
    assert desk.get(path).status_code == 200
