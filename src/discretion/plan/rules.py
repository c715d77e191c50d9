"""Rules: conditions of YAML, compiled, with their citations and the place that wrote them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from discretion.conditions import Condition
from discretion.documents import Document
from discretion.errors import Position, Problem, RulebookError
from discretion.plan import formula as f
from discretion.plan.lower import Lowering, LoweringError
from discretion.plan.model import Rule
from discretion.rulebook import Inherited, LawVersion, Origin, Provision, Rulebook, Source


class Premises:
    """What every part of a plan is compiled with."""

    def __init__(
        self, rulebook: Rulebook, inherited: Inherited, day: date, law: LawVersion, provision: Provision
    ) -> None:
        self.rulebook: Rulebook = rulebook
        self.inherited: Inherited = inherited
        self.day: date = day
        self.law: LawVersion = law
        self.provision: Provision = provision
        self.lowering: Lowering = Lowering(rulebook.vocabulary)
        self.law_id: str = f"{law.law}@{law.version}"
        self.law_document: Document = next(
            file.document for file in rulebook.laws[law.law] if file.model.version == law.version
        )
        self.ref = inherited.violation.provision or ""
        self.provision_path: tuple[str, str] = ("provisions", self.ref.partition("/")[2])
        self.element_slots: frozenset[int] = frozenset()  # known once the elements are compiled

    def _rule(
        self,
        name: str,
        label: str,
        condition: Condition,
        origin: Origin,
        *,
        source: Source | None = None,
        refs: Iterable[str] = (),
        orders: Iterable[str] = (),
    ) -> Rule:
        try:
            guard = self.lowering.condition(condition)
            condition = self.lowering.written_out(condition)
        except LoweringError as error:
            raise self._error(error, origin.document, origin.path) from None
        refs = tuple(refs) or tuple(source.cite if source else ())
        return Rule(
            name, label, guard, condition, self._facts(condition), refs, tuple(self._cites(refs)), source, origin.ruleset,
            tuple(orders), where_of(origin),
        )  # fmt: skip

    def _narrowed(self, rule: Rule, guard: f.Formula, condition: Condition) -> Rule:
        """A rule that further conditions narrow: it reads their facts too."""
        return replace(rule, guard=guard, condition=condition, facts=self._facts(condition))

    def _facts(self, condition: Condition) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.rulebook.vocabulary.reads(condition)))

    def _cites(self, refs: Iterable[str]) -> Iterable[str]:
        return [self.rulebook.cite(ref, self.day) for ref in refs]

    def _origin(self, field: str, index: int) -> Origin:
        return at(self.inherited.origins[field], index)

    def _error(self, error: LoweringError, document: Document, path: tuple[str | int, ...]) -> RulebookError:
        where = document.position((*path, *error.path))
        return RulebookError(Problem(str(error), where, allowed=error.allowed, nearest=error.nearest))


def at(origin: Origin, *path: str | int) -> Origin:
    """The place of a part."""
    return Origin(origin.ruleset, origin.document, (*origin.path, *path))


def where_of(origin: Origin) -> Position:
    """The place as file, line and column."""
    return origin.document.position(origin.path)
