"""What a recommendation rests on: the files of the rulebook that it read, by digest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce

from discretion.plan import ABOUT, Plan, Rule
from discretion.receipt.decision import canonical_json
from discretion.rulebook import Rulebook


@dataclass(frozen=True)
class Sources:
    """Digests (SHA-256 of the files), by id: ``area@version``, ``law@version``, authority, file of facts."""

    rulesets: Mapping[str, str]
    laws: Mapping[str, str]
    authorities: Mapping[str, str]
    vocabulary: Mapping[str, str]

    @cached_property
    def line(self) -> str:
        """They as JSON, as a receipt has them."""
        return ",".join(f'"{kind}":{canonical_json(dict(getattr(self, kind)))}' for kind in KINDS)

    def __or__(self, other: Sources) -> Sources:
        return Sources(
            _sorted({**self.rulesets, **other.rulesets}),
            _sorted({**self.laws, **other.laws}),
            _sorted({**self.authorities, **other.authorities}),
            _sorted({**self.vocabulary, **other.vocabulary}),
        )


KINDS = ("rulesets", "laws", "authorities", "vocabulary")
NOTHING = Sources({}, {}, {}, {})


def sources_of(rulebook: Rulebook, plans: Iterable[tuple[Plan, date]]) -> Sources:
    """The files that plans were made of.

    Args:
        rulebook: where the plans come from.
        plans: each with the day whose law it has.
    """
    return reduce(Sources.__or__, (_of_plan(rulebook, plan, day) for plan, day in plans), NOTHING)


def _of_plan(rulebook: Rulebook, plan: Plan, day: date) -> Sources:
    refs = {plan.provision, *plan.authority_cites}
    for rule in _rules(plan):
        refs.update(rule.refs)
    laws = {}
    for ref in sorted(refs):
        name, _, provision = ref.partition("/")
        files = rulebook.laws.get(name, ())
        used = [file for file in files if file.model.in_force(day) and provision in file.model.provisions]
        used = used or [file for file in files if provision in file.model.provisions][-1:]  # as ``Rulebook.cite``
        laws.update({f"{file.model.law}@{file.model.version}": file.digest for file in used})
    names = {plan.authority.authority} if plan.authority is not None else set()
    facts = {slot.name for slot in plan.slots} | set(plan.derived)
    return Sources(
        _sorted(dict(plan.rulesets)),
        _sorted(laws),
        {name: rulebook.authorities[name].digest for name in names},
        _sorted(dict(rulebook.fact_files[name] for name in facts if name in rulebook.fact_files)),
    )


def _rules(plan: Plan) -> Iterable[Rule]:
    yield from plan.elements
    yield from (item.rule for item in plan.scope)
    for about in ABOUT:
        yield from plan.rules(about)


def _sorted(found: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(found.items()))
