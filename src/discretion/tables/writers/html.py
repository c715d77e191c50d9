"""Tables in HTML."""

from __future__ import annotations

from discretion.pages import Cell, Publication, Row, Run, Table, render, runs, spans
from discretion.tables.writers.markup import Html, escape, join, tag

TAGS = {"insert": "ins", "delete": "del", "strong": "b"}


def write(publication: Publication) -> str:
    """Write a publication as one self-contained page."""
    return render("document.html", document=publication)


def table_html(table: Table, *, caption: bool = False) -> Html:
    """One table, with scopes; the first column heads its rows."""
    notes = [tag("p", note) for note in table.notes]
    if not table.rows:
        return join(notes)
    total = sum(column.width for column in table.columns)
    shares = [
        tag("col", style=f"width:{100 * column.width / total:.1f}%").removesuffix("</col>") for column in table.columns
    ]
    head = tag("tr", *(tag("th", column.title, scope="col") for column in table.columns))
    covered = spans(table)
    rows = [_row(row, covered[number], table.group) for number, row in enumerate(table.rows)]
    grid = tag(
        "table",
        tag("caption", table.title) if caption else Html(),
        tag("colgroup", join([Html(share) for share in shares])),
        tag("thead", head),
        tag("tbody", *rows),
        class_="wide",
        aria_label=None if caption else table.title,
    )
    # The table scrolls inside its own box, so that the page never does; the box takes the keyboard's focus.
    box = tag("div", grid, class_="scroll", tabindex="0", role="region", aria_label=table.title)
    return join([box, *notes])


def _row(row: Row, covered: list[int], group: int) -> Html:
    cells = []
    for index, cell in enumerate(row.cells):
        span = covered[index] if index < group else 1
        if span == 0:
            continue
        content = cell_html(cell)
        if index == 0:
            scope = "rowgroup" if span > 1 else "row"
            cells.append(tag("th", content, scope=scope, rowspan=span if span > 1 else None))
        else:
            cells.append(tag("td", content, rowspan=span if span > 1 else None))
    return tag("tr", *cells, class_=row.kind or None, data_rule=row.rule or None)


def cell_html(cell: Cell) -> Html:
    """A cell's runs."""
    return join([_run(run) for run in runs(cell)])


def _run(run: Run) -> Html:
    text = run.text
    if run.mark == "plain":
        return escape(text)
    # a line break before the run stays outside of its mark
    lead = "<br>" if text.startswith("\n") else ""
    text = text.removeprefix("\n")
    if run.mark == "faint":
        return Html(lead + tag("span", text, class_="faint"))
    if run.mark == "strong":
        return Html(lead + tag("b", text, class_="badge"))
    return Html(lead + tag(TAGS[run.mark], text))
