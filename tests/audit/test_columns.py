"""Columns for cases that lack no fact: other questions are asked, the answers are the engine's."""

from datetime import date
from typing import Any

import pytest

from discretion import Library

pytest.importorskip("ibis", reason="可选组件 audit 未安装：列式核查的测试跳过")

from discretion.audit import columns
from discretion.audit.backend import connect
from discretion.audit.questions import one_holds
from discretion.simulation import agree

DAY = date(2026, 3, 20)
SHARDS, CASES = 6, 40


@pytest.fixture(scope="module")
def plans() -> Any:
    library = Library.default(drafts=True)
    return list(library.plans.all(library.plans.chain("national", DAY), DAY))


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> Any:
    def outcomes(*given: Any, **named: Any) -> Any:
        return columns.outcomes(*given, complete=True, **named)

    monkeypatch.setattr(agree, "outcomes", outcomes)


@pytest.mark.parametrize("shard", range(SHARDS))
def test_complete_cases(plans: Any, complete: Any, shard: Any) -> None:
    backend, chosen = connect(), plans[shard :: SHARDS * 4]
    assert [line for plan in chosen for line in agree.disagreements(plan, backend, CASES)] == []


def test_where_nothing_is_proven_rows_are_counted(plans: Any, complete: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "one_holds", lambda *_: False)
    backend = connect()
    assert [line for plan in plans[::25] for line in agree.disagreements(plan, backend, CASES)] == []


def test_nearly_all_tiers_and_ranges_are_proven_disjoint_and_complete(plans: Any) -> None:
    proven = [one_holds(plan, about) for plan in plans for about in ("tiers", "ranges")]
    assert sum(proven) > 0.95 * len(proven)
