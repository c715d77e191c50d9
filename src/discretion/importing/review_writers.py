"""A review as text, JSON, HTML, and as the reviewer's own workbook with red cells and comments."""

from __future__ import annotations

import io
import json
from dataclasses import asdict
from pathlib import Path

from discretion.errors import MissingExtra
from discretion.importing.review import READ, Review
from discretion.pages import Column, Publication, Row, Section, Table, render

HEAD = ("位置", "结果", "原来", "改为", "说明")


def as_text(found: Review) -> str:
    """One line per cell."""
    lines = [f"{found.file} 对照 {found.against}：{summary(found)}"]
    for item in found.changes:
        mark = "错误" if item.error else item.status
        before = f"“{_short(item.before)}” → " if item.before else ""
        lines.append(f"{mark} {item.where} {before}“{_short(item.after)}”：{item.why}")
    lines += [f"提示 {problem}" for problem in found.problems]
    return "\n".join(lines) + "\n"


def as_json(found: Review) -> str:
    """For programs."""
    return json.dumps({**asdict(found), "settled": found.settled}, ensure_ascii=False, indent=2) + "\n"


def as_html(found: Review) -> str:
    """For a browser: one page, offline."""
    rows = tuple(
        Row((item.where, "错误" if item.error else item.status, item.before, item.after, item.why))
        for item in found.changes
    )
    columns = tuple(Column(title, width) for title, width in zip(HEAD, (14, 8, 24, 24, 30), strict=True))
    notes = (f"对照{found.against}：{summary(found)}",)
    changes = Section("改动", (Table("改动", columns, rows),)) if rows else Section("改动", (), ("没有改动。",))
    rest = (Section("提示", (), tuple(found.problems)),) if found.problems else ()
    return render("document.html", document=Publication(f"{found.file} 审核", notes, (changes, *rest)))


def marked_workbook(path: Path, found: Review) -> bytes:
    """The workbook given back: what was not read is red, with a comment that says why.

    Raises:
        MissingExtra: openpyxl is not installed.
    """
    try:
        from openpyxl import load_workbook
        from openpyxl.comments import Comment
        from openpyxl.styles import PatternFill
    except ModuleNotFoundError:
        raise MissingExtra("tables", "Excel 表格") from None
    book = load_workbook(path)  # read_grids has read it before: no bomb, no endless merge
    red = PatternFill("solid", fgColor="FFC7CE")
    for item in found.changes:
        if (item.status == READ and not item.error) or item.sheet not in book.sheetnames:
            continue
        cell = book[item.sheet].cell(max(1, item.line), item.column)
        if hasattr(cell, "fill") and type(cell).__name__ != "MergedCell":
            cell.fill = red
            cell.comment = Comment(f"{item.status}：{item.why}", "discretion")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def summary(found: Review) -> str:
    """3处已读取，1处未读取 …"""
    counts: dict[str, int] = {}
    for item in found.changes:
        name = "错误" if item.error else item.status
        counts[name] = counts.get(name, 0) + 1
    return "，".join(f"{count}处{name}" for name, count in counts.items()) or "没有改动"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else f"{flat[:60]}……"
