"""Every kind of page in a real Chromium: desk, tablet and phone, light, dark and paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Tiny
from tests.tables.conftest import FILES

from discretion.audit import Verdict, write_report
from discretion.audit.audit import Counts
from discretion.library import Library
from discretion.report import report
from discretion.tables import booklet, view
from discretion.tables.writers import write

DAY = date(2026, 6, 1)
SIZES = {1440: 900, 820: 1180, 390: 844}


FACTS = """
area_m2: {label: 占用面积, type: integer, unit: m2, range: "[0..1000]", severity: aggravating}
harm: {label: 危害后果, type: enum, values: {none: 没有, slight: 轻微, grave: 严重}, severity: aggravating}
"""
TIERS = """
- {tier: slight, label: 轻微, when: {area_m2: "<= 20"}, penalty: {fine: {share: [0, 0.5]}}}
- {tier: serious, label: 严重, when: {area_m2: "> 20"}, penalty: {fine: {share: [0.5, 1]}}}
"""


def _write(folder: Path) -> Library:
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Library.load(folder)


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One page of each kind, by the commands' own functions."""
    library = _write(tmp_path_factory.mktemp("rules"))
    shown = view(library, "national", DAY)
    return {
        "show": str(write(booklet(shown), "html")),
        "report": report(shown, check=False)["report.html"],
        "audit": _audit(tmp_path_factory.mktemp("audit") / "report.html"),
    }


def _audit(path: Path) -> str:
    row: dict[str, Any] = {item.value: 3 for item in Verdict} | {
        "n": 27,
        "with_reason": 2,
        "unpunished": 1,
        "placed": 12,
    }
    row |= {"benchmark_mitigated": 0, "benchmark_lighter": 1, "benchmark_heavier": 2}
    row |= {"quarter": 120.0, "median": 300.0, "three_quarters": 700.0}
    counts = Counts(27, {item.value: 3 for item in Verdict}, {"with_reason": 2, "without_reason": 7}, 1)
    violations, units = [{**row, "violation": "test.act"}], [{**row, "unit": f"第{n}大队"} for n in range(8)]
    write_report(path, counts, violations, units, {"cells": 1, "decisions": 4}, 1, {"test.act": "擅自占用公路"})
    return path.read_text(encoding="utf-8")


@pytest.fixture
def difference(tiny: Callable[..., Tiny], discretion: Callable[..., tuple[int, str, str]]) -> Callable[[str], str]:
    old = tiny(FACTS, tiers=TIERS)
    new = tiny(FACTS, tiers=TIERS.replace("20", "30"))
    on = ("--on-a", "2026-06-01", "--on-b", "2026-06-01")
    return lambda style: discretion("diff", old.folder, new.folder, *on, "--format", style)[1]


class Window:
    """A page that is looked at; it remembers what went wrong in it."""

    def __init__(self, browser: Any, html: str, folder: Path, width: int, scheme: str = "light") -> None:
        self.page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme)
        self.wrong: list[str] = []
        self.page.on("console", lambda message: self.wrong.append(message.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "request", lambda request: None if request.url.startswith("file:") else self.wrong.append(request.url)
        )
        file = folder / "page.html"
        file.write_text(html, encoding="utf-8")
        self.page.goto(file.as_uri())

    def beyond(self) -> int:
        """How many pixels stick out at the side."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - innerWidth"))

    def axe(self) -> list[tuple[str, list[Any]]]:
        from axe_playwright_python.sync_playwright import Axe

        # the tables of contents and the folds are all there: nothing is hidden from axe
        self.page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        # axe is injected by the debugger, past the page's own policy
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
        found = Axe().run(self.page, options=options).response["violations"]
        return [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found]


@pytest.mark.parametrize("kind", ["show", "report", "audit"])
@pytest.mark.parametrize("width", list(SIZES))
def test_a_page_fits_every_screen(kind: str, width: int, pages: dict[str, str], browser: Any, tmp_path: Path) -> None:
    for scheme in ("light", "dark"):
        window = Window(browser, pages[kind], tmp_path, width, scheme)
        assert window.beyond() <= 0
        assert window.wrong == []
        if width != 820:
            assert window.axe() == []
            assert window.beyond() <= 0  # everything unfolded, too
        window.page.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_the_difference_answers_on_its_first_screen(
    width: int, difference: Callable[[str], str], browser: Any, tmp_path: Path
) -> None:
    for scheme in ("light", "dark"):
        window = Window(browser, difference("html"), tmp_path, width, scheme)
        first = window.page.locator("main .amount").first.bounding_box()
        assert first["y"] + first["height"] < SIZES[width]
        assert window.beyond() <= 0
        assert window.axe() == []
        assert window.wrong == []
        window.page.close()


def test_search_folds_and_links_work_by_keyboard(
    difference: Callable[[str], str], browser: Any, tmp_path: Path
) -> None:
    window = Window(browser, difference("html"), tmp_path, 1440)
    page = window.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    search = page.get_by_label("查找违法行为")
    search.fill("没有这个")
    assert page.locator("[data-item]:visible").count() == 0
    assert page.locator("output").inner_text() == "显示0项，共1项"
    search.fill("测试")
    assert page.locator("[data-item]:visible").count() == 1
    page.get_by_role("button", name="全部展开").press("Enter")
    assert page.locator(".bands").first.is_visible()
    page.close()


def test_without_the_script_everything_can_be_read(
    difference: Callable[[str], str], browser: Any, tmp_path: Path
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    file = tmp_path / "page.html"
    file.write_text(difference("html"), encoding="utf-8")
    page.goto(file.as_uri())
    assert page.locator("[data-item]").first.is_visible()
    assert not page.locator(".controls").first.is_visible()
    page.locator("summary").first.click()
    assert page.locator(".bands").first.is_visible()
    context.close()


@pytest.mark.parametrize("kind", ["show", "report"])
def test_paper_is_landscape_and_holds_the_tables(
    kind: str, pages: dict[str, str], browser: Any, tmp_path: Path
) -> None:
    window = Window(browser, pages[kind], tmp_path, 1440)
    window.page.emulate_media(media="print")
    assert window.page.locator("table").first.is_visible()
    assert not window.page.locator(".controls").first.is_visible()
    paper = window.page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841" in paper or b"/MediaBox [0 0 842" in paper
    window.page.close()
