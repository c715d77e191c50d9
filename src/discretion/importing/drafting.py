"""Rows that were read, to the files of a draft: what is settled stands in the YAML, what is proposed or unread beside it, with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from discretion.conditions import ALWAYS, FeelError, parse_condition
from discretion.errors import Problem
from discretion.facts import Severity
from discretion.importing.basis import provision_of
from discretion.importing.blocks import one_line
from discretion.importing.boundaries import contradictions
from discretion.importing.disjoint import JOINING
from discretion.importing.lines import Line
from discretion.importing.proposals import DraftFact
from discretion.importing.rows import LISTS, ReadRow
from discretion.importing.todo import CONFIRM, MARK, Fields, Todo, emit, emit_file
from discretion.rulebook import ListKind, Rulebook

METHOD = "录入自表格，尚未与公布的文件核对"


@dataclass(frozen=True)
class TableOrigin:
    """Where a table comes from: an issued document, only with its name and date; else it is a proposal."""

    document: str = ""
    issued: str = ""
    url: str = ""

    def source(self) -> dict[str, object]:
        """The source of every row."""
        if self.document and self.issued:
            return {
                "kind": "published",
                "document": self.document,
                "date": self.issued,
                **({"url": self.url} if self.url else {}),
            }
        return {"kind": "proposed", "method": METHOD}


class Drafter:
    """Writes the files of one table."""

    def __init__(
        self, rulebook: Rulebook, origin: TableOrigin, day: date, problems: list[Problem], *, settle: bool = False
    ) -> None:
        self._rulebook, self._origin, self._day = rulebook, origin, day
        self._problems, self._settle = problems, settle

    def files(self, rows: list[ReadRow], drafts: Mapping[str, DraftFact]) -> dict[str, str]:
        """All files, by their path in the ruleset's folder."""
        found: dict[str, str] = {}
        items: dict[tuple[str, str], list[ReadRow]] = {}
        for row in rows:
            if row.kind == "tier":
                key = ("", row.act.violation) if row.act.violation else row.block.item
                items.setdefault(key, []).append(row)
        for tiers in items.values():
            name, fields = self._violation(tiers)
            found[f"violations/{name}.yaml"] = emit_file("violation", fields)
        lists: dict[str, list[Fields]] = {}
        for row in rows:
            if row.kind in LISTS:
                lists.setdefault(row.kind, []).append(self._entry(row))
            elif row.kind != "tier":
                self._problems.append(
                    Problem(
                        row.unread or "这种清单还不能录入",
                        row.block.first.where("act"),
                        found=row.words or row.condition,
                    )
                )
        for kind, entries in lists.items():
            found[f"lists/{kind}.yaml"] = emit_file("list", [("list", kind), ("entries", entries)])
        used = {
            name: draft
            for name, draft in drafts.items()
            if any(re.search(rf"\b{name}\b", text) for text in found.values())
        }
        if used:
            found["facts.yaml"] = facts_file(used)
        return found

    def _violation(self, rows: list[ReadRow]) -> tuple[str, Fields]:
        first, line = rows[0], rows[0].block.first
        known = first.act.violation
        name = known or f"imported.row-{line.number}"
        fields: Fields = [("violation", name)]
        if known is None:
            self._problems.append(_unknown(first))
            fields.append(("label", first.words))
            fields.append(Todo(line.where("act"), "sector", "所属门类"))
            fields.append(Todo(line.where("basis"), "provision", first.basis or "（表中没有法定依据）"))
            fields += _candidates(first)
        else:
            fields.append(
                Todo(line.where("act"), "violation", f"{first.words}：{first.act.candidates[0].why}", CONFIRM)
            )
            ref = provision_of(first.basis, self._rulebook, self._day, first.act.candidates[0].label)
            if ref:
                fields.append(("provision", ref))
            elif first.basis:
                fields.append(Todo(line.where("basis"), "provision", first.basis, CONFIRM))
        if line.get("enforcement"):
            fields.append(("enforcement", one_line(line.get("enforcement"))[:60]))
        if line.get("order"):
            fields.append(Todo(line.where("order"), "orders", line.get("order")))
        for role, key in (("duty", "duty"), ("situation", "elements"), ("range", "range")):
            if line.get(role):
                fields.append(Todo(line.where(role), key, line.get(role), CONFIRM if known else MARK))
        fields += [*self._source(line), ("tiers", self._tiers(rows))]
        self._check(rows)
        return name, fields

    def _tiers(self, rows: list[ReadRow]) -> list[Fields]:
        found: list[Fields] = []
        names: set[str] = set()
        for number, row in enumerate(rows, 1):
            name = row.level or f"tier-{number}"
            name = name if name not in names else f"{name}-{number}"
            names.add(name)
            fields: Fields = [("tier", name), ("label", row.label or f"第{number}档")]
            found.append([*fields, *self._condition(row), *self._penalty(row), *_rest(row)])
        return found

    def _condition(self, row: ReadRow) -> Fields:
        line = row.block.first
        where = line.where("condition" if "condition" in line.layout.columns else "level")
        if row.situation.when is None:
            words = row.condition or "（表中为空）"
            self._problems.append(Problem("适用条件没有读懂，原文保留为待录入", where, found=row.condition or None))
            return [Todo(where, "when", words)]
        settled = self._settle and bool(row.readings)
        when = row.readings[0] if settled else row.situation.when
        fields: Fields = [("when", when)]
        fields += [Todo(where, "when", f"{item.words}：{item.why}", CONFIRM) for item in row.situation.proposals]
        told = [item.why for item in row.situation.proposals]  # a proposal says what is open of it
        open_ = [question for question in row.situation.questions if not any(question in why for why in told)]
        fields += [Todo(where, "when", question, CONFIRM) for question in open_]
        if row.readings and not settled:
            fields.append(Todo(where, "when", f"与相邻档次重叠，建议：{_say(row.readings[0])}", CONFIRM))
            message = "与相邻档次的适用条件重叠；可以按较轻一档分界（--settle）"
            self._problems.append(Problem(message, where, found=row.condition or None))
        if settled:
            fields.append(("remark", "与相邻档次重叠之处，按较轻一档分界"))
        return fields

    def _penalty(self, row: ReadRow) -> Fields:
        where = row.block.first.where("standard")
        words = "；".join(text for text in row.block.standards.values() if text)
        if row.mitigated is not None:
            proposed: Fields = [("penalty", "statute"), ("mitigated", row.mitigated)]
            return [*proposed, Todo(where, "mitigated", f"{words}：{row.unread}", CONFIRM)]
        if row.penalty is None:
            message = f"裁量标准没有读懂，原文保留为待录入：{row.unread}" if words else "没有裁量标准"
            self._problems.append(Problem(message, where, found=words or None, code=row.code))
            return [Todo(where, "penalty", words or "（表中为空）")]
        key = "rows" if "rows" in row.penalty else "penalty"
        fields: Fields = [(key, row.penalty["rows"] if key == "rows" else row.penalty)]
        if row.orders:
            fields.append(("orders", list(row.orders)))
        for question in row.questions:
            self._problems.append(Problem(question, where))
            fields.append(Todo(where, "penalty", question, CONFIRM))
        return fields

    def _entry(self, row: ReadRow) -> Fields:
        line = row.block.first
        fields: Fields = [
            ("id", f"row-{line.number}"),
            ("label", row.words or row.label),
            ("force", row.force or "shall"),
        ]
        fields.append(("violations", [row.act.violation] if row.act.violation else []))
        if row.act.violation is None:
            self._problems.append(_unknown(row))
            fields.append(Todo(line.where("act"), "violations", row.words))
            fields += _candidates(row)
        fields += self._condition(row)
        if row.kind == ListKind.NO_COERCION and line.get("coercion"):
            fields.append(
                ("coercion", [part for part in re.split("[、，；\n]", one_line(line.get("coercion"))) if part])
            )
        if row.basis:
            fields.append(Todo(line.where("basis"), "cite", row.basis))
        return [*fields, *self._source(line), *_rest(row, "note")]

    def _source(self, line: Line) -> Fields:
        fields: Fields = [("source", self._origin.source())]
        if not self._origin.document:
            told = line.get("source") or "来源：发布机关、文号、日期、网址"
            fields.append(Todo(line.where("source"), "source", told))
        return fields

    def _check(self, rows: list[ReadRow]) -> None:
        """Tell of tiers that overlap, or leave facts between them."""
        vocabulary = self._rulebook.vocabulary
        conditions = []
        for row in rows:
            when = row.readings[0] if self._settle and row.readings else row.situation.when
            if when is None or any(name not in vocabulary for name in _names(when)):
                continue
            try:
                conditions.append((row.block.first.where("condition"), parse_condition(when)))
            except FeelError:
                continue
        if len(conditions) > 1:
            self._problems += contradictions(conditions, ALWAYS, vocabulary, complete=len(conditions) == len(rows))


def facts_file(drafts: Mapping[str, DraftFact]) -> str:
    """The facts that the vocabulary lacks, each to be named and completed."""
    lines = ["# 表格用到而词表没有的事实：逐项改名、核对，并写明方向和证据", "facts:"]
    for name, draft in drafts.items():
        label = re.sub(r"\s+", "", draft.label)
        fields: dict[str, object] = {"label": label, "type": draft.type}
        if draft.type != "boolean":
            fields |= {"range": "[0..1000000]"}
            if draft.type == "decimal":
                fields["digits"] = 2
        if draft.finding is None:
            fields["severity"] = Severity.AGGRAVATING.value
        else:  # the more was imposed, the less is left of a limit
            fields |= {"severity": Severity.MITIGATING.value, "unit": draft.unit, "finding": dict(draft.finding)}
        text = emit([(name, fields)])
        lines.append("".join(f"  {line}\n" for line in text.rstrip("\n").split("\n")).rstrip("\n"))
        lines.append(
            f"  # 待确认 {name}：名称、{f'单位（{draft.unit}）、范围、' if draft.unit else ''}方向（severity）、证据（evidence）"
        )
    return "\n".join(lines) + "\n"


def _unknown(row: ReadRow) -> Problem:
    line = row.block.first
    near = tuple(f"{item.label}（{item.violation}）" for item in row.act.candidates[:3])
    if not near:
        return Problem(f"没有名为“{row.words}”的违法行为，按新的违法行为录入", line.where("act"))
    return Problem(f"“{row.words}”是规则库中的哪一种违法行为，须由人选定", line.where("act"), allowed=near)


def _candidates(row: ReadRow) -> Fields:
    where = row.block.first.where("act")
    return [
        Todo(where, "violation", f"{item.label}（{item.violation}）：{item.why}", CONFIRM)
        for item in row.act.candidates[:3]
    ]


def _rest(row: ReadRow, key: str = "remark") -> Fields:
    line = row.block.first
    fields: Fields = [(key, line.get("remark"))] if line.get("remark") else []
    fields += [Todo(line.where("act"), name, text) for name, text in line.rest.items()]
    for role, name in (("agency", "实施机关"), ("kinds", "处罚种类"), ("criminal", "行刑衔接")):
        if line.get(role):
            fields.append(Todo(line.where(role), name, line.get(role)))
    return fields


def _names(when: Mapping[str, object]) -> list[str]:
    found = []
    for name, test in when.items():
        if isinstance(test, list) and name in JOINING:
            found += [leaf for part in test for leaf in _names(part)]
        else:
            found.append(name)
    return found


def _say(when: Mapping[str, object]) -> str:
    return "，".join(f"{name} {test}" for name, test in when.items())
