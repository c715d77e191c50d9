"""The same history gives the same bytes; and more of it moves the outcome the right way only."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from discretion import Library
from discretion.plan import Disposition

CASE: dict[str, Any] = {
    "violation": "road.freight.unlicensed",
    "occurred": "2026-03-02",
    "decided": "2026-04-20",
    "party": {"kind": "organisation"},
    "facts": {
        "engaged_in_freight": True, "has_road_permit": False, "goods_vehicle_mass_kg": 12000,
        "unlicensed_vehicle_count": 2, "illegal_gain_yuan": "0", "harm": "none",
    },
}  # fmt: skip
SEVERITY = list(Disposition)
DAYS = st.dates(date(2022, 1, 1), date(2026, 4, 20)).map(date.isoformat)
RECORDS = st.lists(
    st.one_of(
        st.fixed_dictionaries(
            {
                "kind": st.just("prior_decision"),
                "date": DAYS,
                "violation": st.sampled_from(["road.freight.unlicensed", "road.passenger.unlicensed", "other.speeding"]),
            },
            optional={"subject": st.sampled_from(["party", "vehicle"]), "area": st.sampled_from(["河北省", "天津市"])},
        ),
        st.fixed_dictionaries({"kind": st.sampled_from(["correction", "refusal", "disclosure", "merit"]), "date": DAYS}),
        st.fixed_dictionaries({"kind": st.just("deadline"), "date": DAYS, "days": st.integers(1, 30)}),
    ),
    max_size=6,
)  # fmt: skip


def outcome(library: Library, records: list[dict[str, Any]]) -> tuple[int, tuple[str, str]]:
    """How severe: the disposition, and the ends of the fine."""
    result = library.recommend({**CASE, "records": records})
    assert result.disposition is not None
    fine = result.penalty.fine if result.penalty else None
    return SEVERITY.index(result.disposition), (fine.low, fine.high) if fine else ("0", "0")


def fines(ends: tuple[str, str]) -> tuple[float, ...]:
    return tuple(map(float, ends))


@settings(max_examples=60)
@given(records=RECORDS, data=st.data())
def test_shuffled_and_duplicated_records_give_the_same_bytes(
    library: Library, records: list[dict[str, Any]], data: st.DataObject
) -> None:
    again = data.draw(st.lists(st.sampled_from(records))) if records else []
    shuffled = data.draw(st.permutations(records + again))
    expected = library.recommend({**CASE, "records": records}).to_json()
    assert library.recommend({**CASE, "records": shuffled}).to_json() == expected


def test_copies_of_one_record_from_two_offices_give_the_same_bytes_in_either_order(library: Library) -> None:
    prior = {"kind": "prior_decision", "date": "2025-11-02", "violation": "road.freight.unlicensed"}
    copies = [{**prior, "area": "江苏省", "evidence": "卷二"}, {**prior, "area": "浙江省", "evidence": "卷一"}]
    first, second = (library.recommend({**CASE, "records": order}) for order in (copies, copies[::-1]))
    assert first.to_json() == second.to_json()
    assert len(first.receipt.case["records"]) == 1


def test_records_split_over_two_files_give_the_same_bytes(
    discretion: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    own = [
        {"kind": "prior_decision", "date": "2025-11-02", "violation": "road.freight.unlicensed", "id": "浙交罚〔2025〕1号"},
        {"kind": "correction", "date": "2026-03-05"},
    ]  # fmt: skip
    other = [{"kind": "prior_decision", "date": "2025-05-02", "violation": "road.freight.unlicensed", "area": "江苏省"}]
    files = {"whole": {**CASE, "records": own + other}, "part": {**CASE, "records": own}, "bare": CASE,
             "own": {"records": own}, "other": {"records": other + own}}  # fmt: skip
    for name, data in files.items():
        (tmp_path / f"{name}.json").write_text(json.dumps(data), encoding="utf-8")

    def run(case: str, *records: str) -> str:
        options = [item for name in records for item in ("--records", tmp_path / f"{name}.json")]
        code, out, err = discretion("recommend", tmp_path / f"{case}.json", *options, "--format", "json")
        assert (code, err) == (0, "")
        return out

    expected = run("whole")
    assert json.loads(expected)["disposition"] == "general"
    assert run("part", "other") == expected
    assert run("bare", "own", "other") == expected
    assert run("bare", "other", "own") == expected


def test_a_wrong_record_of_another_file_is_shown_in_that_file(
    discretion: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    """Its second is the third of all: the case has one of its own."""
    own = {**CASE, "records": [{"kind": "correction", "date": "2026-03-04"}]}
    (tmp_path / "case.json").write_text(json.dumps(own), encoding="utf-8")
    file = tmp_path / "records.yaml"
    file.write_text("records:\n  - {kind: correction, date: 2026-03-05}\n  - {kind: correction, date: 2026-05-05}\n")
    code, out, err = discretion("recommend", tmp_path / "case.json", "--records", file)
    assert (code, out) == (2, "")
    assert err == (
        f"错误：{file}:3:30: 记录日期 2026-05-05 晚于决定日 2026-04-20"
        "（改法：决定之后的记录不能作为本决定的依据；删去，或者更正日期）\n"
    )


@settings(max_examples=80)
@given(records=RECORDS, day=st.dates(date(2015, 1, 1), date(2026, 4, 20)))
def test_an_additional_prior_never_makes_the_outcome_milder(
    library: Library, records: list[dict[str, Any]], day: date
) -> None:
    prior = {"kind": "prior_decision", "date": day.isoformat(), "violation": CASE["violation"]}
    before, after = outcome(library, records), outcome(library, [*records, prior])
    assert after[0] >= before[0]
    assert all(more >= less for more, less in zip(fines(after[1]), fines(before[1]), strict=True))


@settings(max_examples=80)
@given(records=RECORDS, days=st.integers(0, 49))
def test_a_correction_never_makes_the_outcome_harsher(
    library: Library, records: list[dict[str, Any]], days: int
) -> None:
    correction = {"kind": "correction", "date": (date(2026, 3, 2) + timedelta(days=days)).isoformat()}
    for case in (CASE, {**CASE, "violation": "road.monitoring.offline", "facts": OFFLINE}):
        before, after = (library.recommend({**case, "records": more}) for more in (records, [*records, correction]))
        assert before.disposition is not None
        assert after.disposition is not None
        assert SEVERITY.index(after.disposition) <= SEVERITY.index(before.disposition)
        assert _highest(after) <= _highest(before)
        lost = {item.disposition for item in before.alternatives} - {item.disposition for item in after.alternatives}
        assert after.penalty is not None or after.disposition is Disposition.EXEMPT
        nothing = after.penalty is None or not (after.penalty.fine or after.penalty.measures)
        assert not lost or nothing  # what is waived needs no other leniency


OFFLINE = {"vehicle_offline": True, "offline_days": 3, "harm": "none", "illegal_gain_yuan": "0"}


def _highest(result: Any) -> float:
    return float(result.penalty.fine.high) if result.penalty and result.penalty.fine else 0.0
