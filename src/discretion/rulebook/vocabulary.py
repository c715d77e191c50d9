"""The files of facts as one vocabulary: every name once, everything computed from what exists and is of its kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from discretion.conditions import Expression, Name, leaves
from discretion.documents import Document
from discretion.errors import Position, Problem, nearest
from discretion.facts import Fact, FactType, KindError, Strict, Vocabulary, check_derived, check_test
from discretion.rulebook.rulebook import File

MAX_DERIVED = 200  # operations; what compiles, evaluates and proves them recurses over them


class FactsFile(Strict):
    """``facts/<domain>.yaml``."""

    facts: dict[str, Fact]


def vocabulary_of(files: Iterable[File[FactsFile]]) -> tuple[Vocabulary, dict[str, Document], list[Problem]]:
    """All facts, the document of each, and all that is wrong with them."""
    facts: dict[str, Fact] = {}
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for file in files:
        for name, fact in file.model.facts.items():
            if name in facts:
                problems.append(Problem(f"事实 {name} 重复定义", file.document.position(("facts", name))))
            facts[name], documents[name] = fact, file.document
    vocabulary = Vocabulary(facts)
    for check in (_unknown, _cycles, _sizes, _kinds):  # each relies on what the one before has seen
        if not problems:
            problems += check(vocabulary, documents)
    return vocabulary, documents, problems


def _at(documents: Mapping[str, Document], name: str, *path: str) -> Position:
    return documents[name].position(("facts", name, *path))


def _unknown(vocabulary: Vocabulary, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for name in vocabulary:
        for parent in vocabulary.parents(name):
            if parent not in vocabulary:
                near = nearest(parent, list(vocabulary))
                yield Problem(
                    f"事实 {name} 引用了不存在的事实 {parent}",
                    _at(documents, name, _how(vocabulary[name])),
                    nearest=near,
                )


def _cycles(vocabulary: Vocabulary, documents: Mapping[str, Document]) -> Iterator[Problem]:
    done: set[str] = set()
    for start in vocabulary:
        path, stack = [start], [iter(vocabulary.parents(start))]
        while stack:
            parent = next(stack[-1], None)
            if parent is None:
                stack.pop()
                done.add(path.pop())
            elif parent in path:
                where = _at(documents, path[-1], _how(vocabulary[path[-1]]))
                yield Problem(f"事实循环推导：{' → '.join([*path, parent])}", where)
                return
            elif parent not in done:
                path.append(parent)
                stack.append(iter(vocabulary.parents(parent)))


def _sizes(vocabulary: Vocabulary, documents: Mapping[str, Document]) -> Iterator[Problem]:
    """Refuse facts that double with every step, as nested entities in XML do: twenty lines would never end."""
    sizes: dict[str, int] = {}
    for name in vocabulary:
        try:
            size = vocabulary.size(name, sizes)
        except RecursionError:
            size = MAX_DERIVED + 1
        if size > MAX_DERIVED:
            remedy = "减少推导的层数，或者同一事实出现的次数"
            yield Problem(f"事实 {name} 的推导展开后超过{MAX_DERIVED}步", _at(documents, name, "derive"), remedy=remedy)
            return


def _kinds(vocabulary: Vocabulary, documents: Mapping[str, Document]) -> Iterator[Problem]:
    for name in vocabulary:
        fact = vocabulary[name]
        try:
            _check_kinds(fact, vocabulary)
        except KindError as error:
            yield Problem(str(error), _at(documents, name, _how(fact)), allowed=error.allowed)


def _check_kinds(fact: Fact, vocabulary: Vocabulary) -> None:
    if isinstance(fact.derive, Expression):
        check_derived(fact, fact.derive, vocabulary)
    elif fact.derive is not None:
        for test in leaves(fact.derive):
            if test.test is not None and not vocabulary[test.fact].type.coded:
                check_test(test, vocabulary)
    if fact.lookup is not None:
        of = vocabulary[fact.lookup.of]
        if of.values is None:
            raise KindError(f"lookup 只能按列举值查表，{of.label}是{of.type.value}", ("enum",))
        for found, why in (
            (set(of.values) - set(fact.lookup.values), "的表中没有"),
            (set(fact.lookup.values) - set(of.values), "的表中多出"),
        ):
            if found:
                raise KindError(f"{fact.label}{why} {'、'.join(sorted(found))}", tuple(of.values))
        if not fact.type.numeric:
            raise KindError("查表得出的是数", tuple(kind.value for kind in FactType if kind.numeric))
    if fact.default_from is not None:
        _check_default(fact, fact.default_from, vocabulary)


def _check_default(fact: Fact, name: str, vocabulary: Vocabulary) -> None:
    other = vocabulary[name]
    check_derived(fact, Name(name), vocabulary)
    if fact.type is not other.type or fact.values != other.values:
        raise KindError(f"{fact.label}是 {fact.type.value}，default_from 的{other.label}却是 {other.type.value}")
    if other.lookup is None:  # it would be read and count for nothing
        raise KindError(f"default_from 只能写查表得出的事实，{other.label}不是", ("有 lookup 的事实",))


def _how(fact: Fact) -> str:
    """The key by which a fact rests on others."""
    return "lookup" if fact.lookup is not None else "derive" if fact.derive is not None else "default_from"
