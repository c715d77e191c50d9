"""An officer, from an empty workbench to the reasoning as .docx, in a real browser; on a desk and on a phone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document
from tests.workbench.browser import Screen
from tests.workbench.conftest import PASSWORD


def test_an_officer_s_day(screen: Screen) -> None:
    page = screen.page
    screen.go("/")
    screen.look("sign-in")
    screen.sign_in("officer", PASSWORD)
    screen.look("home")

    # find the violation by the words people use
    page.get_by_label("查找违法行为").fill("超限")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("违法行为发生之日").fill("2026-03-02")
    page.get_by_role("button", name="查找").click()
    screen.look("search")
    page.get_by_role("listitem").filter(has_text="车货总质量").get_by_role("button").click()

    # one question after another
    page.get_by_label("车货总质量（").fill("60,000")
    screen.look("guide")
    page.get_by_role("button", name="保存，下一项").click()
    page.get_by_label("总质量限定标准（").fill("49000")
    page.get_by_role("button", name="保存，下一项").click()
    page.get_by_text("已经填写的事实足以得出结果").wait_for()
    assert page.locator(".verdict .amount").inner_text() == "处360元罚款"
    screen.look("guide-end")

    # the rest in the whole form: it saves itself, and the result follows
    page.get_by_role("link", name="完整的表单").click()
    state = page.locator("#state")
    page.get_by_label("案号").fill("浙交执罚〔2026〕1号")
    page.get_by_label("车货总质量（").fill("75000")
    state.filter(has_text="“严重”阶次").wait_for()
    page.get_by_label("车货总质量（").fill("七万五千")
    page.locator("#mistakes").wait_for()
    screen.look("mistake")
    page.get_by_label("车货总质量（").fill("60000")
    state.filter(has_text="处360元罚款").wait_for()
    page.reload()
    assert page.get_by_label("案号").input_value() == "浙交执罚〔2026〕1号"
    screen.look("case")

    # a record, then closed, then on paper
    record = page.get_by_role("group", name="记录1")
    record.get_by_label("种类").select_option("改正")
    record.get_by_label("日期").fill("2026-03-03")
    page.locator(".verdict", has_text="事实不足").wait_for()  # a correction makes the harm matter: it is asked for now
    page.get_by_label("危害后果", exact=True).select_option("没有")
    page.locator("#live").get_by_text("可以不予行政处罚").first.wait_for()
    page.get_by_role("button", name="定案").click()
    page.get_by_text("已定案，不能再修改").wait_for()
    screen.look("closed")
    page.get_by_role("link", name="与其他区域对照").click()
    screen.look("regions")
    page.go_back()
    with page.expect_download() as download:
        page.get_by_role("link", name="导出说理").click()
    text = "\n".join(
        paragraph.text for paragraph in Document(BytesIO(Path(download.value.path()).read_bytes())).paragraphs
    )
    assert "依照《浙江省公路条例》第五十三条第一款第二项" in text
    page.get_by_role("link", name="打印").click()
    screen.look("print")
