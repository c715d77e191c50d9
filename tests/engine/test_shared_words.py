"""What many cases share is written once. Nobody can tell: not by the bytes, and not by changing what he got."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import judged

from discretion import Library, Recommendation
from discretion.testing import cases

AREAS = ("national", "zhejiang")
DIVERSE = (
    "highway.overload.mass",  # a fine worked out of masses
    "road.freight.unlicensed",  # multiples of a gain, ranges, a gap that is closed
    "inland.overload.cargo",  # further addressees
)


def _golden(library: Library, step: int) -> Iterator[Recommendation]:
    for golden in judged(library.rulebook)[::step]:
        if golden.case.expect.error is None:
            case = {key: value for key, value in golden.case.case.items() if key != "place"}
            yield library.recommend({"case": "2026-0001", **case}, area=golden.ruleset.area)


def test_one_line_is_what_pydantic_writes(library: Library) -> None:
    """Twice: the first time it is written, the second time it is there already."""
    for result in [*_golden(library, 97), *_golden(library, 97)]:
        assert result.to_json(indent=None) == result.model_dump_json()
        some = ("reasons", "case", "penalty", "receipt")
        assert result.to_json(indent=None, parts=some) == result.model_dump_json(include=set(some))


@settings(max_examples=60)
@given(st.data())
def test_words_that_are_kept_are_those_that_would_be_written(library: Library, data: st.DataObject) -> None:
    """Of any two cases the second is told with what was kept of the first; on a plan that remembers nothing it reads the same."""
    name, area = data.draw(st.sampled_from(DIVERSE)), data.draw(st.sampled_from(AREAS))
    day = library.newest_day(area)
    plan = library.plans.plan(name, library.plans.chain(area, day), day)
    assert plan is not None
    drawn = cases(library, name, area=area, partial=True)
    first, second = data.draw(drawn), data.draw(drawn)
    near = {
        **first,
        "facts": {**second["facts"], **dict(list(first["facts"].items())[: data.draw(st.integers(0, 20))])},
    }
    others = [[], ["responsible_crew"]]
    drawn_cases = [{**case, "co_parties": data.draw(st.sampled_from(others))} for case in (first, second, near)]
    told = [library.recommend(case, area=area).to_json(indent=None) for case in drawn_cases]
    for case, line in zip(drawn_cases, told, strict=True):
        plan.memo.clear()
        assert library.recommend(case, area=area).to_json(indent=None) == line


def test_the_steps_of_a_procedure_are_kept_for_the_thresholds_that_a_fine_reaches(library: Library) -> None:
    """One tier, so the same rules hold: what was said of a small fine is not said of one beyond the summary procedure (3000元)."""

    def told(mass: int) -> tuple[str, str]:
        facts = {"gross_mass_kg": mass, "mass_limit_kg": 49_000, "divisible_load": True}
        case = {"violation": "highway.overload.mass", "occurred": "2026-03-02", "decided": "2026-03-20", "facts": facts}
        result = library.recommend({**case, "party": {"kind": "organisation"}}, area="zhejiang")
        (summary,) = [flag.text for flag in result.procedure if flag.flag == "summary"]
        assert result.penalty is not None
        return result.penalty.text, summary

    assert [told(mass) for mass in (66_000, 68_000, 70_000, 66_000)] == [
        ("处2160元罚款", "违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定"),
        ("处2760元罚款", "违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定"),
        ("处3360元罚款", "不适用简易程序"),
        ("处2160元罚款", "违法事实确凿并有法定依据的，可以适用简易程序，当场作出决定"),
    ]


def test_why_a_fact_counts_for_nothing_depends_on_who_the_case_is_against(library: Library) -> None:
    """The same rules hold for both: what was told of one is not told of the other."""

    def told(kind: str) -> list[tuple[str, str]]:
        facts = {"gross_mass_kg": 60_000, "mass_limit_kg": 49_000, "divisible_load": True, "incapacity": "none"}
        case = {"violation": "highway.overload.mass", "occurred": "2026-03-02", "decided": "2026-03-20", "facts": facts}
        result = library.recommend({**case, "party": {"kind": kind}}, area="zhejiang")
        return [(item.value, item.why.partition("“")[0]) for item in result.account if item.use == "without_effect"]

    assert [told(kind) for kind in ("person", "organisation", "person")] == [
        [("正常", "以该事实为条件的不予处罚情形")],
        [("正常", "只对公民有意义，本案的当事人不是公民")],
        [("正常", "以该事实为条件的不予处罚情形")],
    ]


def test_a_receipt_reads_as_it_was_written(library: Library) -> None:
    """It is written before it is made; whoever reads it twice reads one object."""
    result = next(_golden(library, 997))
    line = json.loads(result.to_json(indent=None))["receipt"]
    assert json.loads(result.receipt.line()) == line
    assert result.receipt is result.receipt


def test_what_a_caller_changes_is_his_own(library: Library) -> None:
    """Lists inside a result can be changed; the next result is not."""
    case: dict[str, Any] = {
        "violation": "highway.overload.mass",
        "occurred": "2026-03-02",
        "decided": "2026-03-20",
        "party": {"kind": "organisation"},
        "facts": {"gross_mass_kg": 60_000, "mass_limit_kg": 49_000, "divisible_load": True},
    }
    untouched = library.recommend(case).to_json(indent=None)
    result = library.recommend(case)
    for reason in result.reasons:
        reason.cites.append("x")
        reason.facts.clear()
        reason.rejected.clear()
    for item in result.nearest:
        item.facts["x"] = 1
    for version in result.versions:
        version.gives.append("x")
    assert library.recommend(case).to_json(indent=None) == untouched
    assert library.recommend(case).model_dump_json() == untouched


def test_a_copy_that_says_otherwise_is_written_otherwise(library: Library) -> None:
    result = next(_golden(library, 997))
    reason = result.reasons[0].model_copy(update={"text": "另一句话"})
    assert '"text":"另一句话"' in reason.line()
    assert reason.line() == reason.model_dump_json()
    assert result.reasons[0].line() == result.reasons[0].model_dump_json()


def test_a_copy_of_a_result_is_written_as_it_was_changed(library: Library) -> None:
    result = next(_golden(library, 997))
    line, one = result.to_json(indent=None), result.reasons[:1]
    fewer = result.model_copy(update={"reasons": one})
    assert json.loads(fewer.to_json(indent=None))["reasons"] == [json.loads(one[0].line())]
    assert fewer.to_json(indent=None) == fewer.model_dump_json()
    unsigned = result.receipt.model_copy(update={"area": "甲"})
    assert (json.loads(unsigned.line())["area"], result.to_json(indent=None)) == ("甲", line)


@pytest.mark.parametrize("text", ['{"a":"b\\u0000"}', '{"a":"\u200e"}', "[" * 31 + "]" * 31, '{"a":"\\b"}'])
def test_what_the_limits_refuse_is_refused_however_short(library: Library, text: str) -> None:
    with pytest.raises(Exception, match=r"控制字符|嵌套"):
        library.recommend(text)
