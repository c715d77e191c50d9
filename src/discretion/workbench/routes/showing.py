"""A case on the screen: its form with the result beside it, or one question after another."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response

from discretion.case import PARTY_KINDS, RECORD_NAMES
from discretion.words import DISPOSITIONS
from discretion.workbench import cases
from discretion.workbench.routes.words import AREAS, SUBJECTS
from discretion.workbench.store import CaseFile
from discretion.workbench.web import Visit


def show_case(visit: Visit, file: CaseFile, form: cases.Form, *, stale: bool = False) -> Response:
    """The case as a page; for its script, the result alone.

    Args:
        visit: the request.
        file: the case as the store has it.
        form: what to show in the fields: what was typed, saved or not.
        stale: whether what was typed could not be saved, as the case was saved elsewhere.
    """
    bench = visit.bench
    closed = file.state == "closed"
    outcome = cases.outcome(bench.library, form)
    result: Any = json.loads(file.result) if closed and file.result else outcome.result
    parts = [] if result is None else (result["parts"] or [result] if closed else outcome.parts)
    found = list(cases.acts(bench.library, form, bench.today()))
    acts = [act for act in found if isinstance(act, cases.ActOnScreen)]
    mistakes = [*outcome.mistakes, *(item for item in found if isinstance(item, cases.Mistake) and outcome.result)]
    shown: dict[str, Any] = {
        "file": file,
        "form": form,
        "acts": acts,
        "result": result,
        "parts": parts,
        "mistakes": mistakes,
        "wrong": {item.key: item.text for item in reversed(mistakes) if item.key},
        "missing": {item.fact for part in outcome.parts for item in part.missing},
        "headline": cases.headline,
        "stale": stale,
        "differs": list(cases.differing(file.form, form, acts)) if stale else [],
        "mine": file.owner_id == visit.who.id and not closed and visit.who.may("case.edit"),
    }
    status = 409 if stale else 200
    if visit.live:
        return visit.page("_result.html", status, {"x-version": str(file.version)}, **shown)
    if visit.query.get("mode") == "guide" and shown["mine"] and not stale:
        return _guide(visit, shown)
    rows = cases.rows(form, "records")
    if shown["mine"] and (visit.query.get("records") or not rows):
        rows = [*rows, max(rows, default=-1) + 1]
    return visit.page(
        "case.html",
        status,
        **shown,
        kept=_kept(form, acts),
        stages=cases.stages,
        key=cases.key,
        records=rows,
        kinds=RECORD_NAMES,
        fields=cases.FIELDS,
        parties=PARTY_KINDS,
        dispositions=DISPOSITIONS,
        subjects=SUBJECTS,
        areas=AREAS,
    )


def _kept(form: cases.Form, acts: list[cases.ActOnScreen]) -> dict[str, str]:
    """What was typed and is not asked now, as the law of that place and day asks for other things: it stays with the case."""
    numbers = {str(act.number) for act in acts}
    asked = {f"acts.{act.number}.facts.{question.fact}" for act in acts for question in act.questions}
    names = {key.rpartition(".")[2] for key in asked}
    kept = {}
    for key, value in form.items():
        group, _, rest = key.partition(".")
        number, _, part = rest.partition(".")
        unknown = group == "acts" and number not in numbers
        unasked = group == "acts" and part.startswith("facts.") and key not in asked
        if unknown or unasked or (group in ("reasons", "evidence") and rest not in names):
            kept[key] = value
    return kept


def _guide(visit: Visit, shown: dict[str, Any]) -> Response:
    """One question: whose answer cannot be read, or else of the first violation that still has one."""
    skipped, wrong = visit.query.getlist("skip"), shown["wrong"]
    for act in shown["acts"]:
        for question in act.questions:
            if cases.key(act, question) in wrong or f"reasons.{question.fact}" in wrong:
                return visit.page(
                    "guide.html", **shown, act=act, question=question, left=0, skipped=skipped, key=cases.key
                )
    for act, part in zip(shown["acts"], shown["parts"], strict=False):
        asked = cases.to_ask(act, part, skipped)
        if asked:
            return visit.page(
                "guide.html", **shown, act=act, question=asked[0], left=len(asked), skipped=skipped, key=cases.key
            )
    return visit.page("guide.html", **shown, act=None, question=None, left=0, skipped=skipped, key=cases.key)
