"""cite: every citation resolves to a provision in force while the ruleset is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from discretion.check.book import RulesetCheck
from discretion.check.model import Finding
from discretion.documents import Document, Path
from discretion.errors import nearest
from discretion.rulebook import Ruleset

SCOPE = "ruleset"
NAME = "条文引用"
SENTENCE = "每一处引用的条款都存在，并且在基准的有效期内施行"
FORMULA = "∀ref ∈ cites(ruleset) ∃law version v: ref ∈ v ∧ v 在基准有效期内施行；现行违法行为的引用在检查之日尚未失效"


def run(book: RulesetCheck) -> Iterator[Finding]:
    """Look up every reference that the ruleset's own files write."""
    found, count = [], 0
    for ref, document, path in _references(book.ruleset):
        count += 1
        fault = _fault(book, ref, ended=_repealed(book, document))
        if fault is not None:
            message, remedy = fault
            detail = "/".join((ref, *(str(part) for part in path if isinstance(part, str) and part != "cite")))
            detail = f"{_owner(document)}/{detail}"
            found.append(book.refuted("cite", message, detail, where=document.position(path), remedy=remedy))
    unique = {item.id: item for item in found}
    yield from unique.values() or [book.proven("cite", f"{count}处引用的条款都在基准有效期内施行")]


def _repealed(book: RulesetCheck, document: Document) -> bool:
    """Whether a file is of a violation that the law no longer knows: kept for acts of the time when it did."""
    ref = document.data.get("provision") if isinstance(document.data, dict) else None
    return isinstance(ref, str) and ref in book.plans.rulebook.provision_refs and _over(book, ref) is not None


def _over(book: RulesetCheck, ref: str) -> date | None:
    """The last day of the last version that has a provision, if that day has passed."""
    last = max(file.model.until or date.max for file in book.plans.rulebook.having(ref))
    return last if last < book.day else None


def _fault(book: RulesetCheck, ref: str, *, ended: bool) -> tuple[str, str] | None:
    rulebook, header = book.plans.rulebook, book.ruleset.header.model
    if ref not in rulebook.provision_refs:
        near = nearest(ref, rulebook.provision_refs)
        return f"引用的条款 {ref} 不存在", f"是否想写：{near}" if near else "补录该条款，或者更正引用"
    versions = [file.model for file in rulebook.having(ref)]
    last = header.until or date.max
    if not any(item.effective <= last and (item.until or date.max) >= header.effective for item in versions):
        return f"引用的条款 {ref} 在基准有效期内从未施行", "改为引用有效期内施行的条款"
    over = _over(book, ref)
    if over is not None and not ended:
        return f"引用的条款 {ref} 施行至{over.isoformat()}，现已失效", "改为引用现行条款，或者在新版本中删去"
    return None


def _references(ruleset: Ruleset) -> Iterator[tuple[str, Document, Path]]:
    """Every ``cite`` and ``provision`` of the header, the violations and the lists, with its place."""
    documents = [ruleset.header.document]
    documents += [file.document for file in ruleset.violations.values()]
    documents += [file.document for file in ruleset.lists.values()]
    for document in documents:
        for ref, path in _walk(document.data, ()):
            yield ref, document, path


def _walk(data: object, path: Path) -> Iterator[tuple[str, Path]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "provision" and isinstance(value, str):
                yield value, (*path, key)
            elif key == "cite" and isinstance(value, list):
                yield from ((ref, (*path, key, index)) for index, ref in enumerate(value) if isinstance(ref, str))
            else:
                yield from _walk(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _walk(item, (*path, index))


def _owner(document: Document) -> str:
    data = document.data
    return str(data.get("violation") or data.get("list") or data.get("area"))
