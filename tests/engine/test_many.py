"""Many cases at once: in their order, each error in its place, over several processes, and from the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import PydanticSerializationError

from discretion import CaseError, Library, Recommendation
from discretion.decide import plans
from discretion.errors import UsageError
from discretion.plan import compile_plan

FACTS = 'size: {label: 数量, type: integer, range: "[0..100]", severity: aggravating}'
TIERS = """
- {tier: small, label: 轻微, when: {size: "<= 50"}, penalty: {fine: {share: [0, 0.3]}}}
- {tier: large, label: 严重, when: {size: "> 50"}, penalty: {fine: {share: [0.7, 1]}}}
"""
Build = Callable[..., Any]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def book(tiny: Build) -> Any:
    return tiny(FACTS, tiers=TIERS)


def cases(book: Any) -> list[Any]:
    return [book.case({"size": 60}, case="甲"), {"violation": "test.act"}, book.case({"size": 5}, case="丙"), "{"]


@pytest.mark.parametrize("processes", [1, 2])
def test_answers_come_in_order_with_errors_in_place(book: Any, processes: int) -> None:
    found = list(book.library.recommend_many(iter(cases(book)), processes=processes))
    assert [type(item) for item in found] == [Recommendation, CaseError, Recommendation, CaseError]
    assert [(item.case, item.tier) for item in found if isinstance(item, Recommendation)] == [
        ("甲", "large"),
        ("丙", "small"),
    ]


def test_lines_in_lines_out(book: Any, discretion: Run, tmp_path: Path) -> None:
    lines = [item if isinstance(item, str) else json.dumps(item, ensure_ascii=False) for item in cases(book)]
    (tmp_path / "cases.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    arguments = ("recommend", tmp_path / "cases.jsonl", "--rulesets", book.folder, "--format", "jsonl")
    code, out, _ = discretion(*arguments, "--parts", "case,tier")
    found = [json.loads(line) for line in out.splitlines()]
    assert (code, found[0], found[2]) == (2, {"case": "甲", "tier": "large"}, {"case": "丙", "tier": "small"})
    assert (found[1]["line"], found[1]["error"][0]["code"], found[3]["line"]) == (2, "case", 4)


class Nobody:
    """Answers nothing."""

    def __getattr__(self, name: str) -> Any:
        pytest.fail(f"{name} was worked out")


def test_what_is_left_out_is_not_worked_out(book: Any) -> None:
    result = book.recommend({"size": 60})
    result._source = Nobody()
    with pytest.raises(PydanticSerializationError, match="reasons was worked out"):
        result.to_json(parts=["reasons"])
    assert json.loads(result.to_json(parts=["status", "tier"])) == {"status": "determined", "tier": "large"}
    with pytest.raises(UsageError, match=r"结果没有 teir.*是否想写：tier"):
        result.to_json(parts=["teir"])


def test_a_plan_is_compiled_once_however_many_threads_come_first(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []

    def counting(rulebook: Any, inherited: Any, day: date) -> Any:
        compiled.append(inherited.violation.violation)
        return compile_plan(rulebook, inherited, day)

    monkeypatch.setattr(plans, "compile_plan", counting)
    library = Library.load(book.folder)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: library.recommend(book.case({"size": 1})), range(16)))
    assert compiled == ["test.act"]


def test_warm_compiles_what_a_day_needs(book: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    library = Library.load(book.folder)
    assert library.warm(date(2026, 3, 20)) == 1
    monkeypatch.setattr(plans, "compile_plan", lambda *_: pytest.fail("compiled again"))
    library.recommend(book.case({"size": 1}))
