"""The vocabulary (统一认定): one set of fact definitions for all areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from discretion.conditions import And, Condition, FactTest, Not, Or
from discretion.conditions.feel import Binary, Call, DateLiteral, Name, Number, names, test_names
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
        fact = self.facts[name]
        if fact.lookup is not None:
            return (fact.lookup.of,)
        if fact.default_from is not None:
            return (fact.default_from,)
        if fact.derive is None:
            return ()
        expression = isinstance(fact.derive, Number | Name | DateLiteral | Binary | Call)
        return tuple(dict.fromkeys(names(fact.derive) if expression else self.reads(fact.derive)))

    def reads(self, condition: Condition) -> Iterator[str]:
        """Yield the facts a condition reads, with repeats; the names an enum is tested for are its values."""
        match condition:
            case FactTest(fact, test, _, _):
                yield fact
                if test is not None and not (fact in self.facts and self.facts[fact].type is FactType.ENUM):
                    yield from test_names(test)
            case And(items) | Or(items):
                for item in items:
                    yield from self.reads(item)
            case Not(item):
                yield from self.reads(item)

    def stated(self, name: str) -> frozenset[str]:
        """The stated facts that a fact finally rests on (itself when it is stated)."""
        if not self.facts[name].derived:
            return frozenset({name})
        return frozenset().union(*(self.stated(parent) for parent in self.parents(name)))
