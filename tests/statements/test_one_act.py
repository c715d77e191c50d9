"""One act under several provisions: the higher fine, and never a cheaper one than under any of them alone (行政处罚法 29)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from discretion import Library

FACTS = """
size: {label: 面积, type: integer, unit: m2, range: "[0..100]", severity: aggravating}
"""
OTHER = """
  other:
    cite: 第三条
    label: 另一行为
    ranges:
      - {range: any, penalty: {fine: %s}}
"""
Build = Callable[..., Any]


def both(tiny: Build, first: str, second: str, act: str | None = "a") -> Any:
    """Two violations, each under its own provision."""
    rules = tiny(FACTS, f"- {{range: any, penalty: {{fine: {first}}}}}")
    law = rules.folder / "laws/test-law@2021.yaml"
    law.write_text(law.read_text(encoding="utf-8") + OTHER.strip("\n") % second + "\n", encoding="utf-8")
    own = rules.folder / "national/1/violations/test.act.yaml"
    text = own.read_text(encoding="utf-8").replace("test.act", "test.other").replace("test-law/act", "test-law/other")
    (own.parent / "test.other.yaml").write_text(text, encoding="utf-8")
    acts = [{"violation": name, "facts": {"size": 1}, "act": act} for name in ("test.act", "test.other")]
    case = {"violations": acts, "occurred": "2026-03-02", "decided": "2026-03-20", "party": {"kind": "organisation"}}
    return Library.load(rules.folder).recommend(case)


@pytest.mark.parametrize(
    ("first", "second", "text"),
    [
        ("{from: 1000, to: 5000}", "{from: 500, to: 2000}", "处1000元以上5000元以下罚款"),
        (
            "{from: 0, to: 5000}",
            "{from: 1000, to: 3000}",
            "处1000元以上5000元以下罚款",
        ),  # no less than under the second
        ("{from: 1000, to: 3000}", "{from: 0, to: 5000}", "处1000元以上5000元以下罚款"),  # in whichever order
    ],
)
def test_two_breaches_are_never_cheaper_than_one(tiny: Build, first: str, second: str, text: str) -> None:
    assert both(tiny, first, second).penalty.text == text


def test_it_is_said_when_the_other_provision_raises_an_end(tiny: Build) -> None:
    result = both(tiny, "{from: 0, to: 5000}", "{from: 1000, to: 3000}")
    (reason,) = [item for item in result.reasons if item.step == "concurrence"]
    assert reason.text == (
        "同一行为同时违反《测试法》第二条和《测试法》第三条，按罚款数额高的规定处罚：《测试法》第二条的法定罚款上限较高；"
        "单独适用其中一项的幅度更高，数项违法不轻于一项，幅度为1000元以上5000元以下"
    )


def sections(result: Any, *names: str) -> list[str]:
    return [item.text for item in result.sections if item.name in names]


def test_what_one_provision_alone_gives_is_not_written_as_a_decision(tiny: Build) -> None:
    result = both(tiny, "{from: 1000, to: 5000}", "{from: 500, to: 2000}")
    assert sections(result, "1.result", "2.result", "joint") == [
        "单独适用本项：责令改正；对当事人处1000元以上5000元以下罚款。",
        "单独适用本项：对当事人处500元以上2000元以下罚款。",
        (
            "同一行为同时违反《测试法》第二条和《测试法》第三条，按罚款数额高的规定处罚：《测试法》第二条的法定罚款上限较高；"
            "对当事人处1000元以上5000元以下罚款。"
        ),
    ]


def test_whether_it_is_one_act_is_asked_where_the_case_does_not_say(tiny: Build) -> None:
    result = both(tiny, "{from: 1000, to: 5000}", "{from: 500, to: 2000}", act=None)
    assert sections(result, "joint") == [
        "不同的违法行为分别决定、合并执行，罚款相加；合并执行：处1500元以上7000元以下罚款。"
    ]
    assert [item.text for item in result.hint_sections if item.name == "one_act"] == [
        (
            "案件没有写明数项违法是不是同一个行为，按不同的行为分别决定；"
            "属于同一个违法行为的，在案件中写明，依照《行政处罚法》第二十九条按罚款数额高的规定给予一次罚款。"
        )
    ]
