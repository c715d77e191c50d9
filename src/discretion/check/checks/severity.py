"""severity: a fact that grades tiers says which way is worse, the way in which the tiers rise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise, permutations

from discretion.check.checks.label import RANKS
from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, fault, holds, listed
from discretion.conditions import Compare, Condition, FactTest, Interval, Number, conjuncts, enum_names, leaves, tested
from discretion.errors import Position
from discretion.facts import Fact, Severity
from discretion.penalty import Fine
from discretion.rulebook import DECIDING, LIST_NAMES, ListKind

SCOPE = "rulebook"
NAME = "轻重方向"
SENTENCE = (
    "用来划分阶次的事实写明轻重方向，否则不能证明没有轻重倒挂；法律自己据以划分幅度的是非和列举除外；"
    "方向与阶次由轻到重的次序、与构成要件所要求的一面、与法条加重罚款的一面相符；清单所依据的是非和列举也写明"
)
FORMULA = (
    "∀f ∈ facts(tiers), numeric(f) ∨ f ∉ facts(ranges): severity(f) 已写；f 随阶次上升 ⇒ severity(f) = aggravating"
)
SAID = {Severity.AGGRAVATING: "越大越重", Severity.MITIGATING: "越大越轻", Severity.NEUTRAL: "无所谓轻重"}
NONE = "none"  # the value of what is not there
Span = tuple[Decimal | None, Decimal | None]


def run(whole: Whole) -> Iterator[Finding]:
    """Every fact that a tier or an element reads."""
    items = list(whole.written())
    yield from [*_unsaid(whole, items), *_turned(whole, items)] or [
        holds("severity", "划分阶次的数量都写明了轻重方向，与阶次的次序相符")
    ]


def _unsaid(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """Quantities that grade tiers and do not say which way is worse."""
    seen: dict[str, tuple[str, Position]] = {}
    for item in items:
        for path, condition in item.file.model.graded:
            for name in (test.fact for test in leaves(condition)):
                seen.setdefault(name, (item.id, item.where(*path[:2])))
    provisions = (provision for file in whole.book.law_files for provision in file.model.provisions.values())
    asked = tested(*(row.when for provision in provisions for row in provision.ranges))
    for name, (violation, where) in sorted(seen.items()):
        fact = whole.book.vocabulary.facts.get(name)
        graded = fact is not None and (fact.type.numeric or name not in asked)
        if fact is not None and graded and fact.severity is None:
            message = f"“{fact.label}”（{name}）划分 {violation} 的阶次，却没有写 severity"
            yield fault("severity", message, where, name,
                        remedy="在 facts 中写 severity: aggravating（越多越重）、mitigating 或者 neutral")  # fmt: skip
    for kind, name, where in _listed(whole):
        fact = whole.book.vocabulary.facts.get(name)
        if fact is not None and fact.severity is None and fact.fixed is None and fact.type.coded:
            yield fault("severity", f"“{fact.label}”（{name}）是{LIST_NAMES[kind]}清单的条件，却没有写 severity", where, f"{name}/list",
                        remedy="在 facts 中写 severity: aggravating、mitigating；与轻重无关的写 neutral，当事人不能改变的写 fixed")  # fmt: skip


def _listed(whole: Whole) -> Iterator[tuple[ListKind, str, Position]]:
    """The facts that entries ask for, each once."""
    seen: set[str] = set()
    for ruleset in whole.current():
        for item in (item for item in listed(ruleset) if item.kind in DECIDING):
            for name in sorted(tested(item.entry.when) - seen):
                seen.add(name)
                yield item.kind, name, item.where("when")


def _turned(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """Facts whose severity is not the way in which they rise with the tiers, or the side that an element asks for."""
    seen = set()
    for item in items:
        for name, right, why, path in (*_by_tiers(whole, item), *_by_elements(whole, item), *_by_law(whole, item)):
            fact = whole.book.vocabulary.facts[name]
            if fact.severity not in (None, right) and name not in seen:
                seen.add(name)
                document = whole.book.fact_documents.get(name)
                where = document.position(("facts", name), key=True) if document is not None else item.where(*path)
                message = f"“{fact.label}”（{name}）写作{SAID[fact.severity]}，{item.id} {why}，却是{SAID[right]}"
                yield fault("severity", message, where, f"{name}/turned", violation=item.id,
                            remedy=f"写 severity: {right.value}，或者更正条件")  # fmt: skip


def _by_tiers(whole: Whole, item: Written) -> Iterator[tuple[str, Severity, str, tuple[str, ...]]]:
    """Facts that rise, or fall, from tier to tier as these are called."""
    spans: dict[str, list[tuple[int, Span]]] = defaultdict(list)
    for tier in item.file.model.tiers:
        if tier.label in RANKS and tier.when is not None:
            for name, span in _spans(whole, tier.when):
                spans[name].append((RANKS.index(tier.label), span))
    for name, found in spans.items():
        ordered = [span for _, span in sorted(found, key=lambda item: item[0])]
        up = all(_below(a, b) for a, b in pairwise(ordered))
        down = all(_below(b, a) for a, b in pairwise(ordered))
        if len(ordered) > 1 and up != down:
            right = Severity.AGGRAVATING if up else Severity.MITIGATING
            yield name, right, f"的阶次由轻到重时{'升高' if up else '降低'}", ("tiers",)


def _by_elements(whole: Whole, item: Written) -> Iterator[tuple[str, Severity, str, tuple[str, ...]]]:
    """Quantities and kinds of which a violation asks for more than nothing."""
    for name, (low, high) in _spans(whole, item.file.model.elements):
        fact = whole.book.vocabulary.facts[name]
        if fact.type.numeric and low is not None and high is None:
            yield name, Severity.AGGRAVATING, "以其达到一定数量为要件", ("elements",)
        none = list(fact.values or ()).index(NONE) if NONE in (fact.values or ()) else None
        if (
            none is not None
            and fact.severity is Severity.MITIGATING
            and low is not None
            and high is not None
            and not low <= none <= high
        ):
            yield name, Severity.AGGRAVATING, "以其存在为要件", ("elements",)


def _by_law(whole: Whole, item: Written) -> Iterator[tuple[str, Severity, str, tuple[str, ...]]]:
    """Facts whose severity is against the law's own: on one of them alone a higher range turns, or a fine is reckoned from it."""
    sides = []
    for fine in (row.penalty.fine for row in item.ranges if row.penalty.fine is not None):
        sides += [(name, Severity.AGGRAVATING) for name in (fine.times, fine.of) if name is not None]
    for one, other in permutations(item.ranges, 2):
        before, after = _tests(one.when), _tests(other.when)
        differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if len(differing) == 1 and _lower(one.penalty.fine, other.penalty.fine):
            (name,) = differing
            truth = after[name].truth if name in after and name in before else None
            sides += [(name, Severity.AGGRAVATING if truth else Severity.MITIGATING)] if truth is not None else []
    for name, right in sides:
        fact = whole.book.vocabulary.facts.get(name)
        if fact is not None and {fact.severity, right} == {Severity.AGGRAVATING, Severity.MITIGATING}:
            yield name, right, "所依据的法条以它加重罚款", ("provision",)


def _tests(condition: Condition) -> dict[str, FactTest]:
    return {part.fact: part for part in conjuncts(condition) if isinstance(part, FactTest)}


def _lower(one: Fine | None, other: Fine | None) -> bool:
    """Whether a fine between two ends lies below another of the same kind."""
    if (
        one is None
        or other is None
        or (one.form, one.times) != (other.form, other.times)
        or one.high is None
        or other.high is None
    ):
        return False
    return one.high < other.high and (one.low or 0) <= (other.low or 0)


def _below(a: Span, b: Span) -> bool:
    return a[1] is not None and b[0] is not None and a[1] <= b[0]


def _spans(whole: Whole, condition: Condition) -> Iterator[tuple[str, Span]]:
    """What the parts of a condition that must all hold leave of each fact; enums by the order of their values."""
    for part in conjuncts(condition):
        fact = whole.book.vocabulary.facts.get(part.fact) if isinstance(part, FactTest) else None
        if isinstance(part, FactTest) and fact is not None and (span := _span(fact, part)) is not None:
            yield part.fact, span


def _span(fact: Fact, part: FactTest) -> Span | None:
    if part.truth is not None:
        return Decimal(part.truth), Decimal(part.truth)
    match part.test:
        case Compare(op, Number(value)):
            return (None if op[0] == "<" else value), (None if op[0] == ">" else value)
        case Interval(Number(low), _, Number(high), _):
            return low, high
    places = [Decimal(list(fact.values or ()).index(name)) for name in (enum_names(part.test) if part.test else None) or ()
              if name in (fact.values or ())]  # fmt: skip
    return (min(places), max(places)) if places else None
