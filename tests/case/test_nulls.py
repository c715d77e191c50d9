"""What other languages write by default: null in optional fields, and names with another unit."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from discretion import Case, CaseError, Departure, Library, Record
from discretion.case import Party

BARE: dict[str, Any] = {
    "violation": "highway.overload.mass", "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"},
}  # fmt: skip
NULLS = {
    "case": None, "violations": None, "records": None, "subjects": None, "searched": None, "workdays": None, "reasons": None,
    "evidence": None, "facts": None, "co_parties": None, "departure": None, "holidays": None, "place": None,
}  # fmt: skip


def test_null_in_an_optional_field_is_absence(library: Library) -> None:
    case = library.case(json.dumps({**BARE, **NULLS, "party": {"kind": "organisation", "age": None, "as": None}}))
    assert case == library.case(BARE)
    record = {"kind": "correction", "date": "2026-03-03", "working": None, "subject": None, "who": None}
    assert library.case({**BARE, "records": [record]}).records[0].subject == "party"


def test_null_where_a_value_is_required_stays_an_error(library: Library) -> None:
    with pytest.raises(CaseError, match="party"):
        library.case({**BARE, "party": None})
    with pytest.raises(CaseError) as raised:
        library.case({**BARE, "decided": None})
    assert "缺少" not in str(raised.value)  # it is there, and is no date
    with pytest.raises(CaseError) as raised:
        library.case({**BARE, "occurred": {"from": None, "to": "2026-03-02"}})
    assert "缺少" not in str(raised.value)
    with pytest.raises(CaseError, match="recrods"):
        library.case({**BARE, "recrods": None})


def test_the_schema_says_so() -> None:
    schema = Case.model_json_schema()
    assert {"type": "null"} in schema["properties"]["records"]["anyOf"]
    assert schema["properties"]["records"]["default"] == []
    assert "anyOf" not in schema["properties"]["party"]


def test_a_name_in_another_unit_is_no_mere_slip_of_the_pen(library: Library) -> None:
    with pytest.raises(CaseError) as raised:
        library.recommend({**BARE, "facts": {"gross_mass_t": 60}})
    assert str(raised.value) == (
        "facts.gross_mass_t: 没有名为 gross_mass_t 的事实（是否想写：gross_mass_kg；改法：gross_mass_kg 的单位是 kg：换算数值，不要只改名称）"
    )


def test_a_case_is_built_from_what_it_needs() -> None:
    """The same lines type-check under pyright and mypy (``make types``): optional arguments may be left out."""
    day = date(2026, 3, 2)
    case = Case(violation="a.b", occurred=day, decided=date(2026, 3, 20), party=Party(kind="person"))
    assert (case.records, case.facts) == ([], {})
    record = Record(kind="correction", date=day)
    departure = Departure(reason="当事人确有困难", approved_by="负责人", fine="100.00")
    assert (record.subject, departure.disposition) == ("party", None)
