"""A table as it was understood: one row per tier or list entry, each with its cells, its evidence and its questions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from discretion.errors import Problem
from discretion.facts import Vocabulary
from discretion.importing.acts import Acts, Match
from discretion.importing.blocks import Block, blocks, one_line
from discretion.importing.conventions import Conventions
from discretion.importing.disjoint import disjoint
from discretion.importing.layout import Layout, kind_of
from discretion.importing.lines import Line, LineReader
from discretion.importing.penalties import PenaltyReader, doubt
from discretion.importing.proposals import DraftFact, RowContext, Situation
from discretion.importing.quantities import FactChoice
from discretion.importing.reduced import reduced
from discretion.importing.situations import SituationReader
from discretion.importing.standard import Standard, Unread, read_standard, tidy
from discretion.importing.titles import level_of, list_of
from discretion.rulebook import ISSUED, Rulebook

_LIMITS = re.compile("前提|(?:仅|只)(?:适用|对|限)|不适用|不包括|除外|违法所得")
_NUMBERING = re.compile(r"^(?:\d+[.．、]?)+|^[（(][\d一二三四五六七八九十]+[）)]")
LISTS = tuple(kind.value for kind in ISSUED)
_USUAL = Conventions()
_SIMPLE_ORDER = re.compile(r"(?:可以)?责令[^，；。的]{2,20}")


@dataclass
class ReadRow:
    """One row as it was understood.

    Attributes:
        kind: tier, exempt, mitigated, lighter, heavier …; None when it is a list and nothing says which.
        label: the tier's name, in the table's words.
        situation: the condition; ``readings`` are the ways to make it disjoint from its neighbours.
        mitigated: the tier's own 减轻, as a proposal, where the cell takes a part off the statutory sum.
        penalty: as YAML writes it; None when it was not understood, ``unread`` then says why.
    """

    block: Block
    kind: str | None
    label: str
    force: str
    act: Match
    words: str
    basis: str
    condition: str
    situation: Situation
    penalty: dict[str, Any] | None = None
    orders: tuple[str, ...] = ()
    questions: list[str] = field(default_factory=list)
    unread: str = ""
    readings: list[dict[str, Any]] = field(default_factory=list)
    mitigated: dict[str, Any] | None = None
    level: str | None = None

    @property
    def at(self) -> str:
        """Sheet and lines."""
        return self.block.at


@dataclass
class Reading:
    """All rows of one table.

    Attributes:
        drafts: the facts that the vocabulary lacks.
    """

    layout: Layout
    rows: list[ReadRow]
    drafts: dict[str, DraftFact]
    last: Mapping[str, str]


class TableReader:
    """Reads the tables of one file against one rulebook."""

    def __init__(self, rulebook: Rulebook, problems: list[Problem], ends: Conventions = _USUAL) -> None:
        self._rulebook, self._problems, self._ends = rulebook, problems, ends
        self._vocabulary: Vocabulary = rulebook.vocabulary
        self._situations = SituationReader(rulebook.vocabulary)
        self._exact = PenaltyReader(rulebook.vocabulary)
        self._acts = Acts(rulebook)
        self._found: dict[tuple[str, str], Match] = {}
        self._own: dict[str, frozenset[str]] = {}
        self.drafts: dict[str, DraftFact] = {}

    def read(self, table: LineReader, above: Mapping[str, str] | None = None) -> Reading:
        """Read one table."""
        lines = list(table.lines(above))
        listed = table.layout.is_list
        rows: list[ReadRow] = []
        done: set[tuple[str, str, int]] = set()
        for block in blocks(lines):
            rows.append(self._listed(block) if listed else self._tier(block))
            exempt = self._exempt(block, done)
            if exempt is not None:
                rows.append(exempt)
        self._separate(rows)
        return Reading(table.layout, rows, self.drafts, dict(lines[-1].cells) if lines else {})

    # ---- tiers

    def _tier(self, block: Block) -> ReadRow:
        line = block.first
        match, own, act = self._act(block)
        free = level_of(block.level) == "exempt" or bool(re.search("免罚|不予处罚", block.level))
        standard = self._standards(block, own)
        words = block.condition or ("" if level_of(block.level) else block.level)
        context = RowContext(act, own, block.level, joint=free, drafts=self.drafts)
        situation = self._situation(words, context)
        if not words:
            situation.questions.append("没有写适用条件")
        row = ReadRow(
            block, "exempt" if free else "tier", block.level or "", "shall", match, act, _basis(line), words, situation,
            level=level_of(block.level),
        )  # fmt: skip
        if isinstance(standard, Unread):
            row.unread = standard.reason
            if (share := reduced("".join(block.standards.values()))) is not None:
                row.mitigated = {"share_of_floor": {"from": share, "to": share}}
                row.unread = f"“减轻”按法定数额的{share * 100:f}%提出（mitigated），只在有减轻情节时适用，须确认"
        else:
            row.penalty, row.orders = standard.penalty, standard.orders
            row.questions += [*standard.questions, *filter(None, map(self._ends.doubt, block.standards.values()))]
        if (remark := line.get("remark")) and _LIMITS.search(remark):
            row.questions.append(f"备注限制了这一档的适用：“{one_line(remark)[:40]}”，须写进适用条件，须确认")
        order = tidy(line.get("order"))
        if order and all(_SIMPLE_ORDER.fullmatch(piece) for piece in re.split("[，；、。]", order) if piece):
            row.orders = tuple(dict.fromkeys((*row.orders, *(piece for piece in re.split("[，；。]", order) if piece))))
        return row

    def _situation(self, words: str, context: RowContext) -> Situation:
        found = self._situations.read(self._ends.applied(words), context)
        if doubt := self._ends.doubt(words):
            found.questions.append(doubt)
        return found

    def _standards(self, block: Block, own: frozenset[str]) -> Standard | Unread:
        unit = block.first.layout.unit
        facts = FactChoice(self._vocabulary, own)
        found: Standard | None = None
        texts = {subject: text for subject, text in block.standards.items() if text}
        if not texts:
            return Unread("没有写裁量标准")
        for subject, text in texts.items():
            read = self._standard(self._ends.applied(text), unit, facts)
            if isinstance(read, Unread):
                return Unread(doubt(text, unit) or read.reason)
            if found is None and not subject:
                found = read
            elif subject:
                found = _beside(found or Standard({}), subject, read)
        return found or Unread("没有写裁量标准")

    def _standard(self, text: str, unit: str | None, facts: FactChoice) -> Standard | Unread:
        plain = tidy(text)
        exact = None if re.search("违法所得", plain) else self._exact.read(text, unit)
        if exact is not None:
            return Standard(exact[0], tuple(exact[1]))
        return read_standard(text, unit, facts)

    # ---- lists

    def _listed(self, block: Block) -> ReadRow:
        line = block.first
        match, own, act = self._act(block)
        told = list_of(line.get("list"), line.get("kinds")) or kind_of(line.sheet, line.layout, line.banner)
        kind, force, _ = told or ("", "", "")
        words = block.condition or block.first.get("exempt")
        context = RowContext(act, own, "", joint=True, drafts=self.drafts)
        situation = self._situation(words, context)
        said = kind if kind in LISTS else ""
        row = ReadRow(block, said or None, act, force, match, act, _basis(line), words, situation)
        if not act:
            row.unread, row.situation = "整张清单只有一句话，没有可录入的条件", Situation(None)
        if kind and not said:
            row.unread = "不予行政强制、警示教育一类的清单，规则格式还不能录入"
        if told is None:
            row.unread = "看不出是哪一种清单（不予处罚、减轻、从轻、从重 ……），没有转换"
        return row

    def _exempt(self, block: Block, done: set[tuple[str, str, int]]) -> ReadRow | None:
        """The column 免罚情形 beside the tiers: an entry of the list, once for the lines it spans."""
        line = block.first
        column = line.layout.columns.get("exempt")
        text = line.get("exempt")
        if column is None or not text or line.layout.is_list or text in ("/", "无", "—", "-"):
            return None
        key = (*block.item, line.origins.get(column, line.number))
        if key in done:
            return None
        done.add(key)
        match, own, act = self._act(block)
        situation = self._situation(text, RowContext(act, own, "", joint=True, drafts=self.drafts))
        told = list_of(line.layout.titles.get(column, "")) or ("exempt", "shall", "")
        return ReadRow(block, "exempt", act, told[1], match, act, _basis(line), text, situation)

    # ---- both

    def _act(self, block: Block) -> tuple[Match, frozenset[str], str]:
        act, situation = block.item
        words = _NUMBERING.sub("", situation or act)
        basis = _basis(block.first)
        key = (f"{act}|{situation}", basis)
        if key not in self._found:
            found = self._acts.find(words, basis)
            if found.violation is None and situation and act:
                other = self._acts.find(act, basis)
                found = other if other.violation and not found.candidates else found
            self._found[key] = found
        match = self._found[key]
        return match, self._facts_of(match.violation), words

    def _facts_of(self, violation: str | None) -> frozenset[str]:
        """The facts that the rulebook's own tiers of a violation read."""
        if violation is None:
            return frozenset()
        if violation not in self._own:
            names: set[str] = set()
            for versions in self._rulebook.areas.values():
                for ruleset in versions:
                    file = ruleset.violations.get(violation)
                    if file is not None:
                        names.update(self._vocabulary.reads(file.model.elements))
                    for tier in file.model.tiers if file else ():
                        conditions = [tier.when, *(row.when for row in tier.rows)]
                        names.update(
                            name for item in conditions if item is not None for name in self._vocabulary.reads(item)
                        )
            self._own[violation] = frozenset(names)
        return self._own[violation]

    def _separate(self, rows: list[ReadRow]) -> None:
        """Propose where tiers that meet are to be parted."""
        items: dict[tuple[str, str], list[ReadRow]] = {}
        for row in rows:
            if row.kind == "tier":
                items.setdefault(row.block.item, []).append(row)
        for tiers in items.values():
            readings = disjoint([row.situation.when for row in tiers], self._vocabulary)
            graded = any("harm" in (row.situation.when or {}) for row in tiers)
            for row, found in zip(tiers, readings, strict=True):
                row.readings = found
                when = row.situation.when or {}
                if graded and when.get("minor") is True and "harm" not in when:  # 情节轻微 beside 情节较重
                    other = {name: test for name, test in when.items() if name != "minor"} | {
                        "harm": ["none", "slight"]
                    }
                    row.readings = [other, *found]
                    row.situation.questions.append("“情节轻微”没有定义，是“违法行为轻微”还是“危害后果轻微”，须确认")


def _beside(main: Standard, subject: str, other: Standard) -> Standard:
    """The penalty of another subject, beside the main one in every row."""

    def add(penalty: dict[str, Any]) -> dict[str, Any]:
        return {**penalty, "also": {**penalty.get("also", {}), subject: other.penalty}}

    rows = main.penalty.get("rows")
    penalty = {"rows": [{**row, "penalty": add(row["penalty"])} for row in rows]} if rows else add(main.penalty)
    return Standard(penalty, tuple(dict.fromkeys((*main.orders, *other.orders))), (*main.questions, *other.questions))


def _basis(line: Line) -> str:
    return "；".join(text for text in (line.get("basis"), line.get("duty"), line.get("range")) if text)
