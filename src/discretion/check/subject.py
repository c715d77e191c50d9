"""What checks look at: one violation with its prover; and how they say what they found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Unpack

from discretion.check.encode import Facts
from discretion.check.model import Finding, Further, Reach, Verdict
from discretion.check.outcome import EncodedPlan
from discretion.check.pairs import Twin
from discretion.check.part import PartOfRuleset
from discretion.check.region import holes, reach
from discretion.check.solver import Answer, Claim, Number, Prover
from discretion.check.witness import Values, case_file, notable, plain, replay, told
from discretion.check.words import result_key, result_words
from discretion.decide import Evaluation
from discretion.errors import Position
from discretion.plan import EntryRule, Plan
from discretion.rulebook import Inherited, ListKind, inherit


class Unsettled(Exception):  # noqa: N818 - an answer that was not given, not an error of the user
    """The solver gave up on a question that the rest of a check rests on."""


@dataclass(frozen=True)
class ListEntry:
    """A list entry; ``named``: it is written for this very violation."""

    kind: ListKind
    id: str
    named: bool
    rule: EntryRule
    claims: tuple[Claim, ...]


@dataclass
class ViolationCheck(PartOfRuleset):
    """One violation as one area sees it, under the law of one day."""

    plan: Plan
    day: date

    @cached_property
    def place(self) -> str | None:
        """A code of the area that none of its own parts has; None for the nation."""
        areas = self.plans.rulebook.areas
        taken = {code for name, versions in areas.items() for code in versions[-1].header.model.codes
                 if self.plans.rulebook.parent(name) == self.area}  # fmt: skip
        return next((code for code in self.chain[0].header.model.codes if code not in taken), None)

    @cached_property
    def decision(self) -> EncodedPlan:
        """The plan as claims, on a prover of its own. All checks of the violation share it."""
        return EncodedPlan(self.plan, Facts(Prover()))

    @property
    def prover(self) -> Prover:
        """The solver that all checks of the violation share."""
        return self.decision.prover

    @cached_property
    def twin(self) -> Twin:
        """A second case of the violation, for statements about two cases."""
        return Twin(self.decision)

    @cached_property
    def inherited(self) -> Inherited:
        """The violation as it is written, with the file of every field."""
        return inherit(self.chain, self.plan.violation)

    def where(self, field: str = "violation", *path: str | int) -> Position:
        """The place of a field in the file that wrote it."""
        origin = self.inherited.origins.get(field) or self.inherited.origins["violation"]
        return origin.document.position((*origin.path, *path), key=not path)

    def entries(self) -> Iterator[ListEntry]:
        """Every list entry, with the claim that it decides something: established, and not settled by an earlier list."""
        decision, prover = self.decision, self.prover
        before = [decision.established]
        for kind in ListKind:
            written = [item for item in self.inherited.entries if item.kind is kind]
            for item, rule in zip(written, self.plan.lists[kind], strict=True):
                claims = (*before, decision.encoding.formula(rule.rule.guard))
                named = item.entry.violations != "all" and self.plan.violation in item.entry.violations
                yield ListEntry(kind, item.entry.id, named, rule, claims)
            before += [prover.no(claim) for gate, claim in decision.gates.items() if gate.about is kind]

    def possible(self, *claims: Claim) -> bool:
        """Whether the claims can hold together.

        Raises:
            Unsettled: the solver gave up; the check is then unknown as a whole.
        """
        answer = self.prover.ask(*claims)
        if answer is Answer.UNKNOWN:
            raise Unsettled(self.prover.reason)
        return answer is Answer.SATISFIABLE

    # --- what was found ------------------------------------------------------------------------------------------

    def unknown(self, code: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """The solver gave up: never a pass."""
        message = gave_up(self.prover.reason)
        return self.finding(code, Verdict.UNKNOWN, message, detail, **more)

    def shown(
        self,
        code: str,
        claims: Sequence[Claim],
        fault: Callable[[tuple[Evaluation, ...]], str | None],
        detail: str = "",
        copies: Mapping[str, Number] | None = None,
        *,
        proves: bool = False,
        **more: Unpack[Further],
    ) -> Finding | None:
        """Ask for a counterexample; show it only when the ordinary engine reproduces it.

        Args:
            claims: what a counterexample satisfies.
            fault: given the engine's evaluation of the case (two for comparisons), says what is wrong with it, with ``{facts}``
                where the facts belong; None when the engine finds nothing wrong.
            copies: the variables of the second case that differ from the first.
            proves: the case is an example, not a fault.

        Returns:
            None when there is no counterexample: the statement holds.
        """
        answer = self.prover.ask(*claims)
        if answer is Answer.IMPOSSIBLE:
            return None
        if answer is Answer.SATISFIABLE:
            answer, values, changed = plain(self.prover, self.decision.facts, self.plan, claims, copies)
        if answer is not Answer.SATISFIABLE:
            return self.unknown(code, detail, **more)
        models = [values] if copies is None else [values, values | changed]
        return self.replayed(code, models, fault, detail, proves=proves, **more)

    def all_shown(
        self,
        code: str,
        claims: Sequence[Claim],
        fault: Callable[[tuple[Evaluation, ...]], str | None],
        detail: str = "",
        **more: Unpack[Further],
    ) -> Iterator[Finding]:
        """As ``shown``, for every region in which the claims hold, each with a case and with how far it reaches."""
        answer = self.prover.ask(*claims)
        if answer is Answer.UNKNOWN:
            yield self.unknown(code, detail, **more)
        elif answer is Answer.SATISFIABLE:
            for claim, region in holes(self.plan, self.decision.facts, self.prover, claims):
                more["region"] = region
                found = self.shown(code, [*claims, claim], fault, detail, **more)
                if found is not None:
                    yield found

    def replayed(
        self,
        code: str,
        models: Sequence[Values],
        fault: Callable[[tuple[Evaluation, ...]], str | None],
        detail: str = "",
        *,
        proves: bool = False,
        **more: Unpack[Further],
    ) -> Finding:
        """A finding (``proves``: a proof with an example) with its cases, after the engine has confirmed it; otherwise a ``disagreement``."""
        name = "/".join(part for part in (code, self.chain[0].id, self.plan.violation, detail) if part)
        names = [name] if len(models) == 1 else [f"{name}#1", f"{name}#2"]
        cases: tuple[Mapping[str, object], ...] = tuple(
            case_file(self.plan, values, self.day, label, self.decision.facts.slots.values())
            for values, label in zip(models, names, strict=True)
        )
        if (place := self.place) is not None:  # so that `recommend` judges it under this very area
            cases = tuple({**case, "place": place} for case in cases)
        if others := [who for who in self.decision.subjects if who and who in detail.split("/")]:
            cases = tuple({**case, "co_parties": others} for case in cases)
        results = [replay(self.plan, case) for case in cases]
        evaluations = tuple(result for result in results if isinstance(result, Evaluation))
        message = fault(evaluations) if len(evaluations) == len(results) else None
        if message is None:
            error = next(
                (str(result) for result in results if not isinstance(result, Evaluation)), "引擎的结果与证明不符"
            )
            text = f"检查 {code} 的反例不能由引擎复现（{error}）：这是程序缺陷，请报告"
            return self.finding("disagreement", Verdict.UNKNOWN, text, f"{code}/{detail}".rstrip("/"), cases=cases)
        facts = told(self.plan, models[0], notable(self.plan, models[0])) or "一般情形"
        verdict = Verdict.PROVEN if proves else Verdict.REFUTED
        if not proves:
            more.setdefault("region", self._region(models, evaluations, fault))
        more["cases"] = cases
        return self.finding(code, verdict, message.replace("{facts}", facts), detail, **more)

    def _region(
        self,
        models: Sequence[Values],
        results: tuple[Evaluation, ...],
        fault: Callable[[tuple[Evaluation, ...]], str | None],
    ) -> Reach | None:
        """How far a fault reaches; of a comparison also what it compares, so that a jump that grows is another one."""
        found = reach(self.plan, models, partial(self._still, fault, self.day))
        compared = results if len(results) > 1 else ()
        key = "; ".join(filter(None, (found.key, " -> ".join(map(result_key, compared)))))
        return (
            Reach(key, "；".join(filter(None, (found.text, " → ".join(map(result_words, compared)))))) if key else None
        )

    def _still(
        self, fault: Callable[[tuple[Evaluation, ...]], str | None], day: date, models: Sequence[Values]
    ) -> bool:
        """Whether the engine finds the same fault in other cases."""
        more = self.decision.facts.slots.values()
        results = [replay(self.plan, case_file(self.plan, values, day, "region", more)) for values in models]
        evaluations = tuple(result for result in results if isinstance(result, Evaluation))
        return len(evaluations) == len(results) and fault(evaluations) is not None

    def row(self, index: int) -> str:
        """A row of the tiers by its tier, and by its number where the tier has several."""
        tiers = [row.tier for row in self.plan.tiers]
        tier = tiers[index]
        return f"{tier}/{tiers[:index].count(tier) + 1}" if tiers.count(tier) > 1 else tier

    def finding(self, code: str, verdict: Verdict, message: str, detail: str = "", **more: Unpack[Further]) -> Finding:
        """What was found of the violation."""
        more.setdefault("where", self.where())
        plan, version = self.plan, self.version
        return Finding(code, verdict, self.area, plan.violation, detail, message, law=plan.law, version=version, **more)


def gave_up(reason: str) -> str:
    """Why there is no verdict."""
    return f"未能证明：求解器没有得出结论（{reason or '资源用尽'}）"
