"""Lines to the rows a lawyer sees: a tier on several lines is one tier, several tiers in a cell are several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from discretion.importing.gathered import between, counted, listed, pieced
from discretion.importing.lines import Line
from discretion.importing.parting import items, named_tiers, parted
from discretion.importing.spelling import tidy
from discretion.importing.standard import PENALTY, Standard, read_standard
from discretion.importing.subjects import UNKNOWN, subject_of
from discretion.importing.titles import level_of

_LEVELS = re.compile("特别严重|轻微|较轻|从轻|一般|较重|从重|严重")
_NAMED = re.compile(r"\s*[（(【]?(?P<level>[一-鿿]{2,6})[）)】]?\s*[：:]\s*")
_FACTOR = re.compile(
    r"^[^\d，。；]{1,14}(?:数|数量|次数|面积|长度|体积|重量|质量|比例|比率|率|金额|数额|时间|天数|吨位|吨级)$"
)


@dataclass(frozen=True)
class Block:
    """One row of the table as it is meant.

    Attributes:
        lines: the lines it stands on.
        level: the name of the tier; empty when there is none.
        condition: the words of the condition.
        standards: the words of the penalties by subject; "" is the main one.
    """

    lines: tuple[Line, ...]
    level: str
    condition: str
    standards: Mapping[str, str] = field(default_factory=dict)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def at(self) -> str:
        """Sheet and lines: 水运!3-4."""
        first, last = self.lines[0].number, self.lines[-1].number
        name = self.first.sheet.line_name
        return f"{self.first.sheet.title}!{name(first)}" + (f"-{name(last)}" if last > first else "")

    @property
    def item(self) -> tuple[str, str]:
        """The act it belongs to: 违法行为 and its 具体情形."""
        return one_line(self.first.get("act")), one_line(self.first.get("situation"))


def blocks(lines: Iterable[Line]) -> Iterator[Block]:
    """Group the lines of one table."""
    group: list[Line] = []
    for line in lines:
        if group and not _continues(group, line):
            yield from _split(_block(group))
            group = []
        group.append(line)
    if group:
        yield from _split(_block(group))


def one_line(text: str) -> str:
    """A text without the breaks that the width of its column made."""
    return re.sub(r"\s+", "", text)


def _continues(group: list[Line], line: Line) -> bool:
    """Whether a line belongs to the row that the lines before it began."""
    before = group[-1]
    if line.layout is not before.layout:  # tiers that stand beside one another
        return False
    act, situation = one_line(line.get("act")), one_line(line.get("situation"))
    if (act, situation) != (
        one_line(before.get("act")),
        one_line(before.get("situation")),
    ) or before.banner != line.banner:
        return False
    level, condition = line.columns("level"), line.columns("condition")
    if level and condition and not any(line.parts.get(column) for column in (*level, *line.columns("standard"))):
        return True  # another situation of the tier above, whose name and penalty are not said again
    if not level and not condition:
        return not line.get("number") or (
            any(line.origins.get(c) == before.origins.get(c) for c in line.columns("number"))
            and not _complete(group, line)
        )
    changed = [
        column
        for column in (*level, *condition)
        if line.origins.get(column, 0) not in (0, before.origins.get(column, 0))
    ]
    if not changed:
        return True
    if (
        level
        and not any(column in level for column in changed)
        and any(_merged(line, before, column) for column in level)
    ):
        return not _complete(group, line)
    return False


def _merged(line: Line, before: Line, column: int) -> bool:
    return line.origins.get(column, 0) == before.origins.get(column, 0) != 0


def _complete(group: list[Line], line: Line) -> bool:
    """Whether the row so far and the new line each say a whole penalty: then they are two rows."""
    so_far = "".join(_own(one, "standard") for one in group)
    return all(text and isinstance(read_standard(text), Standard) for text in (so_far, _own(line, "standard")))


def _own(line: Line, role: str) -> str:
    """What a line itself says in a role, not what a merged cell above says."""
    return "".join(
        line.parts.get(column, "") for column in line.columns(role) if line.origins.get(column) == line.number
    )


def _block(group: list[Line]) -> Block:
    first = group[0]
    condition = _gathered(group, first.columns("condition"), "，") if first.parts else first.get("condition")
    level = _gathered(group, first.columns("level"), "/") if first.columns("level") else first.get("level")
    if not first.columns("level") and len(first.columns("condition")) > 1:
        level = "/".join(one_line(first.parts.get(column, "")) for column in first.columns("condition"))
    standards: dict[str, str] = {}
    for column in first.columns("standard"):
        for whom, lines in _by_subject(group):
            subject = whom or first.layout.subjects.get(column, "")
            pieces = [
                line.parts.get(column, "") for line in lines if line.origins.get(column) == line.number or line is first
            ]
            text = pieced([piece for piece in pieces if piece])
            standards[subject] = "；".join(part for part in (standards.get(subject, ""), text) if part)
    if ends := first.layout.ends:
        standards = {"": between(*(first.parts.get(column, "") for column in ends))}
    return Block(tuple(group), one_line(level), condition, standards)


def _by_subject(group: list[Line]) -> list[tuple[str, list[Line]]]:
    """The lines of a row by whom they punish, where a column says so; whom nobody knows is named as the cell names him."""
    found: dict[str, list[Line]] = {}
    for line in group:
        named = one_line(line.get("subject"))
        subject = subject_of(named) if named else ""
        several = re.search("[、和及或]|人员|个人|船员|公民", named)
        found.setdefault(f"{UNKNOWN}{named}" if subject is None and several else subject or "", []).append(line)
    return list(found.items())


def _gathered(group: list[Line], columns: tuple[int, ...], mark: str) -> str:
    texts = []
    for column in columns:
        pieces = [
            line.parts.get(column, "") for line in group if line.origins.get(column) == line.number or line is group[0]
        ]
        text = listed([piece for piece in pieces if piece])
        texts.append(counted(text, group[0].layout.titles.get(column, "")))
    told = [text for text in texts if text]
    if len(told) == 2 and _FACTOR.search(told[0]) and re.match(r"[<>≤≥＜＞\d超不未]", told[1]):
        return "".join(told)  # 超载比例 | 10%以下
    return mark.join(told)


def _split(block: Block) -> Iterator[Block]:
    """Several tiers in one cell; a tier's name before its condition; a condition and its penalty in one cell."""
    named = _NAMED.match(block.condition)
    alone = len(named_tiers(block.condition)[1]) < 2
    if named and alone and not block.level and level_of(named["level"]):
        block = replace(block, level=named["level"], condition=block.condition[named.end() :].strip())
    before, tiers = named_tiers(block.standards.get("", ""))
    if tiers and not block.level:  # 责令改正。1.轻微：…: what stands before is said of every tier
        shared, conditions = named_tiers(block.condition)
        conditions = {} if shared or set(conditions) != set(tiers) else conditions
        for level, words in tiers.items():
            condition = conditions.get(level, block.condition)
            tier = _parted(replace(block, level=level, condition=condition, standards={**block.standards, "": words}))
            yield replace(tier, standards={**tier.standards, "": before + tier.standards[""]})
        return
    yield from _numbered(block) or (_parted(block),)


def _numbered(block: Block) -> list[Block]:
    """（一）…的，处…；（二）…的，处…: situations without a name, each with its penalty; nothing unless every one of them is that."""
    text = block.standards.get("", "")
    shared = block.condition
    if not text and PENALTY.search(tidy(shared)):  # one cell across both columns
        text, shared = shared, ""
    pieces = items(text)
    levels = _LEVELS.findall(block.level) if _LEVELS.sub("", block.level) == "" else []  # 轻微 一般 严重, in one cell
    if len(pieces) < 2 or (block.level and len(levels) != len(pieces)) or set(block.standards) - {""}:
        return []
    levels = levels or [""] * len(pieces)
    conditions = items(shared)
    if conditions and len(conditions) == len(pieces):  # numbered alike, in two cells beside one another
        found = [
            replace(block, level=level, condition=condition, standards={"": piece})
            for level, condition, piece in zip(levels, conditions, pieces, strict=True)
        ]
        return found if all(_fines(piece) for piece in pieces) else []
    found = [
        _parted(replace(block, level=level, condition="", standards={"": piece}))
        for level, piece in zip(levels, pieces, strict=True)
    ]
    if shared or not all(item.condition and isinstance(read_standard(item.standards[""]), Standard) for item in found):
        return []
    return found


def _fines(text: str) -> bool:
    """Whether a numbered item is a penalty of its own: 1.责令改正；2.处500元罚款 are two parts of one."""
    read = read_standard(text)
    return isinstance(read, Standard) and not {"fine", "rows"}.isdisjoint(read.penalty)


def _parted(block: Block) -> Block:
    """Part the condition that stands before the penalty in its cell."""
    found = parted(block.standards.get("", ""), block.condition)
    if found is None:
        return block
    condition = "，".join(part for part in (block.condition, found[0]) if part)
    return replace(block, condition=condition, standards={**block.standards, "": found[1]})
