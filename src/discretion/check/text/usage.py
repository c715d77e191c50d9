"""How usual a character is where it stands, by all texts but the one it stands in: a wrong one is far less so than the one that was meant.

A character is as probable after those before it as the longest stretch of them says that stands elsewhere with it behind; every character by which
that stretch must be shortened divides it by four. Compared are products over all characters from which a change is seen, as integers, in bits.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import prod

from discretion.check.text.vocabulary import FREE, ONCE

ORDER = 5  # characters that are looked at together
SEEN = 4  # as many around a place stand nowhere else: only then it may be a slip
MARKS = frozenset("^$、，")  # the ends of a run, and the commas that stand within one
# In bits, how much more probable the change must be. A character of a word is often used in one place only; one that words are made with anew
# (FREE) does not stand within a word by chance, two of them beside each other, or the next before it, still less.
WORD, PUT, TWICE, TURNED = 36, 26, 10, 18
RARER = 64  # times that two characters stand in the one order, for once in the other: 营运 and 运营 are both words

Ratio = tuple[int, int]
Change = tuple[str, int, str, str]  # the text after it, the bits that it must gain, what is wrong, what mends it


class Usage:
    """The characters of many runs (what stands between two marks that are no commas) by those that stand before them."""

    def __init__(self, runs: Iterable[str]) -> None:
        text = "".join(f"^{run}$" for run in runs)
        self.counts = _parts(text)
        self.total = len(text)
        self.after, self.before = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for part in self.counts:
            if len(part) == 2:
                self.after[part[0]].add(part[1])
                self.before[part[1]].add(part[0])

    def wrong(self, run: str) -> tuple[str, str] | None:
        """What is wrong with a run, and how it may be mended: the first place where a change makes it far more probable."""
        text = f"^{run}$"
        single = self._alone(text, SEEN)
        joint = self._alone(text, SEEN - 1)
        own: Counter[str] | None = None
        for i in (i for i in range(1, len(text) - 1) if text[i] not in MARKS):
            alone = all(single[max(i - SEEN + 1, 0) : i + 1])
            beside = all(joint[i - 1 : i + 1]) and text[i + 1] not in MARKS
            if alone or beside:
                own = own or _parts(text)
                changes = [
                    *(self._others(text, i, own) if alone else ()),
                    *(self._pair(text, i, own) if beside else ()),
                ]
                if (found := self._meant(text, i, changes, own)) and not _known(text, i):
                    return found
        return None

    def _alone(self, text: str, size: int) -> list[bool]:
        """Of every stretch of so many characters, whether it stands nowhere else."""
        parts = (text[i : i + size] for i in range(len(text) - size + 1))
        return [self.counts[part] in (1, text.count(part)) for part in parts]

    def _meant(self, text: str, i: int, changes: Iterable[Change], own: Counter[str]) -> tuple[str, str] | None:
        """The change of one place that gains most, if it gains enough."""
        here, best, found = self._product(text, i, own), (0, 1), None
        for new, bits, wrong, remedy in changes:
            there = self._product(new, i, own)
            if there[0] * here[1] > (here[0] * there[1]) << bits and there[0] * best[1] > best[0] * there[1]:
                best, found = there, (wrong, remedy)
        return found

    def _others(self, text: str, i: int, own: Counter[str]) -> Iterator[Change]:
        """Another character in the place of one."""
        char, around = text[i], text[i - 1 : i + 2].strip("^$、，")
        for other in sorted(self._candidates(text, i, own)):
            bits = PUT if char in FREE else WORD
            yield (
                text[:i] + other + text[i + 1 :],
                bits,
                f"中“{around}”的“{char}”，别处写作“{other}”",
                f"是否想写：{other}",
            )

    def _pair(self, text: str, i: int, own: Counter[str]) -> Iterator[Change]:
        """Two characters in the other order; one for two that are the same."""
        char, after = text[i], text[i + 1]
        if char == after:
            yield text[:i] + text[i + 1 :], TWICE, f"中“{char}{after}”重复", f"删去一个“{char}”"
        elif (self.counts[char + after] - own[char + after]) * RARER <= self.counts[after + char]:
            yield (
                text[:i] + after + char + text[i + 2 :],
                TURNED,
                f"中“{char}{after}”，别处写作“{after}{char}”",
                "更正次序",
            )

    def _candidates(self, text: str, i: int, own: Counter[str]) -> Iterator[str]:
        """Characters that stand elsewhere between the same neighbours, and with two of them."""
        before, after = text[max(i - 2, 0) : i], text[i + 1 : i + 3]
        # one of FREE for another is another sense, seldom a slip of the pen
        others = MARKS | FREE if text[i] in FREE else MARKS
        for char in (self.after[before[-1]] & self.before[after[0]]) - others - {text[i]}:
            parts = before + char, before[-1] + char + after[0], char + after
            if any(len(part) == 3 and self.counts[part] > own[part] for part in parts):
                yield char

    def _product(self, text: str, i: int, own: Counter[str]) -> Ratio:
        """The probability of the characters from one on that is among those before them."""
        ratios = [self._share(text, at, own) for at in range(i, min(i + ORDER, len(text)))]
        return prod(number for number, _ in ratios), prod(base for _, base in ratios)

    def _share(self, text: str, at: int, own: Counter[str]) -> Ratio:
        first = max(at - ORDER + 1, 0)
        for start in range(first, at):
            part = text[start : at + 1]
            if (often := self.counts[part] - own[part]) > 0:
                before = part[:-1]
                return often, max(self.counts[before] - own[before], often) << 2 * (start - first)
        return max(self.counts[text[at]] - own[text[at]], 1), self.total << 2 * (at - first)


def _parts(text: str) -> Counter[str]:
    """Every stretch of up to five characters, by how often it stands in a text."""
    counts = Counter(text)
    for size in range(2, ORDER + 1):
        counts.update([text[i : i + size] for i in range(len(text) - size + 1)])
    return counts


def _known(text: str, i: int) -> bool:
    """Whether a word that is right though it stands once covers a place."""
    return any(text.startswith(word, i - at) for word in ONCE for at in range(min(len(word), i + 1)))
