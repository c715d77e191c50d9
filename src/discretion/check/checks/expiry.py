"""expiry: a ruleset does not run out unnoticed."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.subject import Book
from discretion.engine.context import EXPIRY_WARNING_DAYS

SCOPE = "ruleset"
SENTENCE = f"基准及其上级基准在检查日之后至少还有{EXPIRY_WARNING_DAYS}日有效"
FORMULA = f"until(r) − day > {EXPIRY_WARNING_DAYS}，对继承链上的每个 r"


def run(book: Book) -> Iterator[Finding]:
    """Look at the last day of every ruleset of the chain."""
    found = []
    for ruleset in book.chain:
        header = ruleset.header.model
        if header.until is None or (header.until - book.day).days > EXPIRY_WARNING_DAYS:
            continue
        found.append(
            book.refuted(
                "expiry",
                f"{ruleset.id} 将于{header.until.isoformat()}失效，距检查日（{book.day.isoformat()}）"
                f"不足{EXPIRY_WARNING_DAYS}日",
                ruleset.area,
                where=ruleset.header.document.position(("until",)),
                remedy="组织修订并发布新版本，或者登记豁免",
            )
        )
    yield from found or [book.proven("expiry", "没有临近失效的基准")]
