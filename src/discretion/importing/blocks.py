"""Lines to the rows a lawyer sees: a tier on several lines is one tier, several tiers in a cell are several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from discretion.importing.lines import Line
from discretion.importing.spelling import tidy
from discretion.importing.standard import PENALTY, Standard, read_standard
from discretion.importing.subjects import UNKNOWN, subject_of
from discretion.importing.titles import level_of

_TIERS = re.compile(
    r"(?:^|(?<=[\n；。]))\s*(?:\d{1,2}[.．、]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])?\s*(?P<level>[一-鿿]{2,6})(?:\s*[：:]|的[，,：:])"
)
_LEAD = re.compile(
    r"(?:^|(?<=[\n；。]))\s*(?:\d{1,2}[.．、](?!\d)|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]|[①②③④⑤⑥⑦⑧⑨⑩])\s*"
)
_NAMED = re.compile(r"\s*[（(【]?(?P<level>[一-鿿]{2,6})[）)】]?\s*[：:]\s*")
_TIMES = re.compile(r"\s*(?P<n>\d+|[一二两三四五六七八九十]+)次?(?P<more>及?以上)?\s*")  # 违法次数: 2
_FACTOR = re.compile(
    r"^[^\d，。；]{1,14}(?:数|数量|次数|面积|长度|体积|重量|质量|比例|比率|率|金额|数额|时间|天数|吨位|吨级)$"
)
_COLON = re.compile(r"的?[：:](?=\s*(?:可以?|并|处|责令|没收|给予|警告|不予|罚款|吊销|暂扣))")


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
            text = _pieced([piece for piece in pieces if piece])
            standards[subject] = "；".join(part for part in (standards.get(subject, ""), text) if part)
    if ends := first.layout.ends:
        standards = {"": _between(*(first.parts.get(column, "") for column in ends))}
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


def _between(low: str, high: str) -> str:
    """下限 | 上限 in two columns, as one range."""
    least = "" if low in ("0", "/", "—", "-", "无") else low
    return f"处{least}以上{high}以下罚款" if least and high else f"处{high}以下罚款" if high else low


def _gathered(group: list[Line], columns: tuple[int, ...], mark: str) -> str:
    texts = []
    for column in columns:
        pieces = [
            line.parts.get(column, "") for line in group if line.origins.get(column) == line.number or line is group[0]
        ]
        text = "\n".join(piece for piece in pieces if piece)
        times = _TIMES.fullmatch(text) if re.search("次数|频次", group[0].layout.titles.get(column, "")) else None
        texts.append(f"违法{times['n']}次{times['more'] or ''}" if times else text)
    told = [text for text in texts if text]
    if len(told) == 2 and _FACTOR.search(told[0]) and re.match(r"[<>≤≥＜＞\d超不未]", told[1]):
        return "".join(told)  # 超载比例 | 10%以下
    return mark.join(told)


def _pieced(pieces: list[str]) -> str:
    """The pieces of a cell: one text that the page broke, or several that stand for themselves."""
    whole = "".join(pieces)
    if len(pieces) < 2 or isinstance(read_standard(whole), Standard):
        return whole
    apart = "；".join(pieces)
    if isinstance(read_standard(apart), Standard) or all(
        isinstance(read_standard(piece), Standard) for piece in pieces
    ):
        return apart
    return (
        apart
        if all(PENALTY.search(tidy(piece)[:4]) or tidy(piece).startswith("违法所得") for piece in pieces)
        else whole
    )


def _split(block: Block) -> Iterator[Block]:
    """Several tiers in one cell; a tier's name before its condition; a condition and its penalty in one cell."""
    named = _NAMED.match(block.condition)
    if named and not block.level and level_of(named["level"]):
        block = replace(block, level=named["level"], condition=block.condition[named.end() :].strip())
    text = block.standards.get("", "")
    heads = [match for match in _TIERS.finditer(text) if level_of(match["level"])]
    if heads and not block.level and (len(heads) > 1 or heads[0].start() == 0):
        before = text[: heads[0].start()]  # 责令改正。1.轻微：…: said of every tier
        for match, following in zip(heads, [*heads[1:], None], strict=True):
            words = text[match.end() : following.start() if following else len(text)].strip()
            tier = _parted(replace(block, level=match["level"], standards={**block.standards, "": words}))
            yield replace(tier, standards={**tier.standards, "": before + tier.standards[""]})
        return
    yield from _numbered(block) or (_parted(block),)


def _numbered(block: Block) -> list[Block]:
    """（一）…的，处…；（二）…的，处…: situations without a name, each with its penalty; nothing unless every one of them is that."""
    text = block.standards.get("", "")
    shared = block.condition
    if not text and PENALTY.search(tidy(shared)):  # one cell across both columns
        text, shared = shared, ""
    pieces = _items(text)
    if len(pieces) < 2 or block.level or set(block.standards) - {""}:
        return []
    conditions = _items(shared)
    if conditions and len(conditions) == len(pieces):  # numbered alike, in two cells beside one another
        found = [
            replace(block, condition=condition, standards={"": piece})
            for condition, piece in zip(conditions, pieces, strict=True)
        ]
        return found if all(_fines(piece) for piece in pieces) else []
    found = [_parted(replace(block, condition="", standards={"": piece})) for piece in pieces]
    if shared or not all(item.condition and isinstance(read_standard(item.standards[""]), Standard) for item in found):
        return []
    return found


def _fines(text: str) -> bool:
    """Whether a numbered item is a penalty of its own: 1.责令改正；2.处500元罚款 are two parts of one."""
    read = read_standard(text)
    return isinstance(read, Standard) and not {"fine", "rows"}.isdisjoint(read.penalty)


def _items(text: str) -> list[str]:
    """The numbered items of a cell; none where it does not begin with a number."""
    return [piece.strip() for piece in _LEAD.split(text) if piece.strip()] if _LEAD.match(text) else []


def _parted(block: Block) -> Block:
    """Part the condition that stands before the penalty in its cell."""
    text = block.standards.get("", "")
    if not text or isinstance(read_standard(text), Standard):
        return block
    flat = tidy(text)
    cuts = [match.end() for match in _COLON.finditer(flat)]
    cuts += [
        match.end()
        for match in re.finditer(r"的?[；，](?=责令|没收|可以?处|并?处\d|给予|不予|有违法所得|违法所得)", flat)
    ]
    cuts += [match.start() for match in re.finditer(r"(?<=的)(?=不予|可以?处|处\d)", flat)]
    for cut in sorted(cuts):
        before, after = flat[:cut].strip("；，：:"), flat[cut:]
        # 扣留车辆，处3000元罚款: no condition but a measure.
        if block.condition and not re.search("的$|的[；，：:]$", flat[:cut]):
            continue
        if PENALTY.search(before):  # 责令改正；情节严重的，处…: a penalty stands before it, so this is no condition
            continue
        if isinstance(read_standard(after), Standard):
            condition = "，".join(part for part in (block.condition, before) if part)
            return replace(block, condition=condition, standards={**block.standards, "": after})
    return block
