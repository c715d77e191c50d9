"""What is written at one violation and belongs to another: a reference, a provision, a reason of a scope, a sentence that is repeated."""

from __future__ import annotations

from datetime import date

from discretion import Library
from discretion.check import Verdict, run_rulebook_checks

HEADER = """
area: national
label: 全国
version: "1"
status: published
effective: "2020-01-01"
source: {kind: proposed, method: 示例}
"""
LAW = """
law: demo-rules
label: 示例规定
level: departmental-rule
version: "1"
effective: "2020-01-01"
source: {grade: A, where: 示例}
provisions:
  overload: {cite: 第一条, label: 车辆违法超限运输货物, ranges: [{range: any, penalty: {fine: {from: 1000, to: 10000}}}]}
  order: {cite: 第二条, label: 船舶在船闸引航道内追越其他船舶, ranges: [{range: any, penalty: {fine: {from: 1000, to: 10000}}}]}
  anchored: {cite: 第三条, label: 船舶在船闸引航道内抛锚停泊, ranges: [{range: any, penalty: {fine: {from: 1000, to: 10000}}}]}
"""
FACTS = """
facts:
  act: {label: 实施违法行为, type: boolean, negative: 没有实施违法行为}
  private: {label: 属于专用公路, type: boolean, negative: 不属于专用公路}
  military: {label: 属于军用船舶, type: boolean, negative: 不属于军用船舶}
"""
PRIVATE, MILITARY = "专用公路的保护由专用单位负责", "军用船舶的管理由军队有关部门负责"
REMARK = "情节严重的，依照示例规定第九条处罚"


def violation(name: str, label: str, provision: str, scope: str, otherwise: str, more: str = "") -> dict[str, str]:
    """The file of a violation."""
    text = f"violation: {name}\nlabel: {label}\nsector: highway\nprovision: demo-rules/{provision}\nscope:\n  - {{when: {{{scope}: false}}, otherwise: {otherwise}}}\nelements: {{act: true}}\n"
    tiers = "tiers:\n  - {tier: only, label: 法定处罚, when: {}, penalty: statute}\nsource: {kind: statute, cite: [demo-rules/overload]}\n"
    return {f"national/1/violations/{name}.yaml": f"{text}{tiers}{more}"}


LOAD = ("demo.load", "车辆违法超限运输货物", "overload", "private", PRIVATE)
ORDER = ("lock.order", "船舶在船闸引航道内追越其他船舶", "order", "military", MILITARY)
ANCHORED = ("lock.anchored", "船舶在船闸引航道内抛锚停泊", "anchored", "military", MILITARY)
SOUND = {
    "laws/demo-rules@1.yaml": LAW,
    "facts/demo.yaml": FACTS,
    "national/1/ruleset.yaml": HEADER,
    **violation(*LOAD, f"remark: {REMARK}\n"),
    **violation(*ORDER, f"see: [lock.anchored]\nremark: {REMARK}\n"),
    **violation(*ANCHORED),
}


def found(changed: dict[str, str]) -> dict[str, str]:
    """What the checks refute, by its id."""
    book = Library.load({**SOUND, **changed}, drafts=True).rulebook
    findings = run_rulebook_checks(book, date(2026, 6, 1), ["duty", "words", "mention"])
    return {item.id: item.message for item in findings if item.verdict is Verdict.REFUTED}


def test_the_sound_book_has_nothing() -> None:
    assert found({}) == {}


def test_what_one_is_referred_to_is_like_the_violation() -> None:
    assert found(violation(*LOAD, "see: [lock.order]\n")) == {
        "words/national@1/demo.load/see/lock.order": "参见 lock.order，它与“车辆违法超限运输货物”说的不是相近的事"
    }


def test_a_provision_under_which_nothing_is_punished_any_more_was_meant() -> None:
    moved = violation("lock.anchored", "船舶在船闸引航道内抛锚停泊", "order", "military", MILITARY)
    assert found(moved) == {
        "duty/national@1/lock.anchored/provision/demo-rules/order": "罚则《示例规定》第二条（“船舶在船闸引航道内追越其他船舶”）说的不是“船舶在船闸引航道内抛锚停泊”"
    }


def test_the_reason_of_a_scope_is_not_that_of_another_fact() -> None:
    borrowed = violation("demo.load", "车辆违法超限运输货物", "overload", "private", MILITARY, f"remark: {REMARK}\n")
    assert found(borrowed)["mention/national@1/demo.load/scope/0/borrowed"] == (
        "以“属于专用公路”划定范围，说明却与以“属于军用船舶”划定范围的一字不差"
    )


def test_a_sentence_that_others_write_is_the_same_everywhere() -> None:
    assert found(violation(*ANCHORED, f"remark: {REMARK.replace('第九条', '第八条')}\n")) == {
        "mention/national@1/lock.anchored/remark": "“例规定第八条处罚”，其他2项同样的文字写作“例规定第九条处罚”"
    }


def test_an_article_is_the_same_wherever_a_sentence_is_written() -> None:
    """第十九条 for 第九条: a character more, so that no single one differs."""
    assert found(violation(*ANCHORED, f"remark: {REMARK.replace('第九条', '第十九条')}\n")) == {
        "mention/national@1/lock.anchored/remark/第十九条": (
            "“情节严重的，依照示例规定第…条处罚”写作第十九条，其他2项同样的文字写作第九条"
        )
    }
