"""类案同罚: what the proofs mean for each violation, in plain words (``docs/similar-cases.md``)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from discretion.check.model import Finding, Verdict

HEADER = """# 类案同罚：逐项说明证明了什么

本文由 `make prove` 从检查的结论生成，请勿手改。对每一项违法行为说明：

1. **有规可循**：构成该行为的每一个案件恰有一个裁量阶次和一个法定幅度与之相符（`gap`、`overlap`、`law-gap`）。
2. **类案同罚**：两个案件在全部法律上相关的事实上相同，处理结果就相同；当事人是谁、是单位还是个人，不影响结果（`irrelevant`）。
3. **过罚相当**：其他事实相同，某一事实更重的案件，不会得到更轻的结果（`inversion`）。
4. **没有断崖**：一项事实变化一步，罚款上限最多上升多少，在哪个案件（`cliff`）。

结论是对**全部可能的案件**的证明，不是抽样。“出自法律”指法条本身如此，已经登记豁免并写明理由；“未成立”附有可以复现的案件。
"""
POINTS = (
    ("有规可循", ("gap", "overlap", "law-gap")),
    ("类案同罚", ("irrelevant",)),
    ("过罚相当", ("inversion",)),
    ("没有断崖", ("cliff",)),
)


def similar_cases(
    findings: Iterable[Finding], labels: Mapping[str, str], waived: Mapping[str, str], areas: Mapping[str, str]
) -> str:
    """Write the page.

    Args:
        findings: of a run with at least the checks named above.
        labels: the Chinese name of every violation.
        waived: the reason of every waived finding, by its id.
        areas: the Chinese name of every area.
    """
    by_place: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        if finding.violation is not None:
            by_place.setdefault((finding.area, finding.violation), []).append(finding)
    parts = [HEADER]
    area = None
    for (place, violation), found in sorted(by_place.items(), key=lambda item: (item[0][0] != "national", item[0])):
        if place != area:
            area = place
            parts.append(f"\n## {areas.get(place, place)}（{place}）\n")
            if place != "national":
                parts.append("\n这里没有列出的违法行为与上级区域完全相同，上级区域的证明就是本区域的证明。\n")
        parts.append(f"\n### {labels.get(violation, violation)}\n\n`{violation}`\n\n")
        parts += [f"- **{title}**：{_point(found, codes, waived)}\n" for title, codes in POINTS]
    return "".join(parts)


def _point(found: Iterable[Finding], codes: tuple[str, ...], waived: Mapping[str, str]) -> str:
    """One statement: what holds, and every exception with its reason."""
    own = [finding for finding in found if _of(finding) in codes]
    if not own:
        return "未检查"
    holds = [finding.message for finding in own if finding.verdict is Verdict.PROVEN]
    said = [f"成立。{'；'.join(holds)}"] if holds else []
    for finding in own:
        if finding.verdict is Verdict.PROVEN:
            continue
        if finding.id in waived:
            said.append(f"出自法律。{finding.message}。理由：{waived[finding.id]}")
        else:
            word = "未成立" if finding.verdict is Verdict.REFUTED else "未能证明"
            said.append(f"{word}。{finding.message}")
    return "；".join(part.rstrip("。") for part in said) + "。"


def _of(finding: Finding) -> str:
    """The check a finding is about; a disagreement names it in its detail."""
    return finding.detail.partition("/")[0] if finding.code == "disagreement" else finding.code
