"""untested: every published violation has a golden case, and no file of cases is empty."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.errors import Position

SCOPE = "rulebook"
NAME = "没有范例"
SENTENCE = "已发布基准自己规定阶次的每项违法行为至少有一件范例案件，范例文件不为空"
FORMULA = "∀v ∈ published, own(v): ∃golden case of v；∀file ∈ cases: file ≠ ∅"


def run(whole: Whole) -> Iterator[Finding]:
    """Look for the name of every violation in the case files of its own ruleset."""
    named: dict[str, set[str]] = {}
    found = []
    for ruleset in whole.current():
        seen = named.setdefault(ruleset.id, set())
        for path, cases in whole.cases(ruleset).items():
            here = {act.violation for case in cases for act in case.acts}
            seen |= here
            if not here:
                name = f"{ruleset.id}/{path.name}"
                found.append(fault("untested", f"范例文件 {path.name} 里没有案件", Position(str(path), 1, 1), name,
                                   area=ruleset.id, remedy="补写范例案件，或者删去文件"))  # fmt: skip
    for item in whole.written():
        published = item.ruleset.header.model.status == "published"
        if published and item.file.model.tiers and item.id not in named[item.ruleset.id]:
            message = f"{item.id} 在 {item.ruleset.id} 没有任何范例案件"
            found.append(item.fault("untested", message, ("violation",), "", f"在 cases/{item.id}.yaml 写范例案件"))
    yield from found or [holds("untested", "每项违法行为都有范例案件")]
