"""What the pages show is what recommend, diff and check say of the same: over golden cases, and over a draft."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.conftest import judged
from tests.workbench.conftest import Office, text

from discretion.check import Verdict, run_checks
from discretion.diff import Report, Side, SideName, compare
from discretion.diff.reporters import publish
from discretion.pages import runs
from discretion.service import Rules
from discretion.workbench.cases import clean, outcome
from discretion.workbench.drafts import LIVE
from discretion.workbench.store import CaseFile, User

EVERY = 300  # of the rulebook's golden cases: each compiles a violation of its own


def typed(value: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    """A case as an officer types it."""
    for name, part in value.items():
        key = f"{prefix}{name}"
        match part:
            case {"from": start, "to": end}:
                yield key, str(start)
                yield f"{key}_to", str(end)
            case dict():
                yield from typed(part, f"{key}.")
            case list() if name == "co_parties":
                yield from ((f"{key}.{item}", "yes") for item in part)
            case list() if name in ("holidays", "workdays"):
                yield key, "、".join(map(str, part)) or "无"
            case list():
                for index, item in enumerate(part):
                    yield from typed(item, f"{'acts' if name == 'violations' else name}.{index}.")
            case bool():
                yield key, "yes" if part else "no"
            case _:
                yield key, str(part)


def form_of(case: dict[str, Any]) -> dict[str, str]:
    alone = {name: case.pop(name) for name in ("violation", "facts", "departure") if name in case}
    if alone:
        case["violations"] = [alone]
    return clean(typed(case))


def test_golden_cases_come_out_the_same(rules: Rules) -> None:
    library = rules.now.library
    for golden in judged(library.rulebook)[::EVERY]:
        raw, area = {key: value for key, value in golden.case.case.items() if key != "place"}, golden.ruleset.area
        raw |= {"co_parties": sorted(raw["co_parties"])} if "co_parties" in raw else {}  # ticks of a form have no order
        expected = library.recommend(library.case(raw), area=area)
        found = outcome(library, form_of(dict(raw)), area=area)
        assert found.mistakes == ()
        assert found.result is not None
        said = [  # without the seals of the case as it was typed: a form writes 18 as text
            item.model_dump(exclude={"receipt": True, "parts": {"__all__": {"receipt"}}})
            for item in (found.result, expected)
        ]
        assert said[0] == said[1]


def test_a_case_s_page_shows_what_recommend_says(office: Office) -> None:
    bench, desk = office.app.state.bench, office.desk("officer")
    shown = 0
    for golden in judged(bench.library.rulebook)[::EVERY]:
        raw = {key: value for key, value in golden.case.case.items() if key != "place"}
        codes = golden.ruleset.header.model.codes
        raw |= {"place": codes[0].ljust(6, "0")} if codes else {}
        case = bench.library.case(raw)
        expected, number = bench.library.recommend(case), 1000 + shown
        if expected.area != golden.ruleset.area:
            continue  # a region's case lies in one of its provinces
        with bench.store.writing() as session:
            (owner,) = session.query(User.id).filter_by(name="officer").one()
            form = form_of(dict(raw))
            session.add(
                CaseFile(
                    id=number,
                    owner_id=owner,
                    title="",
                    form=form,
                    state="open",
                    created=bench.now(),
                    changed=bench.now(),
                )
            )
        page = text(desk.get(f"/cases/{number}"))
        for part in expected.by_violation:
            for section in (*part.sections, *part.hint_sections):
                assert f"{section.title} {' '.join(section.text.split())}" in page, golden.case.name
        shown += 1
    assert shown > 3


def test_a_comparison_shows_what_diff_says(small: Office) -> None:
    reviewer, bench, day = small.desk("reviewer"), small.app.state.bench, date(2027, 1, 1)
    path = reviewer.draft("national")
    fields = {"version": "0", "cell.general.penalty": "可以处法定幅度的20%至50%的罚款"}
    assert reviewer.post(f"{path}/road.occupy", fields).status_code == 303
    sides = []
    for library, origin in ((bench.library, ""), (list(bench.shelf._kept.values())[-1], "草案：调整幅度")):
        chain = library.plans.chain("national", day)
        sides.append(
            Side(library.plans, chain, day, SideName("national", "全国", chain[0].id, str(day), origin, "national"))
        )
    found = publish(Report((compare(*sides, violations=["road.occupy"], jobs=1),)))
    shown = text(reviewer.get(f"{path}/road.occupy/compare")).replace(" ", "")
    cells = [cell for part in found.sections for table in part.tables for row in table.rows for cell in row.cells]
    assert len(cells) > 10
    for cell in cells:
        said = cell if isinstance(cell, str) else "".join(run.text for run in runs(cell))
        assert "".join(said.split()) in shown


def test_a_draft_shows_what_check_says(small: Office) -> None:
    reviewer, bench = small.desk("reviewer"), small.app.state.bench
    path = reviewer.draft("national")
    fields = {
        "cell.general.when": "占用面积超过10平方米、不超过40平方米，且没有危害后果",
        "cell.serious.penalty": "处9万元罚款",
    }
    assert reviewer.post(f"{path}/road.occupy", {"version": "0", **fields}).status_code == 303
    draft, day = list(bench.shelf._kept.values())[-1], date(2027, 1, 1)
    findings = run_checks(draft.plans, draft.plans.chain("national", day), "road.occupy", day, LIVE)
    failing = [item for item in findings if item.verdict is not Verdict.PROVEN]
    assert {item.code for item in failing} == {"gap", "statute"}
    shown = text(reviewer.get(f"{path}/road.occupy")).replace(" ", "")
    for item in failing:
        assert "".join(item.message.split()) in shown
