"""Who rests on a provision: the duties that violations cite, the facts of their elements, and what facts are called."""

from __future__ import annotations

from dataclasses import dataclass

from discretion.rulebook import Rulebook


@dataclass(frozen=True)
class Users:
    """The violations under each provision: their duties and the facts of their elements."""

    duties: dict[str, list[list[str]]]
    facts: dict[str, set[str]]
    labels: dict[str, str]


def users_of(book: Rulebook) -> Users:
    """What the violations of all areas say of each provision; what a child leaves out is its parent's."""
    labels = {
        name: "；".join([fact.label, *map(str, (fact.values or {}).values())])
        for name, fact in book.vocabulary.facts.items()
    }
    duties: dict[str, list[list[str]]] = {}
    facts: dict[str, set[str]] = {}
    roots = {name: file.document.data for ruleset in book.rulesets if ruleset.header.model.extends is None
             for name, file in ruleset.violations.items()}  # fmt: skip
    for ruleset in book.rulesets:
        for name, file in ruleset.violations.items():
            body = {**roots.get(name, {}), **file.document.data}
            ref = str(body.get("provision"))
            duties.setdefault(ref, []).append((body.get("duty") or {}).get("cite") or [])
            facts.setdefault(ref, set()).update(names_in(body.get("elements")))
    return Users(duties, facts, labels)


def names_in(condition: object) -> set[str]:
    """The facts that a condition reads."""
    if isinstance(condition, list):
        return set().union(*map(names_in, condition))
    if not isinstance(condition, dict):
        return set()
    inner = {name for key in ("any", "all", "not") for name in names_in(condition.get(key))}
    return inner | {key for key in condition if key not in ("any", "all", "not")}
