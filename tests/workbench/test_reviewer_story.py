"""A revision in a real browser: a reviewer edits the table, an approver approves and publishes; on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.workbench.browser import Screen
from tests.workbench.conftest import PASSWORD, Office

from discretion.service import Rules

TABLE = "highway.spillage"


@pytest.fixture
def rules(rules: Rules) -> Iterator[Rules]:
    """A publication changes what everybody is answered by: afterwards it is as before."""
    before = rules.now
    yield rules
    rules._over, rules._now = (), before


def test_from_an_edited_cell_to_the_published_version(screen: Screen, office: Office) -> None:
    begun(screen)
    everything_else_that_can_be_drafted(screen)
    edited(screen)
    approved_and_published(screen)
    assert office.app.state.bench.library.rulebook.version("zhejiang").header.model.version == "2027.1"


def begun(screen: Screen) -> None:
    page = screen.page
    screen.sign_in("reviewer", PASSWORD)
    page.get_by_role("link", name="修订", exact=True).first.click()
    page.get_by_label("区域").select_option("zhejiang")
    page.get_by_label("修订的内容").fill("下调抛洒物的罚款")
    page.get_by_label("新版本的名称").fill("2027.1")
    page.get_by_label("施行之日").fill("2027-01-01")
    screen.look("drafts")
    page.get_by_role("button", name="起草").click()
    screen.look("draft")


def everything_else_that_can_be_drafted(screen: Screen) -> None:
    page = screen.page
    page.get_by_role("link", name="不予处罚清单").click()
    screen.look("list")
    page.go_back()
    page.get_by_role("link", name="规则设定").click()
    screen.look("policy")
    page.go_back()
    table = "违法行为,违法程度,适用条件,裁量标准\n不存在的行为,轻微,看情况,罚\n".encode()
    page.get_by_label("表格文件").set_input_files({"name": "表.csv", "mimeType": "text/csv", "buffer": table})
    page.get_by_role("button", name="带入", exact=True).click()
    page.get_by_text("没有带入任何内容").wait_for()
    screen.look("bring")
    page.get_by_role("link", name="回到修订").click()


def edited(screen: Screen) -> None:
    page = screen.page
    page.get_by_label("查找").fill("遗洒")
    page.locator("#entries li:visible").first.get_by_role("link").click()
    screen.look("table")

    # a cell that is not understood, then a gap, then right
    penalty, when = page.get_by_label("轻微：裁量标准"), page.get_by_label("严重：适用条件")
    kept = when.input_value()
    when.fill("看情况")
    page.get_by_role("button", name="保存并检查").click()
    page.get_by_text("有1格没有读懂").wait_for()
    screen.wrong.clear()  # the browser notes the 422 that was meant
    screen.look("unread")
    when.fill("公路类别为高速公路")
    page.get_by_role("button", name="保存并检查").click()
    page.locator("#look .notice.error").first.wait_for()
    screen.look("gap")
    when.fill(kept)
    penalty.fill("处法定幅度的20%以下罚款")
    page.get_by_role("button", name="保存并检查").click()
    page.get_by_text("项检查都成立").wait_for()
    screen.look("clean")
    page.get_by_role("link", name="与现行规定比较，影响哪些案件").click()
    screen.look("compare")
    page.go_back()
    page.get_by_role("link", name="回到修订").click()
    page.get_by_role("button", name="提交批准").click()
    page.get_by_role("button", name="退出").click()


def approved_and_published(screen: Screen) -> None:
    page = screen.page
    screen.sign_in("approver", PASSWORD)
    page.get_by_role("link", name="修订", exact=True).first.click()
    page.get_by_role("link", name="下调抛洒物的罚款").click()
    page.get_by_role("heading", name="有1处不成立").wait_for()  # every check has ended
    screen.look("approve")
    page.get_by_label("接受上列各处的理由").fill("一般阶次另行修订")
    page.get_by_role("button", name="批准", exact=True).click()
    page.get_by_label("对当事人而言").select_option("milder")
    page.get_by_role("button", name="发布").click()
    page.get_by_text("已发布").first.wait_for()
    screen.look("published")
    screen.go(f"/rules/zhejiang/{TABLE}?day=2027-02-01")
    page.get_by_text("20%").first.wait_for()
    screen.look("rule")
