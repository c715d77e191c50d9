"""force: 可以 and 应当 are the law's, or are changed openly."""

from __future__ import annotations

from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, fault, holds, listed
from discretion.penalty import Fine, Force, Measure, Penalty
from discretion.rulebook import Ruleset, Source, SourceKind

SCOPE = "rulebook"
NAME = "应当与可以"
SENTENCE = "法条写“可以”的，阶次不因漏写而变成“应当”；没收违法所得写“应当”；建议稿不写“应当”；建议稿的阶次不把可以给予的处罚写成应当"
FORMULA = "∀tier, m ∈ tier: force(m) 未写 ⇒ ¬∃range: force(m, range) = may；force(confiscate gain) = shall"
OWN = ("share", "at")  # shares of the law's own range take its force


def run(whole: Whole) -> Iterator[Finding]:
    """Compare what tiers and laws write with the law above them."""
    found = [finding for item in whole.written() for finding in _tiers(item)]
    found += _confiscation(whole)
    found += [finding for ruleset in whole.current() for finding in _proposals(ruleset)]
    yield from found or [holds("force", "可以、应当与法条一致")]


def _tiers(item: Written) -> Iterator[Finding]:
    if item.provision is None:
        return
    laws = [row.penalty for row in item.provision.ranges]
    for number, tier in enumerate(item.file.model.tiers):
        for path, penalty in tier.penalties:
            if not isinstance(penalty, Penalty):
                continue
            if (
                _commands(item, tier.source)
                and _may(laws)
                and penalty.fine is not None
                and _written(penalty.fine, Force.SHALL)
            ):
                message = f"阶次“{tier.label}”是建议（proposed），却把法条的“可以”写成“应当”"
                remedy = "写 force: may；收紧为应当须有公布的基准（published）"
                yield item.fault("force", message, ("tiers", number, *path), f"{tier.tier}/proposal", remedy)
            for measure in _commanded(penalty, laws) if _commands(item, tier.source) else ():
                message = f"阶次“{tier.label}”是建议（proposed），却把法条可以给予的{measure}写成“应当”"
                remedy = "写 may；收紧为应当须有公布的基准（published）"
                yield item.fault(
                    "force", message, ("tiers", number, *path), f"{tier.tier}/{measure.key}/proposal", remedy
                )
            if _alone(item, penalty):
                message = f"阶次“{tier.label}”的罚款没有写 force，成了“应当”；本项其他写明数额的罚款都是“可以”"
                remedy = "写 force: may；确要应当的，写 force: shall"
                yield item.fault("force", message, ("tiers", number, *path), f"{tier.tier}/alone", remedy)
                continue
            for name in _hardened(penalty, laws):
                message = f"阶次“{tier.label}”的{name}没有写 force，成了“应当”；{item.law.cite(_id(item)) if item.law else '法条'}写的是“可以”"
                remedy = "写 force: may；确要收紧为应当的，写 force: shall"
                yield item.fault("force", message, ("tiers", number, *path), f"{tier.tier}/{name}", remedy)


def _commanded(penalty: Penalty, laws: list[Penalty]) -> Iterator[Measure]:
    """Measures that a tier says shall be given, and the law, wherever it has them, leaves open; whoever is punished."""
    for who, each in (("", penalty), *penalty.also.items()):
        known = [law for whole in laws for name, law in (("", whole), *whole.also.items()) if name == who]
        for measure in each.measures:
            ours = [law.force for part in known for law in part.measures if law.key == measure.key]
            if measure.force is Force.SHALL and ours and all(force.free for force in ours):
                yield measure


def _alone(item: Written, penalty: Penalty) -> bool:
    """Whether this is the one fine of a violation, among those that say amounts, that does not say 可以."""
    rows = [row for tier in item.file.model.tiers for _, row in tier.penalties]
    fines = [row.fine for row in rows if isinstance(row, Penalty) and row.fine is not None and row.fine.form not in OWN]
    silent = [fine for fine in fines if "force" not in fine.model_fields_set]
    return (
        len(silent) == 1
        and silent[0] is penalty.fine
        and len(fines) > 2
        and all(fine.force is Force.MAY for fine in fines if fine is not silent[0])
    )


def _commands(item: Written, source: Source | None) -> bool:
    """Whether a tier is a mere proposal: it has no say over what the law leaves open."""
    source = source or item.file.model.source
    return source is not None and source.kind is SourceKind.PROPOSED


def _written(fine: Fine, force: Force) -> bool:
    return "force" in fine.model_fields_set and fine.force is force


def _may(laws: list[Penalty]) -> bool:
    ours = [law.fine.force for law in laws if law.fine is not None]
    return bool(ours) and all(force.free for force in ours)


def _proposals(ruleset: Ruleset) -> Iterator[Finding]:
    """List entries: what is proposed offers, it does not command."""
    for item in listed(ruleset):
        if item.entry.source.kind is SourceKind.PROPOSED and item.entry.force is Force.SHALL:
            yield fault("force", f"“{item.entry.label}”是建议（proposed），却写“应当”", item.where("force"), item.name, area=ruleset.id,
                        remedy="写 force: may；法律或者公布的基准规定应当的，写明来源")  # fmt: skip


def _id(item: Written) -> str:
    assert item.law is not None
    return next(name for name, provision in item.law.provisions.items() if provision is item.provision)


def _hardened(penalty: Penalty, laws: list[Penalty]) -> Iterator[str]:
    fine = penalty.fine
    if fine is not None and fine.form not in OWN and "force" not in fine.model_fields_set and _may(laws):
        yield "罚款"


def _confiscation(whole: Whole) -> Iterator[Finding]:
    for item in whole.written():
        for number, tier in enumerate(item.file.model.tiers):
            if isinstance(tier.penalty, Penalty) and _offered(tier.penalty):
                message = f"阶次“{tier.label}”的没收违法所得写成了“可以”"
                path = ("tiers", number, "penalty")
                yield item.fault("force", message, path, f"{tier.tier}/gain", "写 illegal_gain: shall")
    for ruleset in whole.current():
        for number, part in enumerate(ruleset.header.model.supplements):
            if part.penalty is not None and _offered(part.penalty):
                where = ruleset.header.document.position(("supplements", number, "penalty"))
                yield fault("force", f"“{part.label}”的没收违法所得写成了“可以”（行政处罚法第二十八条：应当予以没收）", where,
                            f"supplement/{part.id}/gain", area=ruleset.id, remedy="写 illegal_gain: shall")  # fmt: skip
    for file in whole.book.law_files:
        for name, provision in file.model.provisions.items():
            for index, row in enumerate(provision.ranges):
                if _offered(row.penalty):
                    where = file.document.position(("provisions", name, "ranges", index, "penalty"))
                    message = f"{file.model.cite(name)}的没收违法所得写成了“可以”；违法所得除依法退赔的外应当没收（行政处罚法第二十八条）"
                    yield fault("force", message, where, f"{file.model.law}/{name}/{row.range}/gain",
                                remedy="写 illegal_gain: shall；法律原文确为可以的，写 note 并豁免")  # fmt: skip


def _offered(penalty: Penalty) -> bool:
    gain = penalty.confiscate.get("illegal_gain")
    return gain is not None and gain.force is not Force.SHALL
