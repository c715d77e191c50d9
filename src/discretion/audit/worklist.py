"""The worklist (待办): one row per decision that somebody has to look at, in Chinese and in 元, the reason for it beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from discretion.audit.backend import Backend
from discretion.audit.verdicts import DEPARTING, LABELS, Judgement
from discretion.audit.wording import SAID, Wording
from discretion.facts import say_yuan
from discretion.words import DISPOSITIONS

COLUMNS = ("行号", "案号", "单位", "案由", "决定日期", "结论", "处罚", "应为", "偏离", "理由", "依据", "核查编号")
NEEDED = (
    "finding", "row", "id", "unit", "violation", "decided", "fine", "stated", "reason", "verdict", "position", "low", "high",
    "statute_lowest", "statute_highest", "status", "problem",
)  # fmt: skip
OWN = ("rulesets", "used_law", "law", "ruleset", "fine_force")
DISPOSED = {item.value: text for item, text in DISPOSITIONS.items()}
URGENT = (
    Judgement.OUTSIDE_STATUTE, Judgement.WRONG_DISPOSITION, Judgement.ABOVE, Judgement.BELOW, Judgement.NOT_IN_FORCE,
    Judgement.IN_BAND, Judgement.NO_RULE, Judgement.FACTS_MISSING, Judgement.UNUSABLE,
)  # fmt: skip  # what is against the law first, what cannot be judged last
NEEDS_EXPLANATION = "同类案件中明显偏离，需要说明"


def worklist(
    backend: Backend, findings: Any, decided: Any, far: Any, wording: Wording, labels: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows: what is against the law first, what cannot be judged last; within one verdict in the order of the file.

    Args:
        backend: where the tables are.
        findings: the findings.
        decided: what ``audit.decide`` gave.
        far: ``dispersion.outliers``.
        wording: says outcomes.
        labels: the names of the violations.
    """
    more = decided.select(*OWN, decided_row=decided["row"])
    outlying = far.select("n", "median", far_row=far["row"])
    names = list(dict.fromkeys((*NEEDED, *SAID)))
    joined = findings.left_join(outlying, findings["row"] == outlying["far_row"])
    kept = joined.filter((joined["verdict"] != Judgement.IN_BAND.value) | joined["far_row"].notnull())
    kept = kept.select(*(name for name in names if name in kept.columns), "n", "median")
    found = kept.join(more, kept["row"] == more["decided_row"])
    urgency = found["verdict"].cases(*((item.value, place) for place, item in enumerate(URGENT)), else_=len(URGENT))
    found = found.order_by([urgency, found["row"]])
    for batch in backend.batches(found):
        for row in batch.to_pylist():
            yield dict(zip(COLUMNS, _row(row, wording, labels), strict=True))


def _row(row: Mapping[str, Any], wording: Wording, labels: Mapping[str, str]) -> Iterable[Any]:
    verdict = Judgement(row["verdict"])
    name = row["violation"]
    judged = row["status"] is not None and verdict is not Judgement.UNUSABLE
    return (
        row["row"],
        row["id"],
        row["unit"],
        labels.get(name, name),
        row["decided"],
        NEEDS_EXPLANATION if verdict is Judgement.IN_BAND else LABELS[verdict],
        _imposed(row),
        wording.say(name, row) if judged else None,
        _how(row, verdict),
        row["reason"] or ("未写明理由" if verdict in DEPARTING else None),
        wording.basis(name, row["rulesets"], row["used_law"]) if judged else None,
        row["finding"],
    )


def _imposed(row: Mapping[str, Any]) -> str:
    fine = f"罚款{say_yuan(row['fine'])}" if row["fine"] else "没有罚款"
    stated = DISPOSED.get(row["stated"] or "", row["stated"])
    return f"{stated}，{fine}" if stated else fine


def _how(row: Mapping[str, Any], verdict: Judgement) -> str | None:
    """How far it lies from what it should be."""
    fine, low, high = row["fine"], row["low"], row["high"]
    match verdict:
        case Judgement.ABOVE:
            return f"比上限{say_yuan(high)}多{say_yuan(fine - high)}"
        case Judgement.BELOW:
            return f"比下限{say_yuan(low)}少{say_yuan(low - fine)}"
        case Judgement.OUTSIDE_STATUTE:
            most, least = row["statute_highest"], row["statute_lowest"]
            if most is not None and fine > most:
                return f"比法定上限{say_yuan(most)}多{say_yuan(fine - most)}"
            return f"比法定下限{say_yuan(least)}少{say_yuan(least - fine)}"
        case Judgement.WRONG_DISPOSITION:
            return "应当罚款而没有罚款" if not fine else "不应罚款而罚款" if low is None else "处理方式不同"
        case Judgement.NOT_IN_FORCE:
            cited = "、".join(text for text in (row["ruleset"], row["law"]) if text)
            return f"引用{cited}"
        case Judgement.IN_BAND:
            return f"位于幅度的{row['position'] / 10:.1f}%，同类{row['n']}件的中位数为{row['median'] / 10:.1f}%"
    problem: str | None = row["problem"]
    return problem
