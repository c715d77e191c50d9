"""The trace: one reason per step of the law, with rule, article, facts, and what was rejected and why."""

from __future__ import annotations

from collections.abc import Iterable

from discretion.conditions.chinese import say_boolean
from discretion.engine.decide import Disposition, Status, chosen, fine_band
from discretion.engine.evaluate import Evaluation
from discretion.engine.recommendation import FactUsed, Reason, Rejected
from discretion.engine.words import penalty_text
from discretion.facts import Words
from discretion.penalty import Band, Force
from discretion.plan import formula as f
from discretion.plan.model import EntryRule, RangeRow, Rule, TierRow

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
        self.words = Words(evaluation.plan.vocabulary)
        self.box = [
            (slot.low, slot.high) if value is None else (value, value)
            for slot, value in zip(evaluation.plan.slots, evaluation.bound.values, strict=True)
        ]

    def law(self) -> Reason:
        plan = self.plan
        names = "、".join(plan.ruleset_labels)
        text = f"适用{plan.provision_cite}（版本 {plan.law.partition('@')[2]}），裁量基准为 {names}"
        return _reason("law", plan.provision, plan.provision_label, "applies", text, cites=(plan.provision_cite,))

    def findings(self) -> list[Reason]:
        found = []
        for slot in self.plan.slots:
            origin = self.e.bound.origins[self.plan.index[slot.name]]
            if origin not in ("records", "default"):
                continue
            if origin == "records" and not self._notable(slot.name):
                continue
            basis = "根据记录" if origin == "records" else f"根据{self._default_label(slot.name)}"
            text = f"{basis}，{slot.fact.label}认定为{self.e.say(slot.name)}"
            found.append(
                _reason(
                    "finding", f"finding:{slot.name}", slot.fact.label, "found", text, facts=self._facts([slot.name])
                )
            )
        return found

    def elements(self) -> list[Reason]:
        found = []
        for rule in self.plan.elements:
            truth = f.kleene(rule.guard, self.box)
            condition = self.words.condition(rule.condition)
            decided = {True: "holds", False: "fails", None: "open"}[truth]
            verdict = {True: "成立", False: "不成立", None: "尚待查明"}[truth]
            text = f"构成要件“{condition}”{verdict}"
            found.append(_reason("elements", rule.id, condition, decided, text, facts=self._facts(rule.facts)))
        return found

    def entries(self, name: str) -> list[Reason]:
        if self.e.masks is None:
            return []
        entries: tuple[EntryRule, ...] = getattr(self.plan, name)
        return [self._entry(name, entry) for entry in chosen(entries, getattr(self.e.masks, name))]

    def _entry(self, name: str, entry: EntryRule) -> Reason:
        rule = entry.rule
        if name == "exempt":
            consequence = "不予行政处罚" if entry.force is Force.SHALL else "可以不予行政处罚"
        elif name == "barred":
            consequence = "不再给予行政处罚"
        elif entry.or_mitigated:
            consequence = f"{'应当' if entry.force is Force.SHALL else '可以'}从轻或者减轻处罚"
        else:
            consequence = LIST_WORDS[name] if entry.force is Force.SHALL else LIST_WORDS[name].replace("应当", "可以")
        text = f"具有“{rule.label}”的情形（{self._values(rule.facts)}），依照{_cites(rule)}，{consequence}"
        return self._rule(
            "bar" if name == "barred" else "exempt" if name == "exempt" else "circumstance", rule, "applies", text
        )

    def range_and_tier(self) -> list[Reason]:
        settled, found = self.e.settled, []
        if settled.range is not None:
            found.append(self._range(self.plan.ranges[settled.range]))
        if settled.tier is not None:
            found.append(self._tier(self.plan.tiers[settled.tier]))
        return found

    def _range(self, row: RangeRow) -> Reason:
        statutory = self._statutory()
        if row.closes is not None:
            text = (
                f"{self.plan.provision_cite}的文字没有覆盖本案（{self._values(row.rule.facts)}）；"
                f"裁量基准明示：{row.closes}。据此适用的幅度为{statutory}"
            )
            return self._rule("statute", row.rule, "closes", text)
        condition = self.words.condition(row.rule.condition)
        text = f"依照{self.plan.provision_cite}，{condition}的，法定幅度为{statutory}"
        return self._rule("statute", row.rule, "applies", text)

    def _statutory(self) -> str:
        assert self.e.settled.range is not None
        law = self.plan.statute[self.e.settled.range].party["general"]
        if law.fine is None and not law.measures:
            return "（未设定处罚）"
        return penalty_text(self.e.statutory, law.fine.force if law.fine else Force.SHALL, law.measures).text

    def _tier(self, row: TierRow) -> Reason:
        condition = self.words.condition(row.rule.condition)
        mark = f"（{row.rule.source.mark}）" if row.rule.source else ""
        text = f"本案{self._values(row.rule.facts)}，符合“{condition}”，属于“{row.rule.label}”阶次{mark}"
        rejected = []
        for other in self.plan.tiers:
            if other.tier != row.tier:
                because = f"其条件为“{self.words.condition(other.rule.condition)}”"
                rejected.append(Rejected.model_construct(rule=other.rule.id, label=other.rule.label, because=because))
        return self._rule("tier", row.rule, "applies", text, rejected=rejected)

    def circumstances(self) -> list[Reason]:
        """How the circumstances together moved the band, and by whose rule."""
        e, policy = self.e, self.plan.policy
        masks = e.masks
        if masks is None:
            return []
        effect = e.settled.effect
        if effect == "general":
            both = "减轻与从重" if masks.mitigated else "从轻与从重"
            if not masks.heavier or not (masks.lighter or masks.mitigated):
                return []
            setting = policy.mitigated_and_heavier if masks.mitigated else policy.lighter_and_heavier
            how = (
                "互相抵消，按阶次处罚"
                if setting == "offset"
                else "法律未规定取舍，两种结果并列，由办案机关按主要情节决定"
            )
            source = policy.source
            text = f"{both}情节并存，按本基准的设定：{how}"
        else:
            sources = {
                "lighter": policy.lighter.source,
                "heavier": policy.heavier.source,
                "mitigated": policy.mitigated.source,
            }
            source = sources[effect] or policy.source
            base = self._band("general")
            moved = f"，由{base}调整为{e.fine}" if base is not None and e.fine is not None and base != e.fine else ""
            unmoved = "，但罚款数额由法律固定，幅度不变" if base is not None and base == e.fine else ""
            words = {"lighter": "从轻", "heavier": "从重", "mitigated": "减轻"}[effect]
            text = f"按本基准关于{words}的设定确定幅度{moved}{unmoved}"
        mark = f"（{source.mark}）" if source else ""
        return [
            _reason(
                "policy",
                f"policy:{effect}",
                "情节的运用",
                "applies",
                text + mark,
                source=source.kind if source else None,
            )
        ]

    def _band(self, effect: str) -> Band | None:
        sanction = self.e.sanction_of(effect)
        return fine_band(self.plan, sanction, self.e.values)[0] if sanction is not None else None

    def supplements(self) -> list[Reason]:
        masks = self.e.masks
        found = []
        for bit, item in enumerate(self.plan.supplements):
            if masks is not None and masks.supplements >> bit & 1:
                text = f"依照{_cites(item.rule)}，{item.rule.label}（{self._values(item.rule.facts)}）"
                found.append(self._rule("supplement", item.rule, "applies", text))
        return found

    def statute(self) -> list[Reason]:
        if not self.e.clamped:
            return []
        text = f"阶次的幅度超出法定幅度，已收窄至法定幅度{self.e.statutory}之内"
        return [_reason("statute", "statute:clamp", "法定幅度", "clamped", text, cites=(self.plan.provision_cite,))]

    def fault(self) -> Reason:
        return _reason("tier", "fault", "规则缺陷", "no_rule", f"{self.e.settled.fault}，请报告规则库维护者")

    def open_facts(self) -> Reason:
        names = [slot.name for slot, value in zip(self.plan.slots, self.e.bound.values, strict=True) if value is None]
        text = "下列事实尚未查明，结果不能确定：" + "、".join(self.plan.vocabulary[name].label for name in names)
        return _reason("elements", "missing", "事实不足", "open", text, facts=self._facts(names))

    def _rule(self, step: str, rule: Rule, decided: str, text: str, rejected: Iterable[Rejected] = ()) -> Reason:
        return _reason(
            step,
            rule.id,
            rule.label,
            decided,
            text,
            cites=rule.cites,
            source=rule.source.kind if rule.source else None,
            origin=rule.origin,
            facts=self._facts(rule.facts),
            rejected=rejected,
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
            return say_boolean(label, value)
        return f"{label}{'为' if self.plan.vocabulary[name].values else ''}{self.e.say(name)}"

    def _notable(self, name: str) -> bool:
        """A finding worth telling: not the mere absence of a record, not what the case states of the party."""
        value = self.e.value(name)
        rule = self.plan.vocabulary[name].finding
        return bool(value) and rule is not None and rule.party is None and rule.elapsed is None

    def _default_label(self, name: str) -> str:
        table = self.plan.vocabulary[name].default_from
        return self.plan.vocabulary[table].label if table else ""


def _cites(rule: Rule) -> str:
    return "、".join(rule.cites) or "裁量基准"


def _reason(
    step: str,
    rule: str,
    label: str,
    decided: str,
    text: str,
    *,
    cites: Iterable[str] = (),
    source: str | None = None,
    origin: str | None = None,
    facts: list[FactUsed] | None = None,
    rejected: Iterable[Rejected] = (),
) -> Reason:
    return Reason.model_construct(
        step=step,
        rule=rule,
        label=label,
        decided=decided,
        cites=list(cites),
        source=source,
        origin=origin or None,
        facts=facts or [],
        rejected=list(rejected),
        text=text,
    )
