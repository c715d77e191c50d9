"""The rendering house: what is shown is escaped, a missing name is an error, a file needs nothing, a served page has nothing inline."""

from __future__ import annotations

import base64
import hashlib
import re
from html import unescape
from pathlib import Path

import pytest
from jinja2 import UndefinedError

from discretion.pages import ASSETS, SERVED_POLICY, Chapter, Column, Publication, Run, Table, TableRow, asset, render

HOSTILE = '<script>alert("1")</script>'
TABLE = Table(
    "表", (Column("甲", 1), Column("来源", 1)), (TableRow((HOSTILE, (Run("建议稿", "strong"), Run("\n依据", "faint"))), "r#1", "proposed"),)
)  # fmt: skip
DOCUMENT = Publication("题", ("注一\n注二",), (Chapter("节", (TABLE,)),))


def test_what_comes_from_data_is_text() -> None:
    html = render("document.html", document=DOCUMENT)
    assert HOSTILE not in html
    assert "&lt;script&gt;alert(&#34;1&#34;)&lt;/script&gt;" in html
    assert '<b class="rank proposed">建议稿</b><br><span class="faint">依据</span>' in html
    assert "<p>注一<br>注二</p>" in html


def test_a_name_that_a_template_uses_and_does_not_get_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("document.html")


def test_a_file_allows_its_own_style_and_script_and_nothing_else() -> None:
    html = render("document.html", document=DOCUMENT)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    for element, directive in (("style", "style-src"), ("script", "script-src")):
        (inline,) = re.findall(rf"<{element}>(.*?)</{element}>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"{directive} 'sha256-{digest}'" in unescape(policy)
    assert " style=" not in html
    assert not re.findall(r'(?:src|href)="(?!#|data:,)', html)


def test_a_served_page_has_nothing_inline() -> None:
    html = render("document.html", served="/static", document=DOCUMENT)
    assert "<style" not in html
    assert re.findall(r"<script[^>]*>(.*?)</script>", html, re.DOTALL) == [""]
    assert re.findall(r'(?:src|href)="(/static/[a-z.]+)\?[0-9a-f]{12}"', html) == [f"/static/{name}" for name in ASSETS]
    assert "unsafe" not in SERVED_POLICY


def test_assets_are_the_two_files_and_no_other() -> None:
    assert all(asset(name) for name in ASSETS)
    with pytest.raises(KeyError):
        asset("../render.py")


def test_there_is_a_sample_of_every_kind_and_none_is_large() -> None:
    samples = Path(__file__).parents[2] / "docs" / "samples"
    kinds = {
        "benchmark": ("docx", "html"),
        "difference": ("docx", "html"),
        "matrix": ("docx", "html"),
        "report": ("html",),
    }
    assert sorted(file.name for file in samples.iterdir()) == [
        f"{kind}.{style}" for kind, styles in kinds.items() for style in styles
    ]
    assert [file.name for file in samples.iterdir() if file.stat().st_size > 3_000_000] == []


def test_contrast() -> None:
    """Every ink on every paper it is written on has a contrast of 4.5 at least, in the light and in the dark (WCAG AA)."""
    light, dark = (
        dict(re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})", part))
        for part in asset("discretion.css").split("@media screen and (prefers")[:2]
    )
    for tokens in (light, {**light, **dark}):
        pairs = [(ink, paper) for ink in ("ink", "soft", "link", "up", "down") for paper in ("paper", "panel")]
        pairs += [(name, f"{name}-paper") for name in ("insert", "delete", "statute", "published", "proposed")]
        pairs += [("ink", f"{name}-paper") for name in ("statute", "published", "proposed")] + [("ink", "head")]
        assert [pair for pair in pairs if _contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5] == []


def _contrast(a: str, b: str) -> float:
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    color = color if len(color) == 7 else "#" + "".join(char * 2 for char in color[1:])
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
