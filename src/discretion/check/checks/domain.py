"""domain: no test is settled by the range of its fact alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, listed
from discretion.conditions import Compare, Condition, FactTest, Interval, Number, leaves
from discretion.errors import Position
from discretion.facts import Fact, FactType, bounds, decode

SCOPE = "rulebook"
NAME = "恒真条件"
SENTENCE = "没有检验仅凭事实的取值范围就恒为真或者恒为假"
FORMULA = "∀f, test(f): ∃x, y ∈ range(f): test(x) ∧ ¬test(y)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare every bound with the range of its fact."""
    found = []
    for owner, area, test, where in _tests(whole):
        fact = whole.book.vocabulary.facts.get(test.fact)
        if fact is None or fact.derived or not fact.type.numeric:
            continue
        always = _settled(fact, test)
        if always is not None:
            low, high = (decode(fact, end) for end in bounds(fact) or (0, 0))
            message = f"“{fact.label}”（{test.fact}）的取值范围是{low}至{high}，{owner}对它的检验恒为{'真' if always else '假'}"
            found.append(fault("domain", message, where, f"{owner}/{test.fact}", area=area,
                               remedy="更正 facts 中的 range，或者更正检验的数"))  # fmt: skip
    unique = list({item.id: item for item in found}.values())
    yield from unique or [holds("domain", "没有恒为真或者恒为假的检验")]


def _settled(fact: Fact, test: FactTest) -> bool | None:
    ends = bounds(fact)
    low, high = _span(test)
    if ends is None or (low is None and high is None):
        return None
    scale = 100 if fact.type is FactType.MONEY else 10 ** (fact.digits or 0)
    first, last = (Decimal(end) / scale for end in ends)
    if (low is not None and (last < low[0] or (last == low[0] and not low[1]))) or (
        high is not None and (first > high[0] or (first == high[0] and not high[1]))
    ):
        return False
    above = low is None or first > low[0] or (first == low[0] and low[1])
    below = high is None or last < high[0] or (last == high[0] and high[1])
    return True if above and below else None


def _span(test: FactTest) -> tuple[tuple[Decimal, bool] | None, tuple[Decimal, bool] | None]:
    match test.test:
        case Compare(op, Number(value)):
            low = (value, op != ">") if op in (">", ">=", "=") else None
            high = (value, op != "<") if op in ("<", "<=", "=") else None
            return low, high
        case Interval(Number(start), start_in, Number(end), end_in):
            return (start, start_in), (end, end_in)
    return None, None


def _tests(whole: Whole) -> Iterator[tuple[str, str, FactTest, Position]]:
    """Every test of a current violation, of a law and of a list, with who writes it and where."""
    for owner, area, where, condition in (*_of_violations(whole), *_of_laws(whole), *_of_lists(whole)):
        yield from ((owner, area, test, where) for test in leaves(condition))


_Written = tuple[str, str, Position, Condition]


def _of_violations(whole: Whole) -> Iterator[_Written]:
    for item in whole.written():
        for path, condition in ((("elements",), item.file.model.elements), *item.file.model.graded):
            yield item.id, item.ruleset.id, item.where(*path), condition


def _of_laws(whole: Whole) -> Iterator[_Written]:
    for file in whole.book.law_files:
        for name, provision in file.model.provisions.items():
            for index, row in enumerate(provision.ranges):
                where = file.document.position(("provisions", name, "ranges", index, "when"))
                yield f"{file.model.law}/{name}", "", where, row.when


def _of_lists(whole: Whole) -> Iterator[_Written]:
    for ruleset in whole.current():
        for item in listed(ruleset):
            yield item.name, ruleset.id, item.where("when"), item.entry.when
