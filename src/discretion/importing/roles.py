"""Which column is which: by its title, by what its cells look like, by what the others are; or a person is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from discretion.errors import Problem
from discretion.grids import Grid
from discretion.importing.subjects import subject_of
from discretion.importing.titles import level_of, plain, roles_of

SURE = 0.6  # share of the cells of a column that must look alike before the look alone decides
Look = dict[str, float]
_AXIS = re.compile(
    r"(?:种类|类型|类别|车型|船型|性质|区域|水域|地点|路段|数量|吨位|吨级|面积|长度|规模|线路)$"
)  # what tells the tiers of an act apart


def role_of(own: str, group: str, seen: Look) -> str | None:
    """The role of a column by its title, that of its group, and its cells where the title has several meanings."""
    candidates = roles_of(own)
    if not candidates and group:
        candidates = roles_of(group)
        if "standard" in candidates and seen.get("level", 0) >= SURE:  # 裁量基准: 等次 | 适用条件 | 幅度
            candidates = ("level",)
    if len(candidates) < 2:
        return candidates[0] if candidates else None
    if "list" in candidates and "standard" in candidates:  # 处理结果: 不予处罚, or the amount
        return "standard" if seen.get("figures", 0) >= SURE else "list"
    if "basis" in candidates and "standard" in candidates:  # 罚则: the article, or what it leads to
        return "standard" if seen.get("standard", 0) >= SURE > seen.get("basis", 0) else "basis"
    if "level" in candidates and "condition" in candidates:
        return "level" if seen.get("level", 0) >= SURE else "condition"
    if "situation" in candidates and "condition" in candidates:
        return "situation" if seen.get("distinct", 1) < 1 else "situation?"
    return candidates[0]


def subjects_of(
    grid: Grid,
    line: int,
    split: Mapping[int, tuple[str, str]],
    found: dict[int, str],
    looks: dict[int, Look],
) -> tuple[dict[int, str], list[Problem]]:
    """Columns of penalties for several subjects: below one title, or side by side; whom a column is for is never guessed."""
    grouped = [c for c, (group, own) in split.items() if "standard" in roles_of(group) and not level_of(plain(own))]
    if not grouped and "standard" not in found.values():
        beside = [c for c in split if c not in found and looks[c].get("standard", 0) >= SURE]
        grouped = beside if len(beside) > 1 and all(subject_of(split[c][1]) is not None for c in beside) else []
    named = {column: subject_of(split[column][1]) for column in grouped}
    if len(grouped) > 1 and len({split[c][0] for c in grouped}) == 1 and any(named[c] is not None for c in grouped):
        unknown = [c for c in grouped if named[c] is None and not roles_of(split[c][1])]
        if unknown or len(set(named.values())) < len(named):
            asked = "、".join(" ".join(split[c][1].split()) for c in unknown or grouped)
            return {}, [
                Problem(f"“{asked}”是对哪一种受罚主体的处罚，没有认出，这张表没有转换", grid.where(line, grouped[0]))
            ]
    subjects = {column: subject for column, subject in named.items() if subject is not None}
    found.update(dict.fromkeys(subjects, "standard"))
    return subjects, []


def ends_of(split: Mapping[int, tuple[str, str]], columns: list[int]) -> tuple[int, ...]:
    """罚款下限 | 罚款上限: two columns of one range; empty for any other columns."""
    found = [
        next((c for c in columns if any(word in plain(split[c][1]) for word in words)), 0)
        for words in (("下限", "最低"), ("上限", "最高"))
    ]
    return tuple(found) if len(columns) == 2 and sorted(found) == sorted(columns) else ()


def settle(found: dict[int, str], titles: dict[int, str], looks: dict[int, Look], subjects: Mapping[int, str]) -> None:
    """Titles with several meanings, by what the other columns are."""
    _settle_range(found, looks, subjects)
    roles = list(found.values())
    for column, role in list(found.items()):
        if role == "situation?":
            found[column] = "situation" if "condition" in roles else "condition"
        elif role == "situation" and "condition" not in roles and roles.count("situation") == 1 and "act" in roles:
            found[column] = "condition"
    acts = [column for column in sorted(found) if found[column] == "act"]
    for column in acts[1:]:  # 事项名称 | 违法行为: the second one is the form the act takes
        found[column] = "situation"
    groups: dict[str, list[int]] = {}
    for column, title in titles.items():
        groups.setdefault(title, []).append(column)
    for title, columns in groups.items():  # one title over several columns: the axes of the condition
        if len(columns) > 1 and {"level", "condition"} & set(roles_of(title)):
            found.update(dict.fromkeys(columns, "condition"))
            first, *others = sorted(columns)
            named = [column for column in (first, *others[:1]) if looks[column].get("level", 0) >= SURE]
            if named[:1] == [first] or (len(columns) == 2 and named):  # … beside the tier's name
                found[named[0]] = "level"
    if "standard" not in found.values():
        told = [
            c for c, role in found.items() if role in ("level", "condition") and looks[c].get("standard", 0) >= SURE
        ]
        if len(told) == 1:  # 行政处罚自由裁量阶次: the tiers with their penalties in one cell
            found[told[0]] = "standard"
    _settle_levels(found, looks)
    conditions = [column for column, role in found.items() if role == "condition"]
    beside = [column for column in conditions if re.search("从轻|减轻|从重", plain(titles[column]))]
    if "standard" in found.values() and len(beside) < len(
        conditions
    ):  # 从轻、减轻情形, beside the tier's own condition
        found.update(dict.fromkeys(beside, "remark"))


def _settle_levels(found: dict[int, str], looks: dict[int, Look]) -> None:
    """Which column names the tiers, and which says when they apply: their cells say it, whatever the titles."""
    levels = [column for column in sorted(found) if found[column] == "level"]
    named = [c for c in sorted(found) if found[c] == "condition" and looks[c].get("named", 0) >= SURE]
    if len(levels) == len(named) == 1 and looks[levels[0]].get("level", 0) < SURE:
        found[levels[0]], found[named[0]] = "condition", "level"  # 违规情节: 一般; 细化阶次: 500总吨以下
        levels = named
    if levels and "condition" not in found.values() and looks[levels[-1]].get("level", 0) < SURE:
        found[levels[-1]] = "condition"


def _settle_range(found: dict[int, str], looks: dict[int, Look], subjects: Mapping[int, str]) -> None:
    """What is said once for several tiers is the statute's own range; a column of kinds alone is no condition."""
    for column, role in found.items():
        if role not in ("condition", "situation?"):
            continue
        if looks[column].get("kinds", 0) >= SURE:
            found[column] = "kinds"  # 法定裁量因素: 责令改正、罚款
        elif looks[column].get("standard", 0) >= SURE and any(
            own == "standard" and looks[other].get("filled") for other, own in found.items()
        ):
            found[column] = "range"  # 法定裁量因素: 责令改正，处一万元以下罚款
    filled = {
        column: looks[column].get("filled", 0)
        for column in sorted(found)
        if found[column] == "standard" and column not in subjects
    }
    most = max(filled.values(), default=0)
    if list(filled.values()).count(most) == 1:
        found.update({column: "range" for column, count in filled.items() if 0 < count < most})


def by_look(
    grid: Grid,
    found: dict[int, str],
    titles: dict[int, str],
    looks: dict[int, Look],
    line: int,
    notes: list[str],
    *,
    given: Mapping[str, str],
    tiers: bool,
) -> list[Problem]:
    """Columns whose title says nothing: their cells decide, when only one column looks so; else a person is asked."""
    rest = [column for column in titles if column not in found and looks[column]]
    questions: list[Problem] = []
    fines = [column for column in rest if looks[column].get("standard", 0) >= SURE]
    if "standard" not in found.values() and fines and not tiers:
        varied = [column for column in fines if looks[column].get("distinct", 0) > SURE]
        if len(fines) == 1 or len(varied) == 1:
            column = (varied if len(varied) == 1 else fines)[0]
            found[column] = "standard"
            notes.append(f"“{' '.join(titles[column].split())}”列的单元格写的是处罚，作为裁量标准读取")
        else:
            questions.append(_ask(grid, line, "裁量标准", [titles[column] for column in fines]))
    told = [column for column in rest if column not in found and looks[column].get("condition", 0) >= SURE]
    if (
        not {"condition", "exempt"} & set(found.values())
        and len(told) == 1
        and looks[told[0]].get("distinct", 0) > SURE
    ):
        found[told[0]] = "condition"
        notes.append(f"“{' '.join(titles[told[0]].split())}”列的单元格写的是情形，作为适用条件读取")
    axes = [column for column in rest if column not in found and _AXIS.search(plain(titles[column]))]
    if "standard" in found.values() and any(_varies(grid, column, found, line) for column in axes):
        found.update(dict.fromkeys(axes, "condition"))
        notes += [f"“{' '.join(titles[c].split())}”列随各档变化，作为适用条件读取" for c in axes]
    conditions = [column for column in sorted(found) if found[column] == "condition"]
    if {"act", "situation"}.isdisjoint({*found.values(), *given}) and len(conditions) > 1:  # 违法事实 | 认定标准
        first, *others = conditions
        if all(looks[first].get("filled", 0) < looks[column].get("filled", 0) for column in others):
            found[first] = "act"
            notes.append(f"“{' '.join(titles[first].split())}”列每项只写一次，作为违法行为读取")
    if "act" not in found.values() and "act" not in given:
        questions.append(_ask(grid, line, "违法行为", [titles[column] for column in rest if column not in found]))
    return questions


def _varies(grid: Grid, column: int, found: Mapping[int, str], line: int) -> bool:
    """Whether a column says different things of one act."""
    acts = [c for c in sorted(found) if found[c] == "act"]
    act, told = "", dict[str, set[str]]()
    for number in grid.lines_from(line + 1):
        act = next((text for c in acts[:1] if (text := grid.text(number, c))), act)
        if text := grid.text(number, column):
            told.setdefault(act, set()).add(text)
    return any(len(texts) > 1 for texts in told.values())


def _ask(grid: Grid, line: int, what: str, candidates: list[str]) -> Problem:
    choice = tuple(" ".join(title.split()) for title in candidates)
    return Problem(
        f"哪一列是“{what}”，从列名和内容都看不出来，这张表没有转换", grid.where(line, 1), allowed=choice,
        remedy=f"用 --columns 指明，例如 --columns {what}={choice[0] if choice else '列名'}",
    )  # fmt: skip
