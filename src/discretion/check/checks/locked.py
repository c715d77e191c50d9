"""locked: what is published is what was registered: rules, facts, laws, authorities; and no golden case is gone."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, holds, of_problem
from discretion.errors import RulebookError
from discretion.rulebook import lock

SCOPE = "rulebook"
NAME = "登记摘要"
SENTENCE = "已发布的版本、事实、法律、机关程序与登记的摘要一致，范例案件没有减少"
FORMULA = "∀file ∈ published: sha256(file) = lock(file)"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare the files with the lock; a rulebook that has published something has a lock."""
    try:
        problems = lock.check(whole.book)
    except RulebookError as error:
        problems = list(error.problems)
    found = []
    for problem in problems:
        place = problem.where.file if problem.where else ""
        root = str(whole.book.layer_of(place).root)
        name = place.removeprefix(root).lstrip("/\\") or "lock"
        found.append(of_problem("locked", problem, name if name != lock.NAME else f"{name}/{problem.message}"))
    yield from found or [holds("locked", "已发布的内容与登记的摘要一致")]
