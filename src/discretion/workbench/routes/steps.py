"""What the buttons of a case's form do to what was typed, and where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable

from discretion.workbench import cases
from discretion.workbench.store import CaseFile
from discretion.workbench.web import Refused, Visit

_DO = re.compile(r"(?P<verb>[a-z-]+?)(?:-(?P<row>[0-9]{1,3}))?")
# What a form carries that is not of the case.
OUTSIDE = frozenset({"csrf", "version", "do", "mode", "only", "skip", "violation"})


def typed(visit: Visit, file: CaseFile) -> dict[str, str]:
    """The whole form as it stands after this step. ``only``: the fields that the page had; the others stay."""
    fields = [(name, value) for name, value in visit.form if name not in OUTSIDE]
    only = visit.ticked("only")
    form = cases.clean(fields)
    if only:
        form = {name: value for name, value in file.form.items() if name not in only} | form
    verb, row = _step(visit)
    if verb == "drop-record":
        form = _without(form, f"records.{row}.")
    elif verb == "drop-act" and len(cases.rows(form, "acts")) > 1:
        form = _without(form, f"acts.{row}.")
    elif verb == "add-act":
        number = max(cases.rows(form, "acts"), default=-1) + 1
        form[f"acts.{number}.violation"] = visit.typed("violation")
    return form


def _step(visit: Visit) -> tuple[str, str]:
    found = _DO.fullmatch(visit.typed("do"))
    return (found["verb"], found["row"] or "") if found else ("", "")


def _without(form: dict[str, str], prefix: str) -> dict[str, str]:
    return {name: value for name, value in form.items() if not name.startswith(prefix)}


def onward(visit: Visit, file: CaseFile) -> str:
    """Where to go after a step."""
    verb, _ = _step(visit)
    path = f"/cases/{file.id}"
    if visit.typed("mode") == "guide":
        skipped = [f"&skip={name}" for name in visit.ticked("skip") if re.fullmatch(r"[a-z0-9_]+", name)]
        return f"{path}?mode=guide{''.join(skipped)}"
    where = {
        "add-record": "?records=1#records",
        "drop-record": "#records",
        "add-act": f"#act-{len(cases.rows(file.form, 'acts')) - 1}",
    }
    return path + where.get(verb, "#result" if verb == "see" else "")


def version(visit: Visit) -> int:
    """The version of the case that the form was made from.

    Raises:
        Refused: the form names none.
    """
    text = visit.typed("version")
    if not text.isdecimal() or len(text) > 9:
        raise Refused(400, "表单没有版本号；请刷新页面后再提交")
    return int(text)


def title(form: cases.Form, acts: Iterable[cases.ActOnScreen | cases.Mistake]) -> str:
    """What a case is called in lists."""
    labels = "、".join(act.label for act in acts if isinstance(act, cases.ActOnScreen))
    return f"{form.get('case', '未编号')} · {labels or '违法行为待核对'}"[:200]
