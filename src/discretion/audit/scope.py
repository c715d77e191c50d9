"""What an audit was about: which file, which period, which versions of the rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from discretion.audit.audit import FINDINGS, Counts
from discretion.audit.backend import Backend
from discretion.audit.verdicts import LABELS, Judgement
from discretion.facts import say_day


def scope_of(backend: Backend, counts: Counts, source: str) -> dict[str, str]:
    """Name and text of each thing that belongs on the first page; the numbers add up to the rows read.

    Args:
        backend: where the findings are.
        counts: what became of the rows.
        source: the decisions, as the user named them.
    """
    table = backend.table(FINDINGS)
    first, last = table["decided"].min(), table["decided"].max()
    found = backend.fetch(table.aggregate(first=first, last=last)).to_pylist()[0]
    pairs = (pair for plan in counts.plans for pair in zip(plan.rulesets, plan.ruleset_labels, strict=True))
    rulesets = dict(sorted((name, f"{label}{name.partition('@')[2]}") for (name, _), label in pairs))
    laws = {plan.law for plan in counts.plans}
    parts = [f"{LABELS[item]}{number}件" for item in Judgement if (number := counts.verdicts[item.value])]
    days = [say_day(date.fromisoformat(day)) for day in (found["first"], found["last"]) if day is not None]
    return {
        "文件": _name(source),
        "决定日期": "至".join(days) or "没有可以使用的日期",
        "裁量基准": "、".join(rulesets.values()) or "没有适用的基准",
        "法律": f"{len(laws)}个版本的法律、法规、规章（每件所依据的见各行）",
        "件数": f"共{counts.read}件 = " + " + ".join(parts) if parts else "0件",
    }


def _name(source: str) -> str:
    """A file by its name; of a database only its kind and the table, as an address may hold a password."""
    if "://" in source:
        return f"{source.partition(':')[0]}#{source.partition('#')[2]}"
    return source if source.startswith("table:") else Path(source).name
