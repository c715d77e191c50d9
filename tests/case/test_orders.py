"""What the records of one act say of one fact, exactly: its value, the records it rests on, those set aside, and whether it is proven."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion.case import Case, Found, deadlines_of, find, fined_elsewhere, read_case
from discretion.case.orders import CorrectionOrders, last_day_of, why_not_of_act
from discretion.case.record import Record, canonical
from discretion.facts import FindingRule
from discretion.plan import Plan

SEARCHED = "records: {complete: [correction, deadline, refusal], basis: 测试}"
CASE = {"violation": "test.act", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}


def record(kind: str, date: str, **more: Any) -> Record:
    return Record.model_validate({"kind": kind, "date": date, **more})


def case(*records: Record, **more: Any) -> Case:
    return read_case({**CASE, "records": [item.model_dump(mode="json") for item in records], **more})


@pytest.fixture(scope="module")
def plan(tiny: Callable[..., Any]) -> Plan:
    """Corrections, deadlines and refusals are completely searched for."""
    made: Plan = tiny("size: {label: 大小, type: integer, range: '[0..9]'}", header=SEARCHED).plan
    return made


ORDER = record("deadline", "2026-03-03", until="2026-03-10")
RUNNING = record("deadline", "2026-03-03", until="2026-03-20")
IN_TIME, LATE = record("correction", "2026-03-10"), record("correction", "2026-03-11")
REFUSED = record("refusal", "2026-03-12")
FOREIGN = record("correction", "2026-03-10", violation="other.act")
EARLY = record("correction", "2026-03-01")
CORRECTED = FindingRule(kind="correction", within="deadline")
NOT_IN_TIME, NEVER = FindingRule(kind="refusal", overdue="late"), FindingRule(kind="refusal", overdue="never")
PLAIN = FindingRule(kind="refusal")


@pytest.mark.parametrize(
    ("rule", "records", "found"),
    [
        # 逾期不改正: what was corrected in time proves that it was
        (NOT_IN_TIME, [ORDER, IN_TIME], Found(False, (IN_TIME,), (), True)),
        (NEVER, [ORDER, LATE], Found(False, (LATE,), (), True)),
        (NOT_IN_TIME, [ORDER, LATE], Found(True, (ORDER,), (), True, "改正期限于2026年3月10日届满，期限内没有改正")),
        (NEVER, [ORDER], Found(True, (ORDER,), (), True, "改正期限于2026年3月10日届满，至今没有改正")),
        (NOT_IN_TIME, [ORDER, REFUSED], Found(True, (REFUSED,), (), True)),
        # before the last day is over nothing is overdue
        (NOT_IN_TIME, [RUNNING, REFUSED], Found(False, (), ((REFUSED, "running"),), True)),
        (NOT_IN_TIME, [RUNNING], Found(False)),  # nobody says that it was: that is no proof
        (NEVER, [RUNNING, REFUSED], Found(True, (REFUSED,), (), True)),
        # without an order to correct
        (NOT_IN_TIME, [REFUSED], Found(True, (REFUSED,), (), True)),
        (NOT_IN_TIME, [IN_TIME], Found(False)),
        (PLAIN, [ORDER], Found(False)),
        (PLAIN, [REFUSED], Found(True, (REFUSED,), (), True)),
        # 在期限内改正
        (CORRECTED, [ORDER, IN_TIME], Found(True, (IN_TIME,), (), True)),
        (CORRECTED, [ORDER, LATE], Found(False, (), ((LATE, "late"),), True)),
        (CORRECTED, [ORDER], Found(False)),
        (CORRECTED, [ORDER, FOREIGN], Found(False, (), ((FOREIGN, "other_violation"),))),
        (CORRECTED, [ORDER, EARLY], Found(False, (), ((EARLY, "before_act"),))),
    ],
)
def test_what_the_records_say(plan: Plan, rule: FindingRule, records: list[Record], found: Found) -> None:
    assert find(rule, case(*records), plan) == found


@pytest.mark.parametrize(
    ("rule", "searched", "records", "found"),
    [
        (NOT_IN_TIME, {"correction": False}, [ORDER], Found(None)),  # it may have been corrected
        (NOT_IN_TIME, {"correction": False}, [ORDER, IN_TIME], Found(False, (IN_TIME,), (), True)),
        (CORRECTED, {"deadline": False}, [IN_TIME], Found(None)),  # it may have been too late
        (CORRECTED, {"deadline": False}, [IN_TIME, ORDER], Found(True, (IN_TIME,), (), True)),
        (PLAIN, {"refusal": False}, [ORDER], Found(None)),
        (PLAIN, {"refusal": True}, [ORDER], Found(False, proves=True)),  # the case says itself that there is none
    ],
)
def test_what_nobody_looked_for_is_not_known(
    plan: Plan, rule: FindingRule, searched: dict[str, bool], records: list[Record], found: Found
) -> None:
    assert find(rule, case(*records, searched=searched), plan) == found


@pytest.mark.parametrize(
    ("rule", "records", "held_against"),
    [
        (NOT_IN_TIME, [ORDER, IN_TIME], (ORDER,)),
        (NOT_IN_TIME, [ORDER], (ORDER,)),
        (CORRECTED, [ORDER, IN_TIME], (ORDER,)),
        (CORRECTED, [ORDER, LATE], (ORDER,)),  # it was too late for it
        (CORRECTED, [ORDER], ()),  # nothing was corrected: there is nothing to hold against it
        (PLAIN, [ORDER, REFUSED], ()),
    ],
)
def test_an_order_matters_where_something_is_held_against_it(
    plan: Plan, rule: FindingRule, records: list[Record], held_against: tuple[Record, ...]
) -> None:
    one = case(*records)
    assert deadlines_of(rule, one, plan, find(rule, one, plan)) == held_against


@pytest.mark.parametrize(
    ("deadline", "last"),
    [
        ({"until": "2026-03-10"}, "2026-03-10"),
        ({"days": 5}, "2026-03-11"),
        ({"days": 5, "working": True}, "2026-03-13"),  # Saturday is worked, Monday is free
    ],
)
def test_the_last_day_to_correct(deadline: dict[str, Any], last: str) -> None:
    order = record("deadline", "2026-03-06", **deadline)
    assert str(last_day_of(order, case(holidays=["2026-03-09"], workdays=["2026-03-07"]))) == last


def test_the_latest_order_counts_and_is_over_the_day_after_its_last(plan: Plan) -> None:
    longer = record("deadline", "2026-03-08", until="2026-03-19")
    orders = CorrectionOrders(case(longer, ORDER), plan)
    assert (str(orders.last), orders.expired, orders.deadlines) == ("2026-03-19", True, [ORDER, longer])
    assert not CorrectionOrders(case(RUNNING), plan).expired
    none = CorrectionOrders(case(IN_TIME), plan)
    assert (none.last, none.expired, none.corrected("late"), none.corrected("never")) == (None, False, False, True)


def test_since_a_day_means_from_that_day_to_the_last(plan: Plan) -> None:
    orders = CorrectionOrders(case(ORDER, IN_TIME), plan)
    assert orders.corrected_since(IN_TIME.date)
    assert not orders.corrected_since(LATE.date)
    assert not CorrectionOrders(case(ORDER, LATE), plan).corrected_since(ORDER.date)
    assert not CorrectionOrders(case(IN_TIME), plan).corrected_since(ORDER.date)  # no time was set


def test_what_was_corrected_before_the_only_date_of_the_act_but_after_the_order_counts(plan: Plan) -> None:
    """The only date may be that of the inspection."""
    order = record("deadline", "2026-02-20", until="2026-02-27")
    done = record("correction", "2026-02-25")
    assert CorrectionOrders(case(order, done), plan).corrections == [done]
    again = record("deadline", "2026-02-26", until="2026-03-05")
    assert CorrectionOrders(case(order, again, done), plan).corrections == [done]  # after the first of two orders
    assert CorrectionOrders(case(done), plan).corrections == []
    period = {"from": "2026-03-01", "to": "2026-03-02"}
    assert CorrectionOrders(case(order, done, occurred=period), plan).deadlines == []


@pytest.mark.parametrize(
    ("rule", "item", "why"),
    [
        (FindingRule(kind="disclosure", before="discovery"), record("disclosure", "2026-03-05"), None),
        (FindingRule(kind="disclosure", before="discovery"), record("disclosure", "2026-03-06"), "after_discovery"),
        (FindingRule(kind="disclosure"), record("disclosure", "2026-03-06"), None),
        (CORRECTED, IN_TIME, None),
        (CORRECTED, LATE, "late"),
        (FindingRule(kind="correction"), LATE, None),
        (PLAIN, record("refusal", "2026-03-02"), "before_order"),
        (PLAIN, record("refusal", "2026-03-03"), "cured"),  # on the day of the order, and put right in time
        (PLAIN, record("refusal", "2026-03-10"), "cured"),
        (PLAIN, record("refusal", "2026-03-11"), None),
        (FindingRule(kind="obstruction"), record("obstruction", "2026-03-02"), None),  # no refusal
        (FindingRule(kind="obstruction"), record("obstruction", "2026-03-05"), None),
    ],
)
def test_why_a_record_of_the_act_does_not_count(plan: Plan, rule: FindingRule, item: Record, why: str | None) -> None:
    one = case(ORDER, IN_TIME, discovered="2026-03-05")
    assert why_not_of_act(rule, one, CorrectionOrders(one, plan), item) == why


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({}, None),
        ({"date": "2026-03-01"}, "before_act"),
        ({"date": "2026-03-02"}, None),
        ({"date": "2026-03-09", "occurred": "2026-03-01"}, "other_act"),
        ({"date": "2026-03-09", "occurred": "2026-03-02"}, None),
        ({"date": "2026-03-09", "occurred": "2026-03-03"}, "other_act"),
        ({"subject": "driver"}, "other_subject"),
        ({"who": "乙公司"}, "other_subject"),
        ({"who": "甲公司"}, None),
    ],
)
def test_a_fine_of_another_authority_for_the_same_act(more: dict[str, Any], why: str | None) -> None:
    fined = record("fined_elsewhere", **{"date": "2026-03-05", **more})
    one = case(fined, subjects={"party": "甲公司"})
    assert fined_elsewhere(one) == (((fined,), ()) if why is None else ((), ((fined, why),)))


def test_a_record_as_text_says_what_is_not_usual_in_the_order_of_the_alphabet() -> None:
    assert canonical(record("correction", "2026-03-10", subject="party", working=False, area="浙江")) == (
        '{"area":"浙江","date":"2026-03-10","kind":"correction"}'
    )


@pytest.mark.parametrize(
    ("rule", "more", "found"),
    [
        (FindingRule(party="kind"), {}, Found("organisation", proves=True)),
        (FindingRule(party="age"), {}, Found(None)),
        (FindingRule(party="age"), {"party": {"kind": "person", "age": 13}}, Found(13, proves=True)),
        (FindingRule(elapsed="years"), {"discovered": "2026-03-05"}, Found(0, proves=True)),
        (FindingRule(elapsed="years"), {"occurred": "2024-03-01", "discovered": "2026-03-02"}, Found(2, proves=True)),
        (FindingRule(elapsed="years"), {"occurred": "2025-03-20"}, Found(0, proves=True)),  # the year is not over
        (FindingRule(elapsed="years"), {"occurred": "2025-03-19"}, Found(None)),
        (FindingRule(elapsed="years"), {"occurred": "2025-03-01", "filed": "2026-03-01"}, Found(0, proves=True)),
    ],
)
def test_what_the_party_and_the_dates_say(plan: Plan, rule: FindingRule, more: dict[str, Any], found: Found) -> None:
    """No rule of this plan turns on the years: none is harmless but that none has passed."""
    assert find(rule, case(**more), plan) == found


@pytest.mark.parametrize(
    ("number", "said"), [(0, "记录"), (1, "记录（2026年3月1日改正）"), (10, "日改正）"), (11, "日改正等11条）")]
)
def test_ten_records_are_named(number: int, said: str) -> None:
    found = Found(True, tuple(record("correction", f"2026-03-{day:02}") for day in range(1, number + 1)))
    assert found.basis.endswith(said)
    assert found.basis.count("改正") == min(number, 10)
