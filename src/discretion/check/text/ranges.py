"""The ranges of a provision held against one another: a measure or an addressee that only one of them lacks.

The text is read as a whole, so a word that is left out of one range of several stands in the others still. But a range on the same footing
(the same circumstances, another gain), or a graver one, punishes whom and with what the milder one does, unless a graver measure takes its place;
an unlawful gain is confiscated in every range that requires one; and whom a text names before it speaks of what is graver, the mildest range punishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from discretion.check.text.data import ProvisionData, RangeData
from discretion.check.text.difference import TextDifference
from discretion.check.text.encoded import words_of_data
from discretion.check.text.words import words_of_text
from discretion.documents import under
from discretion.penalty import KIND_NAMES, Kind

# What a revocation or a closure takes the place of: 暂扣 … 直至吊销. (In the order of art. 9, after what is confiscated.)
LADDER = frozenset(list(Kind)[list(Kind).index(Kind.CONFISCATE) + 1 :])
LAST = frozenset((Kind.REVOKE, Kind.CLOSE))
WORDS, SEVERAL = (
    frozenset((Kind.WARNING, Kind.CRITICISM)),
    3,
)  # what goes with anything, if that many other ranges agree
GAIN = "confiscate.illegal_gain"
GRAVER = re.compile(r"情节(?:特别)?(?:严重|较重|恶劣)|逾期|拒不|再次")


def range_differences(body: ProvisionData) -> Iterator[TextDifference]:
    """What a range lacks that its fellow or a milder one has."""
    parts = [(str(part["range"]), *_footing(part), _holds(part)) for part in body["ranges"]]
    for name, grave, rest, holds in parts:
        fellows = [other for _, same, alike, other in parts if same == grave and alike == rest]
        milder = [other for _, less, alike, other in parts if less < grave and alike == rest]
        replaced = LADDER if holds & LAST else frozenset()
        owed = set().union(*fellows) | set().union(*milder) - replaced
        for key in sorted(owed - holds - {GAIN}):
            yield TextDifference(f"range:{name}:{key}", f"幅度“{name}”没有“{_said(key)}”，同样情形或者较轻情形的幅度有")
        others = [other for fellow, _, _, other in parts if fellow != name]
        if len(others) >= SEVERAL and (not holds & LAST or any(other & LAST for other in others)):
            for key in sorted(set.intersection(*others) & WORDS - holds):
                yield TextDifference(
                    f"range:{name}:{key}", f"幅度“{name}”没有“{_said(key)}”，其他{len(others)}个幅度都有"
                )
    for (name, _, rest, holds), part in zip(parts, body["ranges"], strict=True):
        others = [other for _, _, alike, other in parts if alike == rest]
        if _requires_gain(part) and GAIN not in holds and any(GAIN in other for other in others):
            yield TextDifference(
                f"range:{name}:{GAIN}", f"幅度“{name}”以有违法所得为条件，没有“没收违法所得”，其他幅度有"
            )


def mildest_differences(body: ProvisionData, text: str) -> Iterator[TextDifference]:
    """Whom the text names before it speaks of what is graver, and a range without anything graver does not."""
    graver = GRAVER.search(text)
    named = words_of_text(text[: graver.start()]).addressees if graver else set()
    for part in body["ranges"] if named else ():
        if not _footing(part)[0]:
            for who in sorted(named - words_of_data({**body, "ranges": [part]}).addressees):
                yield TextDifference(
                    f"range:{part['range']}:{who}",
                    f"幅度“{part['range']}”没有“{who}”，法条在较重情形之前就写明对其处罚",
                )


def _requires_gain(part: RangeData) -> bool:
    when = part.get("when")
    gain = str(when.get("illegal_gain_yuan", "")) if isinstance(when, dict) else ""
    return re.match(r">|\(|\[[1-9]", gain) is not None


def _footing(part: RangeData) -> tuple[frozenset[str], frozenset[str]]:
    """The circumstances that a range requires, and its other conditions: but for sums of money, and for which of the items it is of."""
    when = part.get("when")
    tests: dict[str, object] = when if isinstance(when, dict) else {}
    required = frozenset(name for name, value in tests.items() if value is True)
    others = {
        name: value for name, value in tests.items() if not isinstance(value, bool) and not name.endswith("_yuan")
    }
    return required, frozenset(name if "cite" in part else f"{name}: {value}" for name, value in others.items())


def _holds(part: RangeData) -> set[str]:
    """Kinds of measures, things confiscated, and further addressees."""
    penalty = part.get("penalty") or {}
    found = {key for key in penalty if key in set(Kind) - {Kind.CONFISCATE}} | set(under(penalty, "also"))
    return found | {f"confiscate.{what}" for what in under(penalty, "confiscate")}


def _said(key: str) -> str:
    return KIND_NAMES[Kind(key)] if key in set(Kind) else key
