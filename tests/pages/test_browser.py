"""Every kind of page in a real Chromium: desk, tablet and phone, light, dark and paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser import Window

Made = Callable[[str, str], Path]
SIZES = {1440: 900, 820: 1180, 390: 844}
# What a reader came for: it must be on the first screen.
ANSWERS = {"show": "table tbody tr", "report": "table tbody tr", "audit": ".summary b", "review": "table tbody tr", "matrix": ".amount",
           "difference": ".amount"}  # fmt: skip


def look(browser: Any, file: Path, width: int = 1440, scheme: str = "light") -> Window:
    """Open a page as a file on a screen of some width."""
    page = browser.new_page(viewport={"width": width, "height": SIZES[width]}, color_scheme=scheme)
    window = Window(page, "file:")
    page.goto(file.as_uri())
    return window


@pytest.mark.parametrize("kind", ANSWERS)
@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (820, "light"), (390, "light")])
def test_a_page_fits_every_screen_and_answers_on_the_first(
    kind: str, width: int, scheme: str, made: Made, browser: Any
) -> None:
    window = look(browser, made(kind, "html"), width, scheme)
    answer = window.page.locator(f"main {ANSWERS[kind]}").first.bounding_box()
    assert answer["y"] < SIZES[width] - 40  # and not only its upper edge
    assert window.beyond() <= 0
    assert window.axe() == []
    window.page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert window.beyond() <= 0  # everything unfolded, too
    assert window.wrong == []
    window.page.close()


def test_search_folds_and_links_work_by_keyboard(made: Made, browser: Any) -> None:
    page = look(browser, made("difference", "html")).page
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


def test_only_what_differs_is_left_of_a_matrix(made: Made, browser: Any) -> None:
    page = look(browser, made("matrix", "html")).page
    rows = page.locator("tbody[data-item]:visible")
    assert [row[:4] for row in rows.all_inner_texts()] == ["测试行为", "相同行为"]
    page.get_by_label("只看不同的").check()
    assert [row[:4] for row in rows.all_inner_texts()] == ["测试行为"]
    page.close()


def test_without_the_script_everything_can_be_read(made: Made, browser: Any) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.goto(made("difference", "html").as_uri())
    assert page.locator("[data-item]").first.is_visible()
    assert not page.locator(".controls").first.is_visible()
    page.locator("summary").first.click()
    assert page.locator(".bands").first.is_visible()
    context.close()


@pytest.mark.parametrize("kind", ANSWERS)
def test_paper_is_landscape_and_holds_the_tables(kind: str, made: Made, browser: Any) -> None:
    window = look(browser, made(kind, "html"))
    window.page.emulate_media(media="print")
    assert window.page.locator("table").first.is_visible()
    assert window.page.locator(".controls:visible").count() == 0
    paper = window.page.pdf(prefer_css_page_size=True)
    assert paper.startswith(b"%PDF")
    assert b"/MediaBox [0 0 841" in paper or b"/MediaBox [0 0 842" in paper
    window.page.close()
