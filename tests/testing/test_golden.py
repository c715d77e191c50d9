"""``discretion test``: golden cases with their place in the file, and what they do not cover."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from discretion.cli.test import command

FACTS = 'count: {label: 次数, type: integer, range: "[0..10]"}\nurgent: {label: 紧急, type: boolean}'
TIERS = """
- {tier: slight, label: 轻微, when: {count: "< 3"}, penalty: {fine: {from: 1000, to: 2000}}}
- {tier: serious, label: 严重, when: {count: ">= 3"}, penalty: {fine: {from: 2000, to: 5000}}}
"""
HEAVIER = """
- id: urgent
  label: 紧急情况
  when: {urgent: true}
  source: {kind: proposed, method: 测试}
"""
CASE = 'case: {violation: test.act, occurred: "2026-03-02", decided: "2026-03-20", party: {kind: organisation}, facts: {%s}}'


def book(tiny: Callable[..., Any], *cases: tuple[str, str, str]) -> Path:
    made = tiny(FACTS, tiers=TIERS, lists={"heavier": HEAVIER})
    folder: Path = made.folder / "national/1/cases"
    folder.mkdir()
    items = [f"  - name: {name}\n    {CASE % facts}\n    expect: {expect}\n" for name, facts, expect in cases]
    (folder / "test.act.yaml").write_text("cases:\n" + "".join(items), encoding="utf-8")
    root: Path = made.folder
    return root


def run(folder: Path) -> tuple[int, list[str]]:
    result = CliRunner().invoke(command, [str(folder)])
    return result.exit_code, result.output.replace(f"{folder}/", "").splitlines()


def test_all_pass_and_all_is_covered(tiny: Callable[..., Any]) -> None:
    folder = book(
        tiny,
        ("轻微", "count: 2, urgent: false", '{tier: slight, fine: "[1000..2000]"}'),
        ("严重而且紧急", "count: 3, urgent: true", "{tier: serious, disposition: heavier, reasons: [heavier:urgent]}"),
    )
    assert run(folder) == (
        0,
        ["规则集      案件  失败  阶次  清单条目", "national@1  2     0     2/2   1/1", "", "范例案件2件，全部通过"],
    )


def test_what_the_text_of_the_decision_must_say(tiny: Callable[..., Any]) -> None:
    says = "{tier: slight, says: [处1000元以上2000元以下罚款, 违反测试法第一百条]}"
    code, lines = run(book(tiny, ("轻微", "count: 2, urgent: false", says)))
    assert code == 1
    assert "national/1/cases/test.act.yaml:4:54: 决定书的文字没有“违反测试法第一百条”" in "".join(lines)
    assert "“处1000元以上" not in "".join(lines)


def test_what_the_notes_for_the_officer_must_say(tiny: Callable[..., Any]) -> None:
    notes = "{tier: slight, notes: [本阶次为建议稿, 处1000元以上2000元以下罚款]}"
    folder = book(tiny, ("轻微", "count: 2, urgent: false", notes))
    violation = folder / "national/1/violations/test.act.yaml"
    violation.write_text(violation.read_text(encoding="utf-8") + "remark: 与部门规章的关系存疑\n", encoding="utf-8")
    code, lines = run(folder)
    assert code == 1
    told = [line for line in lines if "说明" in line]
    assert told == [
        "national/1/cases/test.act.yaml:4:45: 给执法人员的说明没有“处1000元以上2000元以下罚款”"
    ]  # it is the decision's
    cases = folder / "national/1/cases/test.act.yaml"
    cases.write_text(
        cases.read_text(encoding="utf-8").replace("处1000元以上2000元以下罚款", "与部门规章的关系存疑"),
        encoding="utf-8",
    )
    assert run(folder)[0] == 0


def test_what_no_case_hits_is_listed(tiny: Callable[..., Any]) -> None:
    code, lines = run(book(tiny, ("轻微", "count: 2, urgent: false", "{tier: slight}")))
    assert code == 0
    assert lines == [
        "规则集      案件  失败  阶次  清单条目",
        "national@1  1     0     1/2   0/1",
        "",
        "没有案件用到：",
        "  national/1/violations/test.act.yaml:9:5: national@1 test.act tier:serious（严重）",
        "  national/1/lists/heavier.yaml:3:5: national@1 heavier:urgent（紧急情况）",
        "",
        "范例案件1件，全部通过",
    ]


def test_a_failure_points_to_the_expectation(tiny: Callable[..., Any]) -> None:
    folder = book(
        tiny,
        ("写错了", "count: 2, urgent: false", '{tier: serious, fine: "[1000..2000)", reasons: [tier:slight, tier:x]}'),
    )
    code, lines = run(folder)
    assert code == 1
    file = "national/1/cases/test.act.yaml"
    assert [line for line in lines if line.startswith(file)] == [
        f"{file}:4:20: tier 应当是 serious，实际是 slight",
        f"{file}:4:35: fine 应当是 [1000..2000)，实际是 [1000..2000]",
        f"{file}:4:74: reasons 缺少 tier:x（实际有 element:1、test-law/act、test-law/act#any、tier:slight）".replace(
            "element:1、", ""
        ),
    ]
    assert lines[-1] == "范例案件1件，1件失败"


def test_a_case_can_expect_to_be_refused(tiny: Callable[..., Any]) -> None:
    folder = book(
        tiny,
        ("不存在的事实", "counts: 2", "{error: 没有名为 counts 的事实}"),
        ("并没有拒绝", "count: 2, urgent: false", "{error: 没有名为 count 的事实}"),
    )
    code, lines = run(folder)
    assert code == 1
    assert lines[:2] == [
        "national/1/cases/test.act.yaml:7:21: 应当被拒绝：没有名为 count 的事实",
        "    案件：并没有拒绝",
    ]


def test_a_case_that_another_version_judges_is_refused(tiny: Callable[..., Any]) -> None:
    folder = book(tiny, ("轻微", "count: 2, urgent: false", "{tier: slight}"))
    newer = folder / "national/2"
    for path in sorted((folder / "national/1").rglob("*.yaml")):
        target = newer / path.relative_to(folder / "national/1")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8")
        target.write_text(
            text.replace('version: "1"', 'version: "2"').replace("2021-01-01", "2027-01-01"), encoding="utf-8"
        )
    header = folder / "national/1/ruleset.yaml"
    text = header.read_text(encoding="utf-8").replace("status:", 'until: "2026-12-31"\nstatus:')
    header.write_text(text, encoding="utf-8")
    code, lines = run(folder)
    assert code == 1
    assert lines[0] == "national/2/cases/test.act.yaml:3:66: 本案的日期适用 national@1，没有用到 national@2"


def test_unusable_input(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(tmp_path / "none")])
    assert result.exception is not None
    assert "没有规则库文件夹" in str(result.exception)
