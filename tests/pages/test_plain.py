"""What a person reads is in the person's language: no identifier, key, version in a program's notation or path in any kind of document."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

Made = Callable[[str, str], Path]
KINDS = [(kind, style) for kind in ("show", "difference", "matrix", "review") for style in ("html", "docx", "md")]
KINDS += [(kind, "xlsx") for kind in ("show", "difference", "matrix")] + [("report", "html"), ("audit", "html")]
# test.act, national@1, test.*, area_m2, --all, 1/violations/test.act.yaml, and the keys that stood in documents before
MACHINE = re.compile(
    r"(?<![A-Za-z])(?:[a-z][a-z0-9]*(?:[._@/-][a-z0-9*]+)+|--[a-z]+|merit|closes|cliff_limit|cliff|gap|[a-z]+ ?:)(?![A-Za-z])"
)
FILES = re.compile(
    r"[^\s：（，、]+\.(?:xlsx|docx|csv|parquet)|(?<![\w.])(?:/[\w.-]+)+"
)  # what the reader brought, or named
# 20000元 for 2万元, where no amount beside it in the same phrase asks for it; 是 as the value of a fact
NOTATION = re.compile(
    r"(?<![\d.至、])(?<!以上)(?<!不足)(?<!超过)[1-9]\d*0000元(?!至|以上|、)|[^\s，；]+：[是否](?=[，；]|$)",
    re.MULTILINE,
)


@pytest.mark.parametrize(("kind", "style"), KINDS)
def test_no_document_speaks_in_identifiers(kind: str, style: str, made: Made) -> None:
    text = FILES.sub("", _seen(made(kind, style)))
    assert re.search("[一-鿿]{4}", text)
    assert MACHINE.findall(text) == []
    assert NOTATION.findall(text) == []


def test_what_is_looked_for_would_be_found() -> None:
    said = "沿用national@1；crew.*（该类）；另列为works.quality.person；加 --all；merit；closes；when: 空"
    assert len(MACHINE.findall(said)) == 7
    assert (
        len(NOTATION.findall("违法所得20000元，3000元以上10000元以下，主动供述：是，10000元以上15000元以下；2万元"))
        == 2
    )


def _seen(path: Path) -> str:
    if path.suffix == ".html":
        html = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        return unescape(re.sub(r"<[^>]+>", "\n", html))
    if path.suffix == ".docx":
        docx = pytest.importorskip("docx", reason="可选组件 tables 未安装")
        body = docx.Document(path).element.body
        return "\n".join(item.text or "" for item in body.iter() if item.tag.endswith(("}t", "}delText")))
    if path.suffix == ".xlsx":
        openpyxl = pytest.importorskip("openpyxl", reason="可选组件 tables 未安装")
        book = openpyxl.load_workbook(path)
        shown = [sheet for sheet in book if sheet.sheet_state == "visible"]
        return "\n".join(
            str(cell.value)
            for sheet in shown
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not sheet.column_dimensions[cell.column_letter].hidden
        )
    return path.read_text(encoding="utf-8")
