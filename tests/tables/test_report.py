"""``discretion report``: one file that works anywhere; tests/pages opens it in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result

from discretion.library import Library
from discretion.report import report
from discretion.tables import view

Discretion = Callable[..., Result]


class Page(HTMLParser):
    """Tags, ids, links and open elements of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "link", "br", "col", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def html(library: Library) -> str:
    return report(view(library, "national", date(2026, 6, 1)), check=False)["report.html"]


def test_one_file_and_nothing_else(html: str) -> None:
    page = Page(html)
    assert page.open == []
    assert page.all("script") == [{}]  # inline, allowed by its digest
    sources = [value for _, attributes in page.tags for key, value in attributes.items() if key in ("src", "srcset")]
    assert sources == []
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org/2000/svg)", html)


def test_landmarks_and_table_heads(html: str) -> None:
    page = Page(html)
    assert [len(page.all(name)) for name in ("header", "nav", "main", "h1")] == [1, 1, 1, 1]
    assert page.all("html") == [{"lang": "zh-CN"}]
    assert page.all("table")
    assert all(cell.get("scope") in ("col", "row", "rowgroup") for cell in page.all("th"))
    assert all(svg.get("role") == "img" and svg.get("aria-label") for svg in page.all("svg"))


def test_every_link_leads_somewhere(html: str) -> None:
    page = Page(html)
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(link["href"]) for link in page.all("a")]
    assert len(links) > 5
    assert [link for link in links if link.removeprefix("#") not in ids] == []


def test_hostile_labels_are_text(html: str) -> None:
    assert "为他人提供车辆&lt;b&gt;" in html
    assert "为他人提供车辆<b>" not in html


def test_picture_shows_the_engines_own_numbers(html: str) -> None:
    """Ten square metres is the last of the first tier: 4000 元 at most, from there on 8000."""
    assert "最大的台阶：由10平方米到10.01平方米，罚款上限提高4000元。" in html
    assert "其余事实：没有危害后果。取自范例案件“二十平方米”。" in html
    assert "▲4000元" in html
    assert "▲3000元" in html  # from 8000 to 11000 above fifty
    assert "<title>一般：4000元以上8000元以下</title>" in html  # the grid over area and harm


def test_golden_cases_are_run(html: str) -> None:
    assert "范例案件1件，全部与预期相符。" in html
    assert (
        '<th scope="row">二十平方米</th><td data-label="事实">擅自占用公路；占用面积20平方米；没有危害后果</td>' in html
    )


def test_a_failing_case_is_shown(small: Path) -> None:
    path = small / "national" / "1" / "cases" / "road.occupy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[4000..8000]", "[4000..9000]"), encoding="utf-8")
    html = report(view(Library.load(small), "national", date(2026, 6, 1)), check=False)["report.html"]
    assert "范例案件1件，1件与预期不符。" in html
    assert '<span class="faint">预期：“一般”阶次，处4000元以上9000元以下罚款</span>' in html
    assert "[4000..9000]" not in html and "应当是" not in html


def test_one_violation_of_a_child_area(small: Path, tmp_path: Path, discretion: Discretion) -> None:
    target = tmp_path / "r.html"
    result = discretion("report", "child", "road.occupy", "--rulesets", small, "--no-check", "-o", target)
    assert result.exit_code == 0
    text = target.read_text(encoding="utf-8")
    assert "某省另有说明" in text
    assert "沿用全国（1版）" in text
    assert "road.supply" not in text


def test_checks_say_what_they_prove_and_why_a_counterexample_is_accepted(small: Path) -> None:
    pytest.importorskip("z3", reason="可选组件 check 未安装")
    waiver = "waivers:\n  - {finding: gap/national/*, reason: 原表如此, approver: 法制审核, expires: '2026-12-31'}\n"
    path = small / "national" / "1" / "violations" / "road.occupy.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("(10..50]", "(10..50)"), encoding="utf-8")
    (small / "waivers.yaml").write_text(waiver, encoding="utf-8")
    html = report(view(Library.load(small), "national", date(2026, 6, 1)))["report.html"]
    assert "<dt>空档</dt><dd>凡构成该违法行为的案件，都有裁量阶次与之相符</dd>" in html
    assert "有反例：空档</span> 占用面积为50平方米、危害后果为没有时，没有裁量阶次与之相符</p>" in html
    assert "案件：" in html and "facts:" not in html  # sentences, never YAML
    assert "接受的理由：原表如此（法制审核，至2026年12月31日）" in html
    listed = html.split("<h3>有反例或者未能判定的违法行为</h3>")[1].split("</ul>")[0]
    assert '<li><a href="#v-road.occupy">擅自占用公路</a></li>' in listed
    page = Page(html)
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert {str(link["href"]).removeprefix("#") for link in page.all("a")} <= ids
