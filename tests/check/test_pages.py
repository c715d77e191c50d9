"""Every page under docs/checks is a test: its wrong ruleset is refuted with the exact output, its mended twin is proven."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from discretion import Library
from discretion.check import CHECKS, CheckScope, Finding, Verdict, run_checks, run_ruleset_checks
from discretion.check.run import run_rulebook_checks
from discretion.documents import dump

PAGES = Path(__file__).parents[2] / "docs" / "checks"
DAY = date(2026, 3, 2)
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)


def blocks(text: str) -> dict[str, str]:
    """The files (YAML, texts of laws) of a piece of a page; the first line of each block names the file."""
    files = [body for kind, body in BLOCK.findall(text) if kind in ("yaml", "markdown")]
    return {body.partition("\n")[0].removeprefix("# "): body for body in files}


def section(page: str, title: str) -> str:
    """What stands under a heading."""
    return page.partition(f"## {title}\n")[2].partition("\n## ")[0]


def check(folder: Path, files: Mapping[str, str], code: str) -> list[Finding]:
    """Run one check over the files."""
    for name, body in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")
    library = Library.load(folder, drafts=True)
    if CHECKS[code].scope is CheckScope.RULEBOOK:
        return list(run_rulebook_checks(library.rulebook, DAY, [code]))
    found: list[Finding] = []
    for area, versions in library.rulebook.areas.items():
        chain = library.rulebook.chain(versions[-1], DAY)
        assert chain[0].area == area
        if CHECKS[code].scope is CheckScope.RULESET:
            found += run_ruleset_checks(library.plans, chain, DAY, [code])
            continue
        for violation in library.rulebook.violation_ids(chain):
            found += run_checks(library.plans, chain, violation, DAY, [code])
    return found


def shown(finding: Finding, folder: Path) -> str:
    """A finding as the pages show it: verdict, id, place, message, remedy, cases."""
    place = str(finding.where).replace(f"{folder}/", "")
    lines = [f"{finding.verdict.value} {finding.id}", place, finding.message]
    if finding.remedy:
        lines.append(f"改法：{finding.remedy}")
    cases = "".join(f"---\n{dump(dict(case))}" for case in finding.cases)
    return "\n".join(lines) + "\n" + cases


BASE = blocks((PAGES / "README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("code", CHECKS)
def test_refutes_the_wrong_ruleset_with_the_output_of_its_page(code: str, tmp_path: Path) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    found = check(tmp_path, BASE | blocks(section(page, "错误的规则")), code)
    output = BLOCK.findall(section(page, "检查的输出"))[0][1]
    refuted = [shown(item, tmp_path) for item in found if item.verdict is not Verdict.PROVEN]
    assert "".join(refuted) == output


@pytest.mark.parametrize("code", CHECKS)
def test_proves_the_mended_ruleset(code: str, tmp_path: Path) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    files = BASE | blocks(section(page, "错误的规则")) | blocks(section(page, "改正"))
    found = check(tmp_path, files, code)
    assert found
    assert {item.verdict for item in found} == {Verdict.PROVEN}


@pytest.mark.parametrize("code", CHECKS)
def test_says_what_it_proves(code: str) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert CHECKS[code].sentence in page
    assert CHECKS[code].formula in page
