"""JSON: the same data and the same limits as YAML."""

from __future__ import annotations

from decimal import Decimal

import pytest

from discretion.documents import read
from discretion.errors import CaseError


def test_numbers_are_exact() -> None:
    data = read('{"gain": 10000.01, "mass": 60000, "java": 1.0E7, "none": null, "ok": true}', "case.json").data
    assert data == {"gain": Decimal("10000.01"), "mass": 60000, "java": Decimal(10_000_000), "none": None, "ok": True}
    assert str(data["java"]) == "10000000"
    assert type(data["mass"]) is int


def test_positions_are_fields() -> None:
    assert str(read(b'{"facts": {"a": 1}}', "case.json").position(("facts", "a"))) == "case.json: facts.a"
    assert str(read('{"facts": {"a": 1}}', kind="json").position(("facts", "a"))) == "facts.a"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1, "a": 2}', "c.json: 键“a”重复"),
        ('{"a": NaN}', "c.json: 不是有限的数（发现：NaN）"),
        ('{"a": -Infinity}', "c.json: 不是有限的数（发现：-Infinity）"),
        ('{"a": 1e99}', "c.json: 数字过大或过长（发现：1e99）"),
        ('{"a": 1e999999999}', "c.json: 数字过大或过长（发现：1e999999999）"),
        ('{"a": 1' + "0" * 50 + "}", f"c.json: 数字超过40位（发现：1{'0' * 50}）"),
        ('{"a": 1\n "b": 2}', 'c.json:2:2: JSON 语法错误：缺少逗号，或者括号没有闭合（发现："b": 2}）'),
        ("{'a': 1}", "c.json:1:2: JSON 语法错误：键要用双引号（发现：{'a': 1}）"),
        ('{"a": "x', 'c.json:1:7: JSON 语法错误：引号没有闭合（发现：{"a": "x）'),
        ("", "c.json:1:1: JSON 语法错误：缺少值，或者有多余的逗号、引号"),
        ('{"a": 1} x', 'c.json:1:10: JSON 语法错误：内容结束之后还有文字（发现：{"a": 1} x）'),
        ('{"a": ["\\ud800"]}', "c.json: a[0]: 文本中含有控制字符（发现：U+D800；改法：删去该字符）"),
        ("[" * 31 + "]" * 31, "c.json: " + "[0]" * 30 + ": 嵌套超过30层"),
    ],
)
def test_refusals(text: str, message: str) -> None:
    with pytest.raises(CaseError) as caught:
        read(text, "c.json", error=CaseError)
    assert str(caught.value) == message


def test_depth_and_size_are_bounded() -> None:
    with pytest.raises(CaseError, match=r"^嵌套过深"):
        read("[" * 900_000, kind="json", error=CaseError)
    with pytest.raises(CaseError, match="数据超过100000个值"):
        read("[" + "1," * 100_000 + "1]", kind="json", error=CaseError)
