"""A table as it was understood: every line a tier or an entry of a list, read by those who know its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from discretion.importing.apart import keep_apart
from discretion.importing.blocks import Block, blocks, one_line
from discretion.importing.conventions import Conventions, noted
from discretion.importing.joined import both
from discretion.importing.layout import Layout, kind_of
from discretion.importing.lines import NOTHING, LineReader
from discretion.importing.parting import items
from discretion.importing.penalty_cells import PenaltyCells, orders_before
from discretion.importing.proposals import DraftFact, RowContext, Situation
from discretion.importing.reduced import reduced
from discretion.importing.remarks import RowRemark, remark_of
from discretion.importing.restated import drop_restated
from discretion.importing.row_acts import RowActs, basis_of
from discretion.importing.rows import LISTS, Reading, ReadRow
from discretion.importing.situations import SituationReader
from discretion.importing.spelling import tidy
from discretion.importing.standard import Unread
from discretion.importing.titles import level_of, list_of
from discretion.rulebook import Rulebook

_USUAL = Conventions()
_ORDERED = re.compile(r"(?:可以)?(?:责令|限期)[^，；。的]{2,20}")


def _framed(words: str, layout: Layout) -> str:
    """A numbered condition with what its title says of the numbers: 从重情形（具备下列情形之一）."""
    title = "".join(layout.titles.get(column, "") for column in layout.many.get("condition", ()))
    if not items(words) or not re.search("之一|任一|同时", title):
        return words
    return f"{'同时具备下列情形' if '同时' in title else '有下列情形之一的'}：{words}"


class TableReader:
    """Reads the tables of one file against one rulebook."""

    def __init__(self, rulebook: Rulebook, ends: Conventions = _USUAL) -> None:
        self._vocabulary, self._ends = rulebook.vocabulary, ends
        self._situations = SituationReader(rulebook.vocabulary)
        self._penalties = PenaltyCells(rulebook.vocabulary)
        self._acts = RowActs(rulebook)
        self.drafts: dict[str, DraftFact] = {}

    def read(self, table: LineReader, above: Mapping[str, str] | None = None) -> Reading:
        """Read one table."""
        lines = list(table.lines(above))
        rows: list[ReadRow] = []
        done: set[tuple[str, str, int, str]] = set()
        for block in blocks(lines):
            rows.append(self._listed(block) if table.layout.is_list else self._tier(block))
            rows += [entry for role in ("exempt", "remark") if (entry := self._exempt(block, role, done)) is not None]
        drop_restated(rows, self._acts.elements, self._vocabulary)
        keep_apart(rows, self._vocabulary)
        return Reading(table.layout, rows, self.drafts, dict(lines[-1].cells) if lines else {})

    def _tier(self, block: Block) -> ReadRow:
        line = block.first
        match, own, act = self._acts.of(block)
        free = level_of(block.level) == "exempt" or bool(re.search("免罚|不予处罚", block.level))
        words = block.condition or ("" if level_of(block.level) else block.level)
        words = _framed(words, line.layout)
        context = RowContext(act, own, block.level, joint=free, drafts=self.drafts)
        remark = remark_of(line.get("remark")) if line.get("remark") else None
        ends = noted(line.get("remark"), self._ends)
        standard = self._penalties.read(block, context, ends, remark)
        situation = self._situation(words, context, ends)
        if not words:
            situation.questions.append("没有写适用条件")
        row = ReadRow(
            block, "exempt" if free else "tier", block.level or "", "shall", match, act, basis_of(line), words, situation,
            level=level_of(block.level),
        )  # fmt: skip
        if isinstance(standard, Unread):
            text = "".join(block.standards.values())
            row.unread, row.code, row.orders = standard.reason, standard.code, orders_before(text)
            if (share := reduced(text)) is not None:
                row.mitigated = {"share_of_floor": {"from": share, "to": share}}
                row.unread = f"“减轻”按法定数额的{share * 100:f}%提出（mitigated），只在有减轻情节时适用，须确认"
        else:
            row.penalty, row.orders = standard.penalty, standard.orders
            row.questions += standard.questions
        self._remarked(row, remark)
        order = tidy(line.get("order"))
        if order and all(_ORDERED.fullmatch(piece) for piece in re.split("[，；、。]", order) if piece):
            row.orders = tuple(dict.fromkeys((*row.orders, *(piece for piece in re.split("[，；。]", order) if piece))))
        return row

    def _remarked(self, row: ReadRow, remark: RowRemark | None) -> None:
        """What the remark adds to the row, each to be confirmed."""
        if remark is None:
            return
        if remark.premise:
            row.situation.when = both([row.situation.when or {}, remark.premise])
        if remark.orders:
            row.orders = tuple(dict.fromkeys((*row.orders, *remark.orders)))
        if remark.limits or remark.premise or remark.orders:
            row.questions.append(f"备注限制了这一档的适用：“{remark.text[:40]}”，须写进适用条件，须确认")

    def _situation(self, words: str, context: RowContext, ends: Conventions) -> Situation:
        found = self._situations.read(ends.applied(words), context)
        if doubt := ends.doubt(words):
            found.questions.append(doubt)
        return found

    def _listed(self, block: Block) -> ReadRow:
        line = block.first
        match, own, act = self._acts.of(block)
        told = list_of(line.get("list"), line.get("kinds")) or kind_of(line.sheet, line.layout, line.banner)
        kind, force, _ = told or ("", "", "")
        words = block.condition or block.first.get("exempt")
        context = RowContext(act, own, "", joint=kind != "heavier", drafts=self.drafts)
        situation = self._situation(_framed(words, line.layout), context, self._ends)
        said = kind if kind in LISTS else ""
        row = ReadRow(block, said or None, act, force, match, act, basis_of(line), words, situation)
        if not act:
            row.unread, row.situation = "整张清单只有一句话，没有可录入的条件", Situation(None)
        if kind and not said:
            row.unread = "警示教育一类的清单不是一种处理：代替处罚的，录入不予处罚清单并写明责令，须由人确定"
        if told is None:
            row.unread = "看不出是哪一种清单（不予处罚、减轻、从轻、从重 ……），没有转换"
        return row

    def _exempt(self, block: Block, role: str, done: set[tuple[str, str, int, str]]) -> ReadRow | None:
        """The column 免罚情形 beside the tiers, or a remark that exempts: an entry of the list, once for the lines it spans."""
        line = block.first
        column = line.layout.columns.get(role)
        text = line.get(role)
        if column is None or not text or line.layout.is_list or text in NOTHING:
            return None
        force = "shall"
        if role == "remark":
            remark = remark_of(text)
            text, force = remark.free, "may" if remark.may else "shall"
        elif told := list_of(line.layout.titles.get(column, "")):
            force = told[1]
        key = (*block.item, line.origins.get(column, line.number), role)
        if not text or key in done:
            return None
        done.add(key)
        match, own, act = self._acts.of(block)
        situation = self._situation(text, RowContext(act, own, "", joint=True, drafts=self.drafts), self._ends)
        return ReadRow(block, "exempt", act, force, match, act, basis_of(line), one_line(text), situation)
