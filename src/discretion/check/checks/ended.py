"""ended: nothing that cases rest on has ended, or stayed a draft, without a successor."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds

SCOPE = "rulebook"
NAME = "失效无接续"
SENTENCE = "法律和基准没有失效而无接续，基准没有到了施行之日仍是草案"
FORMULA = "∀s ∈ laws ∪ rulesets: until(s) < today ⇒ ∃t: effective(t) = until(s) + 1 日；effective ≤ today ⇒ status = published"


def run(whole: Whole) -> Iterator[Finding]:
    """Look at the last version of every law that violations rest on, and of every area."""
    used = {(item.file.model.provision or "").partition("/")[0] for item in whole.written()}
    found = []
    for name, versions in whole.book.laws.items():
        last = versions[-1]
        if last.model.until is not None and last.model.until < whole.day and name in used:
            message = f"《{last.model.label}》施行至{last.model.until.isoformat()}，没有接续的版本，以它为依据的违法行为全部落空"
            found.append(fault("ended", message, last.document.position(("until",)), f"law/{name}",
                               remedy="补录接续的版本，或者删去 until；法律确已废止的，写明废止（repealed）"))  # fmt: skip
    for area, versions_of in whole.book.areas.items():
        header = versions_of[-1].header.model
        document = versions_of[-1].header.document
        if header.until is not None and header.until < whole.day:
            message = f"{versions_of[-1].id} 已于{header.until.isoformat()}失效，没有接续的版本"
            found.append(fault("ended", message, document.position(("until",)), f"{area}/until", area=area,
                               remedy="发布接续的版本，或者更正 until"))  # fmt: skip
        current = whole.book.ruleset(area, whole.day)
        if header.status == "draft" and header.effective <= whole.day and current is None:
            message = f"{versions_of[-1].id} 自{header.effective.isoformat()}起施行，状态却仍是草案（draft），不会适用于任何案件"
            found.append(fault("ended", message, document.position(("status",)), f"{area}/draft", area=area,
                               remedy="发布：status: published；或者更正 effective"))  # fmt: skip
    yield from found or [holds("ended", "法律和基准均有现行版本")]
