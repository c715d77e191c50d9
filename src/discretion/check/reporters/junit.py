"""JUnit XML, for CI servers: a test case for every finding; waived ones are skipped."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from discretion.check.model import Verdict
from discretion.check.reporters import CheckRun
from discretion.check.waivers import Judged
from discretion.documents import dump

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def report(run: CheckRun) -> str:
    """Write a run as JUnit XML."""
    suites = Element("testsuites", name="discretion check")
    for code in dict.fromkeys(item.finding.code for item in run.judged):
        items = [item for item in run.judged if item.finding.code == code]
        suite = SubElement(suites, "testsuite", name=code, tests=str(len(items)))
        suite.set("failures", str(sum(i.failing and i.finding.verdict is Verdict.REFUTED for i in items)))
        suite.set("errors", str(sum(i.failing and i.finding.verdict is Verdict.UNKNOWN for i in items)))
        suite.set("skipped", str(sum(i.waiver is not None for i in items)))
        for item in items:
            _case(suite, item)
    indent(suites)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(suites, encoding="unicode")


def _case(suite: Element, item: Judged) -> None:
    finding = item.finding
    group = ".".join(part for part in (finding.area, finding.violation) if part) or "rulebook"
    at = f" {finding.where}" if finding.where is not None and finding.where.file else ""  # rows of one tier share an id
    case = SubElement(suite, "testcase", name=_clean(f"{finding.id}{at}"), classname=_clean(group))
    if item.waiver is not None:
        SubElement(case, "skipped", message=_clean(f"豁免：{item.waiver.reason}"))
    elif item.failing:
        kind = "error" if finding.verdict is Verdict.UNKNOWN else "failure"
        failure = SubElement(case, kind, message=_clean(finding.message), type=finding.verdict.value)
        place = [str(finding.where)] if finding.where else []
        remedy = [f"改法：{finding.remedy}"] if finding.remedy else []
        failure.text = _clean("\n".join([*place, finding.message, *(dump(case) for case in finding.cases), *remedy]))


def _clean(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return NOT_XML.sub("�", text)
