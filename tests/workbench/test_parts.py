"""Lists and policy of a draft, like tiers: tables in Chinese, mistakes at the cell, what was not touched kept to the letter."""

from __future__ import annotations

from typing import Any

import pytest
from tests.workbench.conftest import Desk, Office, hidden, text

from discretion.documents import read

ACT = "road.occupy"


@pytest.fixture
def reviewer(small: Office) -> Desk:
    return small.desk("reviewer")


def kept(office: Office, part: str) -> Any:
    """What a draft holds of a part, as data."""
    from discretion.workbench.store import DraftFile

    with office.app.state.bench.store.reading() as session:
        return read(session.query(DraftFile).filter_by(part=part).one().text).data


def test_a_circumstance_is_added_and_taken_out_again(small: Office, reviewer: Desk) -> None:
    path = reviewer.draft("national")
    table = f"{path}/lists/exempt"
    shown = text(reviewer.get(table))
    assert "占用轻微并及时改正" in shown
    assert "擅自占用公路" in shown

    # not understood: said at the cell, nothing kept
    new = {"version": "0", "cell.new.label": "占用极小", "cell.new.force": "may", "cell.new.violations": "擅自占用公路"}
    wrong = reviewer.post(table, new | {"cell.new.when": "看情况", "cell.new.violations": "占用公路"})
    assert (wrong.status_code, "有2格没有读懂" in text(wrong)) == (422, True)
    assert "没有违法行为“占用公路”，是否想写：擅自占用公路" in text(wrong)
    assert "看情况" in wrong.text

    assert reviewer.post(table, new | {"cell.new.when": "占用面积不超过2平方米"}).status_code == 303
    assert kept(small, "lists/exempt")["entries"][1] == {
        "id": "added-1", "label": "占用极小", "when": {"area_m2": "<= 2"}, "force": "may", "violations": [ACT],
        "source": {"kind": "proposed", "method": "修订草案：调整幅度"},
    }  # fmt: skip
    look = text(reviewer.get(f"{table}?look={ACT}"))
    assert "1件范例案件，结果都与现行规定相同" in look

    assert reviewer.post(table, {"version": "1", "cell.added-1.drop": "yes"}).status_code == 303
    assert [entry["id"] for entry in kept(small, "lists/exempt")["entries"]] == ["small"]


def test_a_circumstance_that_reaches_a_golden_case_shows_it(reviewer: Desk) -> None:
    table = f"{reviewer.draft('national')}/lists/lighter"
    fields = {
        "version": "0", "cell.new.label": "没有后果", "cell.new.force": "may", "cell.new.when": "没有危害后果",
        "cell.new.violations": "全部违法行为", "look": ACT,
    }  # fmt: skip
    answer = reviewer.post(table, fields)
    assert answer.status_code == 303, text(answer)
    assert answer.headers["location"].endswith(f"?look={ACT}")
    assert "1件范例案件，1件的结果与现行规定不同" in text(reviewer.get(f"{table}?look={ACT}"))


def test_a_parent_s_entry_is_replaced_openly_and_cannot_go(small: Office, reviewer: Desk) -> None:
    table = f"{reviewer.draft('child')}/lists/exempt"
    assert "沿用上级" in text(reviewer.get(table))
    refused = reviewer.post(table, {"version": "0", "cell.small.drop": "yes"})
    assert (refused.status_code, "这一条是上级区域的，不能删去" in text(refused)) == (422, True)
    assert reviewer.post(table, {"version": "0", "cell.small.label": "占用很小并改正"}).status_code == 303
    (entry,) = kept(small, "lists/exempt")["entries"]
    assert (entry["label"], entry["replaces"], entry["when"]["area_m2"]) == ("占用很小并改正", True, "<= 5")
    assert entry["source"]["kind"] == "proposed"


@pytest.mark.parametrize(
    ("cell", "typed", "said"),
    [
        ("lighter", "0%至20%", {"lighter": {"share": [0, 0.2]}}),
        ("floor", "20%以上、不足100%", {"mitigated": {"share_of_floor": {"from": 0.2, "below": 1}}}),
        ("cap", "5%以下", {"mitigated": {"without_floor": {"share_of_cap": {"to": 0.05}}}}),
        ("lighter_and_heavier", "open", {"lighter_and_heavier": "open"}),
        ("rounding", "100", {"rounding": {"unit": 100, "mode": "down"}}),
    ],
)
def test_a_setting_is_a_row(small: Office, reviewer: Desk, cell: str, typed: str, said: dict[str, Any]) -> None:
    table = f"{reviewer.draft('child')}/policy"
    answer = reviewer.post(table, {"version": "0", f"cell.{cell}.value": typed})
    assert answer.status_code == 303, text(answer)
    written = kept(small, "policy")["policy"]
    for name, value in said.items():
        found = written[name]
        if isinstance(value, dict):
            assert {key: plain(found[key]) for key in value} == plain(value)
        else:
            assert found == value
    rules = small.app.state.bench.shelf._kept
    assert len(rules) == 2  # the draft loads with it


def plain(value: Any) -> Any:
    """Exact numbers as floats, for comparing with what a person writes."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value if isinstance(value, str) else float(value)


@pytest.mark.parametrize(
    ("cell", "typed"), [("lighter", "很少"), ("heavier", "90%至70%"), ("cap", "多一点"), ("rounding", "7")]
)
def test_a_setting_that_is_not_understood_is_said_at_its_cell(reviewer: Desk, cell: str, typed: str) -> None:
    answer = reviewer.post(f"{reviewer.draft('national')}/policy", {"version": "0", f"cell.{cell}.value": typed})
    assert (answer.status_code, "有1格没有读懂" in text(answer)) == (422, True)
    assert answer.text.partition(f'id="cell.{cell}.value-error">')[2].partition("<")[0]


def test_a_tier_is_added_and_taken_out(small: Office, reviewer: Desk) -> None:
    table = f"{reviewer.draft('national')}/{ACT}"
    assert reviewer.post(table, {"version": "0", "cell.serious.drop": "yes"}).status_code == 303
    assert "每一种可能的案件" in text(reviewer.get(table)) or "阶次" in text(reviewer.get(table)).partition("检查")[2]
    new = {
        "cell.new.label": "很重",
        "cell.new.when": "占用面积超过50平方米，或者危害后果严重",
        "cell.new.penalty": "处1万元罚款",
    }
    answer = reviewer.post(table, {"version": "1", **new})
    assert answer.status_code == 303, text(answer)
    assert "项检查都成立" in text(reviewer.get(table))
    assert [tier["tier"] for tier in kept(small, ACT)["tiers"]] == ["slight", "general", "added-1"]


def test_a_fault_that_is_accepted_is_waived_where_it_lies_and_no_further(small: Office, reviewer: Desk) -> None:
    """The smaller occupation costs more than the larger one: accepted for these areas; a fault that grows is another one."""
    approver, path = small.desk("approver"), reviewer.draft("national")
    turned = {"version": "0", "cell.slight.penalty": "处法定幅度的80%以上罚款"}
    assert reviewer.post(f"{path}/{ACT}", turned).status_code == 303
    assert reviewer.post(f"{path}/submit").status_code == 303
    assert approver.approve(path, accepted="试行").status_code == 303
    assert approver.post(f"{path}/publish", {"effect": "harsher"}).status_code == 303
    waivers = read((small.setup.folder / "releases/0001/waivers.yaml").read_text(encoding="utf-8")).data["waivers"]
    regions = {waiver["finding"]: waiver.get("regions") for waiver in waivers}
    assert regions == {
        "inversion/national@2027.1/road.occupy/area_m2": [
            "area_m2: [0..10]; fine [9000..11000] may -> fine [4000..8000] may"
        ],
        "stretch/national@2027.1/road.occupy/all/1000-4000": None,  # of the range as a whole
    }


def test_a_proposal_that_commands_is_approved_only_in_writing(small: Office, reviewer: Desk) -> None:
    """A proposal never says 应当: the check \"force\" finds it, and what is accepted all the same goes out as a waiver."""
    approver, path = small.desk("approver"), reviewer.draft("national")
    fields = {
        "cell.new.label": "极小",
        "cell.new.when": "占用面积不超过2平方米",
        "cell.new.force": "shall",
        "cell.new.violations": "擅自占用公路",
    }
    assert reviewer.post(f"{path}/lists/exempt", {"version": "0", **fields}).status_code == 303
    assert reviewer.post(f"{path}/submit").status_code == 303
    page = approver.checked(path)
    assert "却写“应当”" in text(page)
    refused = approver.post(f"{path}/approve", {"digest": hidden(page.text, "digest")})
    assert (refused.status_code, "写明接受的理由" in text(refused)) == (422, True)
    assert approver.approve(path, accepted="已报上级备案").status_code == 303
    answer = approver.post(f"{path}/publish", {"effect": "milder"})
    assert answer.status_code == 303, text(answer)
    (waiver,) = read((small.setup.folder / "releases/0001/waivers.yaml").read_text(encoding="utf-8")).data["waivers"]
    assert waiver["finding"].startswith("force/")
    assert (waiver["reason"], waiver["approver"]) == ("已报上级备案", "批准人")
    assert str(waiver["expires"]) == "2027-03-20"
