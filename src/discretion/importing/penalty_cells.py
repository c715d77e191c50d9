"""The penalty of one row: its cell, or several for several subjects; 处罚种类 and 备注 where a part of it stands there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from discretion.facts import Vocabulary
from discretion.importing.blocks import Block
from discretion.importing.conventions import Conventions
from discretion.importing.lines import NOTHING
from discretion.importing.penalties import PenaltyReader, doubt
from discretion.importing.proposals import RowContext
from discretion.importing.quantities import FactChoice
from discretion.importing.remarks import RowRemark
from discretion.importing.spelling import tidy
from discretion.importing.standard import Standard, Unread, read_standard
from discretion.importing.subjects import held_by
from discretion.importing.values import listed

_EVERY_CASE = re.compile(r"(?P<who>[^，：；。处罚]{2,20}?)(?:的)?[，：]?(?P<rest>(?:可以?)?(?:并)?处.+|罚款\d.+)")
_SANCTION = "没收|警告|通报|吊销|暂扣|责令|不予|免予|违法所得"
ENDS = "罚款的下限、上限分列，没有写明是否含本数，按含本数读取，须确认"


class PenaltyCells:
    """Reads the penalties of one file."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._exact = vocabulary, PenaltyReader(vocabulary)

    def read(self, block: Block, context: RowContext, ends: Conventions, remark: RowRemark | None) -> Standard | Unread:
        """The whole penalty of a row, or why it was not understood."""
        unit = block.first.layout.unit
        facts = FactChoice(self._vocabulary, context.own)
        found: Standard | None = None
        texts = self._texts(block, remark)
        if not texts:
            return Unread("没有写裁量标准")
        kinds = _beyond(block.first.get("kinds"), texts)
        if kinds is None:
            return Unread(f"处罚种类“{block.first.get('kinds')[:40]}”与数额怎样并用，没有写明")
        if kinds:
            texts = {**texts, "": f"{kinds}，{re.sub('^并(?=处)', '', tidy(texts['']))}"}
        if ends.excepted and re.search("以上|以下|以内", "".join(texts.values())):
            return Unread(f"表中说明“{ends.words[:40]}”有例外，是否含本数须由人确认")
        for subject, text in texts.items():
            read = self._standard(ends.applied(text), unit, facts, context)
            if isinstance(read, Unread):
                return Unread(doubt(text, unit) or read.reason)
            if found is None and not subject:
                found = read
            elif subject:
                found = _beside(found or Standard({}), subject, read)
        if found is None:
            return Unread("没有写裁量标准")
        questions = [*found.questions, *filter(None, map(ends.doubt, block.standards.values()))]
        questions += [ENDS] if block.first.layout.ends else []
        if remark and remark.penal and remark.text in "".join(texts.values()):
            questions.append(f"备注“{remark.text[:40]}”与标准一并读取，须确认")
        if kinds:
            questions.append(f"处罚种类列的“{kinds}”与数额一并读取，须确认")
        penalty, question = held_by(found.penalty, block.item[0])
        return Standard(penalty, found.orders, (*questions, *question))

    def _texts(self, block: Block, remark: RowRemark | None) -> Mapping[str, str]:
        """The words by subject."""
        texts = {subject: text for subject, text in block.standards.items() if text}
        kinds = block.first.get("kinds")
        if kinds and set(texts.values()) <= set(NOTHING):  # 警告 | —
            return {"": kinds}
        if remark is not None and remark.penal and "" in texts:
            texts[""] = f"{texts[''].rstrip('。；，')}，{remark.text}"
        return texts

    def _standard(self, text: str, unit: str | None, facts: FactChoice, context: RowContext) -> Standard | Unread:
        exact = None if re.search("违法所得", tidy(text)) else self._exact.read(text, unit)
        if exact is not None:
            return Standard(exact[0], tuple(exact[1]))
        read = read_standard(text, unit, facts)
        return self._by_case(text, unit, facts, context) or read if isinstance(read, Unread) else read

    def _by_case(self, text: str, unit: str | None, facts: FactChoice, context: RowContext) -> Standard | None:
        """县乡村道处200元以下的罚款。国省道处500元以下的罚款: rows by the values of one fact, none twice."""
        rows: list[dict[str, Any]] = []
        names: set[str] = set()
        told: list[str] = []
        for part in (part for part in re.split(r"[；。\n]+", text) if part.strip()):
            match = _EVERY_CASE.fullmatch(tidy(part))
            who = listed(match["who"], context, self._vocabulary) if match else None
            read = read_standard(match["rest"], unit, facts) if match else None
            if not who or not isinstance(read, Standard) or "rows" in read.penalty or read.orders or read.questions:
                return None
            ((name, codes),) = who[0].when.items()
            names.add(name)
            told += codes if isinstance(codes, list) else [codes]
            rows.append({"when": who[0].when, "penalty": read.penalty})
        if len(rows) < 2 or len(names) != 1 or len(set(told)) < len(told):
            return None
        return Standard({"rows": rows})


def _beyond(kinds: str, texts: Mapping[str, str]) -> str | None:
    """没收违法所得，并处罚款 | 5000元: what the column of kinds imposes beside a bare amount; None where it does not say how they go together."""
    text = tidy(texts.get("", ""))
    # The cell says all of it; the column, what there may be.
    if not kinds or set(texts) != {""} or re.search(_SANCTION, text):
        return ""
    pieces = [
        re.sub("^并?(?:处以?|给予)", "", piece) for piece in re.split("[，、；和及\n]|(?=并处)", tidy(kinds)) if piece
    ]
    beyond = [piece for piece in pieces if piece not in ("罚款", "") and piece not in text]
    if not beyond:
        return ""
    joint = "或" not in kinds and ("并" in kinds or set(beyond) == {"没收违法所得"})
    return "，".join(beyond) if joint else None


def orders_before(text: str) -> tuple[str, ...]:
    """责令停止违法行为，…: the order that a cell begins with, whatever becomes of the rest."""
    match = re.match(r"(?:可以)?责令(?!停[业产]|关闭|暂停营业)[^，；。的或处罚]{2,20}(?=[，；。])", tidy(text))
    return (match[0],) if match else ()


def _beside(main: Standard, subject: str, other: Standard) -> Standard:
    """The penalty of another subject, beside the main one in every row."""

    def add(penalty: dict[str, Any]) -> dict[str, Any]:
        return {**penalty, "also": {**penalty.get("also", {}), subject: other.penalty}}

    rows = main.penalty.get("rows")
    penalty = {"rows": [{**row, "penalty": add(row["penalty"])} for row in rows]} if rows else add(main.penalty)
    return Standard(penalty, tuple(dict.fromkeys((*main.orders, *other.orders))), (*main.questions, *other.questions))
