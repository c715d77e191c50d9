"""The penalty of one row: its cell, or several for several subjects or cases; 处罚种类 and 备注 where a part of it stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from discretion.documents import under
from discretion.facts import Vocabulary
from discretion.importing.blocks import Block
from discretion.importing.cell_cases import CellCases
from discretion.importing.conventions import Conventions
from discretion.importing.limits import Taken, limited, only_one, taken
from discretion.importing.lines import NOTHING
from discretion.importing.penalties import PenaltyReader, doubt
from discretion.importing.proposals import RowContext
from discretion.importing.quantities import FactChoice
from discretion.importing.remarks import RowRemark, remark_of
from discretion.importing.spelling import tidy
from discretion.importing.standard import Standard, Unread, read_standard
from discretion.importing.subjects import UNKNOWN, held_by, subject_of
from discretion.importing.unread import NotReadError

_SANCTION = "没收|警告|通报|吊销|暂扣|责令|不予|免予|违法所得"
_BARE = re.compile(r"[1-9]\d{2,7}(?:-[1-9]\d{2,7}|以上[1-9]\d{2,7}以下)?")
ENDS = "罚款的下限、上限分列，没有写明是否含本数，按含本数读取，须确认"
Texts = Mapping[str, str]  # the words of the penalties, by subject
Read = Callable[[str, str], Standard]  # of a subject or a case, its words


class PenaltyCells:
    """Reads the penalties of one file."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary, self._exact, self._cases = vocabulary, PenaltyReader(vocabulary), CellCases(vocabulary)

    def read(self, block: Block, context: RowContext, ends: Conventions, remark: RowRemark | None) -> Standard | Unread:
        """The whole penalty of a row, or why it was not understood."""
        try:
            return self._whole(block, context, ends, remark)
        except NotReadError as failure:
            return Unread(str(failure), failure.code)

    def _whole(self, block: Block, context: RowContext, ends: Conventions, remark: RowRemark | None) -> Standard:
        layout, facts = block.first.layout, FactChoice(self._vocabulary, context.own)
        said = taken(remark.text, self._vocabulary, context) if remark is not None else Taken("")
        if remark is not None and said.limit is not None:
            remark = remark_of(said.rest) if said.rest else None
        cells = {subject: taken(text, self._vocabulary, context) for subject, text in _texts(block, remark).items()}
        texts = {subject: cell.rest for subject, cell in cells.items()}
        limit = only_one(cells, said)
        kinds_said = block.first.get("kinds")
        kinds = _beyond(kinds_said, texts)
        if kinds:
            texts = {**texts, "": f"{kinds}，{re.sub('^并(?=处)', '', tidy(texts['']))}"}
        if ends.excepted and re.search("以上|以下|以内", "".join(texts.values())):
            raise NotReadError(f"表中说明“{ends.words[:40]}”有例外，是否含本数须由人确认")

        fined = "罚款" in kinds_said + "".join(layout.titles.get(c, "") for c in layout.many.get("standard", ()))

        def bare(
            text: str,
        ) -> bool:  # 5000, where the column or the kind says that it is a fine: 元, for 万元 it cannot be
            return fined and layout.unit is None and bool(_BARE.fullmatch(tidy(text)))

        def read(subject: str, text: str) -> Standard:
            unit = layout.unit or ("元" if bare(text) else None)
            found = self._standard(_headed(layout.before.get(subject, ""), ends.applied(text)), unit, facts, context)
            if isinstance(found, Unread):
                raise NotReadError(doubt(text, layout.unit) or found.reason)
            return found

        found = _by_column(block, texts, remark, read) if layout.cases else _by_subject(texts, read)
        questions = [*found.questions, *filter(None, map(ends.doubt, block.standards.values()))]
        questions += [ENDS] if layout.ends else []
        questions += [f"数额“{text}”没有写单位，按元读取，须确认" for text in texts.values() if bare(text)]
        if remark and remark.penal and remark.text in "".join(texts.values()):
            questions.append(f"备注“{remark.text[:40]}”与标准一并读取，须确认")
        if kinds:
            questions.append(f"处罚种类列的“{kinds}”与数额一并读取，须确认")
        questions += [question for one in (said, *cells.values()) for question in one.questions]
        penalty, question = held_by(limited(found.penalty, limit), block.item[0])
        return Standard(penalty, found.orders, (*questions, *question))

    def _standard(self, text: str, unit: str | None, facts: FactChoice, context: RowContext) -> Standard | Unread:
        exact = None if re.search("违法所得", tidy(text)) else self._exact.read(text, unit)
        if exact is not None:
            return Standard(exact[0], tuple(exact[1]))
        read = read_standard(text, unit, facts)
        return self._cases.read(text, unit, facts, context) or read if isinstance(read, Unread) else read


def _texts(block: Block, remark: RowRemark | None) -> Texts:
    """The words by subject."""
    texts = {subject: text for subject, text in block.standards.items() if text}
    kinds = block.first.get("kinds")
    if kinds and set(texts.values()) <= set(NOTHING):  # 警告 | —
        return {"": kinds}
    if not texts:
        raise NotReadError("没有写裁量标准")
    if unknown := next((subject for subject in texts if subject.startswith(UNKNOWN)), ""):
        raise NotReadError(f"“{unknown.removeprefix(UNKNOWN)}”是哪一种受罚主体，没有认出")
    if "" not in texts and not block.first.layout.subjects:  # the column 处罚对象 names somebody else
        whom, *others = texts
        if others or subject_of(block.item[0]) != whom:
            raise NotReadError("这一行的处罚对象与同一档其他受罚主体怎样并列，没有写明")
        texts = {"": texts[whom]}
    if remark is not None and remark.penal and "" in texts:
        texts[""] = f"{texts[''].rstrip('。；，')}，{remark.text}"
    return texts


def _by_subject(texts: Texts, read: Read) -> Standard:
    """One penalty, and those of the other subjects beside it."""
    found = Standard({})
    for subject, text in sorted(texts.items()):  # the main one first
        found = _beside(found, subject, read(subject, text)) if subject else read(subject, text)
    return found


def _by_column(block: Block, texts: Texts, remark: RowRemark | None, read: Read) -> Standard:
    """县道 | 国道 | 高速公路: a row for every column, none left out."""
    cases = block.first.layout.cases
    named = "”“".join(cases)
    if (remark and remark.penal) or re.search(_SANCTION, block.first.get("kinds").replace("罚款", "")):
        raise NotReadError(f"备注或者处罚种类限制“{named}”中的哪一列，没有写明")
    if empty := next((title for title in cases if title not in texts), ""):
        raise NotReadError(f"“{empty}”一列是空的")
    found = {title: read(title, texts[title]) for title in cases}
    if any("rows" in standard.penalty for standard in found.values()):
        raise NotReadError(f"“{named}”各列中又分几种情形，没有读懂")
    if len({standard.orders for standard in found.values()}) > 1:
        raise NotReadError(f"“{named}”各列的责令不同，规则格式还不能表达")
    rows = [{"when": dict(cases[title]), "penalty": standard.penalty} for title, standard in found.items()]
    questions = [question for standard in found.values() for question in standard.questions]
    orders = next(iter(found.values())).orders
    return Standard({"rows": rows}, orders, (*dict.fromkeys(questions), f"“{named}”各列按情形分行读取，须确认"))


def _headed(before: str, text: str) -> str:
    """A cell with what the head of its column says of all of them: （责令改正，并处）| 1000元罚款."""
    if not before or any(order in tidy(text) for order in re.findall("责令[^，；]+", before)):
        return text
    if re.match("不予|免[予于]", tidy(text)):
        return "，".join([*re.findall("责令[^，；]+", before), text])
    if before.endswith("的"):
        return before + tidy(text)
    if re.search("处以?$|罚款$", before):
        own = re.sub("^并?处以?(?!罚(?!款))", "", tidy(text))
        return before + (re.sub("的?罚款$", "", own) if before.endswith("罚款") else own)
    return f"{before}，{text}"


def _beyond(kinds: str, texts: Texts) -> str:
    """没收违法所得，并处罚款 | 5000元: what the column of kinds imposes beside a bare amount."""
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
    if not joint:
        raise NotReadError(f"处罚种类“{kinds[:40]}”与数额怎样并用，没有写明")
    return "，".join(beyond)


def orders_before(text: str) -> tuple[str, ...]:
    """责令停止违法行为，…: the order that a cell begins with, whatever becomes of the rest."""
    match = re.match(r"(?:可以)?责令(?!停[业产]|关闭|暂停营业)[^，；。的或处罚]{2,20}(?=[，；。])", tidy(text))
    return (match[0],) if match else ()


def _beside(main: Standard, subject: str, other: Standard) -> Standard:
    """The penalty of another subject, beside the main one in every row."""

    def add(penalty: dict[str, object]) -> dict[str, object]:
        return {**penalty, "also": {**under(penalty, "also"), subject: other.penalty}}

    rows = main.penalty.get("rows")
    penalty = add(main.penalty)
    if isinstance(rows, list):
        penalty = {"rows": [{**row, "penalty": add(row["penalty"])} for row in rows]}
    return Standard(penalty, tuple(dict.fromkeys((*main.orders, *other.orders))), (*main.questions, *other.questions))
