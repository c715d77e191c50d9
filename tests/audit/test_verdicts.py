"""One decision against one benchmark: a band of 1000 to 2000 分 within a statutory range of 500 to 5000 分."""

from typing import Any

import pytest

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit.backend import connect
from discretion.audit.columns import OUTCOME
from discretion.audit.one_by_one import schema_of
from discretion.audit.rows import KEEP
from discretion.audit.verdicts import judged

GENERAL = dict.fromkeys((*KEEP, *OUTCOME)) | {
    "fine": 1500, "status": "determined", "disposition": "general", "force": "shall", "offered": "", "low": 1000,
    "high": 2000, "low_inclusive": True, "high_inclusive": True, "fine_force": "shall", "statute_lowest": 500,
    "statute_highest": 5000, "used_law": "road@2023", "rulesets": "zhejiang@2026.1 national@2026.1",
}  # fmt: skip
OPEN = {"low_inclusive": False, "high_inclusive": False}
EXEMPT = {"disposition": "exempt", "low": None, "high": None, "statute_lowest": None, "statute_highest": None}


@pytest.mark.parametrize(
    ("row", "verdict", "departure"),
    [
        ({}, "in_band", None),
        ({"fine": 1000}, "in_band", None),
        ({"fine": 2000}, "in_band", None),
        ({"fine": 999}, "below", "without_reason"),
        ({"fine": 2001}, "above", "without_reason"),
        ({"fine": 1001, **OPEN}, "in_band", None),
        ({"fine": 1999, **OPEN}, "in_band", None),
        ({"fine": 1000, **OPEN}, "below", "without_reason"),
        ({"fine": 2000, **OPEN}, "above", "without_reason"),
        ({"fine": 2001, "reason": "集体讨论决定"}, "above", "with_reason"),
        ({"fine": 500}, "below", "without_reason"),
        ({"fine": 499}, "outside_statute", None),
        ({"fine": 5000}, "above", "without_reason"),
        ({"fine": 5001}, "outside_statute", None),
        ({"fine": 300, "disposition": "mitigated", "low": 200, "high": 400}, "in_band", None),
        ({"fine": 300, "offered": "mitigated"}, "below", "without_reason"),
        ({"fine": 0}, "wrong_disposition", "without_reason"),
        ({"fine": 0, "fine_force": "may"}, "in_band", None),
        ({"fine": 0, "offered": "exempt"}, "in_band", None),
        ({"fine": 0, **EXEMPT}, "in_band", None),
        ({"fine": 1, **EXEMPT}, "wrong_disposition", "without_reason"),
        ({"fine": 1, **EXEMPT, "force": "may"}, "wrong_disposition", "without_reason"),
        ({"fine": 1, "status": "time_barred"}, "wrong_disposition", "without_reason"),
        ({"fine": 1, "status": "not_established"}, "wrong_disposition", "without_reason"),
        ({"fine": 0, "status": "not_established"}, "in_band", None),
        ({"stated": "general"}, "in_band", None),
        ({"stated": "lighter"}, "wrong_disposition", "without_reason"),
        ({"stated": "lighter", "offered": "lighter"}, "in_band", None),
        ({"law": "road@2023"}, "in_band", None),
        ({"law": "road@2019"}, "version_not_in_force", None),
        ({"ruleset": "national@2026.1"}, "in_band", None),
        ({"ruleset": "national@2026"}, "version_not_in_force", None),
        ({"status": "undetermined"}, "facts_missing", None),
        ({"status": "no_rule"}, "no_rule", None),
        ({"fault": "罚款不是数"}, "unusable", None),
    ],
)
def test_verdict(row: Any, verdict: Any, departure: Any) -> None:
    found = judge(row)
    assert (found["verdict"], found["departure"]) == (verdict, departure)


@pytest.mark.parametrize(
    ("fine", "position"), [(1000, 0), (1001, 1), (1999, 999), (2000, 1000), (999, None), (2001, None)]
)
def test_the_place_in_the_band_is_whole_per_mille(fine: Any, position: Any) -> None:
    assert judge({"fine": fine})["position"] == position


def test_a_row_with_a_fault_has_no_outcome() -> None:
    found = judge({"fault": "罚款不是数"})
    assert {found[name] for name in OUTCOME} == {None}


def judge(row: Any) -> Any:
    import pyarrow as pa

    backend = connect()
    table = backend.load("decided", pa.Table.from_pylist([GENERAL | row], schema=schema_of([*KEEP, *OUTCOME])))
    return backend.fetch(judged(table)).to_pylist()[0]
