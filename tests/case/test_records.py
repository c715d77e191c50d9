"""Records from several files: each counted once; where only one of two says something, that is no difference."""

from __future__ import annotations

from typing import Any

import pytest

from discretion.case import Record, without_repeats

PRIOR: dict[str, Any] = {"kind": "prior_decision", "date": "2025-11-02", "violation": "test.act"}
NUMBERED = {**PRIOR, "id": "1号", "fine": "100"}


def record(**written: Any) -> Record:
    return Record.model_validate(written)


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        # without numbers: one day is one record
        (PRIOR, {}, 1),
        (PRIOR, {"area": "浙江"}, 1),
        (PRIOR, {"date": "2025-11-03"}, 2),
        (PRIOR, {"violation": "test.more"}, 2),
        (PRIOR, {"subject": "vehicle"}, 2),
        (PRIOR, {"who": "甲公司"}, 2),
        (PRIOR, {"occurred": "2025-11-01"}, 2),
        (PRIOR, {"fine": "100"}, 2),
        # one number is one document
        (NUMBERED, {"area": "浙江"}, 1),
        (NUMBERED, {"id": "2号"}, 2),
        # with and without a number: the same day, and the same fine and day of the act where both say it
        (NUMBERED, {"id": None}, 1),
        (NUMBERED, {"id": None, "fine": None}, 1),
        ({**NUMBERED, "fine": None}, {"id": None, "fine": "100"}, 1),
        (NUMBERED, {"id": None, "fine": "200"}, 2),
        (NUMBERED, {"id": None, "date": "2025-11-03"}, 2),
        (NUMBERED, {"id": None, "violation": "test.more"}, 2),
        (NUMBERED, {"id": None, "subject": "driver"}, 2),
        (NUMBERED, {"id": None, "who": "甲公司"}, 2),
        (NUMBERED, {"id": None, "occurred": "2025-11-01"}, 1),
        ({**NUMBERED, "occurred": "2025-11-01"}, {"id": None, "occurred": "2025-10-01"}, 2),
    ],
)
def test_what_is_one_record(first: dict[str, Any], second: dict[str, Any], kept: int) -> None:
    one, other = record(**first), record(**{**first, **second})
    assert len(without_repeats([one, other])) == len(without_repeats([other, one])) == kept


def test_copies_of_one_document_are_read_together() -> None:
    (joined,) = without_repeats([record(**NUMBERED, area="浙江"), record(**NUMBERED, evidence="信息系统")])
    assert (joined.area, joined.evidence, joined.fine) == ("浙江", "信息系统", "100")


def test_what_only_the_copy_without_a_number_says_is_taken_over() -> None:
    """The fine counts towards a limit over several cases: losing it would go against the party."""
    silent, loose = {**NUMBERED, "fine": None, "area": "浙江"}, {**PRIOR, "occurred": "2025-11-01"}
    numbered = record(**silent)
    assert without_repeats([numbered, record(**loose, fine="100")]) == [record(**{**silent, **loose, "fine": "100"})]
    # One document is not the copy of two others: each takes its own, the other fine is another decision's.
    of_two = [record(**{**NUMBERED, "id": "2号"}), numbered, record(**PRIOR, fine="100"), record(**PRIOR, fine="200")]
    assert [(item.id, item.fine) for item in without_repeats(of_two)] == [("1号", "200"), ("2号", "100")]
    assert [(item.id, item.fine) for item in without_repeats(of_two[1:])] == [("1号", "100"), (None, "200")]


def test_they_come_in_order_of_date_then_of_kind() -> None:
    late, early = record(**PRIOR), record(kind="correction", date="2025-01-01")
    same_day = record(kind="correction", date="2025-11-02")
    assert without_repeats([late, same_day, early]) == [early, same_day, late]
    assert without_repeats([]) == []


@pytest.mark.parametrize(
    ("more", "name"),
    [
        ({}, "2025年11月2日处罚决定"),
        ({"id": "1号", "evidence": "卷宗", "who": "甲"}, "2025年11月2日处罚决定（1号）"),
        ({"evidence": "卷宗", "who": "甲"}, "2025年11月2日处罚决定（卷宗）"),
        ({"who": "甲"}, "2025年11月2日处罚决定（甲）"),
    ],
)
def test_a_reader_finds_it_by_its_number_its_evidence_or_its_subject(more: dict[str, str], name: str) -> None:
    assert record(**PRIOR, **more).name == name


@pytest.mark.parametrize(
    "written",
    [
        {"kind": "deadline", "date": "2026-03-03", "until": "2026-03-03"},  # at once
        {"kind": "deadline", "date": "2026-03-03", "days": 1, "working": True},
        {"kind": "exempt_decision", "date": "2026-03-03", "violation": "test.act"},
        {**PRIOR, "occurred": "2025-11-02"},  # decided on the day of the act
        {**PRIOR, "fine": "0"},
    ],
)
def test_what_a_record_may_say(written: dict[str, Any]) -> None:
    assert record(**written).kind == written["kind"]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"kind": "deadline", "date": "2026-03-03"}, "责令限期改正的记录必须且只能写 until 或 days 之一"),
        ({"kind": "deadline", "date": "2026-03-03", "until": "2026-03-03", "days": 1}, "必须且只能写 until 或 days 之一"),
        ({"kind": "deadline", "date": "2026-03-03", "until": "2026-03-02"}, "期限届满日 2026-03-02 早于责令之日 2026-03-03"),
        ({"kind": "deadline", "date": "2026-03-03", "until": "2026-03-04", "working": True}, "working 只与 days 同用"),
        ({"kind": "correction", "date": "2026-03-03", "days": 1}, "until、days 只用于 kind: deadline"),
        ({"kind": "correction", "date": "2026-03-03", "until": "2026-03-04"}, "until、days 只用于 kind: deadline"),
        ({"kind": "correction", "date": "2026-03-03", "fine": "100"}, "fine 只用于 kind: prior_decision"),
        ({"kind": "prior_decision", "date": "2026-03-03"}, "处罚决定的记录必须写 violation，否则无从判断是否同类"),
        ({"kind": "exempt_decision", "date": "2026-03-03"}, "不予处罚决定的记录必须写 violation，否则无从判断是否同类"),
        ({**PRIOR, "occurred": "2025-11-03"}, "所涉违法行为之日 2025-11-03 晚于记录之日 2025-11-02"),
    ],
)  # fmt: skip
def test_what_a_record_may_not_say(written: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        record(**written)
