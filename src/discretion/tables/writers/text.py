"""Tables in the terminal."""

from __future__ import annotations

import io

from rich import box
from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from discretion.pages import Cell, Publication, Table, runs, spans

STYLES = {"plain": "", "strong": "bold", "faint": "dim", "insert": "underline green", "delete": "strike red"}
WIDTH = 160


def write(publication: Publication, *, width: int | None = None, color: bool = False) -> str:
    """Write a publication for a terminal of ``width`` columns."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=width or WIDTH,
        force_terminal=color,
        color_system="standard" if color else None,
        highlight=False,
    )
    console.print(Text(publication.title, style="bold"))
    for note in publication.notes:
        console.print(Text(note, style="dim"))
    for section in publication.sections:
        console.print(Text(f"\n【{section.title}】", style="bold"))
        for note in section.notes:
            console.print(Text(note))
        for table in section.tables:
            _table(console, table)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _table(console: Console, table: Table) -> None:
    console.print(Text(table.title, style="bold"))
    for line in table.lead:
        console.print(Text(line, style="dim"))
    if table.rows:
        grid = Grid(box=box.SQUARE, show_lines=True)
        room = console.width - 3 * len(table.columns) - 1
        total = sum(column.width for column in table.columns)
        for column in table.columns:
            # fixed widths: rich need not measure thousands of cells
            grid.add_column(column.title, width=max(4, room * column.width // total), overflow="fold")
        covered = spans(table)
        for number, row in enumerate(table.rows):
            grid.add_row(
                *(
                    Text("") if index < table.group and covered[number][index] == 0 else _cell(cell)
                    for index, cell in enumerate(row.cells)
                )
            )
        console.print(grid)
    for note in table.notes:
        console.print(Text(note))


def _cell(cell: Cell) -> Text:
    text = Text()
    for run in runs(cell):
        text.append(run.text, STYLES[run.mark])
    return text
