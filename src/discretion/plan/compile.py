"""Compile: one violation as one area sees it, under the law of one day, to a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from discretion.conditions import ALWAYS, Condition, Conjunction
from discretion.errors import Problem, RulebookError, nearest
from discretion.penalty import Penalty
from discretion.plan import formula as f
from discretion.plan.lower import LoweringError
from discretion.plan.making_out import MakingOut
from discretion.plan.model import (
    Cell,
    Plan,
    RangeRow,
    Slot,
    TierRow,
)
from discretion.plan.ratio import Ratio
from discretion.plan.rules import at, where_of
from discretion.plan.sanctions import statute_cell, tier_cell
from discretion.plan.space import satisfiable
from discretion.rulebook import (
    Addressee,
    Inherited,
    ListKind,
    Origin,
    Policy,
    Row,
    Rulebook,
    Tier,
)


def compile_plan(rulebook: Rulebook, inherited: Inherited, day: date) -> Plan | None:
    """Compile a violation for a day.

    Returns:
        The plan, or None when the provision is not in force on that day (a repealed or future prohibition).

    Raises:
        RulebookError: a condition or a fine does not fit; with file, line and column.
    """
    ref = inherited.violation.provision or ""
    found = rulebook.provision(ref, day)
    if found is None:
        if ref not in rulebook.provision_refs:
            where = where_of(inherited.origins["provision"])
            raise RulebookError(Problem(f"没有条款 {ref}", where, nearest=nearest(ref, rulebook.provision_refs)))
        return None
    return _Compiler(rulebook, inherited, day, *found).plan()


class _Compiler(MakingOut):
    """The ranges, tiers and cells that a violation and its provision write; what the act is, and the lists, are above."""

    def plan(self) -> Plan:
        violation = self.inherited.violation
        elements = self._elements()
        self.element_slots = self._to_state(elements)
        scope = self._scope()
        ranges, statute = self._ranges()
        tiers, cells = self._tiers(statute, ranges)
        lists = {kind: self._entries(kind) for kind in ListKind}
        duties = self._duties()
        known = frozenset(self.lowering.slots.values())
        supplements = self._supplements()
        idle = frozenset(self.lowering.slots.values()) - known
        slots = tuple(
            Slot(name, self.rulebook.vocabulary[name], *self.lowering.box[slot])
            for name, slot in self.lowering.slots.items()
        )
        authority = self.rulebook.authorities.get(self.inherited.authority or "")
        records = self.inherited.records
        return Plan(
            violation=violation.violation,
            label=self._label(),
            sector=violation.sector or "",
            area=self.inherited.chain[0].area,
            area_label=self.inherited.chain[0].header.model.label,
            rulesets=tuple((ruleset.id, ruleset.digest) for ruleset in self.inherited.chain),
            ruleset_labels=tuple(ruleset.header.model.label for ruleset in self.inherited.chain),
            law=self.law_id,
            doubt=self.law.doubt,
            provision=self.ref,
            provision_cite=self.law.cite(self.provision_path[1]),
            provision_label=self.provision.label,
            duties=duties,
            notes=tuple(self._notes()),
            orders=tuple(self.provision.orders),
            slots=slots,
            index=dict(self.lowering.slots),
            derived=self._derived(),
            vocabulary=self.rulebook.vocabulary,
            elements=elements,
            established=f.both(rule.guard for rule in (*elements, *(item.rule for item in scope))),
            scope=scope,
            outside=f.both((*(rule.guard for rule in elements), f.negate(f.both(item.rule.guard for item in scope)))),
            see=tuple(violation.see),
            addressee=self.provision.addressee,
            addressees=self._addressees(),
            lists=lists,
            tiers=tiers,
            first_match=violation.hit == "first",
            ranges=ranges,
            statute=statute,
            cells=cells,
            supplements=supplements,
            general_orders=self._general_orders(),
            presumed=(*self._presumed(), *self._idle(idle)),
            cumulates=self.provision.cumulates,
            policy=self.inherited.policy,
            authority=authority.model if authority else None,
            authority_cites=self._authority_cites(),
            complete_records=frozenset(records.complete if records else ()),
            advice=violation.advice,
            enforcement=violation.enforcement,
            status=self.inherited.chain[0].header.model.status,
            sectors=self.rulebook.sectors,
            origins={
                field: origin.ruleset
                for field, origin in {**self.inherited.header_origins, **self.inherited.origins}.items()
            },
        )

    def _label(self) -> str:
        """The name of the act; under an older version of the law in that version's words, where the name is in those of the newest."""
        newest = self.rulebook.having(self.ref)[-1].model.provisions[self.provision_path[1]]
        name = self.inherited.violation.label or ""
        return self.provision.label if name == newest.label else name

    def _notes(self) -> Iterator[str]:
        if self.provision.note:
            yield f"{self.law.cite(self.provision_path[1])}：{self.provision.note}"
        if self.inherited.violation.remark:
            yield self.inherited.violation.remark

    def _addressees(self) -> dict[str, Addressee]:
        others = (name for item in self.provision.ranges for name in item.penalty.also)
        return {name: self.provision.called(name) for name in dict.fromkeys((self.provision.addressee, *others))}

    def _ranges(self) -> tuple[tuple[RangeRow, ...], tuple[Cell, ...]]:
        rows, cells, by_name = [], [], {}
        for index, item in enumerate(self.provision.ranges):
            path = (*self.provision_path, "ranges", index)
            origin = Origin(self.law_id, self.law_document, (*path, "when"))
            label = item.label or self.provision.label
            refs = (item.under or self.ref,)
            rule = self._rule(f"{self.ref}#{item.range}", label, item.when, origin, refs=refs, orders=item.orders)
            cite = f"《{self.law.label}》{item.cite}" if item.cite else rule.cites[0]
            rows.append(RangeRow(replace(rule, cites=(cite,)), item.range, cite=cite, penalty=item.penalty))
            try:
                cell = statute_cell(item.penalty, self.inherited.policy, self.lowering)
            except LoweringError as error:
                raise self._error(error, self.law_document, (*path, "penalty", "fine")) from None
            cells.append(cell)
            by_name[item.range] = cell, item.orders
        covered = f.either(row.rule.guard for row in rows)
        for index, closure in enumerate(self.inherited.violation.closes):
            origin = self._origin("closes", index)
            if closure.range not in by_name:
                if self._same_law():
                    raise RulebookError(
                        Problem(
                            f"{self.ref} 没有幅度 {closure.range}",
                            origin.document.position((*origin.path, "range")),
                            allowed=tuple(by_name),
                        )
                    )
                continue  # an older or newer version of the law has no such gap
            cell, orders = by_name[closure.range]
            rule = self._rule(
                f"closes:{closure.range}", closure.reason, closure.when, at(origin, "when"), source=closure.source,
                orders=orders,
            )  # fmt: skip
            rule = replace(rule, guard=f.both((rule.guard, f.negate(covered))))
            cite = self.law.cite(self.provision_path[1])
            closed = next(row.penalty for row in rows if row.range == closure.range)
            rows.append(RangeRow(rule, closure.range, closure.reason, cite, closed))
            cells.append(cell)
        return tuple(rows), tuple(cells)

    def _same_law(self) -> bool:
        """Whether this is the newest version of the law: closures are written for that one."""
        return self.rulebook.laws[self.law.law][-1].model.version == self.law.version

    def _tiers(
        self, statute: tuple[Cell, ...], ranges: tuple[RangeRow, ...]
    ) -> tuple[tuple[TierRow, ...], dict[tuple[int, int], Cell]]:
        violation = self.inherited.violation
        rows: list[TierRow] = []
        cells: dict[tuple[int, int], Cell] = {}
        named: list[f.Formula] = []
        for number, tier in enumerate(violation.tiers):
            origin = self._origin("tiers", number)
            source = tier.source or violation.source
            condition: Condition = tier.when if tier.when is not None else ALWAYS
            base = self._rule(
                f"tier:{tier.tier}", tier.label, condition, at(origin, "when"), source=source, orders=tier.orders
            )
            guard = f.negate(f.either(named)) if tier.otherwise else base.guard
            named.append(guard)
            for index, row in enumerate(tier.rows or [Row(penalty=tier.penalty or "statute")]):
                part = self._rule(base.id, tier.label, row.when, at(origin, "rows", index, "when"))
                joined = Conjunction((base.condition, part.condition)) if row.when != ALWAYS else base.condition
                rule = self._narrowed(base, f.both((guard, part.guard)), joined)
                rule = replace(rule, where=part.where) if tier.rows else rule
                written = row.penalty if isinstance(row.penalty, Penalty) else None
                rows.append(TierRow(rule, tier.tier, tier.remark, written, tier.mitigated))
                path = ("rows", index, "penalty") if tier.rows else ("penalty",)
                for r, law in enumerate(statute):
                    met = f.both((rule.guard, ranges[r].rule.guard))
                    cell = self._cell(row, law, self._policy(tier), at(origin, *path), met)
                    if cell is not None:
                        cells[len(rows) - 1, r] = cell
        return tuple(rows), cells

    def _policy(self, tier: Tier) -> Policy:
        """The policy, with the tier's own 减轻."""
        policy = self.inherited.policy
        return policy if tier.mitigated is None else policy.model_copy(update={"mitigated": tier.mitigated})

    def _cell(self, row: Row, law: Cell, policy: Policy, origin: Origin, guard: f.Formula) -> Cell | None:
        try:
            return tier_cell(row.penalty, law, policy, self.lowering)
        except LoweringError as error:
            if not satisfiable(guard, self.lowering.box):
                return None  # the tier and the range never meet
            raise self._error(error, origin.document, origin.path) from None

    def _derived(self) -> dict[str, Ratio | f.Formula]:
        """Every derived fact whose stated facts all have slots, for explanations."""
        vocabulary = self.rulebook.vocabulary
        found: dict[str, Ratio | f.Formula] = {}
        known = self.lowering.slots.keys()
        for name, stated in vocabulary.derived.items():
            if stated <= known:
                derive = vocabulary[name].derive
                found[name] = (
                    self.lowering.condition(derive) if isinstance(derive, Condition) else self.lowering.value(name)
                )
        return found

    def _authority_cites(self) -> Mapping[str, str]:
        authority = self.rulebook.authorities.get(self.inherited.authority or "")
        if authority is None:
            return {}
        procedure = authority.model.procedure
        steps = (getattr(procedure, name) for name in type(procedure).model_fields if name != "notices")
        refs = {ref for step in (*steps, *procedure.notices) if step is not None for ref in step.cite}
        return {ref: self.rulebook.cite(ref, self.day) for ref in sorted(refs)}
