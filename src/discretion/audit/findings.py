"""The table of findings: one row per decision, with ids that are the same whenever the input is the same."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from discretion.audit.verdicts import judged

COLUMNS = (
    "finding", "row", "id", "violation", "place", "unit", "area", "occurred", "decided", "fine", "stated", "reason",
    "verdict", "departure", "position", "signature", "status", "disposition", "force", "tier", "low", "high",
    "low_inclusive", "high_inclusive", "statute_lowest", "statute_highest", "measures", "offered", "problem",
)  # fmt: skip
# What makes cases alike: the same rules hold and the same follows.
ALIKE = (
    "violation", "rulesets", "used_law", "tier", "statutory_range", "disposition", "offered", "low", "high", "measures",
)  # fmt: skip
# What makes a finding the same: this decision, and this said of it.
SAME = ("id", "violation", "place", "occurred", "decided", "fine", "verdict", "signature", "problem")


def findings(decided: Any) -> Any:
    """Judge decided rows and name the findings.

    Args:
        decided: ``rows.KEEP`` and ``columns.OUTCOME``.

    Returns:
        ``COLUMNS``. ``signature`` is the same for like cases, ``finding`` for the same finding.
    """
    import ibis

    table = judged(decided).mutate(problem=ibis.coalesce(ibis._["fault"], ibis._["note"]))
    table = table.mutate(signature=_digest(table, ALIKE))
    return table.mutate(finding=_digest(table, SAME)).select(*COLUMNS)


def _digest(table: Any, names: Iterable[str]) -> Any:
    """Sixteen hexadecimal digits: names of the same things, no protection against forgery."""
    import ibis

    md5 = ibis.udf.scalar.builtin(_md5, name="md5")  # every backend has it, Ibis not for every one
    parts = [table[name].cast("string").fill_null("") for name in names]
    return md5(ibis.literal("|").join(parts)).substr(0, 16)


def _md5(text: str) -> str:
    """The signature of the function that every backend has."""
    raise NotImplementedError(text)
