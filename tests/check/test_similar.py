"""The page of plain words: what is proven is said to hold, what the law itself breaks is said so with its reason."""

from __future__ import annotations

from discretion.check import Finding, Verdict
from discretion.check.similar import HEADER, similar_cases


def finding(code: str, verdict: Verdict, message: str, detail: str = "") -> Finding:
    return Finding(code, verdict, "national", "demo.load", detail, message)


def test_says_what_holds_what_the_law_breaks_and_what_is_open() -> None:
    findings = [
        finding("gap", Verdict.PROVEN, "3行阶次覆盖全部案件"),
        finding("law-gap", Verdict.REFUTED, "恰为1万元时没有规定", "closed/low"),
        finding("irrelevant", Verdict.PROVEN, "当事人类型不影响结果"),
        finding("disagreement", Verdict.UNKNOWN, "引擎不能复现", "inversion/excess_kg"),
        finding(
            "cliff", Verdict.PROVEN, "一步之差的最大上升为2700元：超限质量为1000千克时，超限质量由1000千克变为1001千克"
        ),
    ]
    page = similar_cases(
        findings,
        {"demo.load": "超限运输"},
        {"law-gap/national/demo.load/closed/low": "法条写“超过”与“不足”"},
        {"national": "全国"},
    )
    assert page == HEADER + (
        "\n## 全国（national）\n\n### 超限运输\n\n`demo.load`\n\n"
        "- **有规可循**：成立。3行阶次覆盖全部案件；出自法律。恰为1万元时没有规定。理由：法条写“超过”与“不足”。\n"
        "- **类案同罚**：成立。当事人类型不影响结果。\n"
        "- **过罚相当**：未能证明。引擎不能复现。\n"
        "- **没有断崖**：成立。一步之差的最大上升为2700元：超限质量为1000千克时，超限质量由1000千克变为1001千克。\n"
    )
