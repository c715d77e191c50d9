"""A text of law whose being in force is not verified: the doubt is data, and no result hides it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from discretion import Library


def test_every_result_that_rests_on_the_text_says_so(tiny: Callable[..., Any]) -> None:
    book = tiny("harm: {label: 危害后果, type: boolean, severity: aggravating, evidence: 笔录}")
    law = book.folder / "laws" / "test-law@2021.yaml"
    text = law.read_text(encoding="utf-8").replace("level: law\n", "level: law\ndoubt: 其后是否修正未核\n")
    law.write_text(text, encoding="utf-8")
    result = Library.load(book.folder).recommend(book.case({}))
    assert (
        "【裁量依据】适用《测试法》第二条，裁量基准为全国；其后是否修正未核，适用前应当核对现行文本；"
        "“一般”阶次出自规则库的建议稿，不是法律，也不是已发布的裁量基准，采用与否由办案机关决定。"
    ) in result.hints()
