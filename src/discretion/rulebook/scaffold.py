"""Skeletons of new files: valid in form, so the rulebook still loads, with 待填 wherever a person must decide."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from discretion.errors import Problem, UsageError
from discretion.rulebook.rulebook import Rulebook, Ruleset

VIOLATION_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")
PARTY = 'occurred: "2026-03-02", decided: "2026-03-20", party: {kind: organisation}'

TIERS = """\
# 待填：按客观的事实分档（次数、数量、时长、后果），一般不超过三个；各档互斥，合起来不留空白，越重的情形处罚不得越轻
tiers:
  - {tier: slight, label: 轻微, when: {harm: [none, slight]}, penalty: {fine: {share: [0, 0.3]}}}
  - {tier: general, label: 一般, when: {harm: serious}, penalty: {fine: {share: [0.3, 0.7]}}}
  - {tier: serious, label: 严重, when: {harm: grave}, penalty: {fine: {share: [0.7, 1]}}}
# 待填：法律已定的写 statute，抄自公布的基准的写 published（document、article、date、url），自拟的写 proposed
source: {kind: proposed, method: 待填}
"""
NEW = """\
# yaml-language-server: $schema={up}schemas/violation.json
violation: {name}
label: 待填                     # 违法行为名称
sector: {sector}{unsure}
tags: []                        # disputed 争议大、mobile 流动性强、litigated 复议诉讼风险高
provision: todo/todo            # 待填：罚则，法律标识/条款标识，见 laws/
# duty: {{cite: [todo/todo]}}     # 待填：违则；没有编入法律文件的写 duty: null
# 待填：认定，全部成立才构成违法的事实；事实须在 facts/ 中定义，写明单位、范围、方向和证据
elements: {{}}
{tiers}advice: 待填                    # 一句话合规建议
"""
CHANGED = """\
# yaml-language-server: $schema={up}schemas/violation.json
# {parent} 已有这一违法行为：这里只写本区域不同的部分，没有写的沿用上级
violation: {name}
# provision: todo/todo          # 待填：本地方的罚则另有规定的
{tiers}"""
CASES = """\
# yaml-language-server: $schema={up}schemas/cases.json
# 待填：每个阶次至少一件；每条界限之上、恰在界限、之下各一件（tools/boundary_cases.py 会列出缺哪些）
# 金额自己算，不要抄程序的结果
cases:
  - name: 待填，轻微
    case: {{violation: {name}, {party}, facts: {{harm: none}}}}
    expect: {{status: determined, disposition: general, tier: slight}}
  - name: 待填，一般
    case: {{violation: {name}, {party}, facts: {{harm: serious}}}}
    expect: {{status: determined, disposition: general, tier: general}}
  - name: 待填，严重
    case: {{violation: {name}, {party}, facts: {{harm: grave}}}}
    expect: {{status: determined, disposition: general, tier: serious}}
"""


def violation_skeleton(rulebook: Rulebook, ruleset: Ruleset, name: str) -> Mapping[Path, str]:
    """The skeleton of a violation and of its golden cases.

    Args:
        rulebook: for what is already there.
        ruleset: the version that the files are for.
        name: the violation, e.g. ``highway.occupy``.

    Returns:
        The text of each new file.

    Raises:
        UsageError: the name is no identifier, or a file is already there (a half that an ended run left apart).
    """
    if not VIOLATION_ID.fullmatch(name):
        raise UsageError(
            Problem("违法行为标识应当是用点分开的小写英文、数字、连字符", found=name, allowed=("highway.occupy",))
        )
    files = {kind: ruleset.folder / kind / f"{name}.yaml" for kind in ("violations", "cases")}
    chain = rulebook.chain(ruleset, ruleset.header.model.effective)
    parent = next((item.id for item in chain[1:] if name in item.violations), None)
    up = "../" * (len(files["cases"].relative_to(ruleset.layer.writable()).parts) - 1)
    sector = _sector(rulebook, name)
    violation = (CHANGED if parent else NEW).format(
        up=up, name=name, parent=parent, tiers=TIERS, sector=sector or "highway", unsure="" if sector else "  # 待填"
    )
    found = {files["violations"]: violation, files["cases"]: CASES.format(up=up, name=name, party=PARTY)}
    there = [path for path in found if path.exists()]
    # An earlier run that was ended.
    begun = there == [files["cases"]] and there[0].read_text(encoding="utf-8") == found[there[0]]
    if there and not begun:
        raise UsageError(Problem(f"{there[0]} 已经存在，不覆盖", remedy="修改该文件，或者换一个标识"))
    return found


def _sector(rulebook: Rulebook, name: str) -> str | None:
    """The sector of most violations about the same object."""
    thing = name.partition(".")[0]
    found = Counter(
        file.model.sector
        for ruleset in rulebook.rulesets
        for other, file in ruleset.violations.items()
        if file.model.sector and other.partition(".")[0] == thing
    )
    return found.most_common(1)[0][0] if found else None
