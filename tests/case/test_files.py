"""A case from what a caller has, and a file of records beside it: what contradicts is shown in the file that was sent."""

from __future__ import annotations

import pytest

from discretion.case import Case, add_records, read_case
from discretion.documents import read
from discretion.errors import CaseError

CASE = {
    "violation": "test.act",
    "occurred": "2026-03-02",
    "decided": "2026-03-20",
    "party": {"kind": "person"},
    "records": [{"kind": "correction", "date": "2026-03-05"}],
}
JSON = '{"violation": "test.act", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "person"}}'


def added(text: str) -> Case:
    return add_records(read_case(CASE), read(text, "records.yaml", error=CaseError))


def refused(text: str) -> str:
    with pytest.raises(CaseError) as caught:
        added(text)
    return str(caught.value)


def test_data_json_bytes_and_documents_are_one_case() -> None:
    plain = read_case({key: value for key, value in CASE.items() if key != "records"})
    assert plain == read_case(JSON) == read_case(JSON.encode()) == read_case(read(JSON, "case.json"))
    assert (plain.violation, str(plain.occurred), plain.records) == ("test.act", "2026-03-02", [])
    assert read_case(plain) is plain


def test_the_records_of_a_file_come_after_those_of_the_case() -> None:
    found = added("records:\n  - {kind: refusal, date: 2026-03-06}\n")
    assert [(item.kind, str(item.date)) for item in found.records] == [
        ("correction", "2026-03-05"),
        ("refusal", "2026-03-06"),
    ]


@pytest.mark.parametrize(("line", "before"), [(2, ""), (3, "  - {kind: refusal, date: 2026-03-06}\n")])
def test_a_record_that_contradicts_the_case_is_shown_in_its_own_file(line: int, before: str) -> None:
    """The second record of both together is the first of the file."""
    assert refused(f"records:\n{before}  - {{kind: refusal, date: 2026-03-21}}\n") == (
        f"records.yaml:{line}:27: 记录日期 2026-03-21 晚于决定日 2026-03-20"
        "（改法：决定之后的记录不能作为本决定的依据；删去，或者更正日期）"
    )


def test_records_that_contradict_each_other_are_shown_at_their_list() -> None:
    """No single one of them is wrong."""
    assert refused(
        "records:\n"
        "  - {kind: prior_decision, violation: test.act, date: 2025-11-02, id: 1号}\n"
        "  - {kind: prior_decision, violation: test.act, date: 2025-11-03, id: 1号}\n"
    ) == "records.yaml:2:3: 文书号 1号 的记录互相矛盾：date 有 2025-11-02、2025-11-03"  # fmt: skip


def test_what_no_record_says_alone_is_shown_at_the_file() -> None:
    """Holidays are the case's to state."""
    assert refused("records:\n  - {kind: deadline, date: 2026-03-03, days: 5, working: true}\n") == (
        "records.yaml:1:1: 以工作日计算的期限，需要知道期间的法定节假日"
        "（改法：在案件中写 holidays（没有的写 []）；调休上班的周末写 workdays）"
    )
