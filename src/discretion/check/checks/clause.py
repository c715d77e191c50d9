"""clause: the paragraph or item that is cited is the one that says it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from discretion.check.model import Finding
from discretion.check.text import CITED, Text, clause_texts, telling_pairs, weight_of, weights_of
from discretion.check.whole import Whole, fault, holds
from discretion.conditions import leaves
from discretion.documents import Path
from discretion.rulebook import File, LawVersion, Provision, Range

SCOPE = "rulebook"
NAME = "款项"
SENTENCE = "义务、罚则和幅度所引的款、项说的是这一违法行为：同一条里没有另一款、另一项更合它的名称和条件"
FORMULA = "∀p, ∄c ∈ article(p): likeness(c, label(p)) ≫ likeness(cite(p), label(p))"
# In bits of the pairs of characters that a paragraph or an item alone of its article has, how much more of the name another must have;
# of the sound ones the nearest has 9.
CLOSER = 10


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every citation that names a paragraph or an item against the others of its article."""
    found: list[Finding] = []
    for file in whole.book.law_files:
        if (text := whole.text(file)) is not None:
            weights = weights_of(text.pairs.values())
            for name, provision in file.model.provisions.items():
                for path, cite, words in _cited(whole, provision):
                    found += _better(file, text, ("provisions", name, *path), cite, words, weights)
    yield from found or [holds("clause", "所引的款、项与违法行为相符")]


def _cited(whole: Whole, provision: Provision) -> Iterator[tuple[Path, str, str]]:
    """What a provision and its ranges cite, and what they say of it themselves."""
    yield ("cite",), provision.cite, provision.label
    for number, part in enumerate(provision.ranges):
        if part.cite is not None:
            yield ("ranges", number, "cite"), part.cite, _words(whole, part) or provision.label


def _words(whole: Whole, part: Range) -> str:
    """The values of the facts that tell a range from the others, and its own name."""
    said = [part.label or ""]
    for test in leaves(part.when):
        said += whole.asked(test)
    return "；".join(said).strip("；")


def _better(
    file: File[LawVersion], text: Text, path: Path, cite: str, words: str, weights: Mapping[str, int]
) -> Iterator[Finding]:
    """Another paragraph or item of the same article that fits far better."""
    own, others = clause_texts(text, cite)
    # 违反本条第二款、第三条的, 有前款行为的: what it punishes stands elsewhere. A duty says itself what is to be done.
    punishes = bool(file.model.provisions[str(path[1])].ranges) or "违反" in own
    if "本条" in own or CITED.search(own) or (punishes and "前" in own):
        return
    pairs, said = telling_pairs(words), telling_pairs(own)
    fits = {}
    for name, other in others.items():
        theirs = telling_pairs(other)
        fits[name] = weight_of(pairs & theirs - said, weights) - weight_of(pairs & said - theirs, weights)
    best = max(fits, key=lambda name: fits[name], default="")
    if best and fits[best] >= CLOSER:
        law = file.model
        message = f"《{law.label}》{cite}说的不是“{words}”，{best}说的才是"
        yield fault("clause", message, file.document.position(path), f"{law.law}@{law.version}/{'/'.join(map(str, path[1:-1]))}",
                    remedy=f"写{best}，或者更正名称和条件")  # fmt: skip
