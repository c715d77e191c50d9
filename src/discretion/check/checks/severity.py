"""severity: a fact that grades tiers says which way is worse, so that inversion can be proved for it."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import leaves
from discretion.errors import Position
from discretion.facts import FactType

SCOPE = "rulebook"
NAME = "轻重方向"
SENTENCE = "用来划分阶次的数量写明轻重方向，否则不能证明没有轻重倒挂"
FORMULA = "∀f ∈ facts(tiers), numeric(f): severity(f) 已写"
GRADED = (FactType.INTEGER, FactType.DECIMAL, FactType.MONEY)


def run(whole: Whole) -> Iterator[Finding]:
    """Every quantity that a tier reads."""
    seen: dict[str, tuple[str, str, Position]] = {}
    for item in whole.written():
        for number, tier in enumerate(item.file.model.tiers):
            conditions = [tier.when] if tier.when is not None else []
            for condition in (*conditions, *(row.when for row in tier.rows)):
                for name in (test.fact for test in leaves(condition)):
                    seen.setdefault(name, (item.ruleset.area, item.id, item.where("tiers", number)))
    found = []
    for name, (_area, violation, where) in sorted(seen.items()):
        fact = whole.book.vocabulary.facts.get(name)
        if fact is not None and fact.type in GRADED and fact.severity is None:
            message = f"“{fact.label}”（{name}）划分 {violation} 的阶次，却没有写 severity"
            found.append(fault("severity", message, where, name,
                               remedy="在 facts 中写 severity: aggravating（越多越重）、mitigating 或者 neutral"))  # fmt: skip
    yield from found or [holds("severity", "划分阶次的数量都写明了轻重方向")]
