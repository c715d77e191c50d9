"""受罚对象: the statute says whom it punishes, the case says who of them is a party; nobody is added unasked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.errors import CaseError, RulebookError

Build = Callable[..., Any]
FACTS = "size: {label: 面积, type: integer, range: '[1..9]', severity: aggravating}"
LAW = """
- range: any
  penalty: {fine: {from: 30000, to: 300000}, also: {captain: {fine: {from: 3000, to: 30000}}, responsible_crew: {fine: {from: 300, to: 3000}}}}
"""
CAPTAIN_ONLY = """
- range: any
  penalty: {fine: {from: 1000, to: 10000}}
"""
PERSON, COMPANY = {"kind": "person"}, {"kind": "organisation"}


@pytest.fixture(scope="module")
def book(tiny: Build) -> Any:
    return tiny(FACTS, LAW)


def test_nobody_is_added_unasked_and_it_is_told_whom_the_law_also_punishes(book: Any) -> None:
    result = book.recommend({"size": 1}, party=COMPANY)
    assert result.others == []
    assert "法律还规定处罚船长、责任船员；案件没有把其载明为同案当事人，未作建议" in result.notes


def test_whom_a_case_leaves_out_is_told_of_that_case_alone(book: Any) -> None:
    """The same rules hold in all of them: what is told does not stick from one to the next."""
    told = [
        [note for note in book.recommend({"size": 1}, party=COMPANY, co_parties=named).notes if "未作建议" in note]
        for named in ([], ["captain"], ["captain", "responsible_crew"], [])
    ]
    assert told == [
        ["法律还规定处罚船长、责任船员；案件没有把其载明为同案当事人，未作建议"],
        ["法律还规定处罚责任船员；案件没有把其载明为同案当事人，未作建议"],
        [],
        ["法律还规定处罚船长、责任船员；案件没有把其载明为同案当事人，未作建议"],
    ]


def test_the_case_names_who_of_them_is_a_party(book: Any) -> None:
    result = book.recommend({"size": 1}, party=COMPANY, co_parties=["captain"])
    assert [(item.subject, item.label, item.penalty.text) for item in result.others] == [
        ("captain", "船长", "处3000元以上30000元以下罚款")
    ]


def test_a_natural_person_can_be_the_only_party(book: Any) -> None:
    result = book.recommend({"size": 1}, party={**PERSON, "as": "captain"})
    assert (result.penalty.text, result.others) == ("处3000元以上30000元以下罚款", [])


def test_the_party_is_no_further_subject_besides(book: Any) -> None:
    result = book.recommend({"size": 1}, party={**PERSON, "as": "captain"}, co_parties=["captain", "party"])
    assert [item.subject for item in result.others] == ["party"]


def test_an_organisation_is_refused_where_the_statute_fines_persons(book: Any) -> None:
    with pytest.raises(CaseError, match="处罚的是船长，不能以法人或者其他组织为当事人"):
        book.recommend({"size": 1}, party={**COMPANY, "as": "captain"})


def test_it_is_said_as_whom_he_may_be_a_party(book: Any) -> None:
    """The main set is for anybody; the captain and the crew are persons."""
    for party, remedy, allowed in (
        ({**COMPANY, "as": "captain"}, "更正 party.kind，或者当事人", ("party",)),
        ({**COMPANY, "as": "responsible_crew"}, "更正 party.kind，或者当事人", ("party",)),
    ):
        with pytest.raises(CaseError) as caught:
            book.recommend({"size": 1}, party=party)
        (problem,) = caught.value.problems
        assert (problem.remedy, tuple(problem.allowed or ())) == (remedy, allowed)


def test_an_unknown_addressee_is_refused_with_those_of_the_provision(book: Any) -> None:
    with pytest.raises(CaseError, match="法条没有受罚对象 captian；有party（当事人）、captain（船长）"):
        book.recommend({"size": 1}, co_parties=["captian"])


def test_the_main_addressee_is_named_by_the_provision(rulebook: Callable[..., Any], tiny: Build) -> None:
    book = tiny(FACTS, CAPTAIN_ONLY)
    law = next(book.folder.glob("laws/*.yaml"))
    text = law.read_text(encoding="utf-8").replace("    label: 测试行为", "    label: 测试行为\n    addressee: captain")
    law.write_text(text, encoding="utf-8")
    library = type(book.library).load(book.folder)
    case = book.case({"size": 1}, party=COMPANY)
    with pytest.raises(CaseError, match="第二条处罚的是船长，不能以法人或者其他组织为当事人"):
        library.recommend(case)
    assert library.recommend({**case, "party": PERSON}).penalty.text == "处1000元以上10000元以下罚款"


def test_an_addressee_without_a_name_is_refused(tiny: Build) -> None:
    with pytest.raises(RulebookError, match="没有受罚对象 skipper"):
        tiny(FACTS, "- {range: any, penalty: {fine: {to: 200}, also: {skipper: {fine: {to: 100}}}}}")
