"""The tiers of one act, beside one another: where they meet, the reading that parts them is proposed."""

from __future__ import annotations

from collections.abc import Iterable

from discretion.facts import Vocabulary
from discretion.importing.disjoint import disjoint
from discretion.importing.rows import ReadRow, tiers_by_act


def keep_apart(rows: Iterable[ReadRow], vocabulary: Vocabulary) -> None:
    """Propose where tiers that meet are to be parted."""
    for tiers in tiers_by_act(rows):
        readings = disjoint([row.situation.when for row in tiers], vocabulary)
        graded = any("harm" in (row.situation.when or {}) for row in tiers)
        for row, found in zip(tiers, readings, strict=True):
            row.readings = found
            when = row.situation.when or {}
            if graded and when.get("minor") is True and "harm" not in when:  # 情节轻微 beside 情节较重
                other = {name: test for name, test in when.items() if name != "minor"} | {"harm": ["none", "slight"]}
                row.readings = [other, *found]
                row.situation.questions.append("“情节轻微”没有定义，是“违法行为轻微”还是“危害后果轻微”，须确认")
