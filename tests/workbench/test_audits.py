"""A supervisor's file of decisions: its columns confirmed, held against the rules, its worklist settled."""

from __future__ import annotations

import re
import time
from html import unescape
from pathlib import Path

from tests.workbench.conftest import Desk, Office, text

from discretion.workbench.audits import interrupted
from discretion.workbench.store import Audit

DECISIONS = """\
案号,违法行为,违法日期,决定日期,行政区划,当事人类型,执法机构,罚款,车货总质量,总质量限定标准,载运可分载物品
浙交罚〔2026〕1号,highway.overload.mass,2026-01-05,2026-02-01,330106,organisation,甲支队,360,60000,49000,是
浙交罚〔2026〕2号,highway.overload.mass,2026-01-06,2026-02-01,330106,organisation,甲支队,5000,60000,49000,是
"""
MAPPING = """\
id: 案号
violation: 违法行为
occurred: 违法日期
decided: 决定日期
place: 行政区划
party: 当事人类型
unit: 执法机构
fine: 罚款
facts:
  gross_mass_kg: 车货总质量
  mass_limit_kg: 总质量限定标准
  divisible_load: 载运可分载物品
  harm: {constant: serious}
"""


def upload(desk: Desk, name: str = "决定.csv", content: bytes = DECISIONS.encode()) -> str:
    answer = desk.post("/audits", files={"file": (name, content)})
    assert answer.status_code == 303, text(answer)
    return str(answer.headers["location"]).removeprefix("/workbench")


def finished(desk: Desk, path: str) -> str:
    for _ in range(600):
        shown = text(desk.get(path))
        if "正在核查" not in shown:
            return shown
        time.sleep(0.2)
    raise AssertionError("the audit does not end")


def test_from_a_file_to_a_closed_worklist(office: Office) -> None:
    desk = office.desk("supervisor")
    path = upload(desk)
    assert "案号" in desk.get(path).text  # a proposal, from the heads of the columns
    wrong = desk.post(path, {"mapping": MAPPING.replace("gross_mass_kg", "gros_mass_kg")})
    assert (wrong.status_code, "gross_mass_kg" in text(wrong)) == (422, True)
    assert "gros_mass_kg" in wrong.text
    assert desk.post(path, {"mapping": MAPPING}).status_code == 303
    shown = finished(desk, path)
    assert "2 件决定" in shown
    assert "待核对（1）" in shown
    assert "浙交罚〔2026〕2号" in shown
    assert "高于裁量幅度" in shown or "超出法定幅度" in shown
    assert desk.post(path, {"mapping": MAPPING}).status_code == 409

    # each decision is explained as its case would be
    item = text(desk.get(f"{path}/2"))
    assert "处360元罚款" in item
    assert "《浙江省公路条例》第五十三条" in item
    assert desk.post(f"{path}/2", {"version": "1", "state": "corrected"}).status_code == 422  # how, must be said
    assert desk.post(f"{path}/2", {"version": "1", "state": "corrected", "note": "已撤销重作"}).status_code == 303
    assert desk.post(f"{path}/2", {"version": "1", "state": "open"}).status_code == 409
    shown = text(desk.get(path))
    assert "没有需要核对的决定" in shown
    assert "已纠正（1）" in shown


def test_a_file_is_kept_under_its_number_whatever_it_is_called(office: Office) -> None:
    desk = office.desk("supervisor")
    upload(desk, "../../../etc/决定.csv")
    assert [path.name for path in (office.setup.folder / "uploads").iterdir()] == ["000001.csv"]
    for name, content in (("x.exe", b"MZ"), ("x.xlsx", b"not a workbook"), ("", b"")):
        assert desk.post("/audits", files={"file": (name, content)}).status_code in (400, 422)
    assert not Path("/etc/决定.csv").exists()


def test_what_was_running_when_the_service_ended_says_so(office: Office) -> None:
    desk = office.desk("supervisor")
    path = upload(desk)
    store = office.app.state.bench.store
    with store.writing() as session:
        session.get(Audit, 1).state = "running"
    interrupted(store)
    assert "核查中服务停止；请重新开始" in text(desk.get(path))


def test_what_cannot_be_read_leaves_no_audit_behind(office: Office) -> None:
    desk = office.desk("supervisor")
    for path, more in (
        ("/audits", {"files": {"file": ("决定.xlsx", b"PK nothing")}}),
        ("/audits/store", {"data": {"first": "2026-01-01", "last": "2026-02-01"}}),
    ):
        assert desk.post(path, **more).status_code == 422
    assert desk.get("/audits/1").status_code == 404


def fields(page: str) -> dict[str, str]:
    """What a form holds as it is shown: every select and input with its value."""
    found = {}
    for tag in re.findall(r'<input name="(?P<n>[^"]+)" value="(?P<v>[^"]*)"', page):
        found[tag[0]] = unescape(tag[1])
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option(?: value="([^"]*)")? selected>([^<]*)', options)
        found[name] = "" if chosen is None else (chosen[1] if chosen[1] is not None else chosen[2])
    return found


def test_columns_are_confirmed_in_a_table_without_a_line_of_yaml(office: Office) -> None:
    desk = office.desk("supervisor")
    content = DECISIONS.replace("highway.overload.mass", "超限运输").replace("organisation", "单位")
    content = content.replace("60000", "60.5").replace("车货总质量", "称重")
    path = upload(desk, content=content.encode())
    page = desk.get(path).text
    assert "highway.overload.mass" not in page.partition("以文本（YAML）修改")[0].partition("</datalist>")[2].replace(
        "facts.", ""
    )
    form = fields(page.partition("以文本（YAML）修改")[0])
    assert form["means.7"] == "fine"
    assert form["code.1.0"] == "违法超限运输（车货总质量）"
    assert form["code.5.0"] == "organisation"
    assert form["means.8"] == ""  # 称重 was not recognised
    form |= {"means.8": "facts.gross_mass_kg", "constant.facts.harm": "serious"}
    twice = desk.post(path, form | {"means.9": "facts.gross_mass_kg"})
    assert (twice.status_code, "“称重”和“总质量限定标准”两列都选作“车货总质量”" in text(twice)) == (422, True)
    assert desk.post(path, form | {"do": "look"}).status_code == 303
    form = fields(desk.get(path).text.partition("以文本（YAML）修改")[0])
    assert form["constant.facts.harm"] == "serious"
    assert desk.post(path, form | {"unit.8": "t"}).status_code == 303
    assert "高于裁量幅度（1）" in finished(desk, path) or "待核对（" in finished(desk, path)
