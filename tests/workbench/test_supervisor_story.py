"""A file of decisions in a real browser: uploaded, its columns confirmed, its worklist closed; on a desk and on a phone."""

from __future__ import annotations

from pathlib import Path

from tests.workbench.browser import Screen
from tests.workbench.conftest import PASSWORD, Office
from tests.workbench.test_audits import DECISIONS
from tests.workbench.test_beside import decide


def test_from_a_file_to_a_closed_worklist(screen: Screen, tmp_path: Path) -> None:
    page, file = screen.page, tmp_path / "决定.csv"
    file.write_text(DECISIONS, encoding="utf-8")
    screen.sign_in("supervisor", PASSWORD)
    page.get_by_role("link", name="案卷核查", exact=True).first.click()
    screen.look("audits")
    page.get_by_label("决定清单").set_input_files(file)
    page.get_by_role("button", name="上传").click()
    page.get_by_label("危害后果", exact=True).select_option("serious")
    screen.look("mapping")
    page.get_by_role("button", name="核对无误，开始核查").click()
    page.get_by_role("heading", name="工作清单").wait_for()
    screen.look("worklist")
    page.get_by_role("link", name="浙交罚〔2026〕2号").click()
    assert "处360元罚款" in page.locator(".verdict").inner_text()
    screen.look("finding")
    page.get_by_label("已纠正").check()
    page.get_by_label("处理情况").fill("原决定已撤销，重新作出")
    page.get_by_role("button", name="保存").click()
    page.get_by_text("没有需要核对的决定").wait_for()
    page.get_by_role("link", name="已纠正（1）").click()
    screen.look("closed")


def test_the_store_of_decisions_audited(screen: Screen, office: Office) -> None:
    page = screen.page
    decide(office, 2)
    screen.sign_in("supervisor", PASSWORD)
    page.get_by_role("link", name="案卷核查", exact=True).first.click()
    screen.look("store")
    page.get_by_label("决定日期自").fill("2026-01-01")
    page.get_by_role("button", name="开始核查").click()
    page.get_by_text("没有需要核对的决定").wait_for()
    screen.go("/log")
    page.get_by_text("链式校验一致").wait_for()
    screen.look("log")
