"""A benchmark written as running text: （一）情节轻微, the situations below it, the penalty last. Made a grid with the text's own addresses."""

from __future__ import annotations

import re
from dataclasses import replace

from discretion.grids import Grid
from discretion.importing.spelling import tidy
from discretion.importing.standard import Standard, read_standard
from discretion.importing.titles import level_of

_HEAD = re.compile(r"^\s*[（(](?P<n>[一二三四五六七八九十]{1,3}|\d{1,2})[）)]\s*(?P<level>\S{2,8})\s*$")
_LAW = re.compile(r"《[^》]+》第[零〇一二三四五六七八九十百]+条")
TITLES = ("违法行为", "法律依据", "违法程度", "情节及后果", "处罚标准")


def outline(grid: Grid) -> Grid:
    """The grid of a table for a text whose headings name tiers; the grid itself when they name none."""
    paragraphs = [(line, grid.text(line, 1)) for line in grid.lines_from(1)]
    heads = [index for index, (_, text) in enumerate(paragraphs) if (m := _HEAD.match(text)) and level_of(m["level"])]
    if len(heads) < 2:
        return grid
    act = re.sub(r"(?:的)?(?:行政)?处罚(?:自由)?裁量(?:权)?(?:基准|标准|细则).*$", "", paragraphs[0][1])
    laws = "；".join(text for _, text in paragraphs[: heads[0]] if _LAW.search(text))
    cells = {(1, column): title for column, title in enumerate(TITLES, 1)}
    for index, start in enumerate(heads):
        end = heads[index + 1] if index + 1 < len(heads) else len(paragraphs)
        line, title = paragraphs[start]
        match = _HEAD.match(title)
        body = [text for _, text in paragraphs[start + 1 : end]]
        last = body[-1] if body else ""
        alone = isinstance(read_standard(tidy(last)), Standard)
        values = (
            act,
            laws,
            match["level"] if match else "",
            "\n".join(body[:-1] if alone else []),
            last if alone else "\n".join(body),
        )
        cells.update({(line, column): value for column, value in enumerate(values, 1) if value})
    return replace(grid, cells=cells, columns=len(TITLES), lines=max(line for line, _ in cells), prose=False)
