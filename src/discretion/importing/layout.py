"""Which column is which: the column names met in published benchmarks, by what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from discretion.errors import Problem, nearest
from discretion.grids import Grid, letters

ROLES: dict[str, tuple[str, ...]] = {
    "number": ("序号", "代码", "编号"),
    "act": ("违法行为", "案由名称", "违法事项", "行为", "事项名称", "违法行为种类", "案由", "处罚事项"),
    "situation": ("具体情形",),
    "basis": ("法定依据", "法律依据", "处罚依据", "罚则", "责任条款", "处罚法律条款", "法律根据"),
    "duty": ("违法依据", "违则", "义务条款", "违反法律条款", "认定依据", "违反条款"),
    "range": ("裁量区间", "法律责任", "法定罚则", "法定幅度"),
    "level": ("违法程度", "裁量阶次", "违法情节", "情节程度", "等级", "阶次"),
    "condition": (
        "适用条件", "裁量事实", "具体表现", "违法行为表现形式", "违法情形", "情节及后果", "判断基准", "情形",
        "违法行为轻重",
    ),
    "standard": ("裁量标准", "处罚基准", "具体标准", "执行标准", "量化标准", "处罚裁量基准", "处罚幅度", "罚款数额"),
    "order": ("行政命令", "责令整改内容"),
    "enforcement": ("执法层级", "第一责任层级"),
    "exempt": ("免罚情形",),
    "source": ("来源",),
    "remark": ("备注",),
    "rule": ("规则",),
    "data": ("规则数据",),
    "writer": ("写在",),
    "seal": ("校验",),
}  # fmt: skip
NAMES = {name: role for role, names in ROLES.items() for name in names}
_UNIT = re.compile(r"[（(]\s*(?:单位[:：])?\s*(万元|元)\s*[）)]")
_ASIDE = re.compile(r"[（(].*?[）)]|[\s*＊]")
SEARCHED = 15  # lines from the top in which the head of the table is looked for


@dataclass(frozen=True)
class Layout:
    """The head of a table.

    Attributes:
        columns: role → column.
        first: the first line below the head.
        unit: 元 or 万元, when the head of the amounts says so.
        unknown: columns with another name, which are kept as remarks.
    """

    columns: Mapping[str, int]
    head: int
    first: int
    unit: str | None
    unknown: Mapping[int, str]

    @property
    def is_list(self) -> bool:
        """A list (清单) has conditions but no amounts."""
        return "standard" not in self.columns


def find_layout(sheet: Grid) -> Layout | None:
    """Find the head of the table of a sheet: the line with the most known column names (three at least)."""
    best, found = 2, None
    for line in range(1, min(sheet.lines, SEARCHED) + 1):
        titles = {column: sheet.text(line, column) for column in range(1, sheet.columns + 1)}
        known = sum(_name(title) in NAMES for title in titles.values())
        if known > best:
            best, found = known, line
    if found is None:
        return None
    titles = {column: sheet.text(found, column) for column in range(1, sheet.columns + 1)}
    first = found + 1
    below = {column: sheet.text(first, column) for column in titles}
    if _two_lines(sheet, found) and any(_name(title) in NAMES for title in below.values()):
        titles = {column: below[column] or title for column, title in titles.items()}
        first += 1
    return _layout(titles, found, first)


def missing_columns(sheet: Grid, layout: Layout) -> list[Problem]:
    """What a table cannot do without, and has not."""
    wanted = [("act", "违法行为"), ("condition", "适用条件")]
    problems = []
    for role, name in wanted:
        if role not in layout.columns and not (role == "condition" and "level" in layout.columns):
            seen = tuple(layout.unknown.values())
            where = sheet.where(layout.head, 1)
            problems.append(
                Problem(
                    f"表头缺少“{name}”列", where, allowed=ROLES[role], nearest=nearest(name, seen) if seen else None
                )
            )
    return problems


def _two_lines(sheet: Grid, line: int) -> bool:
    """Whether some title spans several columns, so that their own names are below it."""
    return any(top == line == bottom and right > left for top, left, bottom, right in sheet.merged)


def _layout(titles: dict[int, str], head: int, first: int) -> Layout:
    columns: dict[str, int] = {}
    unknown: dict[int, str] = {}
    unit = None
    for column, title in titles.items():
        role = NAMES.get(_name(title))
        if role == "act" and "act" in columns:
            role = "situation"  # 事项名称 | 违法行为: the second one is the form the act takes
        if role is None or role in columns:
            if title:
                unknown[column] = title or letters(column)
            continue
        columns[role] = column
        if role == "standard" and (match := _UNIT.search(title)):
            unit = match[1]
    return Layout(columns, head, first, unit, unknown)


def _name(title: str) -> str:
    return _ASIDE.sub("", title)
