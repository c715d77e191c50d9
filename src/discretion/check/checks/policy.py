"""policy: what a header settles is what its reasons say, and a proposal never settles it against the party."""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, fault, holds
from discretion.rulebook import Ruleset, SourceKind

SCOPE = "rulebook"
NAME = "裁量设定"
SENTENCE = "从轻的部分低于从重的部分；情节竞合的处理，建议不选从重；从旧兼从轻是否及于基准，与所写的理由一致"
FORMULA = "high(lighter) ≤ low(heavier)；proposed ⇒ 竞合 ≠ heavier；benchmarks ⇔ basis 写明及于基准"
DENIES = re.compile(r"不(?:及于|适用于?|溯及)(?:裁量)?基准|基准(?:一律)?不(?:适用|溯及)|只及于")


def run(whole: Whole) -> Iterator[Finding]:
    """Read the policy of every header as far as it writes one."""
    found = [finding for ruleset in whole.current() for finding in _faults(ruleset)]
    yield from found or [holds("policy", "裁量设定与理由相符，不作不利于当事人的选择")]


def _faults(ruleset: Ruleset) -> Iterator[Finding]:
    policy, document = ruleset.header.model.policy, ruleset.header.document
    if policy is None:
        return
    source = policy.source or ruleset.header.model.source
    if policy.lighter is not None and policy.heavier is not None and policy.lighter.share[1] > policy.heavier.share[0]:
        yield fault("policy", "从轻的部分与从重的部分重叠或者颠倒", document.position(("policy", "lighter", "share")), "shares",
                    area=ruleset.id, remedy="从轻取幅度较低的部分，从重取较高的部分")  # fmt: skip
    for name, said in (("lighter_and_heavier", "从轻与从重"), ("mitigated_and_heavier", "减轻与从重")):
        if getattr(policy, name) == "heavier" and source.kind is SourceKind.PROPOSED:
            yield fault("policy", f"{said}情节并存时按从重处理，这只是建议（proposed）", document.position(("policy", name)), name,
                        area=ruleset.id, remedy="写 offset 或者 open；公布的基准确有规定的，写明来源")  # fmt: skip
    mitior = policy.lex_mitior
    if mitior is not None and mitior.benchmarks is bool(DENIES.search(mitior.basis)):
        message = f"从旧兼从轻写作{'及于' if mitior.benchmarks else '不及于'}基准，理由说的却相反"
        yield fault("policy", message, document.position(("policy", "lex_mitior", "benchmarks")), "lex_mitior", area=ruleset.id,
                    remedy="更正 benchmarks，或者在 basis 中写明不及于基准的理由")  # fmt: skip
