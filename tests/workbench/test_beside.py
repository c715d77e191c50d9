"""Beside a result: like cases as ``discretion similar`` finds them, the neighbouring areas as ``recommend`` answers for them; and
beside a draft the decisions that would come out otherwise, as ``discretion impact`` counts them."""

from __future__ import annotations

from contextlib import closing
from datetime import date

from tests.workbench.conftest import Desk, Office, text
from tests.workbench.test_audits import finished
from tests.workbench.test_cases import CASE, FACTS

from discretion import Library
from discretion.audit import connect
from discretion.impact import Recorded, as_if, impact

ACT = "road.occupy"


def decide(office: Office, count: int) -> Library:
    """Decisions on the same violation, recorded as a case system would."""
    library: Library = office.app.state.bench.library
    cases = [{**CASE, "case": f"浙交罚〔2026〕{number}号"} for number in range(count)]
    rows = [library.decided(case, fine=36000, disposition="general") for case in cases]
    office.app.state.bench.decisions.add(rows)
    return library


def closed(desk: Desk, number: str = "") -> str:
    path = desk.begin()
    assert desk.save(path, FACTS | ({"case": number} if number else {})).status_code == 303
    assert desk.post(f"{path}/close", {"version": "2"}).status_code == 303
    return path


def test_like_cases_and_neighbours_stand_beside_the_result(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert "事实足以得出结果后" in text(desk.get(f"{path}/beside"))
    desk.save(path, FACTS)
    assert "处理决定库还是空的" in text(desk.get(f"{path}/beside"))
    library = decide(office, 12)
    shown = text(desk.get(f"{path}/beside", headers={"x-live": "1"}))
    found = library.similar(CASE, office.app.state.bench.decisions)
    assert found.text in shown
    assert found.groups[0].n == 12
    for area in ("zhejiang", "shanghai", "jiangsu"):
        result = library.recommend(CASE, area=area)
        assert result.area_label in shown
        assert result.penalty is not None and result.penalty.text in shown
    assert "广东" not in shown  # not of this region
    assert f'data-fetch="/workbench{path}/beside"' in desk.get(path).text


def test_what_was_decided_is_entered_once_and_found_by_the_next(office: Office) -> None:
    desk = office.desk("officer")
    path = desk.begin()
    assert desk.post(f"{path}/decided", {"fine.0": "360"}).status_code == 409  # not closed
    assert desk.post(f"{closed(desk)}/decided", {"fine.0": "360"}).status_code == 422  # no number
    path = closed(desk, "浙交罚〔2026〕9号")
    for wrong in ("", "很多", "-1", "1.234", "１００"):
        assert desk.post(f"{path}/decided", {"fine.0": wrong}).status_code == 422
    entered = {"fine.0": "360", "disposition.0": "general", "measures.0": "警告"}
    assert desk.post(f"{path}/decided", entered).status_code == 303
    assert desk.post(f"{path}/decided", entered).status_code == 303  # the same again is no second row
    assert desk.post(f"{path}/decided", {"fine.0": "400"}).status_code == 409  # another one is a correction
    ((_, _, row),) = office.app.state.bench.decisions.standing()
    assert (row.case, row.fine, row.measures, row.facts["gross_mass_kg"]) == (
        "浙交罚〔2026〕9号",
        36000,
        ["警告"],
        60000,
    )
    assert row.receipt is not None and row.receipt in desk.get(f"{path}/case.json").text
    assert office.desk("officer2").post(f"{path}/decided", entered).status_code == 404


def test_the_store_is_audited_and_every_finding_explained(office: Office) -> None:
    decide(office, 3)
    library: Library = office.app.state.bench.library
    wrong = library.decided({**CASE, "case": "浙交罚〔2026〕99号"}, fine=500_000)
    office.app.state.bench.decisions.add([wrong])
    desk = office.desk("supervisor")
    refused = desk.post("/audits/store", {"first": "2020-01-01", "last": "2020-12-31"})
    assert (refused.status_code, "没有2020-01-01至2020-12-31作出的决定" in text(refused)) == (422, True)
    answer = desk.post("/audits/store", {"first": "2026-01-01", "last": "2026-12-31"})
    path = str(answer.headers["location"]).removeprefix("/workbench")
    shown = finished(desk, path)
    assert "4 件决定" in shown
    assert "待核对（1）" in shown
    assert "浙交罚〔2026〕99号" in shown
    row = desk.get(path).text.partition(f'href="/workbench{path}/')[2].partition('"')[0]
    assert "处360元罚款" in text(desk.get(f"{path}/{row}"))


def test_the_decisions_that_a_draft_would_change(small: Office) -> None:
    bench = small.app.state.bench
    facts = {"occupies": True, "harm": "none"}
    case = {"violation": ACT, "occurred": "2026-01-01", "decided": "2026-02-01", "party": {"kind": "organisation"}}
    rows = [
        bench.library.decided({**case, "case": f"{n}号", "facts": {**facts, "area_m2": n}}, fine=500_000)
        for n in (8, 20, 30)
    ]
    old = {**case, "case": "旧", "occurred": "2024-01-01", "decided": "2024-02-01", "facts": {**facts, "area_m2": 20}}
    bench.decisions.add([*rows, bench.library.decided(old, fine=500_000)])
    reviewer = small.desk("reviewer")
    path = reviewer.draft("national")
    shown = text(reviewer.get(f"{path}/{ACT}/decided"))
    assert "本项已决3件，结果不同的0件" in shown  # of the last year; nothing is edited yet
    edited = reviewer.post(f"{path}/{ACT}", {"version": "0", "cell.general.penalty": "可以处法定幅度的20%至50%的罚款"})
    assert edited.status_code == 303, text(edited)
    page = reviewer.get(f"{path}/{ACT}/decided", headers={"x-live": "1"})
    assert "<html" not in page.text
    shown = text(page)
    assert "本项已决3件，结果不同的2件：减轻2件" in shown
    draft = list(bench.shelf._kept.values())[-1]
    with closing(connect()) as backend:
        found = impact(as_if(bench.library.rulebook), as_if(draft.rulebook), backend, Recorded(bench.decisions))
    changes = [change for change in found.changes if change.decided >= date(2025, 3, 20).isoformat()]
    assert [change.case for change in changes] == ["20号", "30号"]
    for change in changes:
        assert f"{change.case} 5000元 {change.before} {change.after}" in shown
    assert f'data-fetch="/workbench{path}/{ACT}/decided"' in reviewer.get(f"{path}/{ACT}").text
