"""changelog: every version says what it changed, and all that it changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds, of_problem
from discretion.documents import Document
from discretion.errors import Problem, RulebookError
from discretion.rulebook import Changelog, Effect, Ruleset, changelog_problems, read_changelog

SCOPE = "rulebook"
NAME = "更新记录"
SENTENCE = "更新记录可读，每个已发布的版本都有记录，所写的版本和违法行为都存在；与所替代的版本不同的，都已写明；只有首版写作首版，日期与版本相合"
FORMULA = "∀v ∈ published ∃entry ∈ CHANGELOG: entry = v；∀r: r(v) ≠ r(supersedes(v)) ⇒ r ∈ violations(entry)"
HEADER = ("policy", "records", "presume", "supplements", "authority", "lex_mitior", "extends", "codes")


def run(whole: Whole) -> Iterator[Finding]:
    """Read the changelog against the rulebook; a folder of drafts needs none."""
    published = [ruleset for ruleset in whole.book.rulesets if ruleset.header.model.status == "published"]
    needed = {ruleset.layer for ruleset in published}
    layers = [layer for layer in whole.book.layers if layer in needed or layer.has("CHANGELOG.yaml")]
    if not layers:
        yield holds("changelog", "没有已发布的版本")
        return
    problems: list[Problem] = []
    unsaid: list[Finding] = []
    for layer in layers:
        try:
            changelog, document = read_changelog(layer)
            problems += changelog_problems(whole.book, changelog, document)
            unsaid += _dated(whole, changelog, document)
            unsaid += [finding for ruleset in whole.current() if ruleset.layer == layer
                       for finding in _unsaid(whole, ruleset, changelog, document)]  # fmt: skip
        except RulebookError as error:
            problems += error.problems
    drafts = {f"更新记录没有 {ruleset.id}" for ruleset in whole.book.rulesets if ruleset not in published}
    found = [of_problem("changelog", problem, problem.message) for problem in problems if problem.message not in drafts]
    yield from [*found, *unsaid] or [holds("changelog", "更新记录与规则库一致")]


def _dated(whole: Whole, changelog: Changelog, document: Document) -> Iterator[Finding]:
    """The first version of an area is the first, and no other one; a version is recorded neither before its year nor in years to come."""
    for number, entry in enumerate(changelog.changelog):
        versions = [ruleset.header.model.version for ruleset in whole.book.areas.get(entry.area, ())]
        for at, change in enumerate(entry.changes):
            first = entry.version == versions[0] if entry.version in versions else change.effect is Effect.FIRST
            if (change.effect is Effect.FIRST) is not first:
                where = document.position(("changelog", number, "changes", at, "effect"))
                yield fault("changelog", f"{entry.area}@{entry.version} 写作 effect: {change.effect.value}，它{'是' if first else '不是'}首版", where,
                            f"{entry.area}@{entry.version}/effect", remedy="首版写 first，其后的版本写与前一版本相比的影响")  # fmt: skip
        year = int(entry.version[:4]) if entry.version[:4].isdigit() else whole.day.year
        if not year - 1 <= entry.date.year <= max(year, whole.day.year) + 1:
            yield fault("changelog", f"{entry.area}@{entry.version} 的记录写作{entry.date.isoformat()}", document.position(("changelog", number, "date")),
                        f"{entry.area}@{entry.version}/date", remedy="更正 date")  # fmt: skip


def _unsaid(whole: Whole, ruleset: Ruleset, changelog: Changelog, document: Document) -> Iterator[Finding]:
    """What differs from the version before, and stands in no change of this one: a slip of the pen, or forgotten."""
    before = ruleset.header.model.supersedes
    old = next((item for item in whole.book.areas[ruleset.area] if item.header.model.version == before), None)
    at, entry = next(((number, entry) for number, entry in enumerate(changelog.changelog)
                      if (entry.area, entry.version) == (ruleset.area, ruleset.header.model.version)), (0, None))  # fmt: skip
    if old is None or entry is None:
        return
    said = {name for change in entry.changes for name in (change.violations if change.violations != "all" else "*")}
    names = whole.book.violation_ids(whole.book.rulesets)
    for what, reach in _differences(old, ruleset, names):
        missing = [name for name in reach if name not in said] if "*" not in said else []
        if missing:
            more = f"等{len(missing)}项违法行为" if len(missing) > 1 else ""
            message = f"{ruleset.id} {what} 与 {old.id} 不同，更新记录没有写 {missing[0]}{more}"
            yield fault("changelog", message, document.position(("changelog", at)), f"{ruleset.id}/{what}",
                        remedy="在 changes 中写明改了什么、影响哪些案件；不是有意的，恢复原文")  # fmt: skip


def _differences(old: Ruleset, new: Ruleset, names: tuple[str, ...]) -> Iterator[tuple[str, Sequence[str]]]:
    """What was changed, added or dropped, and the violations that it reaches."""
    for name in sorted(old.violations.keys() | new.violations.keys()):
        before, after = (item.violations.get(name) for item in (old, new))
        if before is None or after is None or before.document.data != after.document.data:
            yield f"违法行为 {name}", [name]
    for kind in sorted(old.lists.keys() | new.lists.keys()):
        entries = [{entry.id: entry for entry in item.lists[kind].model.entries} if kind in item.lists else {}
                   for item in (old, new)]  # fmt: skip
        for key in sorted(entries[0].keys() | entries[1].keys()):
            one, other = (found.get(key) for found in entries)
            if one != other:
                reached = [
                    name for name in names if any(entry.applies_to(name) for entry in (one, other) if entry is not None)
                ]
                yield f"清单 {kind.value} 的条目 {key}", reached
    for key in HEADER:
        if old.header.document.data.get(key) != new.header.document.data.get(key):
            yield f"ruleset.yaml 的 {key}", names
