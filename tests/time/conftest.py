"""A rulebook of one violation, as it was on many days: rulesets by version, one law by version."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from tests.conftest import POLICY

RULESET = """
area: {area}
label: {area}
version: "{version}"
status: {status}
codes: {codes}
effective: "{effective}"
{more}
source: {{kind: proposed, method: 测试}}
"""
LAW = """
law: test-law
label: 测试法
level: law
version: "{version}"
effective: "{effective}"
{more}
source: {{grade: A, where: 测试}}
provisions:
  act: {{cite: 第二条, label: 测试行为, ranges: [{{range: any, penalty: {{fine: {{from: 100, to: 200}}}}}}]}}
"""
VIOLATION = """
violation: test.act
label: 测试行为
sector: highway
provision: test-law/act
source: {kind: proposed, method: 测试}
tiers:
  - {tier: only, label: 一般, when: {}, penalty: statute}
"""
CASE: dict[str, Any] = {"violation": "test.act", "party": {"kind": "organisation"}, "facts": {}}


def header(version: str, effective: str, more: str = "", *, status: str = "published", area: str = "national",
           codes: str = "[]") -> str:  # fmt: skip
    text = RULESET.format(area=area, version=version, status=status, effective=effective, more=more, codes=codes)
    return text + ("policy:" + indent(POLICY, "  ") if area == "national" else "extends: national\n")


@pytest.fixture
def build(rulebook: Callable[..., Path]) -> Callable[..., Path]:
    """Write a rulebook: national rulesets by version, the versions of the law, further files."""

    def write(headers: dict[str, str], laws: dict[str, str] | None = None, *more: str) -> Path:
        parts: list[str] = ["facts.yaml", "facts: {}\n", *more]
        for version, text in headers.items():
            parts += [
                f"national/{version}/ruleset.yaml",
                text,
                f"national/{version}/violations/test.act.yaml",
                VIOLATION,
            ]
        for name, text in (laws or {"1": LAW.format(version="1", effective="2000-01-01", more="")}).items():
            parts += [f"laws/test-law@{name}.yaml", text]
        return rulebook(*parts)

    return write
