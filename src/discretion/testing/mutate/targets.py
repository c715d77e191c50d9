"""What faults are put into: violations, lists, provisions, dates; each with the rulebook that a faulty one makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from discretion.rulebook import File, LawVersion, Rulebook, Ruleset, Violation
from discretion.testing.mutate.operators import operators
from discretion.testing.mutate.rewrite import FaultyModel, Operator, Path, faults


@dataclass(frozen=True, slots=True)
class Target:
    """A model that can be faulty.

    Attributes:
        name: ``violation zhejiang@2026.1 highway.overload.mass``, for people and for the order.
        ruleset: whose golden cases should notice.
        violation: the violation it is about, when it is about one.
        kind: violation, list, provision, or dates.
    """

    name: str
    kind: str
    ruleset: Ruleset
    violation: str | None
    file: File[Any]
    path: Path
    model: Any
    rebuilt: Callable[[Any], Rulebook]

    def faults(self) -> Iterator[tuple[str, FaultyModel]]:
        """Every fault of every operator, with the operator's name."""
        for name, operator in _operators(self.kind).items():
            for fault in faults(self.model, operator, self.path):
                yield name, fault


def targets(book: Rulebook, *, area: str | None = None, violation: str | None = None) -> Iterator[Target]:
    """Everything in a rulebook that can be faulty, in the order of the rulebook.

    A provision of a law is a target once, with the first ruleset that has a violation of it.
    """
    seen: set[str] = set()
    mine = book.own()
    for name, versions in book.areas.items():
        for ruleset in versions if area == name else [item for item in versions if area is None and item in mine]:
            for own in sorted(ruleset.violations):
                if violation in (None, own):
                    yield _violation(book, ruleset, own)
                    yield from _provisions(book, ruleset, own, seen)
            if violation is None:
                yield from _lists(book, ruleset)
                yield _header(book, ruleset)
    if area is None and violation is None:
        yield from _laws(book, seen)


def _operators(kind: str) -> dict[str, Operator]:
    every = operators()
    if kind == "dates":
        return {"date": every["date"]}
    if kind == "header":
        return {"widened": every["widened"], "date": every["date"]}
    return {name: operator for name, operator in every.items() if name != "date"}


def _violation(book: Rulebook, ruleset: Ruleset, name: str) -> Target:
    file = ruleset.violations[name]

    def rebuilt(model: Any) -> Rulebook:
        changed = replace(ruleset, violations={**ruleset.violations, name: replace(file, model=model)})
        return _with_ruleset(book, ruleset, changed)

    return Target(f"violation {ruleset.id} {name}", "violation", ruleset, name, file, (), file.model, rebuilt)


def _lists(book: Rulebook, ruleset: Ruleset) -> Iterator[Target]:
    for kind, file in ruleset.lists.items():

        def rebuilt(model: Any, kind: Any = kind, file: Any = file) -> Rulebook:
            changed = replace(ruleset, lists={**ruleset.lists, kind: replace(file, model=model)})
            return _with_ruleset(book, ruleset, changed)

        yield Target(f"list {ruleset.id} {kind.value}", "list", ruleset, None, file, (), file.model, rebuilt)


def _header(book: Rulebook, ruleset: Ruleset) -> Target:
    def rebuilt(model: Any) -> Rulebook:
        return _with_ruleset(book, ruleset, replace(ruleset, header=replace(ruleset.header, model=model)))

    header = ruleset.header
    return Target(f"header {ruleset.id}", "header", ruleset, None, header, (), header.model, rebuilt)


def _provisions(book: Rulebook, ruleset: Ruleset, violation: str, seen: set[str]) -> Iterator[Target]:
    """The provision a violation names, in the version of the law that is in force last."""
    ref = ruleset.violations[violation].model.provision
    if ref is None or ref in seen:
        return
    seen.add(ref)
    file, name = next(reversed(book.having(ref)), None), ref.partition("/")[2]
    if file is None:
        return
    model = file.model.provisions[name]

    def rebuilt(changed: object, file: File[LawVersion] = file) -> Rulebook:
        provisions = {**file.model.provisions, name: changed}
        return _with_law(book, file, file.model.model_copy(update={"provisions": provisions}))

    title = f"provision {file.model.law}@{file.model.version} {name}"
    yield Target(title, "provision", ruleset, violation, file, ("provisions", name), model, rebuilt)


def _laws(book: Rulebook, used: set[str]) -> Iterator[Target]:
    """The dates of every version of a law that some violation rests on."""
    for law, files in book.laws.items():
        if not any(ref.startswith(f"{law}/") for ref in used):
            continue
        ruleset = next(item for item in book.rulesets if any(law == _law_of(file) for file in item.violations.values()))
        for file in files:

            def rebuilt(model: Any, file: File[LawVersion] = file) -> Rulebook:
                return _with_law(book, file, model)

            title = f"dates {law}@{file.model.version}"
            yield Target(title, "dates", ruleset, None, file, (), file.model, rebuilt)


def _law_of(file: File[Violation]) -> str:
    return (file.model.provision or "").partition("/")[0]


def _with_ruleset(book: Rulebook, old: Ruleset, new: Ruleset) -> Rulebook:
    versions = tuple(new if ruleset is old else ruleset for ruleset in book.areas[old.area])
    return replace(book, areas={**book.areas, old.area: versions})


def _with_law(book: Rulebook, old: File[LawVersion], model: LawVersion) -> Rulebook:
    files = tuple(replace(file, model=model) if file is old else file for file in book.laws[model.law])
    return replace(book, laws={**book.laws, model.law: files})
