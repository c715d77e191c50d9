"""Tables in Markdown (GitHub's dialect)."""

from __future__ import annotations

import re

from discretion.pages import Cell, Chapter, Publication, Table, runs

SPECIAL = re.compile(r"([\\`*_\[\]<>|~#])")
WRAPS = {
    "plain": ("", ""),
    "strong": ("**", "**"),
    "faint": ("", ""),
    "insert": ("<ins>", "</ins>"),
    "delete": ("~~", "~~"),
}


def write(publication: Publication) -> str:
    """Write a publication."""
    lines = [f"# {_escaped(publication.title)}", ""]
    lines += [line for note in publication.notes for line in (_escaped(note), "")]
    for section in publication.sections:
        lines += [f"## {_escaped(section.title)}", ""]
        lines += [line for note in section.notes for line in (_escaped(note), "")]
        for table in section.tables:
            lines += [f"### {_escaped(table.title)}", ""] if _headed(section, table) else []
            lines += [line for part in table.lead for line in (_escaped(part), "")]
            lines += _table(table)
    return "\n".join(lines).rstrip() + "\n"


def _headed(section: Chapter, table: Table) -> bool:
    return len(section.tables) > 1 or table.title != section.title


def _table(table: Table) -> list[str]:
    lines = []
    if table.rows:
        lines.append(f"| {' | '.join(_escaped(column.title) for column in table.columns)} |")
        lines.append(f"|{'|'.join(' --- ' for _ in table.columns)}|")
        lines += [f"| {' | '.join(_cell(cell) for cell in row.cells)} |" for row in table.rows]
        lines.append("")
    return lines + [line for note in table.notes for line in (_escaped(note), "")]


def _cell(cell: Cell) -> str:
    parts = []
    for run in runs(cell):
        left, right = WRAPS[run.mark]
        lines = [f"{left}{_escaped(line)}{right}" if line else "" for line in run.text.split("\n")]
        parts.append("<br>".join(lines))
    return "".join(parts)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
