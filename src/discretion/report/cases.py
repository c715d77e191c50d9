"""The golden cases of an area, run by the engine: facts, outcome, and whether it is the expected one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from discretion.case import Case
from discretion.documents import Document
from discretion.errors import DiscretionError
from discretion.facts import FactType, Words, encode, say
from discretion.report.expected import say_expected
from discretion.rulebook import inherit
from discretion.tables import View
from discretion.testing import Golden, golden_cases, run
from discretion.words import say_result


@dataclass
class JudgedCase:
    """A golden case and what the engine made of it."""

    golden: Golden
    case: Case | None
    result: str
    problems: tuple[str, ...] = ()
    facts: str = field(default="")

    @property
    def name(self) -> str:
        """What the case file calls it."""
        return self.golden.case.name


def judge(view: View, violations: set[str]) -> Mapping[str, list[JudgedCase]]:
    """Run the golden cases of a view's rulesets, the area's own first, by violation."""
    found: dict[str, list[JudgedCase]] = {}
    tiers: dict[str, dict[str, str]] = {}
    for ruleset in view.chain:
        texts = ((path, ruleset.layer.text(path)) for path in ruleset.cases)
        # Reading YAML is what takes time.
        files = [path for path, text in texts if any(name in text for name in violations)]
        for golden in golden_cases(ruleset, files):
            name = str(golden.case.case.get("violation", ""))
            if name in violations:
                if name not in tiers:
                    violation = inherit(view.chain, name).violation
                    tiers[name] = {tier.tier: tier.label for tier in violation.tiers or ()}
                found.setdefault(name, []).append(_judge(view, golden, tiers[name]))
    return found


def _judge(view: View, golden: Golden, tiers: Mapping[str, str]) -> JudgedCase:
    raw = {key: value for key, value in golden.case.case.items() if key != "place"}
    outcome = run(view.library, golden)
    problems = tuple(problem.message for problem in outcome.problems)
    if problems and outcome.result is not None:
        problems = (f"预期：{say_expected(golden, tiers)}",)
    try:
        case = view.library.case(Document(raw, golden.document.name))
        result = view.library.recommend(case, area=golden.ruleset.area)
    except DiscretionError as error:
        return JudgedCase(golden, None, str(error), problems)
    return JudgedCase(golden, case, say_result(result), problems, say_facts(case.facts, view.words))


def say_facts(facts: Mapping[str, object], words: Words) -> str:
    """Stated facts as clauses."""
    said = []
    for name, raw in facts.items():
        if name not in words.vocabulary or raw is None:
            continue
        fact = words.vocabulary[name]
        if fact.type is FactType.BOOLEAN:
            said.append(words.boolean(name, bool(raw)))
        elif fact.type is FactType.ENUM:
            said.append(words.value(name, str(raw)))
        else:
            said.append(f"{fact.label}{say(fact, encode(fact, raw))}")
    return "；".join(said)
