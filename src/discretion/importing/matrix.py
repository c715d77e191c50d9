"""Columns of penalties whose titles are cases: 县道 | 国道 | 高速公路, 单位 | 个人, 第一次 | 第二次. All of one fact and none twice, or none is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from discretion.facts import Vocabulary
from discretion.importing.disjoint import Span
from discretion.importing.numbers import counted
from discretion.importing.proposals import RowContext
from discretion.importing.subjects import party_of
from discretion.importing.values import listed

_AROUND = re.compile(
    r"[（(][^）)]*[）)]|\s|^对|的?(?:行政)?(?:处罚|裁量|罚款)(?:裁量)?(?:基准|标准|幅度|数额|金额)?$|(?:违法|查处)$"
)


def case_columns(titles: Mapping[int, str], vocabulary: Vocabulary) -> dict[int, dict[str, object]]:
    """The case that each of several columns is for.

    Args:
        titles: column → title, of all columns that hold penalties and have no other meaning.
        vocabulary: the facts.
    """
    found = {column: _case(_AROUND.sub("", title), vocabulary) for column, title in titles.items()}
    cases = {column: when for column, when in found.items() if when is not None}
    if len(cases) < 2 or len(cases) < len(titles):
        return {}
    if {name for when in cases.values() for name in when} == {"prior_count", "prior_count_12m"}:
        cases = {  # 首次 | 一年内第二次: of the same year
            c: {"prior_count_12m": "= 0"} if when == {"prior_count": "= 0"} else when for c, when in cases.items()
        }
    names = {name for when in cases.values() for name in when}
    return cases if len(names) == 1 and exclusive([next(iter(when.values())) for when in cases.values()]) else {}


def _case(title: str, vocabulary: Vocabulary) -> dict[str, object] | None:
    party = party_of(title)
    if party is not None:
        return {"party_kind": party} if "party_kind" in vocabulary else None
    told = listed(title, RowContext(), vocabulary) if title else None
    told = told or counted(re.sub("^[首初]次$", "第一次", title), vocabulary)
    return told[0].when if told and told[0].draft is None else None


def exclusive(tests: list[object]) -> bool:
    """Whether no case is in two columns."""
    spans = [Span.of(test) for test in tests]
    if None not in spans:
        return all(a.within(b) is None for a, b in combinations(spans, 2) if a and b)
    codes = [code for test in tests for code in (test if isinstance(test, list) else [test])]
    return len(codes) == len(set(codes))
