"""What a workbook keeps beside the words: the rule as YAML, and a seal that shows whether they were edited since."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from discretion.documents import dump
from discretion.rulebook import Inherited, InheritedEntry, Origin, Ruleset, Tier

TIER_COLUMNS = ("规则", "规则数据", "写在", "校验")
ENTRY_COLUMNS = TIER_COLUMNS


def tier_machine(inherited: Inherited, tier: Tier, part: int, range_id: str, *texts: str) -> Mapping[str, str]:
    """The hidden columns of a row of the benchmark table; ``texts`` are the label, condition and standard it shows."""
    origin = inherited.origins["tiers"]
    index = next(n for n, item in enumerate(inherited.violation.tiers) if item.tier == tier.tier)
    raw = value_at(origin, index)
    rule = f"{inherited.violation.violation}#tier:{tier.tier}[{part}]@{range_id}"
    return {"规则": rule, "规则数据": dump(raw), "写在": origin.ruleset, "校验": seals(*texts)}


def entry_machine(item: InheritedEntry, label: str, condition: str) -> Mapping[str, str]:
    """The hidden columns of a row of a list."""
    return {
        "规则": f"{item.kind.value}:{item.entry.id}",
        "规则数据": dump(value_at(item.origin)),
        "写在": item.origin.ruleset,
        "校验": seals(label, condition),
    }


def data_rows(ruleset: Ruleset, found: list[Inherited]) -> tuple[tuple[str, ...], ...]:
    """The data sheet: the header of the ruleset, and of every violation all fields but its tiers, by who wrote them."""
    rows = [("规则", "规则数据", "写在"), (f"ruleset:{ruleset.id}", dump(ruleset.header.document.data), ruleset.id)]
    for item in found:
        writers = dict.fromkeys(origin.ruleset for origin in item.origins.values())
        for writer in writers:
            fields = {
                name: value_at(origin)
                for name, origin in item.origins.items()
                if name != "tiers" and origin.ruleset == writer
            }
            rows.append((f"violation:{item.violation.violation}", dump(fields), writer))
    return tuple(rows)


def seals(*texts: str) -> str:
    """One short digest per text, so that an edited cell is recognised."""
    return " ".join(hashlib.sha256(text.strip().encode()).hexdigest()[:12] for text in texts)


def value_at(origin: Origin, *path: str | int) -> object:
    """The plain data that a value was read from."""
    found = origin.document.data
    for part in (*origin.path, *path):
        found = found[part]
    return found
