"""What the library says about what was typed: a recommendation, or what is wrong and in which field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from discretion.catalogue import Question
from discretion.decide import Recommendation
from discretion.errors import DiscretionError, Problem
from discretion.library import Library
from discretion.workbench.cases.form import Form, FormReading, read, rows


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that is wrong; ``key``: the field it was typed in, empty if it is about the whole."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class CaseOutcome:
    """Either a result, or mistakes."""

    reading: FormReading
    result: Recommendation | None
    mistakes: tuple[Mistake, ...]

    @property
    def parts(self) -> list[Recommendation]:
        """One recommendation for each violation."""
        return [] if self.result is None else self.result.by_violation


@dataclass(frozen=True, slots=True)
class ActOnScreen:
    """One violation of a case: its row in the form, and what to ask about it."""

    number: int
    violation: str
    label: str
    provision: str
    source: str
    questions: tuple[Question, ...]
    addressees: dict[str, str]


def outcome(library: Library, form: Form, *, area: str | None = None) -> CaseOutcome:
    """Recommend for what was typed; exactly what ``library.recommend`` gives for that case."""
    reading = read(form, library.rulebook.vocabulary)
    try:
        return CaseOutcome(reading, library.recommend(reading.case, area=area), ())
    except DiscretionError as error:
        return CaseOutcome(reading, None, tuple(_mistake(reading, problem) for problem in error.problems))


def _mistake(reading: FormReading, problem: Problem) -> Mistake:
    where = problem.where
    text = problem.message + problem.details()
    return Mistake("" if where is None else reading.key(where.field), text)


def acts(library: Library, form: Form, today: date) -> Iterator[ActOnScreen | Mistake]:
    """The violations of a form with their questions; a mistake for one that is not in the library for that place and day."""
    for number in rows(form, "acts"):
        key = f"acts.{number}.violation"
        try:
            area, day = where_and_when(library, form, number, today)
            entry = library.violation(form.get(key, ""), area, day)
            yield ActOnScreen(
                number,
                entry.id,
                entry.label,
                entry.provision,
                entry.source,
                tuple(q for q in library.questions(entry.id, area, day) if not _of_party(library, q)),
                library.addressees(entry.id, area, day),
            )
        except DiscretionError as error:
            yield Mistake(key, str(error))


def _of_party(library: Library, question: Question) -> bool:
    """Whether the party's own fields answer it."""
    finding = library.rulebook.vocabulary[question.fact].finding
    return finding is not None and finding.party is not None


def where_and_when(library: Library, form: Form, number: int, today: date) -> tuple[str, date]:
    """The area and the last day of an act, as far as they were typed; else the nation, and today.

    Raises:
        UsageError: no area covers the place.
    """
    keys = (f"acts.{number}.occurred_to", f"acts.{number}.occurred", "occurred_to", "occurred")
    day = next((found for key in keys if (found := day_of(form.get(key, "")))), today)
    return library.plans.area_of(form.get("place"), day), day


def day_of(typed: str) -> date | None:
    """A day, if it is one."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None
