"""Legal Chinese to penalties. Every piece must be understood, or the whole text is left to a person."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from discretion.documents import under
from discretion.facts import FactType, Vocabulary
from discretion.importing.limits import ours
from discretion.importing.measures import measure
from discretion.importing.numerals import NUMBER, tidied, yuan
from discretion.importing.rates import rate, steps
from discretion.penalty import CONFISCATION_NAMES
from discretion.words import number

NOTHING = ("不予处罚", "不作处罚", "免予处罚", "不予行政处罚", "免予行政处罚")
AMOUNT = rf"{NUMBER}(?:万元|元)?"
MULTIPLE = rf"{NUMBER}(?:倍|%)"
_FINE = re.compile(r"(?P<may>可以?)?(?:并)?(?:处以?|罚款)(?P<amount>.+?)的?(?:罚款)?")
_ATTACHED = ("即", "不低于", "不少于", "最高", "但最高", "总额", "合计", "不足", "每")


@dataclass
class PenaltyReader:
    """Reads what a row of a benchmark imposes; keep one for a whole table."""

    vocabulary: Vocabulary

    def read(self, text: str, unit: str | None = None) -> tuple[dict[str, object], list[str]] | None:
        """Read 裁量标准.

        Args:
            text: the cell.
            unit: 元 or 万元, where the head of the column gives it.

        Returns:
            The YAML of a penalty and the orders (责令…), or None when any part is not understood.
        """
        text, limit = ours(re.sub(r"\s+", "", text).rstrip("。；;"), self.vocabulary)
        orders: list[str] = []
        penalty: dict[str, object] = {}
        seen = False
        text, graded = self._graded(text)
        if graded is not None:
            if not graded:
                return None
            penalty, seen = {"fine": graded}, True
        for part in re.split(r"[；;]", text) if text else ():
            if _is_order(part):
                orders += part.split("、")
                continue
            found = self._clauses(part, unit)
            if found is None or set(found) & set(penalty) or (seen and not found):
                return None
            penalty.update(found)
            seen = True
        if limit is not None:
            if not under(penalty, "fine"):
                return None
            penalty["fine"] = {**under(penalty, "fine"), "left_of": dict(limit)}
        return (penalty, orders) if seen or orders else None

    def _graded(self, text: str) -> tuple[str, dict[str, object] | None]:
        """A fine in steps runs to the end of the text: what stands before it, and the fine; empty when it is not understood."""
        match = re.fullmatch(r"(?P<before>.*?)(?P<may>可以?)?(?:并)?处罚款，分段累计：(?P<steps>.+)", text)
        if match is None:
            return text, None
        fine = steps(match["steps"], self.vocabulary) or {}
        return match["before"].rstrip("；;，"), {**fine, **({"force": "may"} if fine and match["may"] else {})}

    def _clauses(self, text: str, unit: str | None) -> dict[str, object] | None:
        if text in NOTHING:
            return {}
        penalty: dict[str, object] = {}
        chosen: list[str] = []
        before: list[str] = []
        for clause in _pieces(text.replace("处罚款，按", "处罚款：按")):
            found = self._clause(clause.removeprefix("或者"), unit)
            if found is None:
                return None
            named = (
                [f"{key}.{item}" for key in found for item in under(found, key)]
                if "confiscate" in found
                else list(found)
            )
            if clause.startswith("或者"):
                if not before or "may" in str(found):
                    return None
                chosen += [name for name in (*before, *named) if name not in chosen]
            before = named
            for key, value in found.items():
                if key == "confiscate" and key in penalty:
                    penalty[key] = {**under(penalty, key), **under(found, key)}
                elif key in penalty:
                    return None
                else:
                    penalty[key] = value
        return {**penalty, **({"choose": chosen} if chosen else {})}

    def _clause(self, text: str, unit: str | None) -> dict[str, object] | None:
        may = re.match(r"可以?并?", text)
        force = "may" if may else "shall"
        counted = rate(re.sub(r"^(?:可以?)?(?:并)?处罚款：", "", text), self.vocabulary)
        if counted is not None:
            return {"fine": {**counted, **({"force": "may"} if may else {})}}
        plain = re.sub(r"^(?:可以?)?(?:并)?(?:处以?|给予)?(?:由[^，；。]{1,24}?(?=暂扣|吊销|责令))?", "", text)
        if plain == "警告":
            return {"warning": force}
        if plain == "通报批评":
            return {"criticism": force}
        if plain.startswith("没收"):
            items = {name: item for item, name in CONFISCATION_NAMES.items()}
            item = items.get(plain.removeprefix("没收"))
            return {"confiscate": {item: force}} if item else None
        if plain.startswith("收缴"):
            return {"confiscate": {"documents": {"force": force, "words": plain}}}
        other = measure(plain, force)
        if other is not None:
            return other
        bare = _range(plain, unit)
        if bare is not None:
            return {"fine": bare}  # a column of amounts needs no verb
        head, comma, computed = text.partition("，即")
        match = _FINE.fullmatch(head)
        if match is None:
            return None
        fine = self._amount(match["amount"], unit)
        if fine is None or (comma and not self._agrees(match["amount"], fine, computed)):
            return None
        return {"fine": {**fine, **({"force": "may"} if match["may"] else {})}}

    def _agrees(self, words: str, fine: dict[str, object], computed: str) -> bool:
        """Whether the amounts after 即 are the share before it: an edited amount is no share any more."""
        whole = re.match(r"法定幅度（(.+)）的", words)
        law = self._amount(whole[1], None) if whole else None
        said = self._amount(computed, None)
        if law is None or said is None or ("share" not in fine and "at" not in fine):
            return False
        shares = fine.get("share", {"floor": 0, "midpoint": Decimal("0.5"), "cap": 1}.get(str(fine.get("at"))))
        low, high = shares if isinstance(shares, list) else (shares, shares)
        (start, end), found = _both(law), _both(said)
        wanted = [start + (end - start) * Decimal(str(share)) for share in (low, high)]
        return said.get("times") == law.get("times") and all(
            0 <= exact - value < (1 if "times" not in law else Decimal("1e-9"))
            for exact, value in zip(wanted, found, strict=True)
        )

    def _amount(self, text: str, unit: str | None) -> dict[str, object] | None:
        return _share(text) or _range(text, unit) or self._times(text)

    def _times(self, text: str) -> dict[str, object] | None:
        """违法所得1倍以上5倍以下."""
        for name in self.vocabulary:
            fact = self.vocabulary[name]
            if fact.type is not FactType.MONEY or not text.startswith(fact.label):
                continue
            rest = text.removeprefix(fact.label).removeprefix("的").removeprefix("金额")
            ends = _ends(rest, MULTIPLE, _multiple)
            if ends is not None:
                return {"times": name, **({"from": ends["fixed"], "to": ends["fixed"]} if "fixed" in ends else ends)}
        return None


def doubt(text: str, unit: str | None) -> str | None:
    """Why the amounts of a cell cannot be read, where that can be told."""
    text = re.sub(r"\s+", "", text)
    written = set(re.findall(r"\d(万元|元)", text))
    if unit is not None and written - {unit}:
        return f"表头的单位是{unit}，单元格又写了{'、'.join(sorted(written - {unit}))}"
    bare = re.search(r"(?<![\d.])(\d+(?:\.\d+)?)(?:[-—~～至到])\d+(?:\.\d+)?(万元|元)", text)
    if bare is not None:
        return f"“{bare[0]}”没有写明“{bare[1]}”的单位，也没有写明是否包括本数"
    if re.search(rf"每[^，；]*?{NUMBER}(?:万元|元)", text):
        return "按数量计算的罚款没有写明按哪一项事实计算，或者没有写明不足一个单位的部分怎样计算"
    if unit is None and re.fullmatch(r"[\d.,]+", text):
        return f"数额“{text}”没有单位"
    return None


def _pieces(text: str) -> list[str]:
    """The clauses between commas; what only limits or explains the clause before it stays with it."""
    pieces: list[str] = []
    for piece in re.split(r"[，,](?![0-9]{3})", text):
        if piece.startswith(_ATTACHED) and pieces:
            pieces[-1] += f"，{piece}"
        else:
            pieces.append(piece)
    return pieces


def _is_order(text: str) -> bool:
    if not text.startswith(("责令", "批评教育", "对当事人进行教育")):
        return False
    return (
        not text.startswith(("责令停业整顿", "责令停产停业", "责令暂停营业", "责令关闭"))
        and "罚款" not in text
        and "，" not in text
    )


def _share(text: str) -> dict[str, object] | None:
    """法定幅度（…）的30%至70%: a share keeps the words of the range only for the reader."""
    match = re.fullmatch(r"法定幅度(?:（.+）)?的(?P<share>.+)", text)
    if match is None:
        return None
    share = match["share"]
    points = {"下限": "floor", "中间值": "midpoint", "上限": "cap"}
    if share in points:
        return {"at": points[share]}
    both = re.fullmatch(rf"({NUMBER})%至({NUMBER})%", share)
    if both:
        return {"share": [_part(both[1]), _part(both[2])]}
    below, above = re.fullmatch(rf"({NUMBER})%以下", share), re.fullmatch(rf"({NUMBER})%以上", share)
    if below:
        return {"share": [Decimal(0), _part(below[1])]}
    if above:
        return {"share": [_part(above[1]), Decimal(1)]}
    exact = re.fullmatch(rf"({NUMBER})%", share)
    return {"share": _part(exact[1])} if exact else None


def _both(fine: dict[str, object]) -> list[Decimal]:
    """The two ends of a fine that says both."""
    return [Decimal(str(fine.get("fixed", fine.get(key, 0)))) for key in ("from", "to")]


def _part(text: str) -> Decimal:
    return (number(text) or Decimal(0)) / 100


def _range(text: str, unit: str | None) -> dict[str, object] | None:
    return _ends(text, AMOUNT, lambda part: yuan(part, unit))


def _ends(text: str, amount: str, read: Callable[[str], Decimal | None]) -> dict[str, object] | None:
    """An amount, or a range with the words that say whether its ends belong."""
    patterns = (
        (rf"({amount})以上[、，]?({amount})以下", "from", "to"),
        (rf"超过({amount})[、，]?(?:且)?({amount})以下", "above", "to"),
        (rf"超过({amount})[、，]?(?:且)?不超过({amount})", "above", "to"),
        (rf"({amount})以上[、，]?(?:且)?不足({amount})", "from", "below"),
        (rf"({amount})以上[、，]?(?:且)?不超过({amount})", "from", "to"),
        (rf"(?:不超过)?()({amount})(?:以下)", "", "to"),
        (rf"()不足({amount})", "", "below"),
        (rf"({amount})()", "fixed", ""),
    )
    for pattern, low, high in patterns:
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        named = {key: part for key, part in ((low, match[1]), (high, match[2])) if key}
        ends = {key: value for key, part in named.items() if (value := read(part)) is not None}
        values = list(ends.values())
        whole = len(ends) == len(named) and values == sorted(values)
        return {key: tidied(value) for key, value in ends.items()} if whole else None
    return None


def _multiple(text: str) -> Decimal | None:
    value = number(text.rstrip("倍%"))
    return value / 100 if value is not None and text.endswith("%") else value
