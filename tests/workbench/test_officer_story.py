"""An officer, from an empty workbench to the reasoning as .docx, in a real browser; on a desk and on a phone."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document
from tests.workbench.browser import Screen
from tests.workbench.conftest import PASSWORD, Office
from tests.workbench.test_beside import decide


def test_an_officer_s_day(screen: Screen, office: Office) -> None:
    decide(office, 12)  # what was decided in like cases
    screen.go("/")
    screen.look("sign-in")
    screen.sign_in("officer", PASSWORD)
    screen.look("home")
    find_by_words(screen)
    one_question_after_another(screen)
    the_rest_in_the_whole_form(screen)
    by_keyboard_alone(screen)
    closed_and_on_paper(screen)
    decided(screen, office)


def find_by_words(screen: Screen) -> None:
    page = screen.page
    page.get_by_label("查找违法行为").fill("超限")
    page.get_by_role("button", name="查找").click()
    page.get_by_label("违法行为发生之日").fill("2026-03-02")
    page.get_by_role("button", name="查找").click()
    screen.look("search")
    page.get_by_role("listitem").filter(has_text="车货总质量").get_by_role("button").click()


def one_question_after_another(screen: Screen) -> None:
    page = screen.page
    page.get_by_label("车货总质量（").fill("60,000")
    screen.look("guide")
    page.get_by_role("button", name="保存，下一项").click()
    page.get_by_label("总质量限定标准（").fill("49000")
    page.keyboard.press("Enter")
    page.get_by_text("已经填写的事实足以得出结果").wait_for()
    assert page.locator(".verdict .amount").inner_text() == "处360元罚款"
    screen.look("guide-end")


def the_rest_in_the_whole_form(screen: Screen) -> None:
    """It saves itself, and the result follows; a lost connection loses nothing."""
    page = screen.page
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
    page.context.set_offline(True)
    page.get_by_label("姓名或者名称").fill("浙江某物流有限公司")
    state.filter(has_text="连接中断，尚未保存").wait_for()
    page.context.set_offline(False)
    state.filter(has_text="已保存").wait_for()
    screen.wrong.clear()  # the browser notes that it was offline
    page.reload()
    assert page.get_by_label("姓名或者名称").input_value() == "浙江某物流有限公司"
    assert page.get_by_label("案号").input_value() == "浙交执罚〔2026〕1号"
    beside = page.get_by_role("region", name="类案和邻近区域")
    beside.get_by_text("有12件").wait_for()
    beside.get_by_text("上海").wait_for()
    screen.look("case")


def by_keyboard_alone(screen: Screen) -> None:
    """The skip link comes first, then every field in its order; whatever has the focus is seen."""
    page = screen.page
    page.reload()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    seen = set()
    for _ in range(40):
        page.keyboard.press("Tab")
        found = page.evaluate("""(() => { const at = document.activeElement, style = getComputedStyle(at);
            return [at.name || at.id || at.textContent, style.outlineStyle !== "none" || style.boxShadow !== "none"]; })()""")
        assert found[1], f"{found[0]}: the focus is not seen"
        seen.add(found[0])
    assert {"case", "place", "occurred"} <= seen


def closed_and_on_paper(screen: Screen) -> None:
    page = screen.page
    record = page.get_by_role("group", name="记录1")
    record.get_by_label("种类").select_option("改正")
    record.get_by_label("日期").fill("2026-03-03")
    page.get_by_role(
        "heading", name="待查明的事实"
    ).wait_for()  # a correction makes the harm matter: it is asked for now
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


def decided(screen: Screen, office: Office) -> None:
    """What was decided in the end is entered, for like cases to come."""
    page = screen.page
    page.go_back()
    page.get_by_label("罚款", exact=True).fill("360")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("heading", name="登记处理决定").wait_for()
    assert [row.case for _, _, row in office.app.state.bench.decisions.standing()][-1] == "浙交执罚〔2026〕1号"
