"""Which fact to ask for next, and which may be left to presumptions and records."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from discretion.catalogue import STAGES, Question
from discretion.decide import Recommendation
from discretion.workbench.cases.form import Form
from discretion.workbench.cases.outcome import ActOnScreen

STAGE_NAMES = {"elements": "构成要件", "range": "法定幅度", "circumstances": "情节", "tiers": "裁量阶次"}


@dataclass(frozen=True, slots=True)
class Stage:
    """The questions of one stage: those to answer, and those that records or a presumption answer unless one does."""

    name: str
    asked: tuple[Question, ...]
    presumed: tuple[Question, ...]


def stages(act: ActOnScreen, form: Form) -> list[Stage]:
    """The questions of a violation in the order of the law; one that is answered stands among those to answer."""
    found = []
    for name in STAGES:
        of_stage = [question for question in act.questions if question.stage == name]
        asked = tuple(q for q in of_stage if not _later(q) or key(act, q) in form)
        presumed = tuple(q for q in of_stage if _later(q) and key(act, q) not in form)
        if of_stage:
            found.append(Stage(STAGE_NAMES[name], asked, presumed))
    return found


def key(act: ActOnScreen, question: Question) -> str:
    """The field in which a fact is typed."""
    return f"acts.{act.number}.facts.{question.fact}"


def to_ask(act: ActOnScreen, result: Recommendation, skipped: Collection[str] = ()) -> list[Question]:
    """The facts that leave a result open, as ``library.next_question`` asks for them; those put off come last."""
    by_name = {question.fact: question for question in act.questions}
    missing = [by_name[item.fact] for item in result.missing if item.fact in by_name]
    missing.sort(key=lambda question: STAGES.index(question.stage))
    return [q for q in missing if q.fact not in skipped] + [q for q in missing if q.fact in skipped]


def _later(question: Question) -> bool:
    return question.presumed is not None or question.from_records
