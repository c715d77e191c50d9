"""A benchmark written as running text, made a grid with the text's own addresses: tiers that are headings, or numbered sentences."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from discretion.grids import Grid
from discretion.importing.parting import parted
from discretion.importing.spelling import tidy
from discretion.importing.standard import PENALTY, Standard, read_standard
from discretion.importing.titles import level_of

_HEAD = re.compile(r"^\s*[（(](?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]\s*(?P<level>\S{2,8})\s*$")
_ITEM = re.compile(r"^\s*(?:\d{1,3}[.．、](?!\d)|[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[）)]|[①②③④⑤⑥⑦⑧⑨⑩])\s*")
_LAW = re.compile(r"《[^》]+》第[零〇一二三四五六七八九十百]+条")
_NAMES = re.compile(r"^[^，。；]{0,12}(?:阶次|标准|基准|幅度|依据|责任)[：:]?$")  # 行政处罚自由裁量阶次：
_DUTY = re.compile(r"^违反[^，；]{2,24}(?:规定|条例|办法|法)?，")
TITLES = ("违法行为", "法律依据", "违法程度", "情节及后果", "处罚标准")
Paragraphs = Sequence[tuple[int, str]]
Row = tuple[int, tuple[str, ...]]


def outline(grid: Grid) -> Grid:
    """The grid of a table for a text whose headings or numbered sentences are tiers; the grid itself where there are none."""
    paragraphs = [(line, grid.text(line, 1)) for line in grid.lines_from(1)]
    rows = _headings(paragraphs) or _sentences(paragraphs)
    if len(rows) < 2:
        return grid
    cells = {(1, column): title for column, title in enumerate(TITLES, 1)}
    for line, values in rows:
        cells.update({(line, column): value for column, value in enumerate(values, 1) if value})
    return replace(grid, cells=cells, columns=len(TITLES), lines=max(line for line, _ in cells), prose=False)


def _headings(paragraphs: Paragraphs) -> list[Row]:
    """（一）情节轻微, the situations below it, the penalty last."""
    heads = [index for index, (_, text) in enumerate(paragraphs) if (m := _HEAD.match(text)) and level_of(m["level"])]
    if len(heads) < 2:
        return []
    act = re.sub(r"(?:的)?(?:行政)?处罚(?:自由)?裁量(?:权)?(?:基准|标准|细则).*$", "", paragraphs[0][1])
    laws = "；".join(text for _, text in paragraphs[: heads[0]] if _LAW.search(text))
    rows: list[Row] = []
    for start, end in zip(heads, [*heads[1:], len(paragraphs)], strict=True):
        line, title = paragraphs[start]
        match = _HEAD.match(title)
        body = [text for _, text in paragraphs[start + 1 : end]]
        last = body[-1] if body else ""
        alone = isinstance(read_standard(tidy(last)), Standard)
        told = ("\n".join(body[:-1]), last) if alone else ("", "\n".join(body))
        rows.append((line, (act, laws, match["level"] if match else "", *told)))
    return rows


def _sentences(paragraphs: Paragraphs) -> list[Row]:
    """1、占用公路10平方米以下的，处500元以下罚款: a tier a sentence, below the act and its law; only in a text that is about discretion."""
    rows: list[Row] = []
    act = law = ""
    last = 0  # the line of a tier that announces items
    if not any("裁量" in text for _, text in paragraphs):
        return []
    for line, text in paragraphs:
        item = _ITEM.match(text)
        words = text[item.end() :] if item else text
        if item and rows and rows[-1][0] == last and not PENALTY.search(words):  # …处罚款：①…；②…
            line_of, (*told, condition, penalty) = rows[-1]
            rows[-1] = (line_of, (*told, f"{condition}\n{text}", penalty))
        elif _LAW.search(tidy(text)):
            law = text
        elif item and PENALTY.search(tidy(words)):
            opened = words.rstrip()[-1] in "：:"
            last = line if opened else 0
            words = words.rstrip(" ：:")
            condition, penalty = parted(words) or (words, words)
            rows.append((line, (act, law, "", condition + ("：" if opened else ""), penalty)))
        elif words and not _NAMES.match(words):
            act = _DUTY.sub("", words).rstrip("；。：的")
    return rows
