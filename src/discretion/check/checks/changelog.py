"""changelog: every version says what it changed."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, holds, of_problem
from discretion.errors import Problem, RulebookError
from discretion.rulebook import changelog_problems, read_changelog

SCOPE = "rulebook"
NAME = "更新记录"
SENTENCE = "更新记录可读，每个已发布的版本都有记录，所写的版本和违法行为都存在"
FORMULA = "∀v ∈ published ∃entry ∈ CHANGELOG: entry = v"


def run(whole: Whole) -> Iterator[Finding]:
    """Read the changelog against the rulebook; a folder of drafts needs none."""
    published = [ruleset for ruleset in whole.rulesets() if ruleset.header.model.status == "published"]
    needed = {ruleset.layer for ruleset in published}
    layers = [layer for layer in whole.book.layers if layer in needed or layer.has("CHANGELOG.yaml")]
    if not layers:
        yield holds("changelog", "没有已发布的版本")
        return
    problems: list[Problem] = []
    for layer in layers:
        try:
            problems += changelog_problems(whole.book, *read_changelog(layer))
        except RulebookError as error:
            problems += error.problems
    drafts = {f"更新记录没有 {ruleset.id}" for ruleset in whole.rulesets() if ruleset not in published}
    found = [of_problem("changelog", problem, problem.message) for problem in problems if problem.message not in drafts]
    yield from found or [holds("changelog", "更新记录与规则库一致")]
