"""What an encoded provision says, in the words of ``words``: measures, force, orders, addressees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from discretion.check.text.data import ProvisionData
from discretion.check.text.words import KEYS, MAY, SHALL, SPLIT, STOPPED, ProvisionWords, people_in
from discretion.documents import under
from discretion.penalty import KIND_NAMES, Kind
from discretion.rulebook import USUAL


def words_of_data(body: ProvisionData) -> ProvisionWords:
    """What an encoded provision says."""
    words = ProvisionWords()
    said = [str(body.get("note") or "")]
    orders = list(body.get("orders") or [])
    labels = {name: named.label for name, named in USUAL.items()}
    labels |= {name: str(named["label"]) for name, named in (body.get("addressees") or {}).items()}
    whom = [str(body.get("addressee", "party"))]
    for part in body["ranges"]:
        penalty = part.get("penalty") or {}
        whom += under(penalty, "also")
        measures_of(penalty, words, said)
        orders += part.get("orders") or []
    for order in orders:
        words.orders |= dict.fromkeys(SPLIT.split(re.sub(r"^责令(?:其)?", "", order)), SHALL)
    for name in whom:
        words.addressees |= people_in(labels[name])
    words.said = "；".join([*said, *orders])
    return words


def measures_of(penalty: Mapping[str, object], words: ProvisionWords, said: list[str]) -> None:
    """The measures of one penalty and of those beside it."""
    for key, spec in penalty.items():
        inside = under(penalty, key)
        if key == "also":
            for who in inside:
                measures_of(under(inside, who), words, said)
        elif key == "confiscate":
            for item, inner in inside.items():
                wording = wording_of(inner)
                said.append(wording)
                gains = item == "illegal_gain" and "通行费" not in wording  # 没收放行车辆的全部通行费
                name = "没收违法所得" if gains else "没收"
                name = "收缴" if re.match("收缴|追缴", wording) else name
                words.measure(name, force_of(inner))
        elif key == "choose":
            names = spec if isinstance(spec, list) else ()
            chosen = ["没收违法所得" if name == "confiscate.illegal_gain" else KEYS.get(name, "没收") for name in names]
            words.choices |= {frozenset(pair) for pair in combinations(chosen, 2)}
        elif key in KEYS:
            said.append(wording_of(spec))
            words.measure(KEYS[key], force_of(spec))
            if key == Kind.SUSPEND_BUSINESS:
                words.stops.update(STOPPED.findall(wording_of(spec) or KIND_NAMES[Kind.SUSPEND_BUSINESS]))


def wording_of(spec: object) -> str:
    """What a measure is of, in the words of the data."""
    return f"{spec.get('words', '')}；{spec.get('what', '')}".strip("；") if isinstance(spec, dict) else ""


def force_of(spec: object) -> str:
    """可以 or 应当 of a measure."""
    force = spec.get("force", "shall") if isinstance(spec, dict) else spec
    return MAY if force == "may" else SHALL
