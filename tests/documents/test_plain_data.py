"""Data handed over as Python objects."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import pytest

from discretion.documents import from_data
from discretion.errors import CaseError


class Harm(StrEnum):
    SLIGHT = "slight"


def test_data_is_copied_into_plain_shapes() -> None:
    facts = {"harm": Harm.SLIGHT, "gain": Decimal("10000.01"), "day": date(2026, 3, 2), "list": (1, True, None)}
    document = from_data(MappingProxyType({"facts": facts}))
    facts["harm"] = Harm.SLIGHT
    assert document.data == {
        "facts": {"harm": "slight", "gain": Decimal("10000.01"), "day": "2026-03-02", "list": [1, True, None]}
    }
    assert type(document.data["facts"]["harm"]) is str
    assert str(document.position(("facts", "harm"))) == "facts.harm"


LOOP: list[Any] = []
LOOP.append(LOOP)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (0.3, 'facts.x: 浮点数不精确（发现：0.3；改法：写成 Decimal("0.3") 或带引号的 "0.3"）'),
        (float("nan"), 'facts.x: 浮点数不精确（发现：nan；改法：写成 Decimal("nan") 或带引号的 "nan"）'),
        (Decimal("Infinity"), "facts.x: 不是有限的数（发现：Infinity）"),
        (Decimal("1e99"), "facts.x: 数字过大或过长"),
        (10**41, "facts.x: 数字超过40位"),
        (
            datetime(2026, 3, 2, tzinfo=UTC),
            "facts.x: 应当是日期，不带时刻（发现：2026-03-02 00:00:00+00:00；改法：用 .date() 取日期）",
        ),
        ({1, 2}, "facts.x: 不支持的类型（发现：set；改法：用 dict、list、str、int、bool、Decimal、date 或 None）"),
        ({1: 2}, "facts.x: 键必须是文本（发现：1）"),
        ("a\0", "facts.x: 文本中含有控制字符（发现：U+0000；改法：删去该字符）"),
    ],
)
def test_refusals(value: Any, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        from_data({"facts": {"x": value}})
    assert str(caught.value) == message


def test_a_structure_that_contains_itself_ends() -> None:
    with pytest.raises(CaseError, match="嵌套超过30层"):
        from_data(LOOP)
