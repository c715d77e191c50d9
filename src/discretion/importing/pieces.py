"""One piece of a condition: the readers that may know it, in order; what none knows becomes a draft of a fact."""

from __future__ import annotations

import re

from discretion.conditions import parse_condition
from discretion.facts import Vocabulary
from discretion.importing.conditions import ConditionReader
from discretion.importing.likeness import restates
from discretion.importing.numbers import counted, measured
from discretion.importing.phrases import said
from discretion.importing.proposals import Proposal, RowContext
from discretion.importing.values import boolean, clause, listed

GENERAL = frozenset(("illegal_gain_yuan", "prior_count", "prior_count_12m"))  # of any act
_ASIDE = re.compile(r"（[^（）]{1,60}）$")
_FRAME = re.compile(r"^(?:因|属于|属|系|在|发现|当事人|违法行为|违法行为发生在|违法行为人|行为人)(?=.)")


class PieceReader:
    """Reads single pieces with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary, exact: ConditionReader) -> None:
        self._vocabulary, self._exact = vocabulary, exact

    def certain(self, text: str, context: RowContext) -> list[Proposal]:
        """A piece read by whatever knows it, or drafted."""
        found = self.read(text, context) or self._aside(text, context) or boolean(text, context, self._vocabulary)
        return found or [context.drafted(text, self._vocabulary)]

    def read(self, text: str, context: RowContext) -> list[Proposal] | None:
        """Read a piece; None when no reader knows it."""
        if not text or re.search("除外|^除", text):  # an exception turns what it says round
            return None
        known = self._vocabulary
        exact = self._known(text)
        found = (
            (exact if exact and self.meant(exact[0].when, context) else None)
            or counted(text, known)
            or self._said(text, context)
            or listed(text, context, known)
            or self._placed(text, context)
            or measured(text, context, known)
            or clause(text, context, known)
            or self._again(text, context)
            or exact
        )
        if found:
            return found
        shorter = _FRAME.sub("", text)
        if shorter != text and shorter:
            return self.read(shorter, context)
        return self._two(text, context)

    def meant(self, when: dict[str, object], context: RowContext) -> bool:
        """Whether the vocabulary's own words mean the act of the row: 倾倒量 is a quantity of several acts."""
        names = set(self._vocabulary.reads(parse_condition(when)))
        numbers = {name for name in names if self._vocabulary[name].type.numeric and name not in GENERAL}
        return not context.own or numbers <= context.own

    def _placed(self, text: str, context: RowContext) -> list[Proposal] | None:
        """在国道、省道上占用面积5平方米以下: where, and how much."""
        digit = re.search(r"\d", text)
        for cut in range(digit.start() if digit else 0, 1, -1):
            where = listed(text[:cut], context, self._vocabulary)
            much = measured(text[cut:], context, self._vocabulary) if where else None
            if where and much:
                return [*where, *much]
        return None

    def _again(self, text: str, context: RowContext) -> list[Proposal] | None:
        """首次占用, where the act is 擅自占用公路: how often, and the act said again."""
        match = re.match("(?P<first>首次|初次|第一次)|再次", text)
        rest = text[match.end() :] if match else ""
        if match is None or len(rest) < 2 or not (restates(rest, context.act) or rest in context.act):
            return None
        when: dict[str, object] = {"first_offence": True} if match["first"] else {"prior_count": ">= 1"}
        if not set(when) <= set(self._vocabulary):
            return None
        return [Proposal(text, when, f"“{match[0]}”之后重述违法行为")]

    def _two(self, text: str, context: RowContext) -> list[Proposal] | None:
        """A number and a phrase without a mark between them; the act said again before what counts."""
        for cut in range(2, len(text) - 1):  # the longest phrase: 及时改正尚未造成后果, and not its end alone
            phrase = said(text[cut:], self._vocabulary, context.own)
            if phrase is None:
                continue
            before = text[:cut]
            known = self._vocabulary
            first = counted(before, known) or measured(before, context, known) or listed(before, context, known)
            if first is None and not restates(before, context.act):
                continue
            return [*(first or []), *(Proposal(words, when, f"“{words}”通常这样认定") for words, when in phrase)]
        return None

    def _known(self, text: str) -> list[Proposal] | None:
        found = self._exact.atom(text)
        return [Proposal(text, found, "词表的用语")] if found else None

    def _said(self, text: str, context: RowContext) -> list[Proposal] | None:
        found = said(text, self._vocabulary, context.own)
        return [Proposal(words, when, f"“{words}”通常这样认定") for words, when in found] if found else None

    def _aside(self, text: str, context: RowContext) -> list[Proposal] | None:
        """造成…后果的（发生交通事故等）: the words before the bracket, or those in it."""
        match = _ASIDE.search(text)
        if match is None:
            return None
        inside = boolean(re.sub(r"等(?:事件|情形|后果)?的?$", "", match[0][1:-1]), context, self._vocabulary)
        return inside or self.read(text[: match.start()].removesuffix("的"), context)
