"""sector: a violation is in the sector of its kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from discretion.check.model import Finding
from discretion.check.whole import Whole, Written, holds

SCOPE = "rulebook"
ENOUGH, MANY = 3, 10  # others of the same law and sector, of the same sector, that must agree
NAME = "领域"
SENTENCE = (
    "违法行为都有领域，并且与同类违法行为（标识的第一段相同）一致；管辖机关与同一领域、同一法律的其他违法行为一致"
)
FORMULA = "∀v: sector(v) ∈ { sector(w) | w ≠ v, prefix(w) = prefix(v) }"


def run(whole: Whole) -> Iterator[Finding]:
    """Compare every sector with those of the violations that begin alike and are under the same authority; a kind of its own is taken as
    it is.
    """
    sectors: dict[tuple[str, str | None], Counter[str]] = defaultdict(Counter)
    for item in whole.written():
        if item.file.model.sector is not None:
            sectors[item.id.partition(".")[0], item.file.model.authority][item.file.model.sector] += 1
    found = [*_unsaid(whole), *_authorities(whole)]
    for item in whole.written():
        prefix, sector = item.id.partition(".")[0], item.file.model.sector
        kin = sectors[prefix, item.file.model.authority]
        if sector is None or kin[sector] > 1 or kin.total() < 3 or item.id in _named(whole, prefix, sector):
            continue
        usual = kin.most_common(1)[0][0]
        message = f"领域写作 {sector}，同类的违法行为（{prefix}.*）却都属于 {usual}"
        found.append(item.fault("sector", message, ("sector",), sector, f"写 sector: {usual}，或者更正标识"))
    yield from found or [holds("sector", "领域与同类违法行为一致")]


def _unsaid(whole: Whole) -> Iterator[Finding]:
    """A violation of its own (none of its ancestors has it) without a sector, where others have one."""
    own = [item for item in whole.written() if item.file.model.label is not None]
    if any(item.file.model.sector is not None for item in own):
        for item in own:
            if item.file.model.sector is None and item.ruleset.header.model.extends is None:
                yield item.fault("sector", f"{item.id} 没有写领域", ("violation",), "none", "写 sector")


def _authorities(whole: Whole) -> Iterator[Finding]:
    """A violation that leaves out the authority that all others of its law and sector name, or names one that no other of its sector does."""
    items = [item for item in whole.written() if item.file.model.provision is not None]
    places = [((item.file.model.sector, item.law.law if item.law else ""), item.file.model.authority) for item in items]
    kin: dict[object, Counter[str | None]] = defaultdict(Counter)
    for place, authority in places:
        kin[place][authority] += 1
        kin[place[0]][authority] += 1
    for item, (place, authority) in zip(items, places, strict=True):
        usual, often = kin[place].most_common(1)[0]
        if authority is None and usual is not None and often == kin[place].total() - 1 >= ENOUGH and not _handed(item):
            message = f"没有写管辖机关，同一领域、同一法律的其他{often}项都是 {usual}"
            yield item.fault("sector", message, ("sector",), "authority", f"写 authority: {usual}")
        usual_here = {
            item.ruleset.header.model.authority,
            *(area.header.model.authority for area in whole.newest(item.ruleset.area)),
        }
        if (
            authority is not None
            and authority not in usual_here
            and kin[place[0]][authority] == 1
            and kin[place[0]].total() > MANY
        ):
            message = f"管辖机关写作 {authority}，同一领域的其他{kin[place[0]].total() - 1}项都不是"
            yield item.fault("sector", message, ("authority",), "authority", "更正 authority，或者更正 sector")


def _handed(item: Written) -> bool:
    """Whether it says itself who decides instead."""
    return item.file.model.enforcement is not None or "处罚" in (item.file.model.remark or "")


def _named(whole: Whole, prefix: str, sector: str) -> set[str]:
    """Violations whose own second word is that of the other sector's kind: road.hazmat.* in ``hazardous``."""
    words = {item.id.partition(".")[0] for item in whole.written() if item.file.model.sector == sector} - {prefix}
    return {item.id for item in whole.written() if set(item.id.split(".")[1:]) & words}
