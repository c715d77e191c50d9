"""The library: the door for case systems (design §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from discretion import catalogue, decisions
from discretion.case import Case, read_case
from discretion.catalogue import Area, Hit, Question, ViolationEntry
from discretion.decide import Plans, Recommendation
from discretion.decisions import LEAST, Decided, Similar, Store
from discretion.documents import Document, read
from discretion.engine import Verification, recommend, recommend_many, verify
from discretion.errors import CaseError, DiscretionError
from discretion.rulebook import LayerSource, Rulebook, load, shipped_rulesets


class Library:
    """A loaded rulebook, ready to recommend. Immutable; share one between threads.

    >>> library = Library.default()  # doctest: +SKIP
    >>> library.recommend(case).penalty.fine.low  # doctest: +SKIP
    '3000'
    """

    def __init__(self, rulebook: Rulebook, *, drafts: bool = False) -> None:
        self.rulebook: Rulebook = rulebook
        self.plans: Plans = Plans(rulebook, drafts=drafts)

    @classmethod
    def default(cls, *overlays: LayerSource, drafts: bool = False) -> Library:
        """The rulebook that is shipped with the package, and what lies over it.

        >>> Library.default("our/rulesets")  # doctest: +SKIP
        """
        return cls.load(shipped_rulesets(), *overlays, drafts=drafts)

    @classmethod
    def load(cls, base: LayerSource, *overlays: LayerSource, drafts: bool = False) -> Library:
        """Load a ``rulesets`` folder, and what lies over it: a province's own rules, a draft.

        Args:
            base: the folder.
            overlays: further folders, or texts in memory (path → text), read in this order. Each brings whole versions,
                facts, laws and authorities of its own; none changes what lies below it.
            drafts: whether unpublished rulesets may be used; every result then says so.

        Raises:
            RulebookError: with every problem found.
            UsageError: the same folder twice, or a text whose path leaves its layer.
        """
        return cls(load(base, *overlays), drafts=drafts)

    def over(self, *overlays: LayerSource, drafts: bool = False) -> Library:
        """A new library with more laid over this one, whose files are not read again.

        >>> library.over({"zhejiang/2027.1/ruleset.yaml": text}, drafts=True)  # doctest: +SKIP

        Raises:
            RulebookError: with every problem found.
        """
        return Library(load(*self.rulebook.layers, *overlays, over=self.rulebook), drafts=drafts)

    def recommend(
        self, case: Case | Mapping[str, object] | str | bytes, *, area: str | None = None, presume: bool = True
    ) -> Recommendation:
        """Recommend a penalty.

        Args:
            case: a ``Case``, a mapping, or JSON text.
            area: evaluate under this area instead of the one that covers the case's place.
            presume: False leaves facts open that the ruleset would presume.

        Raises:
            CaseError: the case is malformed, names what there is not, or lies on a day without a valid ruleset; no number is given.
            UsageError: an unknown ``area``.
        """
        return recommend(self.plans, case if isinstance(case, Case) else self.case(case), area=area, presume=presume)

    def areas(self, day: date) -> tuple[Area, ...]:
        """Every area with rules valid on a day, a parent before its children.

        Args:
            day: the day whose versions count. The library knows no today: pass the day of the act or of the decision.
        """
        return catalogue.areas(self.rulebook, day, drafts=self.plans.drafts)

    def violations(self, area: str, day: date) -> tuple[ViolationEntry, ...]:
        """Every violation that an area's rules know on a day, by sector and name.

        Raises:
            UsageError: no such area, or no ruleset of it valid on that day.
        """
        key = ("catalogue", area, day)
        return self.plans.once(key, lambda: catalogue.violations(self.plans, area, day))

    def violation(self, name: str, area: str, day: date) -> ViolationEntry:
        """One violation of the catalogue.

        Raises:
            UsageError: no such area or violation, or its provision is not in the library for that day.
        """
        return catalogue.violation(self.plans, name, area, day)

    def newest_day(self, area: str) -> date:
        """The day on which the newest rules of an area begin: a day to browse them on, when no case gives one.

        Raises:
            UsageError: no such area.
        """
        ruleset = self.rulebook.version(area)
        return max([ruleset.header.model.effective, *(file.model.effective for file in self.rulebook.law_files)])

    def search(self, words: str, area: str, day: date, *, limit: int = 10) -> tuple[Hit, ...]:
        """The violations that fit everyday words (无证营运, 黑车, 63条, 超限), best first; empty when none is like them.

        Raises:
            UsageError: no such area, or no ruleset of it valid on that day.
        """
        return catalogue.search(self.violations(area, day), words, limit=limit)

    def named(self, text: str, area: str, day: date) -> str:
        """The one violation of a name: its identifier, its Chinese name or another common word (超限, 黑车).

        Raises:
            UsageError: no such area; no violation of the name, or several, with the likeliest.
        """
        return text if text.isascii() else catalogue.named(self.violations(area, day), text)

    def questions(self, name: str, area: str, day: date) -> tuple[Question, ...]:
        """The facts to ask for a violation, in the order of the law: elements, range, circumstances, tiers.

        Raises:
            UsageError: no such area or violation, or its provision is not in the library for that day.
        """
        return catalogue.questions(catalogue.plan_of(self.plans, name, area, day))

    def addressees(self, name: str, area: str, day: date) -> dict[str, str]:
        """Whom a violation's provision punishes: the names for ``party.as`` and ``co_parties``, and what the law calls them.

        Raises:
            UsageError: no such area or violation, or its provision is not in the library for that day.
        """
        return catalogue.addressees(self.plans, name, area, day)

    def facts_schema(self, name: str, area: str, day: date) -> dict[str, Any]:
        """A JSON Schema (2020-12) of the facts of one violation, for forms.

        Raises:
            UsageError: no such area or violation, or its provision is not in the library for that day.
        """
        label = self.violation(name, area, day).label
        return catalogue.case_schema(name, label, self.questions(name, area, day))

    def next_question(self, case: Case | Mapping[str, object] | str | bytes) -> Question | None:
        """The fact to establish next for a case of one violation; None when the facts known settle the result.

        Raises:
            CaseError: as in ``recommend``.
        """
        checked = self.case(case)
        return catalogue.next_question(self.recommend(checked), self.plans, checked)

    def recommend_many(
        self,
        cases: Iterable[Case | Mapping[str, object] | str | bytes],
        *,
        area: str | None = None,
        processes: int = 1,
    ) -> Iterator[Recommendation | DiscretionError]:
        """Recommend for many cases, lazily and in their order; a case that fails gives its error in its place.

        Args:
            cases: any number of them.
            area: evaluate all under this area.
            processes: how many; each loads the rules for itself, which is worth it from some ten thousand cases.

        Raises:
            UsageError: a process died.
        """
        return recommend_many(self.plans, cases, area=area, processes=processes)

    def warm(self, day: date, *areas: str) -> int:
        """Compile what cases of a day will need, before the first comes.

        Args:
            day: the day of acts and decisions.
            areas: only these and the areas in them (a province with its cities); by default every area that has rules on the day.

        Returns:
            How many violations are ready.

        Raises:
            UsageError: no such area, or no ruleset of it valid on that day.
        """
        wanted = {self.rulebook.area(name) for name in areas}
        for name in wanted:
            self.plans.chain(name, day)
        known = [area.id for area in self.areas(day)]
        names = [name for name in known if not wanted or not wanted.isdisjoint((name, *self.rulebook.above(name)))]
        return sum(1 for name in names for _ in self.plans.all(self.plans.chain(name, day), day))

    def verify(self, document: Mapping[str, object] | str | bytes, *, key: bytes | None = None) -> Verification:
        """Recompute a receipt, or a whole recommendation, and say what differs: engine, rules, law, facts, decision, wording.

        Args:
            document: as JSON text or plain data.
            key: a public key (PEM): the document must bear its signature. Needs the extra ``sign``.

        Raises:
            CaseError: it is neither.
        """
        if isinstance(document, str | bytes):
            document = read(document, kind="json", error=CaseError).data
        return verify(self.plans, document, key=key)

    def similar(
        self,
        case: Case | Mapping[str, object] | str | bytes,
        store: Store,
        *,
        amount: int | None = None,
        least: int = LEAST,
        discreet: bool = False,
    ) -> Similar:
        """What was decided in like cases (类案): those for which the same rules hold, then those nearest by the facts.

        Who the party is and which unit decided is never read.

        Args:
            case: a case of one violation, its facts established.
            store: the recorded decisions.
            amount: a proposed fine in 分, to be placed among them.
            least: groups of fewer decisions are not described.
            discreet: of such groups no decision is named either; and decisions on the case itself are not left out, so that
                asking with its number and without gives the same.

        Raises:
            CaseError: the case is malformed, of several violations, or a fact is open on which the outcome turns.
            UsageError: unknown violation, no rule for it on that day, or the store cannot be read.
        """
        return decisions.similar(self.plans, self.case(case), store, amount=amount, least=least, discreet=discreet)

    def decided(self, case: Case | Mapping[str, object] | str | bytes, **outcome: object) -> Decided:
        """A case and what was decided in it as a row for a store: what its records prove is written out as facts.

        Args:
            case: a case of one violation.
            outcome: ``fine`` in 分 and what else ``Decided`` has: ``unit``, ``disposition``, ``measures``, ``reason``, …

        Raises:
            CaseError: the case or the outcome is malformed.
        """
        return decisions.decided(self.plans, self.case(case), outcome)

    def case(self, case: Case | Mapping[str, object] | str | bytes | Document, name: str = "") -> Case:
        """Validate a case.

        Raises:
            CaseError: with every problem and its field, or file and line.
        """
        return read_case(case, name)
