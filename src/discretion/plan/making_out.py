"""What the act is: its elements, what the item covers of the statute, and the duties that it breaks."""

from __future__ import annotations

from discretion.conditions import ALWAYS, conjuncts
from discretion.errors import Problem, RulebookError
from discretion.plan import formula as f
from discretion.plan.lists import Lists
from discretion.plan.model import Rule, ScopeRule
from discretion.plan.rules import at, where_of
from discretion.rulebook import Origin, changes


class MakingOut(Lists):
    """The rules that make an act one of the violation."""

    def _elements(self) -> tuple[Rule, ...]:
        own = self.inherited.violation.elements
        rules = []
        if own != ALWAYS:
            origin = self.inherited.origins["elements"]
            for number, part in enumerate(conjuncts(own), 1):
                rules.append(self._rule(f"element:{number}", "构成要件", part, origin))
        if self.provision.when != ALWAYS:
            origin = Origin(self.law_id, self.law_document, (*self.provision_path, "when"))
            rules.append(self._rule("element:provision", "法条适用条件", self.provision.when, origin))
        return tuple(rules)

    def _to_state(self, elements: tuple[Rule, ...]) -> frozenset[int]:
        """What a case must state of facts that are presumed elsewhere: that the act is one, is never presumed; that the statute does
        not except it, may be, beside an act that is stated.
        """
        presumed = {item.slot: item.value for item in self._presumed()}
        values = [presumed.get(slot, 0) for slot in self.lowering.slots.values()]
        alone = [rule.guard for rule in elements if presumed.keys() >= frozenset(f.slots(rule.guard))]
        beside = len(alone) < len(elements)
        return frozenset(slot for guard in alone if not (beside and f.holds(guard, values)) for slot in f.slots(guard))

    def _scope(self) -> tuple[ScopeRule, ...]:
        rules = []
        for index, item in enumerate(self.inherited.violation.scope):
            origin = at(self._origin("scope", index), "when")
            if item.since is not None and item.since not in changes(file.model for file in self.rulebook.law_files):
                problem = f"{item.since} 没有法律开始施行"
                raise RulebookError(Problem(problem, where_of(at(self._origin("scope", index), "since"))))
            if item.since is not None and self.day < item.since:
                continue  # the law that provides otherwise is not yet in force
            rule = self._rule(f"scope:{index + 1}", "本项的范围", item.when, origin, refs=item.cite)
            rules.append(ScopeRule(rule, item.otherwise, tuple(item.see)))
        return tuple(rules)

    def _duties(self) -> tuple[Rule, ...]:
        """The duties that the law of the day has; some are broken only by some of the acts that the item punishes.

        Raises:
            RulebookError: what decides which is broken is no fact that a rule of the violation reads.
        """
        duty = self.inherited.violation.duty
        rules: list[Rule] = []
        conditions = duty.when if duty is not None else {}
        for ref in duty.cite if duty is not None else ():
            if self.rulebook.having(ref) and self.rulebook.provision(ref, self.day) is None:
                continue  # the version of the day lays down no such duty
            read = tuple(self.lowering.slots)
            origin = at(self.inherited.origins["duty"], "when", ref)
            rules.append(self._rule(f"duty:{ref}", "违则", conditions.get(ref, ALWAYS), origin, refs=(ref,)))
            if further := "、".join(name for name in self.lowering.slots if name not in read):
                problem = f"违反 {ref} 的条件用了事实 {further}，本项的其他规则都不读它"
                raise RulebookError(Problem(problem, where_of(origin), allowed=read))
        return tuple(rules)
