"""The sentences of the trace, in legal Chinese: each about one evaluation, written when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discretion.case import SET_ASIDE, Found, find
from discretion.decide import Evaluation, FactUsed, Rejected, fine_band
from discretion.facts import Words
from discretion.penalty import Band, Force
from discretion.plan import EntryRule, Plan, RangeRow, Rule, Sanction, Slot, TierRow, per_plan
from discretion.plan import formula as f
from discretion.words import basis, penalty_text

LIST_WORDS = {
    "mitigated": "应当减轻处罚",
    "lighter": "应当从轻处罚",
    "heavier": "应当从重处罚",
}


@dataclass(eq=False, slots=True)
class Sentences:
    """What the reasons of one evaluation say."""

    e: Evaluation

    @property
    def plan(self) -> Plan:
        """The plan it was evaluated under."""
        return self.e.plan

    def facts(self, names: Iterable[str]) -> list[FactUsed]:
        """The facts a rule reads, each derived one after the stated facts it rests on."""
        found = []
        for name in dict.fromkeys(base for given in names for base in self._bases(given)):
            fact = self.plan.vocabulary[name]
            slot = self.plan.index.get(name)
            origin = "derived" if slot is None else self.e.bound.origins[slot] or "missing"
            found.append(FactUsed.model_construct(name=name, label=fact.label, value=self.e.say(name), origin=origin))
        return found

    def law(self) -> str:
        """Which law and which benchmark apply."""
        plan = self.plan
        names = "、".join(plan.ruleset_labels)
        return f"适用{plan.provision_cite}（版本 {plan.law.partition('@')[2]}），裁量基准为 {names}"

    def finding(self, slot: Slot, origin: str) -> str:
        """What a fact was found by: records, a table, or the officer."""
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

    def entry(self, name: str, entry: EntryRule) -> str:
        """A list entry that holds, and what follows from it."""
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

    def range(self, row: RangeRow) -> str:
        """The statutory range."""
        statutory = self._statutory()
        if row.closes is not None:
            return (
                f"{row.cite}的文字没有覆盖本案（{self._values(row.rule.facts)}）；"
                f"裁量基准明示：{row.closes}。据此适用的幅度为{statutory}"
            )
        condition = "" if row.rule.guard == f.TRUE else f"，{condition_text(self.plan, row.rule)}的"
        return f"依照{row.cite}{condition}，法定幅度为{statutory}"

    def tier(self, row: TierRow) -> str:
        """The tier."""
        mark = f"（{row.rule.source.mark}）" if row.rule.source else ""
        condition = condition_text(self.plan, row.rule)
        return f"本案{self._values(row.rule.facts)}，符合“{condition}”，属于“{row.rule.label}”阶次{mark}"

    def other_tiers(self, row: TierRow) -> list[Rejected]:
        """Why not the other tiers."""
        return [
            Rejected.model_construct(
                rule=other.rule.id,
                label=other.rule.label,
                because=f"其条件为“{condition_text(self.plan, other.rule)}”",
            )
            for other in self.plan.tiers
            if other.tier != row.tier
        ]

    def circumstances(self) -> str:
        """How the circumstances together moved the band."""
        e, policy, masks, effect = self.e, self.plan.policy, self.e.masks, self.e.settled.effect
        assert masks is not None
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
        source = policy.source_of(effect)
        return text + (f"（{source.mark}）" if source else "")

    def supplement(self, rule: Rule) -> str:
        """What the general law adds."""
        return f"{basis(rule)}，{rule.label}（{self._values(rule.facts)}）"

    def clamp(self) -> str:
        """That the tier was cut to the statutory range."""
        return f"阶次的幅度超出法定幅度，已收窄至法定幅度{self.e.statutory}之内"

    def beyond(self, sanction: Sanction) -> str:
        """That the tier writes penalties which the law does not have."""
        written = sanction.as_written
        more = [str(measure) for measure in written.measures if measure not in sanction.measures]
        more += ["罚款"] if written.fine is not None and sanction.fine is None else []
        return (
            f"阶次写的{'、'.join(more)}超出{self.plan.provision_cite}规定的种类或者期限，不予采用；请报告规则库维护者"
        )

    def _statutory(self) -> str:
        assert self.e.settled.range is not None
        law = self.plan.statute[self.e.settled.range].party["general"]
        if law.fine is None and not law.measures:
            return "（未设定处罚）"
        return penalty_text(self.e.statutory, law.force, law.measures).text

    def _band(self, effect: str) -> Band | None:
        sanction = self.e.sanction_of(effect)
        return fine_band(self.plan, sanction, self.e.values)[0] if sanction is not None else None

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

    def _default_label(self, name: str) -> str:
        table = self.plan.vocabulary[name].default_from
        return self.plan.vocabulary[table].label if table else ""


def condition_text(plan: Plan, rule: Rule) -> str:
    """A rule's condition in words, written once for all cases."""
    known = _conditions(plan)
    text = known.get(id(rule))
    if text is None:
        text = known[id(rule)] = Words(plan.vocabulary).condition(rule.condition)
    return text


@per_plan
def _conditions(_: Plan) -> dict[int, str]:
    """Filled as rules are told."""
    return {}


def _set_aside(found: Found) -> str:
    """The records that do not count, each with its reason."""
    shown = [f"{record.name}{SET_ASIDE[why]}" for record, why in found.set_aside]
    return f"（不计入：{'、'.join(shown)}）" if shown else ""
