"""reach: an entry reaches the violations that it speaks of, and stands in its list beside its like for something of its own."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain

from discretion.check.model import Finding
from discretion.check.text import telling_pairs, weights_of
from discretion.check.whole import Listed, Whole, fault, holds, listed
from discretion.conditions import Compare, Condition, FactTest, Number, conjuncts, tested
from discretion.rulebook import DECIDING, Entry, ListKind, Ruleset, SourceKind, matches

SCOPE = "rulebook"
NAME = "条目范围"
SENTENCE = (
    "清单条目不及于文字没有说到的违法行为，依据一部法律的条目不及于其他法律的违法行为；同一清单的条目互不包含，同一条目不写在两份清单；同一份文件"
    "的其他条目都写明的事实和违法行为没有缺漏；条目写明的违法行为，文字都说到"
)
FORMULA = (
    "∀e: violations(e) ⊆ spoken(label(e)) ∩ laws(e)；∀e ≠ e′ ∈ list: ¬(when(e′) ⇒ when(e))；∀e, e′ ∈ lists: e ≠ e′"
)
ENOUGH = 3  # other entries of one document that must agree
# How well an entry must fit the one or two violations that it speaks of: so many bits (a pair of characters weighs more
# the fewer violations have it), and so many times as well as any other.
BITS, CLOSER, NEAR = 24, 2, 2
FAR = 4  # times as well as the violations that it names


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every entry against the violations that it reaches, and against the others of its ruleset."""
    names: dict[str, frozenset[str]] = defaultdict(frozenset)
    for written in whole.written():
        label = written.provision.label if written.provision is not None else ""
        names[written.id] |= telling_pairs(f"{written.file.model.label or ''}；{label}")
    weights = weights_of(names.values())
    punishing = {
        str(item.law.law) for item in whole.written() if item.law is not None
    }  # the others are general, and reach every act
    found: list[Finding] = []
    for ruleset in whole.current():
        for item in listed(ruleset):
            entry = item.entry
            fits = _fits(entry, names, weights)
            said = (
                *_breadth(entry, fits),
                *_other(entry, fits),
                *_one_of(entry, fits),
                *_law(whole, entry, punishing),
                *_cited(whole, entry, punishing),
            )
            found += [fault("reach", f"“{entry.label}”{message}", item.where("violations"), f"{item.name}/{detail}", area=ruleset.id, remedy=remedy)
                      for detail, message, remedy in said]  # fmt: skip
        found += [*_contained(ruleset), *_twice(ruleset), *_lacking(whole, ruleset)]
    yield from found or [holds("reach", "清单条目只及于所说的违法行为，互不重复")]


def _breadth(entry: Entry, fitting: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """An entry that speaks of one or two violations, and reaches others that it does not speak of."""
    for pattern in _patterns(entry):
        if pattern == "*" and entry.source.kind is not SourceKind.PUBLISHED:
            continue  # what the law or a method says of all acts may be said of one act as well
        fits = {
            name: fit
            for name, fit in fitting.items()
            if (pattern == "*" or matches(pattern, name)) and not any(matches(part, name) for part in entry.excepted)
        }
        best = max(fits, key=lambda name: fits[name], default="")
        near = [name for name, fit in fits.items() if fit * CLOSER > fits[best]]
        if best and fits[best] >= BITS and len(near) <= NEAR < len(fits) - 1:
            message = f"说的是 {best}，却适用于{'全部违法行为' if pattern == '*' else f' {pattern}'}"
            yield f"breadth/{pattern}", message, f"写 violations: [{', '.join(sorted(near))}]"


def _fits(entry: Entry, names: dict[str, frozenset[str]], weights: dict[str, int]) -> dict[str, int]:
    """How well an entry fits each violation, in bits."""
    said = telling_pairs(entry.label)
    return {name: sum(weights[pair] for pair in said & own) for name, own in names.items()}


def _other(entry: Entry, fits: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """An entry that names violations, and speaks of quite another one."""
    if entry.violations == "all" or _patterns(entry):
        return
    own = [fits[name] for name in entry.violations if name in fits]
    best = max(fits, key=lambda name: fits[name], default="")
    if own and fits[best] >= BITS and max(own) * FAR < fits[best]:
        message = f"说的是 {best}，却适用于 {'、'.join(entry.violations)}"
        yield "other", message, f"写 violations: [{best}]，或者更正文字"


def _one_of(entry: Entry, fits: dict[str, int]) -> Iterator[tuple[str, str, str]]:
    """An entry that names several violations, and has not a word of one of them."""
    named = [name for name in entry.violations if name in fits] if entry.violations != "all" else []
    if len(named) > 1:
        for name in (name for name in named if not fits[name]):
            yield f"named/{name}", f"没有一处说到 {name}，却适用于它", f"从 violations 中删去 {name}，或者更正文字"


def _law(whole: Whole, entry: Entry, punishing: set[str]) -> Iterator[tuple[str, str, str]]:
    """A prefix in an entry that rests on the text of one law: violations under none of its provisions."""
    laws = {ref.partition("/")[0] for ref in entry.source.cite}
    if entry.source.kind is not SourceKind.STATUTE or not laws & punishing:
        return
    for pattern in _patterns(entry):
        for item in whole.written():
            cited = {item.file.model.provision, *(item.file.model.duty.cite if item.file.model.duty else ())}
            if (
                (pattern == "*" or matches(pattern, item.id))
                and item.law is not None
                and not laws & {str(ref).partition("/")[0] for ref in cited}
            ):
                message = f"依据{'、'.join(sorted(laws))}，{'全部违法行为' if pattern == '*' else pattern} 却包括 {item.id}，它不在这部法律之下"
                yield f"law/{pattern}", message, "逐项写出违法行为"
                break


def _cited(whole: Whole, entry: Entry, punishing: set[str]) -> Iterator[tuple[str, str, str]]:
    """An entry of named violations that cites a law under which none of them stands."""
    laws = {ref.partition("/")[0] for ref in entry.cite} & punishing
    if not laws or entry.violations == "all" or _patterns(entry):
        return
    for item in whole.written():
        duty = item.file.model.duty
        if item.id in entry.violations and laws & {
            ref.partition("/")[0] for ref in (item.ref, *(duty.cite if duty else ()))
        }:
            return
    yield "cite", f"引用{'、'.join(sorted(laws))}，所适用的违法行为都不在这部法律之下", "更正 cite，或者更正 violations"


def _contained(ruleset: Ruleset) -> Iterator[Finding]:
    """An entry that holds wherever another of the same list and reach holds: one of them lost a condition, or was copied."""
    for item in listed(ruleset):
        entry, asked = item.entry, conjuncts(item.entry.when)
        for other in ruleset.lists[item.kind].model.entries:
            reach = [(each.violations, each.unless, each.excepted) for each in (entry, other)]
            if (
                other is not entry
                and reach[0] == reach[1]
                and all(any(_follows(part, known) for known in conjuncts(other.when)) for part in asked)
            ):
                message = f"“{entry.label}”的条件，凡符合“{other.label}”的都符合，后一条没有自己的作用"
                yield fault("reach", message, item.where("when"), f"{item.name}/contains/{other.id}", area=ruleset.id,
                            remedy="补上漏写的条件，更正抄错的值，或者删去多余的一条")  # fmt: skip


def _follows(part: Condition, known: Condition) -> bool:
    """Whether one test holds wherever another does, as far as their numbers show."""
    if not isinstance(part, FactTest) or not isinstance(known, FactTest) or part.fact != known.fact:
        return False
    match part.test, known.test:
        case Compare(op, Number(value)), Compare(other, Number(more)) if op[0] == other[0] != "=":
            return value < more if op[0] == ">" else value > more
    return (part.test, part.truth) == (known.test, known.truth)


def _twice(ruleset: Ruleset) -> Iterator[Finding]:
    """One entry, by id and source, in two lists: it was pasted into one of them. Two entries in the same words: one was copied."""
    seen: dict[tuple[str, str], ListKind] = {}
    labels: dict[str, str] = {}
    for item in _deciding(ruleset):
        if labels.setdefault(item.entry.label, item.name) != item.name:
            message = f"“{item.entry.label}”（{item.entry.id}）与 {labels[item.entry.label]} 的文字相同"
            yield fault(
                "reach",
                message,
                item.where("label"),
                f"{item.name}/label",
                area=ruleset.id,
                remedy="写这一条自己的文字",
            )
        first = seen.setdefault((item.entry.id, repr((item.entry.source, item.entry.when))), item.kind)
        if first is not item.kind:
            message = f"“{item.entry.label}”（{item.entry.id}）在 {first.value} 和 {item.kind.value} 两份清单中，内容和来源相同"
            yield fault(
                "reach", message, item.where(), f"{item.name}/twice", area=ruleset.id, remedy="只留在一份清单中"
            )


def _lacking(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    """What all other entries of one published document have: a fact that they ask for, the violations by name."""
    groups: dict[tuple[ListKind, str], list[Listed]] = defaultdict(list)
    for item in _deciding(ruleset):
        if item.entry.source.document:
            groups[item.kind, item.entry.source.document].append(item)
    for (_, document), members in groups.items():
        facts = [tested(item.entry.when) for item in members]
        counts, others = Counter(chain.from_iterable(facts)), len(members) - 1
        for name in [name for name, count in counts.items() if count == others >= ENOUGH]:
            item = next(item for item, asked in zip(members, facts, strict=True) if name not in asked)
            message = f"“{item.entry.label}”不要求“{whole.label(name)}”，{document}的其他{others}条都要求"
            yield fault("reach", message, item.where(), f"{item.name}/{name}/missing", area=ruleset.id,
                        remedy=f"补上 {name}；确实不要求的，登记豁免并写明理由")  # fmt: skip
        wide = [item for item in members if _patterns(item.entry)]
        if others >= ENOUGH and len(wide) == 1:
            message = f"“{wide[0].entry.label}”没有逐项写明违法行为，{document}的其他{others}条都写明了"
            yield fault("reach", message, wide[0].where(), f"{wide[0].name}/wide", area=ruleset.id,
                        remedy="写明适用的违法行为；确实及于全部的，登记豁免并写明理由")  # fmt: skip


def _patterns(entry: Entry) -> list[str]:
    """The prefixes under which an entry reaches violations that it does not name; ``*`` for all."""
    return ["*"] if entry.violations == "all" else [name for name in entry.violations if name.endswith(".*")]


def _deciding(ruleset: Ruleset) -> Iterator[Listed]:
    """The entries on which a penalty depends."""
    return (item for item in listed(ruleset) if item.kind in DECIDING)
