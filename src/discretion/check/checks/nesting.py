"""nesting: any and all stand where they say something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from discretion.check.model import Finding
from discretion.check.whole import Whole, documents, fault, holds, mappings
from discretion.documents import Document, Path

SCOPE = "rulebook"
NAME = "嵌套条件"
SENTENCE = "“任一”之下没有只写一个“任一”的，“全部”只写在“任一”或者“不”之下，或者合起几个写有“任一”的条件"
FORMULA = "∀any(…, c, …): c ≠ any(…)；∀all(c₁, …, cₙ) 不在 any、not 之下: ∃i: any ∈ cᵢ ∨ facts(cᵢ) ∩ facts(cⱼ) ≠ ∅"
WORDS = ("any", "all", "not")


def run(whole: Whole) -> Iterator[Finding]:
    """Look at every condition that is written; what could have been left out was another word once."""
    read = {document.name: document for document in (*(file.document for file in whole.book.law_files),
                                                     *chain.from_iterable(map(documents, whole.current())),
                                                     *whole.book.fact_documents.values())}  # fmt: skip
    found = [finding for document in read.values() for finding in _needless(document)]
    yield from found or [holds("nesting", "any 和 all 都有作用")]


def _needless(document: Document) -> Iterator[Finding]:
    for path, data in mappings(document.data):
        members = [part for part in data.get("any") or () if isinstance(data.get("any"), list)]
        for number, part in enumerate(members):
            if isinstance(part, dict) and set(part) == {"any"}:
                yield _fault(document, (*path, "any", number), "any 里又写 any，与写在同一个 any 里没有区别", "写 all，或者并入外面的 any")  # fmt: skip
        if isinstance(data.get("all"), list) and not _under(path) and not _joined(data["all"]):
            yield _fault(document, (*path, "all"), "这里各项条件本来就都要具备，all 没有作用", "写 any，或者删去 all")


def _under(path: Path) -> bool:
    """Whether a condition is one of several that any takes, or what not denies."""
    return path[-1:] == ("not",) or path[-2:-1] == ("any",)


def _joined(members: list[object]) -> bool:
    """Whether conditions could not have been written as one: more than one word inside, or the same fact twice."""
    maps = [part for part in members if isinstance(part, Mapping)]
    keys = [key for part in maps for key in part]
    return len(maps) < 2 or len(set(keys)) < len(keys) or any(key in WORDS for key in keys)


def _fault(document: Document, path: Path, message: str, remedy: str) -> Finding:
    where = document.position(path)
    return fault("nesting", message, where, f"{document.name.rpartition('/')[2]}/{'.'.join(map(str, path))}", remedy=remedy)  # fmt: skip
