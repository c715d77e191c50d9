"""The sentences of the trace, in legal Chinese: each about one evaluation, written when it is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from discretion.case import SET_ASIDE, Found, find
from discretion.decide import Evaluation, FactUsed, Rejected
from discretion.explain.held import condition_text, element_text, facts_held, held, single
from discretion.explain.presumed import OtherRange
from discretion.explain.said import rests_on, said
from discretion.facts import Fact, Words
from discretion.penalty import Force
from discretion.plan import PARTY, EntryRule, Masks, Plan, RangeRow, Rule, Sanction, Slot, TierRow, chosen
from discretion.plan import formula as f
from discretion.rulebook import LIST_NAMES, RANKS, ListKind, SourceKind
from discretion.words import FIXED, SAME_ACT, basis, listed, penalty_text, subject_label


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
        bases = dict.fromkeys(base for given in names for base in rests_on(self.plan, given))
        return [said(self.e, name) for name in bases]

    def law(self) -> str:
        """Which law and which benchmark apply. Their versions are in the receipt."""
        doubt = f"；{self.plan.doubt}，适用前应当核对现行文本" if self.plan.doubt else ""
        return f"适用{self.plan.provision_cite}，裁量基准为{'、'.join(self.plan.ruleset_labels)}{doubt}"

    def element(self, rule: Rule, truth: bool | None) -> str:
        """An element of the violation: what of the case meets it, or does not."""
        if truth is None:
            return f"构成要件“{element_text(self.plan, rule)}”尚待查明"
        if truth:
            return f"{self._held(rule)}，该构成要件成立"
        return f"{self._values(rule.facts)}，不符合“{element_text(self.plan, rule)}”的构成要件"

    def finding(self, slot: Slot, origin: str) -> str:
        """What a fact was found by: records, a table, or the officer."""
        clause = self.clause(slot.name)
        if origin == "default":
            return f"根据{self._default_label(slot.name)}，认定{clause}"
        assert slot.fact.finding is not None
        found = find(slot.fact.finding, self.e.case, self.plan)
        if origin == "stated":
            basis = f"{found.basis}与此一致" if found.rests_on else "没有可以对照的记录"
            return f"案件载明{clause}，以办案人员的认定为准（{basis}）{_set_aside(found)}"
        note = f"（{found.note}）" if found.note else ""
        return f"根据{found.basis}，认定{clause}{note}{_set_aside(found)}"

    def entry(self, name: str, entry: EntryRule) -> str:
        """A list entry that holds, and what follows from it."""
        rule, consequence = entry.rule, _consequence(name, entry)
        values = self._held(rule)
        given = f"（{values}）" if values and values != rule.label else ""
        if name in ("lighter", "heavier") and self._fixed() and not entry.or_mitigated:
            return f"具有“{rule.label}”的情形{given}"  # what follows from it, ``circumstances`` says
        return f"具有“{rule.label}”的情形{given}，{basis(rule)}，{consequence}"

    def uncoerced(self, entry: EntryRule) -> str:
        """That no coercion is used; it is no part of the decision on the penalty."""
        rule = entry.rule
        values = self._held(rule)
        given = f"（{values}）" if values and values != rule.label else ""
        measures = "、".join(entry.coercion)
        verb = "不采取" if entry.force is Force.SHALL else "可以不采取"
        what = f"{measures}的行政强制措施" if measures else "行政强制措施"
        return f"具有“{rule.label}”的情形{given}，{basis(rule)}，{verb}{what}；是否处罚、怎样处罚不因此改变"

    def range(self, row: RangeRow) -> str:
        """The statutory range."""
        statutory = self._statutory()
        if row.closes is not None:
            return (
                f"{row.cite}的文字没有覆盖本案（{self._values(row.rule.facts)}）；"
                f"裁量基准明示：{row.closes}；据此{statutory}"
            )
        condition = "" if row.rule.guard == f.TRUE else f"，{self._condition(row.rule)}的"
        return f"依照{row.cite}{condition}，{statutory}"

    def other_range(self, item: OtherRange) -> str:
        """That a presumption chose the range, and which one applies otherwise."""
        other = Sentences(item.evaluation)
        clause, row = other.clause(item.name), self.plan.ranges[item.evaluation.settled.range or 0]
        label = self.plan.vocabulary[item.name].label
        return f"案卷没有载明{label}，{item.presumed.basis}；查明{clause}的，依照{row.cite}，{other._statutory()}"

    def tier(self, row: TierRow) -> str:
        """The tier; where the provision has a single penalty, that it has none."""
        if single(self.plan):
            return "该条款规定单一处罚，没有裁量阶次"
        if row.rule.guard == f.TRUE:
            return f"该条款不分情节，适用“{row.rule.label}”阶次"
        condition, values = self._condition(row.rule), self._found(row.rule)
        met = f"{values}，属于“{row.rule.label}”阶次" if values else f"本案属于“{row.rule.label}”阶次"
        return met if condition == values else f"{met}（{condition}）"

    def open_tier(self) -> str:
        """That the tier is open, on which facts it turns, and which tiers are reachable."""
        labels = {row.tier: row.rule.label for row in self.plan.tiers}
        found = {item.tier for item in self.e.outcomes}
        reachable = [f"“{label}”" for tier, label in labels.items() if tier in found]
        missing = [fact.label for fact in self.open_facts()]
        if not missing:  # the tier is settled, what it gives is not
            return f"属于{'、'.join(reachable)}阶次，阶次之内的结果待定；法定幅度不受其影响"
        return f"阶次待定：可能属于{'、'.join(reachable)}阶次，取决于尚未查明的{'、'.join(missing)}；法定幅度不受其影响"

    def open_facts(self) -> list[Fact]:
        """The missing facts that the tiers turn on."""
        read = {slot for row in self.plan.tiers for slot in f.slots(row.rule.guard)}
        values = self.e.bound.values
        return [slot.fact for number, slot in enumerate(self.plan.slots) if number in read and values[number] is None]

    def fined(self) -> str:
        """That the same act was fined by another authority."""
        named = "、".join(record.name for record in self.e.fined)
        return f"同一行为已由其他机关罚款（{named}），依照{SAME_ACT}，不再给予罚款"

    def other_tiers(self, row: TierRow) -> list[Rejected]:
        """Why not the other tiers."""
        return [
            Rejected.model_construct(
                rule=other.rule.id,
                label=other.rule.label,
                because=f"适用于{condition_text(self.plan, other.rule)}的",
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
            return f"{both}情节并存，按裁量基准的设定：{how}"
        if self._fixed() and effect != "mitigated":
            return FIXED
        base = self.e.fine_under("general")
        against = self._overruled(masks, effect)
        moved = f"，由{base}调整为{e.fine}" if base is not None and e.fine is not None and base != e.fine else ""
        words = {"lighter": "从轻", "heavier": "从重", "mitigated": "减轻"}[effect]
        return f"{against}按裁量基准关于{words}的设定确定幅度{moved}"

    def _overruled(self, masks: Masks, effect: str) -> str:
        """That what the law commands is moved by nothing of a lower rank that points the other way."""
        kinds = (ListKind.MITIGATED, ListKind.LIGHTER) if effect == "heavier" else (ListKind.HEAVIER,)
        held = [entry.rank for kind in kinds for entry in chosen(self.plan.lists[kind], getattr(masks, kind))]
        if not held or max(held) == RANKS[SourceKind.STATUTE]:
            return ""
        commanded, other = ("从重", "从轻") if effect == "heavier" else ("从轻或者减轻", "从重")
        return f"法律规定的{commanded}，不因裁量基准或者建议中的{other}情形而改变；"

    def supplement(self, rule: Rule) -> str:
        """What the general law adds."""
        return f"{basis(rule)}，{rule.label}（{self._values(rule.facts)}）"

    def nothing_left(self, rule: Rule, name: str) -> str:
        """That the general law leaves nothing to confiscate of a gain that goes back."""
        vocabulary = self.plan.vocabulary
        given = [stated for stated in vocabulary if stated in vocabulary.stated(name) - {name}]
        return f"{self._values(given)}，{basis(rule)}，没有{vocabulary[name].label}"

    def order(self, rule: Rule) -> str:
        """What the general law orders, where the provision orders nothing."""
        return f"{basis(rule)}，{'、'.join(rule.orders)}"

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
        """What the statute gives; or that it gives no penalty here."""
        e, law = self.e, self.e.law_of()
        assert law is not None
        own = "没有对当事人设定罚款等处罚"
        if law.fine is not None or law.measures:
            named = self.addressee()
            own = (f"对{named}" if named else "") + penalty_text(e.statutory, law.force, law.measures).text
        others = [(subject, e.law_of(subject)) for subject in e.outcome if subject != PARTY]
        said = [
            f"对{subject_label(subject, self.plan)}{penalty_text(e.statutory_of(subject), sanction.force, sanction.measures).text}"
            for subject, sanction in others
            if sanction is not None
        ]
        return "；".join([own, *said])

    def addressee(self) -> str:
        """Whom the provision punishes in the party, as the statute names him; nothing where it names nobody in particular."""
        name = self.e.subject or self.plan.addressee
        return "" if name == "party" else subject_label(name, self.plan)

    def _fixed(self) -> bool:
        """Whether the law leaves no amount to choose: there is then no 从轻 and no 从重."""
        band = self.e.fine_under("general")
        return band is not None and band.fixed

    def _held(self, rule: Rule) -> str:
        """The facts that meet a rule; of alternatives, those that hold."""
        return self._values(facts_held(self.plan, rule, self.e.bound.values))

    def _found(self, rule: Rule) -> str:
        """The same, without what is only presumed: that is not found, and said with the range; nor what is not known, where the
        rule holds for all that it can be.
        """
        names = facts_held(self.plan, rule, self.e.bound.values)
        return self._values(
            name for name in names if self._origin(name) != "presumed" and self.e.value(name) is not None
        )

    def _origin(self, name: str) -> str | None:
        slot = self.plan.index.get(name)
        return None if slot is None else self.e.bound.origins[slot]

    def _condition(self, rule: Rule) -> str:
        """A rule's condition; of alternatives, those that hold."""
        condition = held(self.plan, rule, self.e.bound.values)
        return (
            condition_text(self.plan, rule)
            if condition is rule.condition
            else Words(self.plan.vocabulary).condition(condition)
        )

    def _values(self, names: Iterable[str]) -> str:
        return listed(self.clause(name) for name in names)

    def clause(self, name: str) -> str:
        """A fact as a clause: 车货总质量55300千克, 载运可分载物品, 未查明危害后果."""
        return said(self.e, name).text

    def _default_label(self, name: str) -> str:
        table = self.plan.vocabulary[name].default_from
        return self.plan.vocabulary[table].label if table else ""


def _consequence(name: str, entry: EntryRule) -> str:
    """What an entry leads to: 应当 where the law commands, 可以 where it allows, and neither where we propose."""
    source = entry.rule.source
    proposed = source is not None and source.kind == "proposed"
    if name == "barred":
        return "不再给予行政处罚"
    verb = ("" if proposed else "应当") if entry.force is Force.SHALL else "可以"
    if name == "exempt":
        return f"{verb.replace('应当', '')}不予行政处罚"
    return f"{verb}从轻或者减轻处罚" if entry.or_mitigated else f"{verb}{LIST_NAMES[ListKind(name)]}"


def _set_aside(found: Found) -> str:
    """The records that do not count, each with its reason."""
    shown = [f"{record.name}{SET_ASIDE[why]}" for record, why in found.set_aside]
    return f"（不计入：{'、'.join(shown)}）" if shown else ""
