"""The outcome of golden cases for machines: JSON, and JUnit XML for CI servers."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from discretion.errors import Problem
from discretion.testing.coverage import Coverage
from discretion.testing.golden import GoldenOutcome

SCHEMA_VERSION = "1"
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Lock = Sequence[Problem]


def as_json(outcomes: Sequence[GoldenOutcome], coverage: Sequence[Coverage], locked: Lock) -> str:
    """Every case with its problems, what no case uses, and published versions that were changed."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "cases": [
            {
                "ruleset": outcome.golden.ruleset.id,
                "name": outcome.golden.case.name,
                "violations": list(outcome.golden.case.violations),
                "where": str(outcome.golden.position()),
                "passed": not outcome.problems,
                "problems": [str(problem) for problem in outcome.problems],
            }
            for outcome in outcomes
        ],
        "unused": [
            {"ruleset": item.ruleset, "violation": target.violation, "rule": target.rule, "where": str(target.where)}
            for item in coverage
            for target in item.missed
        ],
        "locked": [str(problem) for problem in locked],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def as_junit(outcomes: Sequence[GoldenOutcome], _coverage: Sequence[Coverage], locked: Lock) -> str:
    """A suite for every ruleset; published versions that were changed are a suite of their own."""
    suites = Element("testsuites", name="discretion test")
    for name in dict.fromkeys(outcome.golden.ruleset.id for outcome in outcomes):
        own = [outcome for outcome in outcomes if outcome.golden.ruleset.id == name]
        _suite(
            suites,
            name,
            [(f"{outcome.golden.position()} {outcome.golden.case.name}", outcome.problems) for outcome in own],
        )
    if locked:
        _suite(suites, "locked", [(str(problem.where or problem.message), (problem,)) for problem in locked])
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode") + "\n"


def _suite(suites: Element, name: str, cases: Sequence[tuple[str, Sequence[Problem]]]) -> None:
    failures = str(sum(bool(problems) for _, problems in cases))
    suite = SubElement(
        suites, "testsuite", name=name, tests=str(len(cases)), failures=failures, errors="0", skipped="0"
    )
    for case, problems in cases:
        item = SubElement(suite, "testcase", name=_clean(case), classname=_clean(name))
        if problems:
            SubElement(item, "failure", message=_clean(problems[0].message)).text = _clean(
                "\n".join(map(str, problems))
            )


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("�", text)
