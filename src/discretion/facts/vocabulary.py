"""The vocabulary (统一认定): one set of fact definitions for all areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from discretion.conditions import (
    Binary,
    Call,
    Condition,
    Expression,
    bounds_of,
    leaves,
    names,
    operations,
)
from discretion.facts.model import Fact, FactType


@dataclass(frozen=True)
class Vocabulary:
    """All facts by name. Iteration order is that of the files."""

    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Fact:
        return self.facts[name]

    def __contains__(self, name: object) -> bool:
        return name in self.facts

    def __iter__(self) -> Iterator[str]:
        return iter(self.facts)

    def parents(self, name: str) -> tuple[str, ...]:
        """The facts a fact is directly computed from (derive, lookup or default), in order, without repeats."""
        return tuple(dict.fromkeys(self.mentions(name)))

    def mentions(self, name: str) -> Iterator[str]:
        """The same with repeats, as often as they are written."""
        fact = self.facts[name]
        if fact.lookup is not None:
            yield fact.lookup.of
        elif fact.default_from is not None:
            yield fact.default_from
        elif isinstance(fact.derive, Expression):
            yield from names(fact.derive)
        elif fact.derive is not None:
            yield from self.reads(fact.derive)

    def size(self, name: str, known: dict[str, int]) -> int:
        """How many operations it takes to compute a fact from stated facts, when nothing is shared.

        Args:
            name: the fact.
            known: sizes worked out before; is added to.
        """
        if name not in known:
            derive = self.facts[name].derive
            own = operations(derive) if isinstance(derive, Binary | Call) else 0
            known[name] = 1 + own + sum(self.size(part, known) for part in self.mentions(name))
        return known[name]

    def reads(self, condition: Condition) -> Iterator[str]:
        """Yield the facts a condition reads, with repeats; the names an enum is tested for are its values."""
        for leaf in leaves(condition):
            yield leaf.fact
            if not (leaf.fact in self.facts and self.facts[leaf.fact].type is FactType.ENUM):
                for bound in bounds_of(leaf.test):
                    yield from names(bound)

    @cached_property
    def derived(self) -> Mapping[str, frozenset[str]]:
        """Every derived fact, with the stated facts that it finally rests on."""
        return {name: self.stated(name) for name, fact in self.facts.items() if fact.derived}

    def stated(self, name: str) -> frozenset[str]:
        """The stated facts that a fact finally rests on (itself when it is stated)."""
        if not self.facts[name].derived:
            return frozenset({name})
        return frozenset().union(*(self.stated(parent) for parent in self.parents(name)))
