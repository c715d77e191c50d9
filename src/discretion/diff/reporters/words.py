"""The words that all reports of a comparison share."""

from __future__ import annotations

from collections.abc import Sequence

from discretion.diff.candidates import BY_POLICY
from discretion.diff.model import (
    TRUE,
    Comparison,
    DifferingRegion,
    Direction,
    GeneralChange,
    Largest,
    LawRow,
    Report,
    Sameness,
    SideName,
    ViolationDiff,
    Witness,
)
from discretion.facts import say_yuan
from discretion.plan import Disposition
from discretion.words import DISPOSITIONS

DIRECTIONS = {
    Direction.STRICTER: "较重",
    Direction.MILDER: "较轻",
    Direction.NEUTRAL: "轻重相同",
    Direction.MIXED: "有轻有重",
    Direction.INCOMPARABLE: "轻重不可比较",
}
CHANGES = {GeneralChange.ADDED: "新增", GeneralChange.REMOVED: "删除", GeneralChange.CHANGED: "修改"}
SECTIONS = {
    "violation": "违法行为", "provision": "处罚依据", "range": "法定幅度", "element": "构成要件", "closure": "空白处理", "tier": "阶次",
    "boundary": "阶次条件", "penalty": "处罚", "entry": "清单条目", "policy": "情节规则", "presumption": "推定", "records": "记录",
    "supplement": "一般法的措施", "fact": "事实定义", "authority": "程序标准", "citation": "条文", "date": "日期", "source": "来源",
    "order": "责令事项", "cumulation": "累计处罚", "wording": "文字",
}  # fmt: skip
GATES = {
    "not_established": "违法行为不成立", "time_barred": "已过追责时效", "exempt": "不予处罚", "no_rule": "没有可以适用的规则",
    "may_exempt": "可以不予处罚，处罚的也不作罚款", "penalty": "予以处罚",
}  # fmt: skip
EFFECTS = {
    "general": "没有从轻、减轻、从重情节的",
    "lighter": "从轻处罚的",
    "heavier": "从重处罚的",
    "mitigated": "减轻处罚的",
}


LEGEND = (
    "删除的文字加删除线，新增的文字加下划线。“较重”“较轻”以{1}相对{0}而言，是对全部可能的案件证明的结论，不是抽样；示例案件由双方规则分别实际计算得出，"
    "先在实践中常见的范围内举例，超出该范围的列为极端情形。依据的标注：法定＝法律、法规、规章本身的规定；已发布＝行政机关已经印发的裁量基准；"
    "建议稿＝本库提出，不是法律，也不是已发布的裁量基准。次序按常见案件的最大差额，与案件多少无关。"
)
Names = tuple[str, str]
Facts = Sequence[tuple[str, str]]
LISTED = 12  # names of violations in one sentence


def successive(comparison: Comparison) -> bool:
    """Whether both sides are of one area: only then does one take the place of the other, and something is new or gone."""
    return comparison.a.label == comparison.b.label


def names_of(comparison: Comparison) -> Names:
    """What the two sides are called in a sentence: 原规定 and 新规定 of one area, else the areas themselves."""
    return ("原规定", "新规定") if successive(comparison) else (comparison.a.label, comparison.b.label)


def heads_of(comparison: Comparison) -> Names:
    """The same at the head of a column or line."""
    return ("原", "新") if successive(comparison) else (comparison.a.label, comparison.b.label)


def sides_words(comparison: Comparison) -> list[str]:
    """Which two rulesets are compared."""
    first, second = ("原", "新") if successive(comparison) else ("比较", "对照")
    return [f"{first}：{comparison.a}", f"{second}：{comparison.b}"]


def change_words(row: LawRow, comparison: Comparison) -> str:
    """修改；较重. Between two areas nothing is new or gone: what only one of them has is 只见于 it."""
    change = CHANGES[row.change]
    if not successive(comparison):
        a, b = names_of(comparison)
        change = {
            GeneralChange.ADDED: f"只见于{b}",
            GeneralChange.REMOVED: f"只见于{a}",
            GeneralChange.CHANGED: "不同",
        }[row.change]
    return f"{change}；{direction_words(row.direction)}"


def direction_words(direction: Direction, change: bool = True) -> str:
    """较重 / 较轻 …; 无轻重变化 for rows of text that move nothing."""
    return "不影响轻重" if direction is Direction.NEUTRAL and change else DIRECTIONS[direction]


def side_result(key: str, name: str) -> str:
    """What a side of this name makes of a region, by its part of the key."""
    if key in GATES:
        return f"{name}{GATES[key]}"
    parts = key.split("+")
    if parts[0] in {item.value for item in Disposition}:
        return f"{name}{DISPOSITIONS[Disposition(parts[0])]}"
    offered = "、".join(f"可以{DISPOSITIONS[Disposition(part.removeprefix('offered-'))]}" for part in parts if part)
    return f"{name}另{offered}" if offered else name


def who_words(region: DifferingRegion, names: Names) -> str:
    """The cases of a region, as a clause."""
    if region.key == BY_POLICY:
        effects = "、".join(EFFECTS[effect].removesuffix("的") for effect in region.effects)
        return f"{effects}的案件（各阶次相同，情节的幅度不同）"
    parts = "；或者".join(region.who) or "全部"
    if not region.exact:
        parts += "；以及其他不能逐一列明的情形" if region.who else "（条件不能简要表述，见示例）"
    if region.among:
        side = "ab".index(region.among)
        return f"{side_result(region.key[side], names[side])}的案件中：{parts}"
    return parts


def verdict_words(item: ViolationDiff, names: Names) -> str:
    """What is proved of one violation."""
    if item.behaviour.verdict is Sameness.UNKNOWN and item.change is not None:
        return "未能得出结论"
    if item.change is GeneralChange.ADDED:
        return f"本库只编入了{_rules(names[1])}"
    if item.change is GeneralChange.REMOVED:
        return f"本库只编入了{_rules(names[0])}"
    match item.behaviour.verdict:
        case Sameness.SAME:
            return "规则文字不同，任何案件的处理都相同（已证明）"
        case Sameness.UNKNOWN:
            return "未能得出结论"
        case Sameness.NOT_COMPARED:
            return "未比较"
    found = {direction for region in item.behaviour.regions for direction in region.directions}
    if Direction.INCOMPARABLE in found:
        others = [DIRECTIONS[d] for d in (Direction.STRICTER, Direction.MILDER) if d in found]
        return "，".join(["部分案件的轻重不可比较", *(f"部分案件{other}" for other in others)])
    return {
        Direction.STRICTER: f"{names[1]}在任何情形下都不更轻，下列案件较重",
        Direction.MILDER: f"{names[1]}在任何情形下都不更重，下列案件较轻",
        Direction.NEUTRAL: "处理方式不同，轻重相同",
        Direction.MIXED: f"{names[1]}有的较重、有的较轻",
    }[item.direction]


def title(report: Report) -> str:
    """The title of a report."""
    if len(report.comparisons) != 1:
        return "规则库修改对照表" if report.comparisons else "规则比较"
    (item,) = report.comparisons
    if successive(item):
        return f"{item.a.label}修改对照表"
    a, b = (f"{side.label}{'（建议稿）' if side.proposed else ''}" for side in (item.a, item.b))
    return f"{a}与{b}裁量规则对照表"


def proposed_words(*sides: SideName) -> list[str]:
    """Which sides are proposals, and by which method."""
    return list(dict.fromkeys(f"{side.label}是建议稿：{side.proposed}。" for side in sides if side.proposed))


def legend(report: Report) -> str:
    """How to read it."""
    names = names_of(report.comparisons[0]) if len(report.comparisons) == 1 else ("原规定", "新规定")
    return LEGEND.format(*names)


def tail(comparison: Comparison) -> list[str]:
    """What was looked at and tells nothing new."""
    lines = []
    if comparison.inherited:
        lines.append(f"与上级区域的差异相同、不再重复的：{len(comparison.inherited)}项。")
    wording = sum(row.wording for row in comparison.general)
    wording += sum(row.wording for item in comparison.violations for row in item.law)
    if wording and not comparison.empty:
        lines.append(f"另有{wording}处只是文字、名称或者顺序不同，不影响任何案件。")
    return lines


def most_words(found: Largest) -> str:
    """罚款下限最多高3000元."""
    return f"罚款{'下限' if found.end == 'low' else '上限'}{_most(found.fen)}"


def largest_words(found: Sequence[Largest], example: Facts = ()) -> list[str]:
    """The largest differences of both ends: 罚款下限最多高出3000元, with the facts where they are not those of the example."""
    if len(found) == 2 and (found[0].fen, found[0].at) == (found[1].fen, found[1].at):
        return [f"罚款{_most(found[0].fen)}{_at(found[0].at, example)}"]
    return [f"{most_words(item)}{_at(item.at, example)}" for item in found]


def _at(facts: Facts, example: Facts) -> str:
    if facts == example:
        return ""
    if {label for label, _ in example} <= {label for label, _ in facts}:
        return f"（示例案件另有或者改为：{facts_words([fact for fact in facts if fact not in example])}）"
    return f"（{facts_words(facts)}）"


def _most(fen: int) -> str:
    return f"最多{'高出' if fen > 0 else '低'}{say_yuan(abs(fen))}"


def witness_words(witness: Witness, way: str = "") -> str:
    """The direction of an example, and which cases go that way: 较重，仅限总质量限定标准不超过3124千克的."""
    only = f"，仅限{'，'.join(witness.only)}的" if witness.only else ""
    return f"{way or direction_words(witness.direction, change=False)}{only}"


def facts_words(facts: Facts) -> str:
    """Facts of an example."""
    return "，".join(label if value == TRUE else f"{label}：{value}" for label, value in facts) or "（无特别事实）"


def conclusion(comparison: Comparison) -> list[str]:
    """The first lines of every report."""
    if comparison.empty:
        words = sum(row.wording for row in comparison.general)
        words += sum(row.wording for item in comparison.violations for row in item.law)
        tail = f"（仅有{words}处文字、名称或者顺序的不同）" if words else ""
        return [f"没有差异：{comparison.compared}项违法行为的规则和任何案件的处理都相同{tail}。"]
    names = names_of(comparison)
    one_sided = [item for item in comparison.violations if item.change is not None and not item.behaviour.unknown]
    added = [item for item in one_sided if item.change is GeneralChange.ADDED]
    removed = [item for item in one_sided if item.change is GeneralChange.REMOVED]
    absent = [item for item in comparison.violations if item.change is not None and item.behaviour.unknown]
    unknown = [item for item in comparison.violations if item.change is None and item.behaviour.unknown]
    different = comparison.compared - comparison.same - len(comparison.inherited)
    different -= sum(item.behaviour.verdict is Sameness.UNKNOWN for item in unknown)
    lines = [
        f"双方都有处罚规定的违法行为{comparison.compared}项：{comparison.same}项任何案件的处理都相同（已证明），{different}项有不同"
        + (f"，{len(unknown)}项有未能证明之处" if unknown else "")
        + (f"；本库只编入了{_rules(names[0])}的{len(removed)}项" if removed else "")
        + (f"；本库只编入了{_rules(names[1])}的{len(added)}项" if added else "")
        + "。"
    ]
    if absent:
        lines.append(f"另有{len(absent)}项没有比较：规则库没有编入一方当日施行的法律版本。")
    shared = [item for item in comparison.harsher if item.change is None]
    doubtful = [item for item in comparison.doubtful if item not in shared and item.change is None]
    if not shared and not doubtful:
        lines.append(f"双方都处罚的违法行为，{names[1]}在任何情形下都不更重。")
    elif shared:
        lines.append(f"{names[1]}在部分情形下更重的{_listed(shared)}。")
    if doubtful:
        lines.append(f"不能断定是否更重的{_listed(doubtful)}。")
    return lines


def _rules(name: str) -> str:
    return name if name.endswith("规定") else f"{name}规定"


def _listed(items: Sequence[ViolationDiff]) -> str:
    named = "；".join(item.label for item in items[:LISTED])  # a label may hold a 、
    return f"：{named}" if len(items) <= LISTED else f"，共{len(items)}项：{named}等"


def law_words(row: LawRow) -> str:
    """One row of law in one line."""
    section = SECTIONS.get(row.section, row.section)
    match row.change:
        case GeneralChange.ADDED:
            said = row.after
        case GeneralChange.REMOVED:
            said = row.before
        case _:
            said = f"{row.before} → {row.after}"
    name = row.label if section in row.label else f"{section}·{row.label}"
    return f"{name}：{said}"
