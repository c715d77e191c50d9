"""Which column states which fact: by the name of the fact, its everyday words, its unit, and whether the values fit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import SequenceMatcher
from typing import Any

from discretion.audit.reader import TRUTHS
from discretion.catalogue import Question
from discretion.errors import DiscretionError
from discretion.facts import factor
from discretion.library import Library

ALIKE = 0.6
_UNIT = re.compile(r"[（(\[【](?P<unit>[^)）\]】]*)[)）\]】]\s*$")


@dataclass(frozen=True, slots=True)
class _Fit:
    score: float
    column: str
    question: Question
    entry: Any
    doubt: str | None


def guess_facts(
    library: Library, violations: Iterable[str], columns: Mapping[str, list[str]], units: Mapping[str, str], day: date
) -> tuple[dict[str, Any], list[str], set[str]]:
    """The facts that the rules of some violations read, and the columns that seem to state them.

    Returns:
        The entries of the mapping, what a person should look at, and the columns that were used.
    """
    asked: dict[str, Question] = {}
    for violation in violations:
        try:
            asked |= {
                item.fact: item for item in library.questions(violation, "national", day) if item.fact not in asked
            }
        except DiscretionError:
            continue
    fits = [
        fit
        for column, values in columns.items()
        for item in asked.values()
        if (fit := _fit(column, values, item, units))
    ]
    fits.sort(key=lambda fit: (-fit.score, fit.column, fit.question.fact))
    found: dict[str, _Fit] = {}
    used: set[str] = set()
    for fit in fits:
        if fit.column not in used and fit.question.fact not in found:
            found[fit.question.fact] = fit
            used.add(fit.column)
    doubts = [fit.doubt for fit in found.values() if fit.doubt is not None]
    needed = [item.label for item in asked.values() if item.stage in ("elements", "range") and item.fact not in found
              and item.presumed is None and not item.from_records]  # fmt: skip
    if needed:
        doubts.append(f"没有找到这些事实的列：{'、'.join(needed)}；可以写成 {{constant: …}}，否则有关的决定为事实不足")
    return {name: fit.entry for name, fit in found.items()}, doubts, used


def _fit(column: str, values: list[str], item: Question, units: Mapping[str, str]) -> _Fit | None:
    name, unit = _split(column, units)
    score = 1.0 if column == item.fact else max(_likeness(name, word) for word in (item.label, *item.aliases))
    if score < ALIKE or (score < 1 and not values):  # an empty column says nothing for a guess, nor against it
        return None
    entry, fits, doubt = _entry(column, values, item, unit)
    if not fits:
        return None
    if score < 1:
        doubt = doubt or f"“{column}”推测为“{item.label}”"
    return _Fit(score, column, item, entry, doubt)


def _split(column: str, units: Mapping[str, str]) -> tuple[str, str | None]:
    """The name in a heading and the unit that it ends in: 总质量（吨）, 总质量吨."""
    match = _UNIT.search(column)
    if match is not None and match["unit"].strip() in {*units, *units.values()}:
        return column[: match.start()].strip(), units.get(match["unit"].strip(), match["unit"].strip())
    for word, code in units.items():
        if column.endswith(word) and len(column) > len(word) + 1:
            return column.removesuffix(word), code
    return column.strip(), None


def _likeness(name: str, word: str) -> float:
    if name == word:
        return 1.0
    if len(name) >= 2 and (name in word or word in name):
        return 0.8 + 0.1 * min(len(name), len(word)) / max(len(name), len(word))
    return SequenceMatcher(None, name, word, autojunk=False).ratio()


def _entry(column: str, values: list[str], item: Question, unit: str | None) -> tuple[Any, bool, str | None]:
    """What the mapping says of the column; whether its values can be the fact's; and a doubt."""
    if item.type == "boolean":
        return column, all(value in TRUTHS for value in values), None
    if item.type == "enum":
        known = {option.label: option.value for option in item.options} | {str(o.value): o.value for o in item.options}
        unknown = [value for value in values if value not in known]
        doubt = f"“{column}”中没有认出的写法：{'、'.join(unknown[:5])}" if unknown else None
        return column, len(unknown) < len(values) or not values, doubt
    if item.type == "date":
        return column, all(re.match(r"\d{4}-\d{2}-\d{2}", value) for value in values), None
    return _number(column, values, item, unit)


def _number(column: str, values: list[str], item: Question, unit: str | None) -> tuple[Any, bool, str | None]:
    try:
        numbers = [Decimal(value) for value in values]
    except InvalidOperation:
        return column, False, None
    own = "元" if item.type == "money" else item.unit_code
    if unit is not None and unit != own:
        return {"column": column, "unit": unit}, factor(unit, own or "") is not None, None
    larger = next((source for source in ("t", "万元", "km", "m") if (factor(source, own or "") or 0) > 1), None)
    too_fine = any(-int(number.as_tuple().exponent) > item.digits for number in numbers)
    if unit is None and larger is not None and too_fine:
        return {"column": column, "unit": larger}, True, f"“{column}”有小数，推测单位为{larger}，而不是{own}"
    return column, not too_fine, None
