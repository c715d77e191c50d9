"""A revision of the rules: edited in a table, checked beside it, approved by another, published whole."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError
from tests.workbench.conftest import Office, hidden, text

from discretion.documents import read_file
from discretion.service import Rules
from discretion.workbench import check_log, create_app
from discretion.workbench.store import Draft

CASE = "highway.spillage"


@pytest.fixture
def rules(rules: Rules) -> Iterator[Rules]:
    """A publication changes what everybody is answered by: afterwards it is as before."""
    before = rules.now
    yield rules
    rules._over, rules._now = (), before


def test_from_an_edited_cell_to_published_rules(office: Office) -> None:
    reviewer, approver, officer = (office.desk(name) for name in ("reviewer", "approver", "officer"))
    path = reviewer.draft("zhejiang")
    table = f"{path}/{CASE}"
    page = reviewer.get(table)
    assert "处法定幅度的30%以下罚款" in text(page)
    assert "项检查都成立" in text(page)

    # a cell that is not understood is said there, and nothing is kept
    wrong = reviewer.post(
        table, {"version": "0", "cell.slight.when": "看情况", "cell.slight.penalty": "处法定幅度的20%以下罚款"}
    )
    assert wrong.status_code == 422
    assert "有1格没有读懂，整张表没有保存" in text(wrong)
    assert "看情况" in wrong.text
    assert "处法定幅度的30%以下罚款" in text(reviewer.get(table))

    # a gap is shown with the table, and stands in the way
    gap = {"version": "0", "cell.serious.when": "公路类别为高速公路"}
    assert reviewer.post(table, gap).status_code == 303
    shown = text(reviewer.get(table))
    assert "现行：公路类别为高速公路，或者引发交通中断或者交通事故" in shown
    refused = reviewer.post(f"{path}/submit")
    assert (refused.status_code, CASE in text(refused)) == (422, True)
    mended = {"version": "1", "cell.serious.when": "公路类别为高速公路，或者引发交通中断或者交通事故"}
    assert reviewer.post(table, mended | {"cell.slight.penalty": "处法定幅度的20%以下罚款"}).status_code == 303
    shown = text(reviewer.get(table))
    assert "项检查都成立" in shown
    assert "结果与现行规定不同" in shown
    assert "建议稿" in shown
    assert reviewer.get(f"{table}/compare").status_code == 200

    # submitted: frozen; approved by another, and only as it was submitted
    assert reviewer.post(f"{path}/submit").status_code == 303
    assert reviewer.post(table, {"version": "2", "cell.slight.label": "轻"}).status_code == 422
    assert approver.post(f"{path}/approve", {"digest": "0" * 64}).status_code == 409
    assert approver.post(f"{path}/publish").status_code == 422  # not approved yet
    found = text(approver.checked(path))
    assert "有1处不成立" in found
    assert "中1000元至1500元的一段没有阶次使用" in found  # what is not proved while one types
    assert approver.approve(path).status_code == 422
    assert approver.approve(path, accepted="一般阶次另行修订").status_code == 303
    assert officer.post(f"{path}/publish").status_code == 403
    assert approver.post(f"{path}/publish", {"effect": "milder"}).status_code == 303

    # the new rules answer from now on, for the days they are made for
    library = office.app.state.bench.library
    assert library.rulebook.version("zhejiang").header.model.version == "2027.1"
    release = office.setup.folder / "releases" / "0001"
    assert sorted(item.name for item in release.iterdir()) == [
        "CHANGELOG.yaml",
        "rulesets.lock",
        "waivers.yaml",
        "yangtze-delta",
    ]
    assert read_file(release / "CHANGELOG.yaml").data["changelog"][0]["changes"][0]["what"] == "调整幅度"
    assert "20%" in text(officer.get(f"/rules/zhejiang/{CASE}?day=2027-02-01"))
    assert "20%" not in text(officer.get(f"/rules/zhejiang/{CASE}?day=2026-12-01"))

    # nothing published is edited
    assert reviewer.post(table, {"version": "2", "cell.slight.label": "轻"}).status_code == 422
    store = office.app.state.bench.store
    with pytest.raises(DBAPIError, match="drafts: final"), store.writing() as session:
        session.execute(update(Draft).values(title="x"))
    assert check_log(office.setup).broken is None


def test_nobody_approves_what_he_has_a_hand_in(office: Office) -> None:
    author, other, approver = (office.desk(name) for name in ("reviewer", "both", "approver"))
    path = author.draft("zhejiang")
    edited = {"version": "0", "cell.slight.penalty": "处法定幅度的20%以下罚款"}
    assert other.post(f"{path}/{CASE}", edited).status_code == 303
    assert author.post(f"{path}/submit").status_code == 303
    digest = hidden(approver.get(path).text, "digest")
    refused = other.post(f"{path}/approve", {"digest": digest})
    assert (refused.status_code, "不得批准或者发布自己的修订" in text(refused)) == (403, True)
    assert author.post(f"{path}/approve", {"digest": digest}).status_code == 403  # no approver at all
    assert approver.post(f"{path}/return", {"reason": ""}).status_code == 422
    assert approver.post(f"{path}/return", {"reason": "幅度偏低"}).status_code == 303
    assert (
        author.post(f"{path}/{CASE}", {"version": "1", "cell.slight.penalty": "处法定幅度的25%以下罚款"}).status_code
        == 303
    )


def test_two_reviewers_at_one_table_lose_nothing(office: Office) -> None:
    first, second = office.desk("reviewer"), office.desk("both")
    table = f"{first.draft('zhejiang')}/{CASE}"
    assert first.post(table, {"version": "0", "cell.slight.penalty": "处法定幅度的20%以下罚款"}).status_code == 303
    late = second.post(table, {"version": "0", "cell.serious.penalty": "处法定幅度的80%以上罚款"})
    assert (late.status_code, "这张表已被他人保存" in text(late)) == (409, True)
    assert "处法定幅度的80%以上罚款" in late.text  # what was typed is still there
    assert second.post(table, {"version": "1", "cell.serious.penalty": "处法定幅度的80%以上罚款"}).status_code == 303
    shown = text(first.get(table))
    assert "处法定幅度的20%以下罚款" in shown
    assert "处法定幅度的80%以上罚款" in shown


def test_two_reviewers_at_the_very_same_moment(small: Office) -> None:
    """Of two that come at once one is taken, and the other is told; whatever was acknowledged is there."""
    desks = [small.desk("reviewer"), small.desk("both")]
    table = f"{desks[0].draft('national')}/road.occupy"
    version, said = 0, ""
    for round_ in range(5):
        typed = [f"处法定幅度的{10 + round_}%以下罚款", f"处法定幅度的{20 + round_}%以下罚款"]
        forms = [{"version": str(version), "cell.slight.penalty": words} for words in typed]
        with ThreadPoolExecutor(2) as pool:
            sent = [pool.submit(desk.post, table, form) for desk, form in zip(desks, forms, strict=True)]
        answers = [answer.result().status_code for answer in sent]
        assert sorted(answers) == [303, 409]
        version, said = version + 1, typed[answers.index(303)]
        assert said in text(desks[0].get(table))


def test_above_the_statute_is_refused(office: Office) -> None:
    reviewer = office.desk("reviewer")
    path = reviewer.draft("zhejiang")
    edited = reviewer.post(f"{path}/{CASE}", {"version": "0", "cell.serious.penalty": "处900万元罚款"})
    shown = text(edited if edited.status_code == 422 else reviewer.get(f"{path}/{CASE}"))
    assert "法定" in shown.partition("检查")[2] or edited.status_code == 422
    assert reviewer.post(f"{path}/submit").status_code == 422


def test_a_remark_on_a_row_is_a_task_until_it_is_done(office: Office) -> None:
    reviewer, approver = office.desk("reviewer"), office.desk("approver")
    path = reviewer.draft("zhejiang")
    asked = {"anchor": f"{CASE}#slight", "text": "下限是否偏低？", "assignee": "reviewer"}
    assert approver.post(f"{path}/remarks", asked).status_code == 303
    assert "下限是否偏低？" in text(reviewer.get(f"{path}/{CASE}"))
    assert "意见待办：下限是否偏低？" in text(reviewer.get("/"))
    assert "意见待办" not in text(approver.get("/"))
    assert "由法制审核人员办理" in text(reviewer.get(path))
    assert reviewer.post(f"{path}/remarks", {"done": "1"}).status_code == 303
    assert "（已办）" in text(reviewer.get(path))
    assert "意见待办" not in text(reviewer.get("/"))


def test_an_interrupted_publication_leaves_no_trace(small: Office) -> None:
    reviewer, approver = small.desk("reviewer"), small.desk("approver")
    path = reviewer.draft("national")
    reviewer.post(f"{path}/road.occupy", {"version": "0", "cell.slight.label": "较轻"})
    reviewer.post(f"{path}/submit")
    assert approver.approve(path, accepted="另行修订").status_code == 303
    for left in ("releases/.0001.half", "releases/0001"):  # killed before, and after, the rename
        (small.setup.folder / left).mkdir(parents=True)
        (small.setup.folder / left / "ruleset.yaml").write_text("broken", encoding="utf-8")
    restarted = create_app(small.setup, Rules(small.setup.service))
    assert restarted.state.bench.library.rulebook.version("national").header.model.version == "1"
    restarted.state.bench.close()
    assert approver.post(f"{path}/publish").status_code == 303
    assert small.app.state.bench.library.rulebook.version("national").header.model.version == "2027.1"
    restarted = create_app(small.setup, Rules(small.setup.service))  # and after a restart
    assert restarted.state.bench.library.rulebook.digest == small.app.state.bench.library.rulebook.digest
    restarted.state.bench.close()
