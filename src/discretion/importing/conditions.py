"""Legal Chinese to conditions. What is not fully understood yields nothing: a guess would become law."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

from discretion.conditions import ALWAYS_WORDS, parse_tests, say_test
from discretion.facts import FactType, Vocabulary, Words, factor, unit_name
from discretion.importing.numerals import NUMBER, between, digits
from discretion.words import number

BOUND = rf"(?P<END>{NUMBER})(?P<END_unit>[^\d\s（）()以、，超不]*?)(?P<END_own>（不?含(?:本数)?）)?"
LOW, HIGH = BOUND.replace("END", "low"), BOUND.replace("END", "high")
PREDICATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<over>超过|多于|大于){LOW}[、，]?(?:且|但)?(?P<under>不超过|未超过|不足|不满|少于|小于){HIGH}",
        rf"(?P<over>超过|多于|大于){LOW}[、，]?{HIGH}(?P<to>以下|以内)",
        rf"(?:在|达到)?{LOW}(?P<from>以上)[、，]?(?:且|但)?(?P<under>不超过|未超过|不足|不满|少于|小于){HIGH}",
        rf"(?:在|达到)?{LOW}(?P<from>以上)[、，]?{HIGH}(?P<to>以下|以内)",
        rf"(?P<over>超过|多于|大于){LOW}",
        rf"(?:在|达到)?{LOW}(?P<from>以上)",
        rf"(?P<from>达到|不少于|不低于){LOW}",
        rf"(?P<under>不超过|未超过|不足|不满|少于|小于){HIGH}",
        rf"(?:在)?{HIGH}(?P<to>以下|以内)",
        rf"为?(?P<equal>){LOW}",
    )
)
REMEMBERED = 20_000  # pieces
ALL, ANY = ("，且", "，并且", "；且", "；", "，", "、且", "且"), ("，或者", "；或者", "或者", "，或", "或")
_LEAD = re.compile(r"(?:\d+[.．、]|[（(](?:\d+|[一二三四五六七八九十]+)[）)]|[①②③④⑤⑥⑦⑧⑨])\s*")
_CHOICE = re.compile(r"(?:具?有)?(?:下列|以下)情形之一的?[:：]\s*")


@dataclass
class ConditionReader:
    """Reads conditions with the words of one vocabulary; keep one for a whole table."""

    vocabulary: Vocabulary
    phrases: dict[str, dict[str, object]] = field(default_factory=dict)
    labels: list[tuple[str, str]] = field(default_factory=list)
    # Of every enum: code → label, and as it is said.
    codes: dict[str, dict[str, tuple[str, str]]] = field(default_factory=dict)
    atoms: dict[str, dict[str, object] | None] = field(default_factory=dict)  # pieces that were read before

    def __post_init__(self) -> None:
        words = Words(self.vocabulary)
        known: dict[str, list[dict[str, object]]] = {}
        for name in self.vocabulary:
            for phrase, raw in _phrases(words, name):
                known.setdefault(phrase, []).append(raw)
            if self.vocabulary[name].type.numeric:
                self.labels.append((self.vocabulary[name].label, name))
            if values := self.vocabulary[name].values:
                said = {code: say_test(name, parse_tests(code), words) for code in values}
                self.codes[name] = {code: (label, said[code]) for code, label in values.items()}
        # a phrase that two facts share says neither
        self.phrases = {phrase: found[0] for phrase, found in known.items() if len(found) == 1}
        self.labels.sort(key=lambda pair: -len(pair[0]))

    def read(self, text: str) -> dict[str, object] | None:
        """Read a condition.

        Returns:
            The YAML of a ``when``, or None when any part is not understood.
        """
        text = re.sub(r"\s+", "", text).rstrip("。；;")
        text = text.removesuffix("的")
        if text == ALWAYS_WORDS:
            return {}
        if match := _CHOICE.match(text):
            parts = self._numbered(text[match.end() :])
            return {"any": parts} if parts else None
        if _LEAD.match(text):
            parts = self._numbered(text)
            return _all(parts) if parts else None
        return self._joined(text)

    def _numbered(self, text: str) -> list[dict[str, object]] | None:
        parts = [part.strip("；;。，") for part in _LEAD.split(text) if part.strip("；;。，")]
        found = [self._joined(part.removesuffix("的")) for part in parts]
        read = [item for item in found if item is not None]
        return read if read and len(read) == len(found) else None

    def _joined(self, text: str) -> dict[str, object] | None:
        single = self.atom(text)
        if single is not None:
            return single
        for words, join in ((ALL, _all), (ANY, lambda parts: {"any": parts})):
            parts = self._split(text, words)
            if parts is not None:
                return join(parts)
        return None

    def _split(self, text: str, words: tuple[str, ...]) -> list[dict[str, object]] | None:
        """Cut a text at one kind of connective so that every piece is understood; None when that cannot be done."""
        reached: dict[int, list[dict[str, object]]] = {0: []}
        for end, after in [*_cuts(text, words), (len(text), len(text))]:
            for start in [position for position in reached if position < end]:
                atom = self.atom(text[start:end])
                if atom is not None:
                    reached[after] = [*reached[start], atom]
                    break
        parts = reached.get(len(text))
        return parts if parts is not None and len(parts) > 1 else None

    def atom(self, text: str) -> dict[str, object] | None:
        """One piece of a condition in the vocabulary's own words."""
        if text in self.phrases:
            return dict(self.phrases[text])
        if text not in self.atoms:
            if len(self.atoms) >= REMEMBERED:
                self.atoms.clear()
            self.atoms[text] = self._atom(text)
        found = self.atoms[text]
        return None if found is None else dict(found)

    def _atom(self, text: str) -> dict[str, object] | None:
        if text.startswith("（") and text.endswith("）") and _closes(text) == len(text) - 1:
            return self._joined(text[1:-1])
        if text.startswith("不属于（") and text.endswith("）"):
            inner = self._joined(text[4:-1])
            return None if inner is None else {"not": inner}
        return self._comparison(text) or self._codes(text)

    def _comparison(self, text: str) -> dict[str, object] | None:
        """A label and a predicate. Two facts that both fit leave it undecided."""
        found: dict[str, object] = {}
        for label, name in self.labels:
            if text.startswith(label):
                test = self._predicate(name, text[len(label) :])
                if test is not None:
                    found[name] = test
        return found if len(found) == 1 else None

    def _predicate(self, name: str, text: str) -> str | None:
        for pattern in PREDICATES:
            match = pattern.fullmatch(text)
            if match is not None:
                return self._test(name, match.groupdict())
        return None

    def _test(self, name: str, parts: dict[str, str | None]) -> str | None:
        low = self._bound(name, parts.get("low"), parts.get("low_unit"))
        high = self._bound(name, parts.get("high"), parts.get("high_unit"))
        if (parts.get("low") and low is None) or (parts.get("high") and high is None):
            return None
        if "equal" in parts:
            return f"= {low}"
        low_in = _own(parts.get("low_own"), "from" in parts)
        high_in = _own(parts.get("high_own"), "to" in parts or parts.get("under") in ("不超过", "未超过"))
        return between(low, low_in, high, high_in)

    def _bound(self, name: str, written: str | None, unit: str | None) -> str | None:
        value = number(written) if written else None
        if value is None:
            return None
        wanted, given = unit_name(self.vocabulary[name]), (unit or "").removesuffix("的")
        if given != wanted and (value or given):  # zero needs no unit
            scale = factor(given, wanted)
            if scale is None:
                return None
            value *= scale
        return digits(value)

    def _codes(self, text: str) -> dict[str, object] | None:
        """危害后果较重或者严重: several values of one enum, said in one breath. Two facts that both fit leave it undecided."""
        if "或者" not in text:
            return None
        found: dict[str, object] = {name: codes for name in self.codes if (codes := self._several(name, text))}
        return found if len(found) == 1 else None

    def _several(self, name: str, text: str) -> list[str] | None:
        told = [code for code, (label, said) in self.codes[name].items() if label in text or said in text]
        words = Words(self.vocabulary)
        for size in range(2, len(told) + 1):
            for chosen in combinations(told, size):
                if say_test(name, parse_tests(", ".join(chosen)), words) == text:
                    return list(chosen)
        return None


def _phrases(words: Words, name: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Everything that is said of one fact without a number."""
    fact = words.vocabulary[name]
    if fact.type is FactType.BOOLEAN:
        yield fact.label, {name: True}
        yield words.boolean(name, False), {name: False}
    for code in fact.values or {}:
        yield say_test(name, parse_tests(code), words), {name: code}
    if fact.type.numeric:
        for test in ("> 0", "= 0"):
            yield say_test(name, parse_tests(test), words), {name: test}


def _all(parts: list[dict[str, object]]) -> dict[str, object]:
    names = [key for part in parts for key in part]
    if len(set(names)) == len(names):
        return {key: value for part in parts for key, value in part.items()}
    return {"all": parts}


def _own(aside: str | None, usual: bool) -> bool:
    """Whether the number belongs: what the text itself says in brackets goes before the usual meaning of its word."""
    return usual if aside is None else not aside.startswith("（不")


def _cuts(text: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where a connective stands outside of brackets: its start and its end."""
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "（") - (char == "）")
        if depth == 0:
            for word in words:
                if text.startswith(word, index):
                    yield index, index + len(word)


def _closes(text: str) -> int:
    depth = 0
    for index, char in enumerate(text):
        depth += (char == "（") - (char == "）")
        if depth == 0:
            return index
    return -1
