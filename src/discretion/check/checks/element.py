"""element: a violation has elements, its own, each asks for the worse side of its fact, and none that its kin have is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import telling_pairs
from discretion.check.whole import Whole, Written, holds
from discretion.conditions import Condition, Conjunction, Disjunction, FactTest, Negation, conjuncts, leaves, tested
from discretion.facts import Severity

SCOPE = "rulebook"
NAME = "构成要件"
SENTENCE = (
    "每项违法行为都有构成要件（其他违法行为都没有的除外）；要件要求的是事实较重的一面；同类违法行为都有的要件（和适用范围）没有缺漏，"
    "也不独自相反；要件和适用范围说的是这一违法行为；同一事实划出的适用范围，另由谁处理说的是同一件事"
)
FORMULA = (
    "∀v: elements(v) ≠ ∅；∀f ∈ elements(v), boolean: f = worse(f)；∀a, b: (∀w ≠ v: a ∈ w ⇒ b ∈ w) ⇒ (a ∈ v ⇒ b ∈ v)"
)
ENOUGH = 6  # others that must agree before one that does not is a slip of the pen
KIN = 8  # and more where the kin is told by the first word of the id alone
GENERAL = 12  # violations that ask for a fact which is not one violation's own (水域, 当事人类型)
CLOSER, TIMES = 3, 4  # pairs of characters that a fact must share more with another one, and how many times as many
PART = 4  # of the words of a scope, a quarter at least are what another one says of the same fact
AGREE = 2  # others that must write the same words with another fact


def run(whole: Whole) -> Iterator[Finding]:
    """Read the elements of every violation that writes its own."""
    items = [item for item in whole.written() if item.file.model.provision is not None]
    found = [finding for item in items for finding in _worse(whole, item)]
    if any(list(leaves(item.file.model.elements)) for item in items):
        found += [finding for item in items for finding in _none(item)]
    found += [
        *_missing(whole, items),
        *_turned(whole, items),
        *_foreign(whole, items),
        *_elsewhere(whole, items),
        *_otherwise(whole, items),
    ]
    yield from found or [holds("element", "构成要件齐全，要求的都是较重的一面")]


def _none(item: Written) -> Iterator[Finding]:
    inherits = "elements" not in item.file.model.model_fields_set and item.ruleset.header.model.extends is not None
    if not inherits and not list(leaves(item.file.model.elements)):
        message = f"{item.id} 没有构成要件，任何案件都会成立"
        yield item.fault("element", message, ("violation",), "none", "写 elements")


def _worse(whole: Whole, item: Written) -> Iterator[Finding]:
    for part, asked in _sides(item.file.model.elements):
        fact = whole.book.vocabulary.facts.get(part.fact)
        better = (
            {Severity.AGGRAVATING: False, Severity.MITIGATING: True}.get(fact.severity)
            if fact and fact.severity
            else None
        )
        if fact is not None and asked is better:
            said = "是" if asked else "否"
            message = (
                f"构成要件要求“{fact.label}”（{part.fact}）为{said}，这是较轻的一面：守法的会成立，违法的反而不成立"
            )
            remedy = f"写 {part.fact}: {str(not part.truth).lower()}，或者更正事实的 severity"
            yield item.fault("element", message, ("elements", *part.path), part.fact, remedy)


def _sides(condition: Condition, denied: bool = False) -> Iterator[tuple[FactTest, bool]]:
    """Every test of a boolean, one of several alternatives too, with the side that it asks for."""
    match condition:
        case FactTest(truth=bool() as truth):
            yield condition, truth is not denied
        case Conjunction(items) | Disjunction(items):
            for item in items:
                yield from _sides(item, denied)
        case Negation(item):
            yield from _sides(item, not denied)


def _missing(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """An element that all others with the same companion under the same law, or of the same kind, have."""
    read = [_read(item) for item in items]
    kinds: dict[tuple[str, str, int, str], list[int]] = defaultdict(list)
    for index, item in enumerate(items):
        kinds[item.id.partition(".")[0], "", KIN, f"{item.id.partition('.')[0]}.* 的"].append(index)
        law = (item.file.model.provision or "").partition("/")[0]
        for name in sorted(read[index]):
            kinds[name, law, ENOUGH, f"以“{whole.label(name)}”为要件的"].append(index)
    seen = set()
    for (name, _law, enough, said), members in kinds.items():
        shared = Counter(fact for index in members for fact in sorted(read[index]))
        for fact in [fact for fact, count in shared.items() if count == len(members) - 1 > enough - 1 and fact != name]:
            (index,) = (index for index in members if fact not in read[index])
            item = items[index]
            if (index, fact) not in seen:
                seen.add((index, fact))
                message = (
                    f"{said}其他{len(members) - 1}项违法行为都以“{whole.label(fact)}”（{fact}）为要件，{item.id} 没有"
                )
                remedy = f"补上 {fact}；确实不要求的，登记豁免并写明理由"
                yield item.fault("element", message, ("elements",), f"{fact}/missing", remedy)


def _read(item: Written) -> set[str]:
    """What an act must be to be established, or to be dealt with here (``scope``)."""
    return tested(item.file.model.elements, *(part.when for part in item.file.model.scope))


def _turned(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """A scope that all others draw the other way round."""
    sides: dict[str, list[tuple[int, bool]]] = defaultdict(list)
    for index, item in enumerate(items):
        for part in (part for scope in item.file.model.scope for part in conjuncts(scope.when)):
            if isinstance(part, FactTest) and part.truth is not None:
                sides[part.fact].append((index, part.truth))
    for name, said in sides.items():
        counts = Counter(truth for _, truth in said)
        if min(counts.values()) != 1 or len(counts) < 2 or max(counts.values()) < ENOUGH:
            continue
        index, truth = next((index, truth) for index, truth in said if counts[truth] == 1)
        message = f"要求“{whole.label(name)}”（{name}）为{'是' if truth else '否'}，其他{max(counts.values())}项都要求为{'否' if truth else '是'}"
        item, remedy = items[index], f"写 {name}: {str(not truth).lower()}"
        yield item.fault("element", f"{item.id} {message}", ("scope",), f"{name}/turned", remedy)


def _foreign(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """An element that this violation says next to nothing of, and another one that asks for it says much: a fact of the wrong name."""
    users: dict[str, list[int]] = defaultdict(list)
    asked = [[part.fact for part in conjuncts(item.file.model.elements) if isinstance(part, FactTest) and part.truth is not False]
             for item in items]  # fmt: skip
    for index, names in enumerate(asked):
        for name in names:
            users[name].append(index)
    said = [_said(whole, item) for item in items]
    for name, members in users.items():
        fact = whole.book.vocabulary.facts.get(name)
        if fact is None or not 1 < len(members) <= GENERAL:
            continue
        words = (*fact.aliases, *(fact.values or {}).values(), *(fact.clauses or {}).values())
        own = telling_pairs("；".join((fact.label, fact.negative or "", *words)))
        fits = {index: len(own & said[index]) for index in members}
        best = max(members, key=lambda index: fits[index])
        for index in members:
            if fits[best] >= CLOSER + TIMES * fits[index]:
                item = items[index]
                called = item.file.model.label or item.id
                message = f"构成要件“{fact.label}”（{name}）说的是 {items[best].id}，不是“{called}”"
                remedy = "更正要件的事实；确以它为要件的，登记豁免并写明理由"
                yield item.fault("element", message, ("elements", name), f"{name}/foreign", remedy)


def _said(whole: Whole, item: Written) -> frozenset[str]:
    """What a violation says of itself: its names, and the provisions that it rests on with their texts."""
    model = item.file.model
    refs = [item.ref, *(model.duty.cite if model.duty is not None else ())]
    labels = [provision.label for ref in refs for _, provision in whole.provisions(ref)]
    return telling_pairs("；".join([model.label or "", *model.aliases, *labels, *map(whole.said, refs)]))


def _elsewhere(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """A scope whose words (who deals with what lies outside it) others write with another fact."""
    written: dict[str, list[tuple[int, int, tuple[frozenset[str], str]]]] = defaultdict(list)
    for index, item in enumerate(items):
        for number, scope in enumerate(item.file.model.scope):
            written[scope.otherwise].append((index, number, (frozenset(tested(scope.when)), repr(scope.when))))
    for said, places in written.items():
        counts = Counter(asked for _, _, asked in places)
        usual, most = counts.most_common(1)[0]
        for index, number, asked in places:
            if asked != usual and counts[asked] == 1 and most >= AGREE:
                names = ["、".join(map(whole.label, sorted(part))) for part, _ in (asked, usual)]
                same = "其他的值的" if names[0] == names[1] else ""
                message = f"{items[index].id} 的适用范围以“{names[0]}”为准，其他{most}项写同样的“{said[:20]}…”都以{same}“{names[1]}”为准"
                yield items[index].fault("element", message, ("scope", number), f"scope/{number}", "更正 when 的事实，或者更正 otherwise")  # fmt: skip


def _otherwise(whole: Whole, items: list[Written]) -> Iterator[Finding]:
    """Words (who deals with what lies outside a scope) unlike all that others write of the same fact, and unlike the fact itself."""
    written: dict[str, list[tuple[int, int, frozenset[str]]]] = defaultdict(list)
    for index, item in enumerate(items):
        for number, scope in enumerate(item.file.model.scope):
            for name in tested(scope.when):
                written[name].append((index, number, telling_pairs(scope.otherwise)))
    for name, places in written.items():
        fact = whole.book.vocabulary.facts.get(name)
        called = telling_pairs("；".join([fact.label, fact.negative or "", *map(str, (fact.values or {}).values())])) if fact else frozenset()  # fmt: skip
        for index, number, said in places:
            others = [words for other, _, words in places if other != index]
            alike = any(len(said & words) * PART >= len(said) for words in others)
            if len(others) >= AGREE and not said & called and not alike:
                written_so = items[index].file.model.scope[number].otherwise[:20]
                message = f"{items[index].id} 的适用范围以“{whole.label(name)}”为准，所写的“{written_so}…”说的不是它，与其他{len(others)}项的也不同"
                where = ("scope", number, "otherwise")
                yield items[index].fault("element", message, where, f"scope/{number}/otherwise", "更正 otherwise，或者更正 when")  # fmt: skip
