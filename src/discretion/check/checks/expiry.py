"""expiry: the ruleset does not end soon."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.book import RulesetCheck
from discretion.check.model import Finding

SCOPE = "ruleset"
NAME = "即将失效"
SENTENCE = "基准在一百八十日内不会失效，或者已有接续的版本"
FORMULA = "until − today > 180 日 ∨ ∃v: v.effective = until + 1 日"
NEAR_DAYS = 180


def run(book: RulesetCheck) -> Iterator[Finding]:
    """Compare the last day of validity with the day of the check."""
    header = book.ruleset.header.model
    where = book.where("until")
    if header.until is None:
        yield book.proven("expiry", "没有规定失效日期", where=where)
        return
    left = (header.until - book.day).days
    succeeded = any(other.header.model.effective > header.effective for other in book.plans.rulebook.areas[book.area])
    if left > NEAR_DAYS or succeeded:
        after = "，已有接续的版本" if succeeded else ""
        yield book.proven("expiry", f"有效期至{header.until.isoformat()}，尚有{left}日{after}", where=where)
        return
    state = f"将于{left}日后（{header.until.isoformat()}）失效" if left >= 0 else f"已于{header.until.isoformat()}失效"
    yield book.refuted("expiry", f"{book.ruleset.id} {state}，没有接续的版本", "until", where=where,
                       remedy="评估后发布新版本，或者延长有效期")  # fmt: skip
