"""codes: every place has one ruleset, and it is the right one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.rulebook import PROVINCES, Level, Ruleset, known

SCOPE = "rulebook"
NAME = "区划代码"
SENTENCE = "行政区划代码存在，在上级区域之内，不与同级区域重复，并与名称相符"
FORMULA = "∀code ∈ area: code ∈ GB/T 2260 ∧ code ∈ parent(area) ∧ ∄sibling: code ∈ sibling"
LENGTHS = (2, 4, 6)


def run(whole: Whole) -> Iterator[Finding]:
    """Look at the codes of every current ruleset, alone, beside its siblings, and under its parent."""
    found = [finding for ruleset in whole.book.rulesets for finding in (*_alone(ruleset), *_under(whole, ruleset))]
    found += _twice(list(whole.current()))
    found += _local(whole)
    yield from found or [holds("codes", "行政区划代码均存在，互不重复，都在上级区域之内")]


def _alone(ruleset: Ruleset) -> Iterator[Finding]:
    header = ruleset.header.model
    for index, code in enumerate(header.codes):
        if not re.fullmatch(r"[0-9]+", code) or len(code) not in LENGTHS or not known(code):
            yield _fault(ruleset, index, f"没有行政区划代码 {code}", "写 GB/T 2260 的两位、四位或者六位代码")
        elif code in header.codes[:index]:
            yield _fault(ruleset, index, f"行政区划代码 {code} 重复", "删去一个")
        elif len(header.codes) == 1 and len(code) == LENGTHS[0]:
            own = _province(header.label)
            if own != PROVINCES[code]:
                message = f"行政区划代码 {code} 是{PROVINCES[code]}，名称却是{header.label}"
                yield _fault(ruleset, index, message, f"写{own}的代码" if own is not None else "更正 label")
    if len(header.codes) > 1 and (own := _province(header.label)) is not None:
        message = f"区域 {header.area} 名为{header.label}，那是{own}，行政区划代码却有{len(header.codes)}个"
        yield fault("codes", message, ruleset.header.document.position(("label",)), f"{ruleset.id}/label", area=ruleset.id,
                    remedy="更正 label，或者更正 codes")  # fmt: skip
    if header.extends is not None and not header.codes:
        yield fault("codes", f"区域 {header.area} 有上级区域，却没有写行政区划代码", ruleset.header.document.position(("area",)),
                    f"{ruleset.id}/none", area=ruleset.id, remedy="写 codes")  # fmt: skip


def _province(label: str) -> str | None:
    """The province that a name is the name of."""
    return next((name for name in PROVINCES.values() if name[:2] == label[:2]), None)


def _under(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    header = ruleset.header.model
    parent = header.extends
    if parent is None:
        return
    codes = {code for version in whole.book.areas[parent] for code in version.header.model.codes}
    for index, code in enumerate(header.codes):
        if codes and not any(code.startswith(outer) for outer in codes):
            message = f"行政区划代码 {code} 不在上级区域 {parent} 之内"
            yield _fault(ruleset, index, message, f"更正代码或者 extends（{parent}：{'、'.join(sorted(codes))}）")
    above = ruleset.folder.parent.parent.name
    if above in whole.book.areas and above != parent:
        where = ruleset.header.document.position(("extends",))
        yield fault("codes", f"{header.area} 在 {above} 的文件夹里，却写 extends: {parent}", where, f"{ruleset.id}/extends",
                    area=ruleset.id, remedy=f"写 extends: {above}，或者移动文件夹")  # fmt: skip


def _local(whole: Whole) -> Iterator[Finding]:
    """An area that rests on local law bears the name of the place whose law it is."""
    laws: dict[str, set[str]] = defaultdict(set)
    for item in whole.written():
        if item.law is not None and item.law.level in (Level.LOCAL_REGULATION, Level.LOCAL_RULE):
            laws[item.ruleset.id].add(item.law.label)
    for ruleset in whole.current():
        label, names = ruleset.header.model.label, laws[ruleset.id]
        if names and not any(label in name for name in names):
            message = f"区域 {ruleset.area} 名为{label}，所依据的地方性法规却是《{min(names)}》"
            yield fault("codes", message, ruleset.header.document.position(("label",)), f"{ruleset.id}/local", area=ruleset.id,
                        remedy="更正 label，或者更正所依据的法规")  # fmt: skip


def _twice(current: list[Ruleset]) -> Iterator[Finding]:
    for one, other in combinations(current, 2):
        a, b = one.header.model, other.header.model
        if a.area == b.area or a.extends != b.extends:
            continue
        for code in sorted(set(a.codes) & set(b.codes)):
            index = b.codes.index(code)
            yield _fault(
                other, index, f"行政区划代码 {code} 同时属于 {a.area} 和 {b.area}", "一个地方只能有一个同级的基准"
            )


def _fault(ruleset: Ruleset, index: int, message: str, remedy: str) -> Finding:
    where = ruleset.header.document.position(("codes", index))
    detail = f"{ruleset.id}/{ruleset.header.model.codes[index]}"
    return fault("codes", message, where, detail, area=ruleset.id, remedy=remedy)
