"""Beside a case: like cases and the neighbouring areas; and the decision that was made, entered into the store of decisions."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import Response

from discretion.decide import Recommendation
from discretion.errors import DiscretionError, Problem, UsageError
from discretion.workbench import cases
from discretion.workbench.routes.cases import own
from discretion.workbench.routes.papers import case_file
from discretion.workbench.web import Pages, Refused, Visit

pages: Pages = Pages()
AMOUNT = re.compile(r"[0-9]{1,13}(\.[0-9]{1,2})?", re.ASCII)


@pages.get("/cases/{number:int}/beside", "case.read")
def beside(visit: Visit) -> Response:
    """Like cases, and the areas of the same region; for the page's script, these parts alone."""
    file, library = case_file(visit), visit.bench.library
    shown: dict[str, Any] = {"likes": [], "groups": [], "store": visit.bench.decisions.exists(), "open": True}
    outcome = cases.outcome(library, file.form)
    if outcome.result is not None and not all(part.status == "undetermined" for part in outcome.parts):
        area, day = cases.where_and_when(library, file.form, cases.rows(file.form, "acts")[0], visit.bench.today())
        shown |= {
            "open": False,
            "groups": cases.elsewhere(library, file.form, area, cases.near(library, area, day), day),
        }
        if shown["store"]:
            shown["likes"] = cases.likes(library, file.form, outcome.result, visit.bench.decisions)
    template = "_beside.html" if visit.live else "beside.html"
    return visit.page(template, file=file, headline=cases.headline, **shown)


@pages.get("/cases/{number:int}/regions", "case.read")
def regions(visit: Visit) -> Response:
    """The same case under the rules of all other areas, or of one."""
    file, library = case_file(visit), visit.bench.library
    outcome, wanted = cases.outcome(library, file.form), visit.query.get("area", "")
    shown: dict[str, Any] = {"areas": (), "groups": []}
    if outcome.result is not None:
        area, day = cases.where_and_when(library, file.form, cases.rows(file.form, "acts")[0], visit.bench.today())
        known = library.areas(day)
        chosen = [item.id for item in known if wanted in ("", item.id) or item.id == area]
        shown = {"areas": known, "groups": cases.elsewhere(library, file.form, area, chosen, day)}
    return visit.page(
        "regions.html", file=file, wanted=wanted, mistakes=outcome.mistakes, headline=cases.headline, **shown
    )


@pages.post("/cases/{number:int}/decided", "case.edit")
def decided(visit: Visit) -> Response:
    """Enter what was decided in a closed case: from now on it is a like case of others, and will be audited."""
    bench, file = visit.bench, own(visit)
    if file.state != "closed" or not file.result:
        raise Refused(409, "定案后才能登记处理决定")
    library, result = bench.library, Recommendation.model_validate_json(file.result)
    reading = cases.read(file.form, library.rulebook.vocabulary)
    case = library.case(reading.case)
    if not case.case:
        raise UsageError(Problem("登记处理决定须有案号；本案定案时没有填写", code="no-number"))
    rows = []
    for number, (act, part) in enumerate(zip(case.singly, result.by_violation, strict=True)):
        measures = [text.strip() for text in re.split("[;；]", visit.typed(f"measures.{number}")) if text.strip()]
        said: dict[str, Any] = {
            "unit": visit.who.unit or None, "receipt": part.receipt.decision_digest, "measures": measures,
            "disposition": visit.typed(f"disposition.{number}") or None, "fine": _fen(visit.typed(f"fine.{number}")),
        }  # fmt: skip
        if act.departure is None and (reason := visit.typed(f"reason.{number}")):
            said["reason"] = reason
        rows.append(library.decided(act, **{name: value for name, value in said.items() if value is not None}))
    try:
        added = bench.decisions.add(rows)
    except DiscretionError as error:
        raise Refused(409, str(error)) from None
    with bench.store.writing() as session:
        bench.log(session, visit.who.name, "case.decided", f"case/{file.id}", rows=added.rows, known=added.known)
    return visit.go(f"/cases/{file.id}#decided")


def _fen(typed: str) -> int:
    """元, to 分.

    Raises:
        UsageError: it is no amount.
    """
    if AMOUNT.fullmatch(typed) is None:
        raise UsageError(Problem("罚款应当写元，至多两位小数；没有罚款的写 0", found=typed or None, code="amount"))
    whole, _, part = typed.partition(".")
    return int(whole + part.ljust(2, "0"))
