"""The report of an audit: ``pages/templates/audit.html``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from discretion.audit.audit import Counts
from discretion.audit.dispersion import COMPARED, LEAST
from discretion.audit.verdicts import LABELS, Verdict
from discretion.documents import write_atomically
from discretion.pages import render

SHOWN = 200  # rows of a table that are not folded
BAR = 120  # the width of a bar
COLOURS = {
    Verdict.IN_BAND: "#4a7ab0", Verdict.BELOW: "#7fb3a6", Verdict.ABOVE: "#d08c3e", Verdict.WRONG_DISPOSITION: "#8d6bb0",
    Verdict.OUTSIDE_STATUTE: "#b3413b", Verdict.NOT_IN_FORCE: "#a0763f", Verdict.FACTS_MISSING: "#b9bec6",
    Verdict.NO_RULE: "#8b929c", Verdict.UNUSABLE: "#5c636d",
}  # fmt: skip


def write_report(
    path: Path, counts: Counts, violations: Sequence[Mapping[str, Any]], units: Sequence[Mapping[str, Any]],
    hidden: Mapping[str, Any], far: int, labels: Mapping[str, str],
) -> None:  # fmt: skip
    """Write the report.

    Args:
        path: the HTML file.
        counts: what became of the rows.
        violations: ``dispersion.practice`` by violation.
        units: the same by unit.
        hidden: ``dispersion.suppressed``.
        far: how many decisions need explanation.
        labels: the names of the violations.
    """
    named = [{**row, "name": labels.get(row["violation"] or "", row["violation"])} for row in violations]
    groups = (("违法行为", named), ("单位", [{**row, "name": row["unit"]} for row in units]))
    page = render(
        "audit.html",
        counts=counts,
        verdicts=[_verdict(item, counts) for item in Verdict],
        groups=[(what, [_row(row) for row in sorted(rows, key=_name)]) for what, rows in groups],
        far=far,
        hidden=hidden,
        compared=COMPARED,
        least=LEAST,
        shown=SHOWN,
    )
    write_atomically(path, page)


def say_share(number: int, of: int) -> str:
    """A share in per cent with two decimals, by exact division; a little is never shown as nothing.

    >>> say_share(1, 3), say_share(0, 9), say_share(1, 10**6), say_share(9, 9)
    ('33.33%', '0.00%', '<0.01%', '100.00%')
    """
    if not of:
        return "—"
    share = (Decimal(number) * 100 / Decimal(of)).quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{share}%" if share or not number else "<0.01%"


def _name(row: Mapping[str, Any]) -> str:
    return row["name"] or ""


def _verdict(item: Verdict, counts: Counts) -> dict[str, Any]:
    """One line of the summary; bars compare those that need a look, which one long bar of the others would hide."""
    number = counts.verdicts[item.value]
    most = max((counts.verdicts[other.value] for other in Verdict if other is not Verdict.IN_BAND), default=0) or 1
    width = max(BAR * number // most, 1) if number and item is not Verdict.IN_BAND else 0
    return {
        "label": LABELS[item],
        "colour": COLOURS[item],
        "n": number,
        "share": say_share(number, counts.read),
        "bar": width,
    }


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    departing = sum(row[item.value] for item in (Verdict.BELOW, Verdict.ABOVE, Verdict.WRONG_DISPOSITION))
    return {
        **row, "name": row["name"] or "（未写）", "share": say_share(row["in_band"], row["n"]),
        "departing": f"{departing}（{row['with_reason']}）", "mix": _mix(row), "box": _box(row),
        "mix_words": "，".join(f"{LABELS[item]}{row[item.value]}件" for item in Verdict if row[item.value]),
    }  # fmt: skip


def _mix(row: Mapping[str, Any]) -> list[tuple[int, int, str]]:
    """The verdicts as one bar: where each begins, how wide it is, its colour."""
    parts, left = [], 0
    for item in Verdict:
        width = BAR * row[item.value] // row["n"] or (1 if row[item.value] else 0)
        parts += [(left, width, COLOURS[item])] if width else []
        left += width
    return parts


def _box(row: Mapping[str, Any]) -> dict[str, str] | None:
    """Quartiles of the place in the band in per cent of it; few are not drawn."""
    if row["placed"] < LEAST:
        return None
    low, middle, high = (row[name] / 10 for name in ("quarter", "median", "three_quarters"))
    words = f"下四分位{row['quarter']:.0f}，中位{row['median']:.0f}，上四分位{row['three_quarters']:.0f}"
    return {"low": f"{low:.1f}", "width": f"{max(high - low, 1):.1f}", "middle": f"{middle:.1f}", "words": words}
