"""The trace: one reason per step of the law, with rule, article, facts, and what was rejected and why.

Each reason is made in two parts: what was decided, at once; and the method that puts it into words, called when read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from discretion.case import SET_ASIDE, Found, find
from discretion.engine.decide import Disposition, Masks, Status, chosen, fine_band
from discretion.engine.evaluate import Evaluation
from discretion.engine.recommendation import FactUsed, Reason, Rejected
from discretion.engine.words import basis, penalty_text
from discretion.facts import Words
from discretion.penalty import Band, Force
from discretion.plan import formula as f
from discretion.plan.model import EntryRule, RangeRow, Rule, Slot, TierRow
from discretion.rulebook.source import Source

LIST_WORDS = {
    "mitigated": "应当减轻处罚",
    "lighter": "应当从轻处罚",
    "heavier": "应当从重处罚",
}


def trace(evaluation: Evaluation) -> list[Reason]:
    """All reasons of an evaluation, in the order of the steps."""
    writer = _Writer(evaluation)
    status = evaluation.settled.status
    reasons = [writer.law(), *writer.findings(), *writer.elements()]
    if status is Status.NOT_ESTABLISHED:
        return reasons
    if status is Status.TIME_BARRED:
        return [*reasons, *writer.entries("barred")]
    if status is Status.UNDETERMINED:
        return [*reasons, writer.open_facts()]
    reasons += writer.entries("exempt")
    if evaluation.settled.disposition is Disposition.EXEMPT and evaluation.settled.force is Force.SHALL:
        return reasons
    reasons += writer.range_and_tier()
    if status is Status.NO_RULE:
        return [*reasons, writer.fault()]
    for name in ("mitigated", "lighter", "heavier"):
        reasons += writer.entries(name)
    return [*reasons, *writer.circumstances(), *writer.supplements(), *writer.statute()]


class _Writer:
    def __init__(self, evaluation: Evaluation) -> None:
        self.e = evaluation
        self.plan = evaluation.plan

    def law(self) -> Reason:
        plan = self.plan
        cites = (plan.provision_cite,)
        return self._reason("law", plan.provision, plan.provision_label, "applies", self._law_text, cites=cites)

    def _law_text(self) -> str:
        plan = self.plan
        names = "、".join(plan.ruleset_labels)
        return f"适用{plan.provision_cite}（版本 {plan.law.partition('@')[2]}），裁量基准为 {names}"

    def findings(self) -> list[Reason]:
        """What was found by records or by a table; and on which the fact rests, where the officer states it."""
        found: list[Reason] = []
        origins, slots = self.e.bound.origins, self._finding_slots()
        if not slots:
            return found
        for number in slots:
            slot, origin = self.plan.slots[number], origins[number]
            if origin == "default" or (origin in ("records", "stated") and self._notable(slot)):
                text = partial(self._finding_text, slot, origin)
                found.append(
                    self._reason("finding", f"finding:{slot.name}", slot.fact.label, "found", text, (slot.name,))
                )
        return found

    def _finding_slots(self) -> tuple[int, ...]:
        """The slots that records, or a table, may fill."""
        known: tuple[int, ...] | None = self.plan.kept.get("finding_slots")
        if known is None:
            known = self.plan.kept["finding_slots"] = tuple(
                number
                for number, slot in enumerate(self.plan.slots)
                if slot.fact.finding is not None or slot.fact.default_from is not None
            )
        return known

    def _finding_text(self, slot: Slot, origin: str) -> str:
        label, value = slot.fact.label, self.e.say(slot.name)
        if origin == "default":
            return f"根据{self._default_label(slot.name)}，{label}认定为{value}"
        assert slot.fact.finding is not None
        found = find(slot.fact.finding, self.e.case, self.plan)
        if origin == "stated":
            basis = f"{found.basis}与此一致" if found.rests_on else "没有可以对照的记录"
            return f"案件载明{label}为{value}，以办案人员的认定为准（{basis}）{_set_aside(found)}"
        note = f"（{found.note}）" if found.note else ""
        return f"根据{found.basis}，{label}认定为{value}{note}{_set_aside(found)}"

    def elements(self) -> list[Reason]:
        found = []
        established = self.e.masks is not None  # then each of them holds
        for rule in self.plan.elements:
            truth = True if established else f.kleene(rule.guard, self._box())
            decided, verdict = {True: ("holds", "成立"), False: ("fails", "不成立"), None: ("open", "尚待查明")}[truth]
            condition = self._condition(rule)
            text = f"构成要件“{condition}”{verdict}"
            found.append(self._reason("elements", rule.id, condition, decided, text, rule.facts))
        return found

    def _box(self) -> list[tuple[int, int]]:
        return [
            (slot.low, slot.high) if value is None else (value, value)
            for slot, value in zip(self.plan.slots, self.e.bound.values, strict=True)
        ]

    def _condition(self, rule: Rule) -> str:
        """A rule's condition in words, written once for all cases."""
        known: dict[int, str] = self.plan.kept.setdefault("conditions", {})
        text = known.get(id(rule))
        if text is None:
            text = known[id(rule)] = Words(self.plan.vocabulary).condition(rule.condition)
        return text

    def entries(self, name: str) -> list[Reason]:
        if self.e.masks is None:
            return []
        entries: tuple[EntryRule, ...] = getattr(self.plan, name)
        return [self._entry(name, entry) for entry in chosen(entries, getattr(self.e.masks, name))]

    def _entry(self, name: str, entry: EntryRule) -> Reason:
        step = "bar" if name == "barred" else "exempt" if name == "exempt" else "circumstance"
        return self._rule(step, entry.rule, "applies", partial(self._entry_text, name, entry))

    def _entry_text(self, name: str, entry: EntryRule) -> str:
        rule = entry.rule
        if name == "exempt":
            consequence = "不予行政处罚" if entry.force is Force.SHALL else "可以不予行政处罚"
        elif name == "barred":
            consequence = "不再给予行政处罚"
        elif entry.or_mitigated:
            consequence = f"{'应当' if entry.force is Force.SHALL else '可以'}从轻或者减轻处罚"
        else:
            consequence = LIST_WORDS[name] if entry.force is Force.SHALL else LIST_WORDS[name].replace("应当", "可以")
        return f"具有“{rule.label}”的情形（{self._values(rule.facts)}），{basis(rule)}，{consequence}"

    def range_and_tier(self) -> list[Reason]:
        settled, found = self.e.settled, []
        if settled.range is not None:
            found.append(self._range(self.plan.ranges[settled.range]))
        if settled.tier is not None:
            found.append(self._tier(self.plan.tiers[settled.tier]))
        return found

    def _range(self, row: RangeRow) -> Reason:
        decided = "closes" if row.closes is not None else "applies"
        return self._rule("statute", row.rule, decided, partial(self._range_text, row))

    def _range_text(self, row: RangeRow) -> str:
        statutory = self._statutory()
        if row.closes is not None:
            return (
                f"{self.plan.provision_cite}的文字没有覆盖本案（{self._values(row.rule.facts)}）；"
                f"裁量基准明示：{row.closes}。据此适用的幅度为{statutory}"
            )
        condition = "" if row.rule.guard == f.TRUE else f"，{self._condition(row.rule)}的"
        return f"依照{self.plan.provision_cite}{condition}，法定幅度为{statutory}"

    def _statutory(self) -> str:
        assert self.e.settled.range is not None
        law = self.plan.statute[self.e.settled.range].party["general"]
        if law.fine is None and not law.measures:
            return "（未设定处罚）"
        return penalty_text(self.e.statutory, law.fine.force if law.fine else Force.SHALL, law.measures).text

    def _tier(self, row: TierRow) -> Reason:
        return self._rule(
            "tier", row.rule, "applies", partial(self._tier_text, row), rejected=partial(self._rejected, row)
        )

    def _tier_text(self, row: TierRow) -> str:
        mark = f"（{row.rule.source.mark}）" if row.rule.source else ""
        condition = self._condition(row.rule)
        return f"本案{self._values(row.rule.facts)}，符合“{condition}”，属于“{row.rule.label}”阶次{mark}"

    def _rejected(self, row: TierRow) -> list[Rejected]:
        return [
            Rejected.model_construct(
                rule=other.rule.id, label=other.rule.label, because=f"其条件为“{self._condition(other.rule)}”"
            )
            for other in self.plan.tiers
            if other.tier != row.tier
        ]

    def circumstances(self) -> list[Reason]:
        """How the circumstances together moved the band, and by whose rule."""
        masks, effect = self.e.masks, self.e.settled.effect
        if masks is None or (effect == "general" and not (masks.heavier and (masks.lighter or masks.mitigated))):
            return []
        policy = self.plan.policy
        sources = {
            "lighter": policy.lighter.source,
            "heavier": policy.heavier.source,
            "mitigated": policy.mitigated.source,
        }
        source = sources.get(effect) or policy.source
        text = partial(self._circumstances_text, masks, effect, source)
        kind = source.kind if source else None
        field = effect if effect in sources else "mitigated_and_heavier" if masks.mitigated else "lighter_and_heavier"
        origin = self.plan.origins.get(f"policy.{field}")
        return [self._reason("policy", f"policy:{effect}", "情节的运用", "applies", text, source=kind, origin=origin)]

    def _circumstances_text(self, masks: Masks, effect: str, source: Source | None) -> str:
        e, policy = self.e, self.plan.policy
        if effect == "general":
            both = "减轻与从重" if masks.mitigated else "从轻与从重"
            setting = policy.mitigated_and_heavier if masks.mitigated else policy.lighter_and_heavier
            how = (
                "互相抵消，按阶次处罚"
                if setting == "offset"
                else "法律未规定取舍，两种结果并列，由办案机关按主要情节决定"
            )
            text = f"{both}情节并存，按本基准的设定：{how}"
        else:
            base = self._band("general")
            moved = f"，由{base}调整为{e.fine}" if base is not None and e.fine is not None and base != e.fine else ""
            unmoved = "，但罚款数额由法律固定，幅度不变" if base is not None and base == e.fine else ""
            words = {"lighter": "从轻", "heavier": "从重", "mitigated": "减轻"}[effect]
            text = f"按本基准关于{words}的设定确定幅度{moved}{unmoved}"
        return text + (f"（{source.mark}）" if source else "")

    def _band(self, effect: str) -> Band | None:
        sanction = self.e.sanction_of(effect)
        return fine_band(self.plan, sanction, self.e.values)[0] if sanction is not None else None

    def supplements(self) -> list[Reason]:
        masks = self.e.masks
        found = []
        for bit, item in enumerate(self.plan.supplements):
            if masks is not None and masks.supplements >> bit & 1:
                found.append(self._rule("supplement", item.rule, "applies", partial(self._supplement_text, item.rule)))
        return found

    def _supplement_text(self, rule: Rule) -> str:
        return f"{basis(rule)}，{rule.label}（{self._values(rule.facts)}）"

    def statute(self) -> list[Reason]:
        if not self.e.clamped:
            return []
        text = f"阶次的幅度超出法定幅度，已收窄至法定幅度{self.e.statutory}之内"
        cites = (self.plan.provision_cite,)
        return [self._reason("statute", "statute:clamp", "法定幅度", "clamped", text, cites=cites)]

    def fault(self) -> Reason:
        return self._reason("tier", "fault", "规则缺陷", "no_rule", f"{self.e.settled.fault}，请报告规则库维护者")

    def open_facts(self) -> Reason:
        names = [slot.name for slot, value in zip(self.plan.slots, self.e.bound.values, strict=True) if value is None]
        text = "下列事实尚未查明，结果不能确定：" + "、".join(self.plan.vocabulary[name].label for name in names)
        return self._reason("elements", "missing", "事实不足", "open", text, names)

    def _rule(
        self,
        step: str,
        rule: Rule,
        decided: str,
        text: Callable[[], str],
        rejected: Callable[[], list[Rejected]] = list,
    ) -> Reason:
        source = rule.source.kind if rule.source else None
        return self._reason(
            step, rule.id, rule.label, decided, text, rule.facts, rule.cites, source, rule.origin, rejected
        )

    def _reason(
        self,
        step: str,
        rule: str,
        label: str,
        decided: str,
        text: Callable[[], str] | str,
        facts: Sequence[str] = (),
        cites: Sequence[str] = (),
        source: str | None = None,
        origin: str | None = None,
        rejected: Callable[[], list[Rejected]] = list,
    ) -> Reason:
        return Reason.of(
            step=step,
            rule=rule,
            label=label,
            decided=decided,
            cites=list(cites),
            source=source,
            origin=origin or None,
            facts=partial(self._facts, facts) if facts else list,
            rejected=rejected,
            text=text,
        )

    def _facts(self, names: Iterable[str]) -> list[FactUsed]:
        """The facts a rule reads, each derived one after the stated facts it rests on."""
        found = []
        for name in dict.fromkeys(base for given in names for base in self._bases(given)):
            fact = self.plan.vocabulary[name]
            slot = self.plan.index.get(name)
            origin = "derived" if slot is None else self.e.bound.origins[slot] or "missing"
            found.append(FactUsed.model_construct(name=name, label=fact.label, value=self.e.say(name), origin=origin))
        return found

    def _bases(self, name: str) -> list[str]:
        vocabulary = self.plan.vocabulary
        return [*sorted(vocabulary.stated(name) - {name}), name]

    def _values(self, names: Iterable[str]) -> str:
        return "、".join(self._value(name) for name in names)

    def _value(self, name: str) -> str:
        """A fact as a clause: 车货总质量55300千克, 载运可分载物品, 未查明危害后果."""
        label, value = self.plan.vocabulary[name].label, self.e.value(name)
        if value is None:
            return f"{label}未查明"
        if isinstance(value, bool):
            return Words(self.plan.vocabulary).boolean(name, value)
        return f"{label}{'为' if self.plan.vocabulary[name].values else ''}{self.e.say(name)}"

    def _notable(self, slot: Slot) -> bool:
        """A finding worth telling: not the mere absence of a record, not what the case states of the party."""
        rule = slot.fact.finding
        if rule is None or rule.party is not None or rule.elapsed is not None:
            return False
        kind = rule.kind or rule.count
        if any(record.kind == kind for record in self.e.case.records):
            return True  # even if none of them counts: then it is said why
        return bool(self.e.bound.values[self.plan.index[slot.name]])

    def _default_label(self, name: str) -> str:
        table = self.plan.vocabulary[name].default_from
        return self.plan.vocabulary[table].label if table else ""


def _set_aside(found: Found) -> str:
    """The records that do not count, each with its reason."""
    shown = [f"{record.name}{SET_ASIDE[why]}" for record, why in found.set_aside]
    return f"（不计入：{'、'.join(shown)}）" if shown else ""
