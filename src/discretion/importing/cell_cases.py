"""One cell, several cases: 县乡村道…国省道…, 对单位…对个人…, 逾期不改正的…. Every case is a row, or the cell is left to a person."""

from __future__ import annotations

import re

from discretion.facts import Vocabulary
from discretion.importing.matrix import exclusive
from discretion.importing.numbers import counted
from discretion.importing.proposals import Proposal, RowContext
from discretion.importing.quantities import FactChoice
from discretion.importing.spelling import tidy
from discretion.importing.standard import Standard, read_standard
from discretion.importing.subjects import PARTIES, party_of
from discretion.importing.values import listed

_EVERY_CASE = re.compile(
    r"(?P<who>[^，：；。处罚]{2,20}?)(?:的)?[，：]?(?P<rest>(?:可以?)?(?:并)?处.+|罚款\d.+|(?<=：)\d.+)"
)
_WHO = "|".join(f"(?:{words})" for words in PARTIES.values())
_PARTY = re.compile(
    rf"(?:^|(?<=[，；。：、]))(?:(?P<may>可以?)?对(?P<named>{_WHO})的?[，：]?"
    rf"|(?:当事人|违法行为人|违法主体)?(?:是|为|属于?)?(?P<told>{_WHO})(?:的[，：]?|：|(?=处)))(?=可以?|并?处|给予|罚款|警告|没收|\d)"
)
_STAGES = {  # what comes after the order: each a fact that is or is not so
    "correction_overdue": r"逾期(?:仍)?(?:不|未|没有)(?:予以)?(?:改正|整改|改)",
    "refused_correction": r"拒不(?:改正|整改|改)",
    "grave": r"情节严重",
}
_STAGE = re.compile(
    rf"(?P<first>.+?)[，；。](?:经责令(?:限期)?改正(?:后|，)?)?(?P<word>{'|'.join(_STAGES.values())})的?[，：]?"
    r"(?P<then>(?:可以?|同时)?(?P<joint>并)?(?:可以?)?(?:处|给予|警告|罚款|责令停|吊销|暂扣).+)"
)


class CellCases:
    """Reads cells that one penalty does not say."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def read(self, text: str, unit: str | None, facts: FactChoice, context: RowContext) -> Standard | None:
        """The rows of a cell; None when a case or its penalty is not understood."""
        flat = tidy(text)
        by_value = self._by_value(text, unit, facts, context)
        return by_value or self._by_party(flat, unit, facts) or self._by_stage(flat, unit, facts)

    def _by_value(self, text: str, unit: str | None, facts: FactChoice, context: RowContext) -> Standard | None:
        """县乡村道处200元以下的罚款。国省道处500元以下的罚款: the values of one fact, none twice."""
        rows: list[dict[str, object]] = []
        names: set[str] = set()
        questions: list[str] = []
        tests: list[object] = []
        for part in (part for part in re.split(r"[；。\n]+|，(?=第|[首初再]次)", text) if part.strip()):
            match = _EVERY_CASE.fullmatch(tidy(part))
            who = self._case(match["who"], context) if match else None
            read = _alone(match["rest"], unit, facts) if match else None
            if match is None or not who or read is None or read.orders or read.questions:
                return None
            names |= set(who[0].when)
            tests += who[0].when.values()
            questions += [f"“{match['who']}”按此前的次数分行读取，须确认"] if "次" in match["who"] else []
            rows.append({"when": who[0].when, "penalty": read.penalty})
        if len(rows) < 2 or len(names) != 1 or not exclusive(tests):
            return None
        return Standard({"rows": rows}, (), tuple(questions))

    def _case(self, words: str, context: RowContext) -> list[Proposal] | None:
        """国省道, 第二次: a value of a fact, or how often before."""
        often = counted(re.sub("^[首初]次$", "第一次", words), self._vocabulary)
        return listed(words, context, self._vocabulary) or (often if often and often[0].draft is None else None)

    def _by_party(self, text: str, unit: str | None, facts: FactChoice) -> Standard | None:
        """责令改正，对单位处…，对个人处…: what stands before both is an order, for whoever it is."""
        sides = list(_PARTY.finditer(text))
        if len(sides) != 2 or "party_kind" not in self._vocabulary:
            return None
        before = text[: sides[0].start()].strip("，；。：")
        orders = read_standard(before, unit, facts) if before else Standard({})
        if not isinstance(orders, Standard) or orders.penalty:
            return None
        rows, questions = [], list(orders.questions)
        for side, end in zip(sides, (sides[1].start(), len(text)), strict=True):
            words = side["named"] or side["told"]
            kind = party_of(words)
            read = _alone(f"{side['may'] or ''}{text[side.end() : end]}".strip("，；。、"), unit, facts)
            if read is None or read.orders:
                return None
            rows.append({"when": {"party_kind": kind}, "penalty": read.penalty})
            questions += [*read.questions, f"“对{words}”按当事人的类型读取，须确认"]
        if rows[0]["when"] == rows[1]["when"]:
            return None
        return Standard({"rows": rows}, orders.orders, tuple(questions))

    def _by_stage(self, text: str, unit: str | None, facts: FactChoice) -> Standard | None:
        """责令改正，处…；逾期不改正的，处…: one row before, one after; nothing where it is not said whether the first stays."""
        match = _STAGE.fullmatch(text)
        if match is None or len(re.findall("|".join(_STAGES.values()), text)) != 1:
            return None
        fact = next(name for name, said in _STAGES.items() if re.fullmatch(said, match["word"]))
        first, then = _alone(match["first"], unit, facts), _alone(match["then"], unit, facts)
        if first is None or then is None or then.orders or fact not in self._vocabulary:
            return None
        kept, more = set(first.penalty), set(then.penalty)
        if (kept & more if match["joint"] else kept - more) or (fact == "grave" and not kept):
            return None
        after = {**first.penalty, **then.penalty} if match["joint"] else then.penalty
        rows = [{"when": {fact: False}, "penalty": first.penalty}, {"when": {fact: True}, "penalty": after}]
        question = f"“{match['word']}”与否分两行读取，须确认"
        return Standard({"rows": rows}, first.orders, (*first.questions, *then.questions, question))


def _alone(text: str, unit: str | None, facts: FactChoice) -> Standard | None:
    """One penalty without cases of its own."""
    read = read_standard(text, unit, facts)
    return read if isinstance(read, Standard) and "rows" not in read.penalty else None
