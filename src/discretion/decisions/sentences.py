"""Two sentences for the file: what was decided in like cases, and how the case at hand lies to them."""

from __future__ import annotations

from discretion.decisions.groups import Group, Similar


def sentences(found: Similar) -> list[str]:
    """The first says what the like cases came to, the second what separates the nearest one and where a fine would lie."""
    return [_decided(found.groups[0]), _beside(found)]


def _decided(group: Group) -> str:
    if group.n == 0:
        return f"处理决定库中没有与本案适用相同规则（{group.label}）的决定。"
    if group.n is None:
        return f"处理决定库中与本案适用相同规则（{group.label}）的决定不足{group.least}件，不作统计。"
    parts = "、".join(f"{item.label}{item.n}件" for item in group.outcomes)
    text = f"处理决定库中与本案适用相同规则（{group.label}）的决定有{group.n}件：{parts}"
    if group.amounts:
        text += f"；罚款数额为{group.amounts}"
    if group.places is not None:
        text += f"，其中{group.places.n}件在裁量幅度中的位置：{group.places.text}"
    return f"{text}。"


def _beside(found: Similar) -> str:
    like = next((item for group in found.groups for item in group.nearest), None)
    parts = []
    if found.proposed is not None:
        parts.append(found.proposed.text)
    if like is not None:
        other = "、".join(item.text for item in like.differences) or "规则所依据的事实相同"
        fine = f"，该案{like.fined}" if like.fined else ""
        parts.append(f"与最接近的决定（{like.case}）相比，本案{other}{fine}")
    if parts:
        return f"{'；'.join(parts)}。"
    if any(group.n is None for group in found.groups):
        return "最接近的决定所在的一组件数过少，不予指明。"
    if found.standing:
        return "处理决定库中同一违法行为的其他决定依据其他法律，或者事实不全，不能与本案比较。"
    return "处理决定库中没有同一违法行为的其他决定。"
