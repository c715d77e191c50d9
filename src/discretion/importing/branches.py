"""有违法所得的，…；没有违法所得或者不足二万元的，…: the cases of a cell, brought together into rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from discretion.documents import under
from discretion.importing.unread import NotReadError

GAIN = "illegal_gain_yuan"
LESS = ("no_gain", "gain_below")


@dataclass
class GainBranch:
    """The clauses under one word about the illegal gain; the first branch has none.

    Attributes:
        guard: has_gain, no_gain, gain_below, gain_from, gain_above, gain_typo.
        limit: the amount it names, in 元.
    """

    guard: str = ""
    limit: Decimal = Decimal(0)
    penalty: dict[str, object] = field(default_factory=dict)
    done: bool = False

    def closed(self, mark: str) -> bool:
        """Whether a mark ends the branch."""
        return self.done or "；" in mark or "。" in mark

    @property
    def only_confiscates(self) -> bool:
        """A gain that is taken away where there is one is taken away wherever it is."""
        return self.guard == "has_gain" and set(self.penalty) == {"confiscate"} and _gain_alone(self.penalty)

    def absorb(self) -> None:
        """Make the branch one that holds always."""
        self.guard, self.done = "", False

    def add(self, found: dict[str, object], subject: str | None) -> None:
        """Take a measure in; the same kind twice has no certain meaning."""
        target = self.given(subject)
        for key, value in found.items():
            taken = under(target, key)
            if key == "confiscate" and isinstance(value, dict) and taken.keys().isdisjoint(value):
                target[key] = {**taken, **value}  # 没收违法所得，…；没收假冒伪劣配件
                continue
            if key in target:
                raise NotReadError("同一种处罚写了两次")
            target[key] = value
        if subject is not None:
            self.penalty["also"] = {**under(self.penalty, "also"), subject: target}

    def given(self, subject: str | None) -> dict[str, object]:
        """The measures for a subject so far."""
        return self.penalty if subject is None else under(under(self.penalty, "also"), subject)

    def choose(self, names: list[str], subject: str | None) -> None:
        """Of several measures, at least one is given."""
        given = self.given(subject)
        chosen = given.get("choose")
        given["choose"] = list(dict.fromkeys([*(chosen if isinstance(chosen, list) else ()), *names]))


def together(branches: list[GainBranch]) -> tuple[dict[str, object], list[str]]:
    """One penalty, or rows by the illegal gain.

    Returns:
        The penalty as YAML writes it, and what is to be confirmed.
    """
    first, *rest = [branch for branch in branches if branch.guard or branch.penalty or len(branches) == 1]
    if len(rest) == 2 and not first.guard and set(first.penalty) == {"confiscate"}:
        for branch in rest:  # 没收违法所得；违法所得…的，…: taken away wherever there is one
            taken = dict(under(first.penalty, "confiscate"))
            if branch.guard == "no_gain":
                taken.pop("illegal_gain", None)
            if taken := {**taken, **under(branch.penalty, "confiscate")}:
                branch.penalty["confiscate"] = taken
        first, rest = rest[0], rest[1:]
    if not first.guard and len(rest) == 1 and rest[0].only_confiscates and "confiscate" not in first.penalty:
        first.penalty |= rest.pop().penalty  # …处罚款；有违法所得的，没收违法所得
    if not rest:
        if first.guard:
            raise NotReadError("只写了违法所得的一种情形，另一种没有写")
        return _plain(first.penalty), []
    if len(rest) == 1 and not first.guard and rest[0].guard in LESS and _of_gain(first.penalty):
        first.guard = "has_gain"  # 没收违法所得，处…倍；没有违法所得的，…: what stands first is for the other case
    elif not first.guard:
        raise NotReadError("违法所得的各种情形之前的处罚，适用于哪一种没有写明")
    if len(rest) != 1 or (first.guard in LESS) == (rest[0].guard in LESS):
        raise NotReadError("违法所得的各种情形没有成对写明")
    high, low = (first, rest[0]) if rest[0].guard in LESS else (rest[0], first)
    low_test, high_test, questions = _tests(high, low)
    rows = {id(high): high_test, id(low): low_test}
    return {
        "rows": [{"when": {GAIN: rows[id(branch)]}, "penalty": _plain(branch.penalty)} for branch in (high, low)]
    }, questions


def _tests(high: GainBranch, low: GainBranch) -> tuple[str, str, list[str]]:
    limit = f"{low.limit.normalize():f}"
    if low.guard == "no_gain":
        if high.guard != "has_gain":
            raise NotReadError("违法所得的各种情形之间有空隙")
        return "= 0", "> 0", []
    if high.guard == "gain_typo" and high.limit == low.limit:
        return f"< {limit}", f">= {limit}", [f"“违法所得{limit}元的”漏写“以上”，按“{limit}元以上的”读取，须确认"]
    if high.guard == "has_gain" or (high.guard == "gain_from" and high.limit == low.limit):
        return f"< {limit}", f">= {limit}", []
    raise NotReadError("违法所得的各种情形之间有空隙或者重叠")


def _of_gain(penalty: dict[str, object]) -> bool:
    return "times" in under(penalty, "fine") and set(penalty) <= {"fine", "confiscate"} and _gain_alone(penalty)


def _gain_alone(penalty: dict[str, object]) -> bool:
    """Whether nothing but the gain is taken: goods are taken without a gain too."""
    return set(under(penalty, "confiscate")) <= {"illegal_gain"}


def _plain(penalty: dict[str, object]) -> dict[str, object]:
    if "nothing" in penalty:
        if len(penalty) > 1:
            raise NotReadError("既写不予处罚，又写了处罚")
        return {}
    return penalty
