"""What the law leaves open and the area sets (规则设定), as a table to edit: shares, and what happens when circumstances meet."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from discretion.documents import dump, read, under
from discretion.errors import RulebookError
from discretion.library import Library
from discretion.rulebook import Part, Policy, policy_of
from discretion.words import TOGETHER, say_part, say_percent
from discretion.workbench.drafts.editing import Edited, TypedCells, Unclear, proposed

_SPAN = re.compile(r"([0-9.]+)%至([0-9.]+)%")
_LOW = re.compile(r"(?:([0-9.]+)%以上|超过([0-9.]+)%)")
_HIGH = re.compile(r"(?:([0-9.]+)%以下|不足([0-9.]+)%)")
BOTH = {name: TOGETHER[name] for name in ("offset", "lighter", "heavier", "open")}
MILD = {name: TOGETHER[name] for name in ("offset", "mitigated", "heavier", "open")}
BY = {"statutory_cap": "按法定罚款上限较高的规定处罚", "recommended_fine": "按建议罚款数额较高的规定处罚"}
UNITS = {"1": "元", "10": "十元", "100": "百元"}


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One setting. ``options``: what may be chosen; none: it is written."""

    id: str
    label: str
    value: str
    source: str
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()

    @property
    def cells(self) -> dict[str, str]:
        """What may be edited."""
        return {"value": self.value}


def policy_rows(library: Library, area: str, day: date) -> list[PolicyRow]:
    """The settings as rows."""
    policy = policy_of(library.plans.chain(area, day))

    def row(
        name: str, label: str, value: str, effect: str = "", hint: str = "", options: dict[str, str] | None = None
    ) -> PolicyRow:
        source = policy.source_of(effect)
        return PolicyRow(name, label, value, source.kind.value if source else "", hint, tuple((options or {}).items()))

    share = "阶次幅度的百分之几至百分之几，例如 0%至30%"
    part = "例如 30%以上、不足100%"
    return [
        row("lighter", "从轻处罚", "至".join(map(say_percent, policy.lighter.share)), "lighter", share),
        row("heavier", "从重处罚", "至".join(map(say_percent, policy.heavier.share)), "heavier", share),
        row("floor", "减轻处罚：法定最低限的", say_part(policy.mitigated.share_of_floor), "mitigated", part),
        row(
            "cap",
            "减轻处罚：法条只规定上限的，为上限的",
            say_part(policy.mitigated.without_floor.share_of_cap),
            "mitigated",
            part,
        ),
        row("lighter_and_heavier", "同时具有从轻、从重情节", policy.lighter_and_heavier, options=BOTH),
        row("mitigated_and_heavier", "同时具有减轻、从重情节", policy.mitigated_and_heavier, options=MILD),
        row("concurrence", "同一行为违反多个规定", policy.concurrence.by, options=BY),
        row("rounding", "按比例计算的金额向下取整到", str(policy.rounding.unit), options=UNITS),
    ]


def edit_policy(library: Library, area: str, day: date, own: str | None, cells: TypedCells, method: str) -> Edited:
    """Take edited settings in; the arguments are those of ``edit_tiers``. What is not touched stays the parent's."""
    policy, source = policy_of(library.plans.chain(area, day)), proposed(method)
    written: dict[str, object] = {} if own is None else dict(read(own, error=RulebookError).data["policy"])
    for shown in policy_rows(library, area, day):
        touched = cells.touched(shown.id, shown.cells)
        if not touched:
            continue
        cells.changed.append(shown.id)
        value = cells.take(f"{shown.id}.value", touched["value"], _reader(shown))
        written |= {} if value is None else _written(shown.id, value, policy, written, source)
    return cells.done(lambda: dump({"policy": written}))


def _written(
    name: str, value: object, policy: Policy, written: dict[str, object], source: dict[str, str]
) -> dict[str, object]:
    """The field of the policy that a setting stands in."""
    if name in ("lighter", "heavier"):
        return {name: {"share": value, "source": source}}
    if name in ("floor", "cap"):
        now = policy.mitigated
        part: dict[str, object] = {
            "share_of_floor": _data(now.share_of_floor),
            "without_floor": {"share_of_cap": _data(now.without_floor.share_of_cap)},
        }
        part |= {key: item for key, item in under(written, "mitigated").items() if key != "source"}
        part |= {"share_of_floor": value} if name == "floor" else {"without_floor": {"share_of_cap": value}}
        return {"mitigated": {**part, "source": source}}
    fields: dict[str, object] = {
        "concurrence": {"by": value},
        "rounding": {"unit": int(str(value)) if name == "rounding" else 1, "mode": "down"},
    }
    return {name: fields.get(name, value), "source": source}


def _reader(row: PolicyRow) -> Callable[[str], object]:
    if row.options:
        return lambda text: text if text in dict(row.options) else Unclear("请选一项")
    return _read_part if row.id in ("floor", "cap") else _read_span


def _read_span(text: str) -> list[Decimal] | Unclear:
    found = _SPAN.fullmatch(text.replace("％", "%").replace(" ", ""))
    low, high = (_share(found[1]), _share(found[2])) if found else (None, None)
    if low is None or high is None or not low <= high <= 1:
        return Unclear("没有读懂；写百分之几至百分之几，例如 0%至30%")
    return [low, high]


def _read_part(text: str) -> dict[str, Decimal | None] | Unclear:
    pieces = text.replace("％", "%").replace(" ", "").split("、")
    data: dict[str, Decimal | None] = {}
    for piece in pieces:
        low, high = _LOW.fullmatch(piece), _HIGH.fullmatch(piece)
        if low is not None:
            data |= {"from": _share(low[1])} if low[1] else {"above": _share(low[2])}
        elif high is not None:
            data |= {"to": _share(high[1])} if high[1] else {"below": _share(high[2])}
        else:
            data = {}
            break
    if not data or None in data.values() or len(data) != len(pieces):
        return Unclear("没有读懂；写以上、超过，以下、不足，例如 30%以上、不足100%")
    return data


def _share(percent: str) -> Decimal | None:
    try:
        return Decimal(percent) / 100
    except ArithmeticError:
        return None


def _data(part: Part) -> dict[str, object]:
    return part.model_dump(by_alias=True, exclude_none=True)
