"""text: what is encoded of a law is what its text says."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.text import read_law, users_of
from discretion.check.whole import Whole, fault, holds

SCOPE = "rulebook"
NAME = "法条原文"
SENTENCE = "编入的条款与所附原文一致：处罚种类、应当与可以、择一、责令事项、受罚主体、条件、数额和是否含本数；有意的差异写明理由"
FORMULA = "∀p ∈ law, text(p) 已附: words(p) = words(text(p)) ∧ numbers(p) ⊆ numbers(text(p))，除非 reading(p) 写明"


def run(whole: Whole) -> Iterator[Finding]:
    """Hold every provision against the article that it cites, where the text of the law lies beside the rules."""
    users = users_of(whole.book)
    found, read = [], 0
    for file in whole.book.law_files:
        law = file.document.data
        text = whole.text(file)
        for provision in read_law(law, text, users) if text is not None else ():
            read += 1
            for difference in provision.unexplained:
                where = file.document.position(("provisions", provision.name), key=True)
                message = f"《{law['label']}》{provision.body['cite']}：{difference.what}"
                found.append(fault("text", message, where, f"{provision.law}/{provision.name}/{difference.code}",
                                   remedy="按原文更正；有意的，在 reading 中以 " + difference.code + " 写明理由"))  # fmt: skip
    yield from found or [holds("text", f"{read}条有罚则的条款与所附原文一致")]
