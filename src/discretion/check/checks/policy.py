"""policy: what a header settles is what its reasons say, and a proposal never settles it against the party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from discretion.check.model import Finding
from discretion.check.text import chinese_number
from discretion.check.whole import Whole, by_layer, fault, holds
from discretion.documents import Document
from discretion.rulebook import PolicyPart, Ruleset, SourceKind

SCOPE = "rulebook"
NAME = "裁量设定"
SENTENCE = (
    "从轻的部分低于从重的部分；所取的部分是理由所写的百分比；情节竞合的处理，建议不选从重；从旧兼从轻是否及于基准，与所写的理由一致；各区域都统一"
    "的事项没有缺漏，管辖机关一致；建议不抵消应当的减轻，不取整到十元以上；减轻不含法定最低限"
)
FORMULA = "high(lighter) ≤ low(heavier)；proposed ⇒ 竞合 ≠ heavier；benchmarks ⇔ basis 写明及于基准"
NAMES = {"lighter": "从轻", "heavier": "从重", "mitigated": "减轻"}
ENOUGH = 3  # other regions that must agree
PLAIN = {Decimal(0), Decimal(1)}
PERCENT = re.compile(r"百分之([零一二三四五六七八九十百]+)|(\d+(?:\.\d+)?) ?%|([一二三四五六七八九])成")
DENIES = re.compile(r"不(?:及于|适用于?|溯及)(?:裁量)?基准|基准(?:一律)?不(?:适用|溯及)|只及于")


def run(whole: Whole) -> Iterator[Finding]:
    """Read the policy of every header as far as it writes one."""
    found = [finding for ruleset in whole.current() for finding in _faults(ruleset)]
    found += [*_unified(whole), *_authorities(whole)]
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
    if (
        policy.lighter is not None
        and policy.mitigated is not None
        and policy.mitigated.without_floor.share_of_cap.ends[2] >= policy.lighter.share[1]
    ):
        yield fault("policy", "法条没有下限的，减轻所及的部分不比从轻所取的低", document.position(("policy", "mitigated")), "mitigated/lighter",
                    area=ruleset.id, remedy="减轻取法定上限的更小的部分")  # fmt: skip
    if policy.mitigated_and_heavier == "offset" and source.kind is SourceKind.PROPOSED:
        yield fault("policy", "减轻与从重情节并存时互相抵消，这只是建议（proposed）；应当减轻的，不因建议而不减轻",
                    document.position(("policy", "mitigated_and_heavier")), "mitigated_and_heavier/offset", area=ruleset.id,
                    remedy="写 open 或者 mitigated；公布的基准确有规定的，写明来源")  # fmt: skip
    if policy.rounding is not None and policy.rounding.unit != 1 and source.kind is SourceKind.PROPOSED:
        yield fault("policy", f"金额取整到{policy.rounding.unit}元，这只是建议（proposed）", document.position(("policy", "rounding", "unit")),
                    "rounding", area=ruleset.id, remedy="写 unit: 1；公布的基准确有规定的，写明来源")  # fmt: skip
    if policy.mitigated is not None and policy.mitigated.share_of_floor.high == 1:
        yield fault("policy", "减轻所取的部分包含法定最低限：减轻处罚在最低限以下", document.position(("policy", "mitigated", "share_of_floor")),
                    "mitigated/floor", area=ruleset.id, remedy="写 below: 1")  # fmt: skip
    yield from _shares(policy, document, ruleset)
    mitior = policy.lex_mitior
    if mitior is not None and mitior.benchmarks is bool(DENIES.search(mitior.basis)):
        message = f"从旧兼从轻写作{'及于' if mitior.benchmarks else '不及于'}基准，理由说的却相反"
        yield fault("policy", message, document.position(("policy", "lex_mitior", "benchmarks")), "lex_mitior", area=ruleset.id,
                    remedy="更正 benchmarks，或者在 basis 中写明不及于基准的理由")  # fmt: skip


def _unified(whole: Whole) -> Iterator[Finding]:
    """A violation that all other regions unify, as this one does others of its kind (a region without ports unifies nothing of theirs)."""
    for regions in by_layer(ruleset for ruleset in whole.current() if ruleset.header.model.unifies):
        counts = Counter(name for ruleset in regions for name in ruleset.header.model.unifies)
        for name in [name for name, count in counts.items() if count == len(regions) - 1 >= ENOUGH]:
            ruleset = next(ruleset for ruleset in regions if name not in ruleset.header.model.unifies)
            kinds = {other.partition(".")[0] for other in ruleset.header.model.unifies}
            if name.partition(".")[0] in kinds:
                where = ruleset.header.document.position(("unifies",))
                yield fault("policy", f"统一的事项没有 {name}，其他{len(regions) - 1}个区域都有", where, f"unifies/{name}",
                            area=ruleset.id, remedy=f"补上 {name}；确不统一的，登记豁免并写明理由")  # fmt: skip


def _authorities(whole: Whole) -> Iterator[Finding]:
    """An authority that no other ruleset of the layer names, where all others name one and the same."""
    for members in by_layer(ruleset for ruleset in whole.current() if ruleset.header.model.authority is not None):
        counts = Counter(ruleset.header.model.authority for ruleset in members)
        (usual, most), *rest = counts.most_common()
        if most >= ENOUGH and [count for _, count in rest] == [1]:
            ruleset = next(ruleset for ruleset in members if ruleset.header.model.authority != usual)
            message = f"管辖机关写作 {ruleset.header.model.authority}，其他{most}个区域都是 {usual}"
            yield fault("policy", message, ruleset.header.document.position(("authority",)), "authority", area=ruleset.id,
                        remedy=f"写 {usual}；确由其他机关管辖的，登记豁免并写明理由")  # fmt: skip


def _shares(policy: PolicyPart, document: Document, ruleset: Ruleset) -> Iterator[Finding]:
    """The shares are those of which the reasons speak, or what is left beside them (the symmetrical one)."""
    parts = [
        (name, part.source, set(part.share))
        for name, part in (("lighter", policy.lighter), ("heavier", policy.heavier))
        if part
    ]
    floor = policy.mitigated
    if floor is not None and floor.share_of_floor.low is not None:
        parts.append(("mitigated", floor.source, {floor.share_of_floor.low}))
    for name, source, ends in parts:
        shares = set(_percents(source.method or source.note or "")) if source is not None else set()
        if shares and not ends - PLAIN <= shares | {1 - share for share in shares}:
            written, reason = ("、".join(f"{end * 100:f}%" for end in sorted(found)) for found in (ends, shares))
            yield fault("policy", f"{NAMES[name]}取 {written}，理由写的却是 {reason}", document.position(("policy", name)), f"{name}/share",
                        area=ruleset.id, remedy="更正所取的部分，或者更正理由")  # fmt: skip


def _percents(text: str) -> Iterator[Decimal]:
    """Every share that a text names: 百分之三十, 30%, 三成."""
    for match in PERCENT.finditer(text):
        if match[3]:
            yield chinese_number(match[3]) / 10
        else:
            yield (chinese_number(match[1]) if match[1] else Decimal(match[2])) / 100
