"""The benchmark table (裁量基准表): 违法行为 | 法定依据 | 违法程度 | 适用条件 | 裁量标准 | 来源 | 备注."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from discretion.conditions import ALWAYS, Condition, Conjunction, Disjunction
from discretion.pages import Cell, Column, Run, Table, TableRow
from discretion.plan import Plan, satisfiable
from discretion.plan import formula as f
from discretion.rulebook import Inherited, Provision, Tier, inherit
from discretion.rulebook import Row as TierPart
from discretion.tables.contradiction import added, contradictory
from discretion.tables.machine import TIER_COLUMNS, tier_machine
from discretion.tables.source import say_detail, source_cell
from discretion.tables.view import View
from discretion.words import say_mitigated, say_range, say_standard

COLUMNS = (
    Column("违法行为", 14),
    Column("法定依据", 14),
    Column("违法程度", 6),
    Column("适用条件", 24),
    Column("裁量标准", 26),
    Column("来源", 12),
    Column("备注", 14),
)


@dataclass(frozen=True)
class BenchmarkView:
    """One violation in one view: what was written, and the plan, compiled for those that are shown in full."""

    view: View
    name: str
    inherited: Inherited
    law: str
    provision: Provision

    @cached_property
    def plan(self) -> Plan:
        """The compiled plan."""
        plan = self.view.library.plans.plan(self.name, self.view.chain, self.view.day)
        assert plan is not None  # its provision is in force
        return plan

    @property
    def label(self) -> str:
        """What the violation is called."""
        return self.inherited.violation.label or ""

    @property
    def sector(self) -> str:
        """Its sector."""
        return self.inherited.violation.sector or ""

    def row(self, index: int) -> tuple[Tier, TierPart, int]:
        """The tier, its part and the part's number, for a row of the plan."""
        found = [
            (tier, part, number)
            for tier in self.inherited.violation.tiers
            for number, part in enumerate(tier.rows or [TierPart(penalty=tier.penalty or "statute")])
        ]
        return found[index]


def subjects(view: View, violation: str | None = None) -> Iterator[BenchmarkView]:
    """Every violation of a view that is prohibited on its day (or only the named one), by sector and name."""
    rulebook, plans = view.rulebook, view.library.plans
    known = rulebook.violation_ids(view.chain)
    found = []
    for name in known if violation is None else (violation,):
        inherited = inherit(view.chain, name) if name in known else None
        law = rulebook.provision(inherited.violation.provision or "", view.day) if inherited is not None else None
        if inherited is None or law is None:
            plans.plan(name, view.chain, view.day)  # says so, where it is not merely out of force
        else:
            found.append(BenchmarkView(view, name, inherited, law[0].law, law[1]))
    order = list(rulebook.sector_names)
    yield from sorted(found, key=lambda subject: order.index(subject.sector))


def benchmark_tables(view: View, found: list[BenchmarkView]) -> tuple[Table, ...]:
    """One table per sector."""
    tables = []
    for sector, name in view.rulebook.sector_names.items():
        rows = [row for subject in found if subject.sector == sector for row in violation_rows(view, subject)]
        if rows:
            tables.append(Table(name.label, COLUMNS, tuple(rows), group=2, machine=TIER_COLUMNS))
    return tuple(tables)


def violation_rows(view: View, subject: BenchmarkView, *, remarks: bool = True) -> list[TableRow]:
    """One row per tier row and statutory range that can meet; ``remarks``: the first carries the violation's own."""
    plan, words = subject.plan, view.words
    heading, basis = _heading(subject), _basis(subject)
    rows: list[TableRow] = []
    ranges = _ranges(plan)
    for index, item in enumerate(plan.tiers):
        tier, part, number = subject.row(index)
        met = [r for r in ranges if _meet(plan, index, r) and (index, r) in plan.cells]
        for r in met:
            condition = _condition(plan, index, r, alone=len(ranges) == 1)
            text = condition_text(condition, view, residual=tier.otherwise)
            law = subject.provision.ranges[r].penalty
            orders = (*plan.orders, *plan.ranges[r].rule.orders, *item.rule.orders)
            standard = say_standard(part.penalty, law, plan.cells[index, r], orders, words)
            mitigated = f"减轻处罚的，罚款为{say_mitigated(tier.mitigated)}" if tier.mitigated is not None else ""
            notes = [item.remark or "", mitigated]
            notes += [view.inherited_from(item.rule.origin)] if remarks or not shared_origin(subject) else []
            if remarks and not rows:
                notes[:0] = violation_remarks(subject)
            cells: tuple[Cell, ...] = (
                heading, basis, item.rule.label, text, standard,
                source_cell(item.rule.source, view.rulebook, view.day), "\n".join(note for note in notes if note),
            )  # fmt: skip
            kind = item.rule.source.kind.value if item.rule.source else ""
            machine = tier_machine(
                subject.inherited, tier, number, plan.ranges[r].range, item.rule.label, text, standard
            )
            rows.append(TableRow(cells, f"{plan.violation}#{item.rule.id}", kind, machine))
    return rows


def shared_origin(subject: BenchmarkView) -> str:
    """The ruleset that writes all tiers of a violation; empty where they come from several."""
    origins = {item.rule.origin for item in subject.plan.tiers}
    return origins.pop() if len(origins) == 1 else ""


def violation_remarks(subject: BenchmarkView) -> list[str]:
    """What is said of a violation as a whole: its remark, and how points that the law leaves open are closed."""
    remark, level = subject.inherited.violation.remark, subject.plan.enforcement
    return [*([remark] if remark else []), *([f"执法层级：{level}"] if level else []), *_closures(subject)]


def condition_text(condition: Condition, view: View, *, residual: bool = False) -> str:
    """A condition as a cell of the table: …的; alternatives are numbered."""
    if residual and condition == ALWAYS:
        return "有其他情形的"
    if isinstance(condition, Disjunction):
        items = "；\n".join(f"（{n}）{view.words.condition(item)}" for n, item in enumerate(condition.items, 1))
        return f"有下列情形之一的：\n{items}"
    said = view.words.condition(condition)
    return said if condition == ALWAYS else f"{said}的"


def _heading(subject: BenchmarkView) -> Cell:
    elements = subject.inherited.violation.elements
    said = (Run(f"\n认定：{subject.view.words.condition(elements)}", "faint"),) if elements != ALWAYS else ()
    return (Run(subject.plan.label), *said)


def _basis(subject: BenchmarkView) -> str:
    duty = f"违则：{'、'.join(subject.plan.duty)}\n" if subject.plan.duty else ""
    return f"{duty}罚则：{subject.plan.provision_cite}"


def _ranges(plan: Plan) -> list[int]:
    """The statutory ranges themselves; closures of gaps are told in the remarks."""
    return [index for index, row in enumerate(plan.ranges) if row.closes is None]


def _meet(plan: Plan, tier: int, r: int) -> bool:
    """Whether a tier row and a statutory range can hold together (True also where that is not settled)."""
    own, law = plan.tiers[tier].rule.condition, plan.ranges[r].rule.condition
    if contradictory(Conjunction((own, law))):
        return False
    guard = f.both((plan.established, plan.tiers[tier].rule.guard, plan.ranges[r].rule.guard))
    return satisfiable(guard, plan.box)


def _condition(plan: Plan, tier: int, r: int, *, alone: bool) -> Condition:
    own, law = plan.tiers[tier].rule.condition, plan.ranges[r].rule.condition
    if alone or law == ALWAYS:
        return own
    own = added(law, own)
    return law if own == ALWAYS else Conjunction((law, own))


def _closures(subject: BenchmarkView) -> Iterator[str]:
    view, plan = subject.view, subject.plan
    labels = {item.range: item for item in subject.provision.ranges}
    for row in plan.ranges:
        if row.closes is not None and satisfiable(f.both((plan.established, row.rule.guard)), plan.box):
            like = say_range(labels[row.range].when, view.words)
            source = row.rule.source
            mark = f"（{source.mark}：{say_detail(source, view.rulebook, view.day)}）" if source else ""
            yield f"{view.words.condition(row.rule.condition)}的，按{like}处理：{row.closes}{mark}"
