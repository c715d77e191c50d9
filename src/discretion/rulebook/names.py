"""Names in headers, lists and facts: one that means nothing would silently take a rule out of force."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from discretion.documents import Path
from discretion.errors import Problem, nearest
from discretion.facts import ValueProblem, Vocabulary, encode
from discretion.rulebook.authority import Authority
from discretion.rulebook.lists import matches
from discretion.rulebook.rulebook import File, Ruleset, ancestors
from discretion.rulebook.ruleset import Presumption
from discretion.rulebook.sectors import SECTORS


def unknown_names(areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """Yield a problem for every name of ``unifies``, ``violations`` and ``except`` that means no violation, and for every sector that is none.

    Args:
        areas: all versions of every area; parents are known to exist.
    """
    anywhere = sorted({name for versions in areas.values() for ruleset in versions for name in ruleset.violations})
    sectors = [
        *SECTORS,
        *(name for versions in areas.values() for ruleset in versions for name in ruleset.header.model.sectors),
    ]
    for versions in areas.values():
        for ruleset in versions:
            yield from _of_header(ruleset, areas)
            yield from _of_lists(ruleset, anywhere)
            yield from _sectors(ruleset, sectors)


def unknown_in_headers(
    areas: Mapping[str, Sequence[Ruleset]], vocabulary: Vocabulary, authorities: Collection[str]
) -> Iterator[Problem]:
    """Yield a problem for every name of a header that means nothing: an authority, a fact."""
    for versions in areas.values():
        for ruleset in versions:
            header, document = ruleset.header.model, ruleset.header.document
            named: list[tuple[str, Sequence[str], str, Path]] = []
            if header.authority is not None:
                named.append((header.authority, sorted(authorities), "机关", ("authority",)))
            for number, presumption in enumerate(header.presume):
                named += [
                    (name, list(vocabulary), "事实", ("presume", number, "facts", name)) for name in presumption.facts
                ]
            for number, item in enumerate(header.supplements):
                for name in vocabulary.reads(item.when):
                    named.append((name, list(vocabulary), "事实", ("supplements", number, "when", name)))
                given = Presumption(facts=item.unstated, basis=item.basis)
                yield from _presumed_value(ruleset, vocabulary, given, ("supplements", number, "unstated"))
                if item.penalty is not None and item.penalty.fine is not None:
                    where = document.position(("supplements", number, "penalty", "fine"))
                    yield Problem("补充的处罚不能是罚款：罚款由法条的幅度规定", where)
            for name, violation in ruleset.violations.items():
                own = violation.model.authority
                if own is not None and own not in authorities:
                    where = violation.document.position(("authority",))
                    yield Problem(
                        f"违法行为 {name} 的机关 {own} 不存在", where, nearest=nearest(own, sorted(authorities))
                    )
            for name, known, what, path in named:
                if name not in known:
                    yield Problem(f"没有名为 {name} 的{what}", document.position(path), nearest=nearest(name, known))
            yield from _presumed_values(ruleset, vocabulary)


def _presumed_values(ruleset: Ruleset, vocabulary: Vocabulary) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for number, presumption in enumerate(ruleset.header.model.presume):
        for name in presumption.facts:
            if first.setdefault(name, number) != number:  # the decision would tell it twice, or two values of it
                where = ruleset.header.document.position(("presume", number, "facts", name))
                yield Problem(f"{name} 在第{first[name] + 1}条推定中已经写明", where, remedy="删去其中一处")
        yield from _presumed_value(ruleset, vocabulary, presumption, ("presume", number, "facts"))


def _presumed_value(
    ruleset: Ruleset, vocabulary: Vocabulary, presumption: Presumption, path: tuple[str | int, ...]
) -> Iterator[Problem]:
    for name, raw in presumption.facts.items():
        where = ruleset.header.document.position((*path, name))
        if name not in vocabulary:
            if path[0] != "presume":  # these are looked up with all other names
                yield Problem(f"没有名为 {name} 的事实", where, nearest=nearest(name, list(vocabulary)))
            continue
        if vocabulary[name].derived:
            yield Problem(f"推导的事实 {name} 不能推定；推定它所依据的事实", where)
            continue
        try:
            encode(vocabulary[name], raw)
        except ValueProblem as error:
            yield Problem(f"{path[0]} 中 {name}：{error}", where, allowed=error.allowed)


def unknown_in_authorities(vocabulary: Vocabulary, authorities: Mapping[str, File[Authority]]) -> Iterator[Problem]:
    """Yield a problem for every fact of a threshold that does not exist."""
    for file in authorities.values():
        procedure = file.model.procedure
        for step in ("summary", "hearing", "legal_review", "collective", "transfer"):
            threshold = getattr(procedure, step)
            fact = threshold.fact if threshold is not None else None
            if fact is not None and fact not in vocabulary:
                where = file.document.position(("procedure", step, "fact"))
                yield Problem(f"没有名为 {fact} 的事实", where, nearest=nearest(fact, list(vocabulary)))


def _of_header(ruleset: Ruleset, areas: Mapping[str, Sequence[Ruleset]]) -> Iterator[Problem]:
    """What a region unifies must be regulated in all of it: by itself or by what it extends."""
    chain = (ruleset.area, *ancestors(ruleset.area, areas))
    known = {name for area in chain for version in areas[area] for name in version.violations}
    for index, name in enumerate(ruleset.header.model.unifies):
        if name not in known:
            where = ruleset.header.document.position(("unifies", index))
            yield Problem(f"没有违法行为 {name}", where, nearest=nearest(name, sorted(known)))


def _sectors(ruleset: Ruleset, known: Sequence[str]) -> Iterator[Problem]:
    for file in ruleset.violations.values():
        sector = file.model.sector
        if sector is not None and sector not in known:
            remedy = "交通运输以外的领域，在 ruleset.yaml 的 sectors 中写明名称"
            yield Problem(
                f"没有领域 {sector}", file.document.position(("sector",)), nearest=nearest(sector, known), remedy=remedy
            )


def _of_lists(ruleset: Ruleset, anywhere: Sequence[str]) -> Iterator[Problem]:
    for file in ruleset.lists.values():
        for number, entry in enumerate(file.model.entries):
            listed = entry.violations if isinstance(entry.violations, list) else []
            for field, patterns in (("violations", listed), ("except", entry.excepted)):
                for index, pattern in enumerate(patterns):
                    if not any(matches(pattern, name) for name in anywhere):
                        where = file.document.position(("entries", number, field, index))
                        yield Problem(f"没有违法行为 {pattern}", where, nearest=nearest(pattern, anywhere))
