"""The lists of circumstances, what the general law adds, and what is presumed."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.conditions import Condition, Conjunction, Negation
from discretion.errors import Problem, RulebookError
from discretion.facts import ValueProblem, encode
from discretion.plan import formula as f
from discretion.plan.model import EntryRule, Presumed, Rule, SupplementRule
from discretion.plan.rules import Premises, at
from discretion.rulebook import ListKind, Origin, Supplement


class Lists(Premises):
    """Compiles them for one violation."""

    def _entries(self, kind: ListKind) -> tuple[EntryRule, ...]:
        rules = []
        for item in self.inherited.entries:
            if item.kind is not kind:
                continue
            entry = item.entry
            condition: Condition = entry.when
            rule = self._rule(
                f"{kind.value}:{entry.id}", entry.label, condition, at(item.origin, "when"),
                source=entry.source, refs=entry.cite, orders=entry.orders,
            )  # fmt: skip
            if entry.unless is not None:
                barrier = self._rule("", "", entry.unless, at(item.origin, "unless"))
                joined = Conjunction((rule.condition, Negation(barrier.condition)))
                rule = self._narrowed(rule, f.both((rule.guard, f.negate(barrier.guard))), joined)
            rules.append(EntryRule(rule, entry.force, entry.or_mitigated, entry.prevails, tuple(entry.coercion)))
        return tuple(rules)

    def _supplements(self) -> tuple[SupplementRule, ...]:
        """They reach every violation; a fact that none but they read has the value it has unstated (``_idle``)."""
        return tuple(
            SupplementRule(self._general(item), item.penalty.measures)
            for item in self.inherited.supplements
            if item.penalty is not None and self._stated(item.when) <= {*self.lowering.slots, *item.unstated}
        )

    def _stated(self, condition: Condition) -> set[str]:
        """The facts a case states that a condition rests on."""
        vocabulary = self.rulebook.vocabulary
        return {base for name in vocabulary.reads(condition) for base in vocabulary.stated(name)}

    def _general_orders(self) -> tuple[Rule, ...]:
        return tuple(self._general(item) for item in self.inherited.supplements if item.orders)

    def _general(self, item: Supplement) -> Rule:
        origin = Origin(self.inherited.chain[-1].id, self.inherited.chain[-1].header.document, ("supplements",))
        return self._rule(
            f"supplement:{item.id}", item.label, item.when, origin, source=item.source, refs=item.cite,
            orders=item.orders,
        )  # fmt: skip

    def _idle(self, slots: frozenset[int]) -> Iterator[Presumed]:
        """What the facts are that only the general law reads, where a case does not state them."""
        for item in self.inherited.supplements:
            for name, raw in item.unstated.items():
                slot = self.lowering.slots.get(name)
                if slot in slots:
                    yield Presumed(slot, encode(self.rulebook.vocabulary[name], raw), item.basis, idle=True)

    def _presumed(self) -> tuple[Presumed, ...]:
        found = []
        for item in self.inherited.presumptions:
            for name, raw in item.facts.items():
                if name in self.lowering.slots and self.lowering.slots[name] not in self.element_slots:
                    try:
                        value = encode(self.rulebook.vocabulary[name], raw)
                    except ValueProblem as error:
                        raise RulebookError(Problem(f"presume 中 {name}：{error}", allowed=error.allowed)) from None
                    found.append(Presumed(self.lowering.slots[name], value, item.basis))
        return tuple(found)
