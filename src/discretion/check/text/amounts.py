"""The numbers of an encoded provision held against its article: every number stands there, every band of a fine is one the article has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from discretion.check.text.articles import NUMERAL_OR_FIGURE, Text, number_of, numbers_in
from discretion.check.text.data import LawData, ProvisionData
from discretion.check.text.difference import TextDifference
from discretion.check.text.encoded import force_of
from discretion.check.text.words import FREE, FREE_LIST, MAY, SHALL, STOPS
from discretion.documents import under
from discretion.facts import fen, say_yuan

PLAIN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
N = NUMERAL_OR_FIGURE
BAND = re.compile(rf"(?:({N})(元|倍)?(?:以上、?|至|-))?({N})(元|倍)(以下)?")
AMOUNT = re.compile(rf"({N})(元|倍)")
PERCENT = re.compile(rf"百分之({N})|(\d+(?:\.\d+)?)%")
BOUND = re.compile(r"^(<=?|>=?) ?(\d+(?:\.\d+)?)$")
WORDS = (
    ("不超过", "<="),
    ("未超过", "<="),
    ("超过", ">"),
    ("不足", "<"),
    ("不满", "<"),
    ("未满", "<"),
    ("满", ">="),
    ("达到", ">="),
)
AFTER = (("以上", ">="), ("以下", "<="), ("以内", "<="))
CEILING = re.compile(rf"(?:最高|累计|总额|合计)[^，。；]{{0,8}}?不(?:得)?超过({N})元")
Band = tuple[str, Decimal, Decimal]


@dataclass(frozen=True)
class StatedNumber:
    """A number of an encoded range."""

    path: tuple[str, ...]
    value: Decimal
    multiple: bool

    @property
    def forms(self) -> set[Decimal]:
        """The number as a text may put it: kilograms as tonnes, months as years."""
        forms = {self.value}
        if self.path[-1] == "per" or any(part.endswith("_kg") for part in self.path):
            forms.add(self.value / 1000)
        if self.path[-1] == "months":
            forms.add(self.value / 12)
        return forms


def stated(node: object, path: tuple[str, ...] = (), multiple: bool = False) -> Iterator[StatedNumber]:
    """Every number in a condition or penalty; zero, `per: 1` and words are no amounts."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("what", "of", "group", "range", "times"):
                times = "times" in node and key in ("from", "to", "above", "below")
                yield from stated(value, (*path, str(key)), times)
    elif isinstance(node, list):
        for value in node:
            yield from stated(value, path, multiple)
    elif isinstance(node, (int, float, str, Decimal)) and not isinstance(node, bool):
        for digits in PLAIN.findall(str(node).replace("..", " ")):
            value = Decimal(digits)
            if value and not (path[-1] == "per" and value == 1):
                yield StatedNumber(path, value, multiple)


def number_differences(body: ProvisionData, far: str) -> Iterator[TextDifference]:
    """Numbers and bands of fines that the whole article does not have."""
    for piece in _parts(body):
        for number in stated(piece, (str(piece.get("range")),)):
            if not number.forms & numbers_in(far, number.multiple):
                said = f"{'.'.join(number.path)} = {number.value}{' 倍' if number.multiple else ''}"
                yield TextDifference(f"number:{number.value}", f"{said}，这一条没有这个数")
    for row in body.get("ranges") or []:
        if under(row.get("penalty") or {}, "fine").get("rounding") == "up" and not re.search(
            "不足|不满|零数|尾数", far
        ):
            yield TextDifference("number:rounding", "零数进为一个单位计罚，法条没有这样写")
    wider = set(bands_in(far))
    for band in sorted(bands_of(body) - wider):
        at_most = band[1] == 0 and re.search("最高|不得?超过", far) and band[2] in numbers_in(far, multiples=False)
        if not at_most:
            yield TextDifference(f"band:{_say(band)}", f"编入了罚款{_say(band)}，这一条没有这个幅度")


def cap_differences(body: ProvisionData, near: str) -> Iterator[TextDifference]:
    """A ceiling that the passage sets (最高不得超过三万元), and that is not encoded."""
    own = {number.value for part in body.get("ranges") or [] for number in stated(part, ("",))}
    joint = own | {number.value for number in stated({"cumulates": body.get("cumulates")}, ("",))}
    plain = _plain(near)
    for match in CEILING.finditer(plain):
        shared = re.search("累计|总额|合计", STOPS.split(plain[: match.end()])[-1])
        if (value := number_of(match[1])) not in (joint if shared else own):
            yield TextDifference(f"number:{value.normalize():f}", f"法条规定最高{say_yuan(fen(value))}，没有编入")


def lost_differences(law: LawData, body: ProvisionData, near: str) -> Iterator[TextDifference]:
    """An amount that the passage names, and that nothing under its citation has: another was written in its place."""
    under_it = [other for other in law["provisions"].values() if str(other["cite"]) == str(body["cite"])]
    had = {number.value for other in under_it for part in _parts(other) for number in stated(part, ("",))}
    for said, unit in AMOUNT.findall(_plain(near)) if had else ():  # of a fine that is no part of it nothing is encoded
        if (value := number_of(said)) not in had:
            yield TextDifference(f"number:{value.normalize():f}", f"法条写有{said}{unit}，没有编入")


def _parts(body: ProvisionData) -> list[Mapping[str, object]]:
    """All of a provision that may have numbers: what it asks as a whole, what several cases come to, and its ranges."""
    common = {"range": "provision", "when": body.get("when"), "cumulates": body.get("cumulates")}
    return [common, *(body.get("ranges") or [])]


def force_differences(body: ProvisionData, far: str) -> Iterator[TextDifference]:
    """可以 or 应当 of each band, where the article says only one of them of it."""
    said: dict[Band, set[str]] = {}
    for band, force in _forces(far):
        said.setdefault(band, set()).add(force)
    for part in body["ranges"]:
        for band, force in _encoded_forces(part.get("penalty") or {}):
            if len(said.get(band, ())) == 1 and force not in said[band]:
                right = next(iter(said[band]))
                yield TextDifference(f"force:{_say(band)}", f"罚款{_say(band)}：法条为{right}，编为{force}")


def bands_of(body: ProvisionData) -> set[Band]:
    """The bands of fines that a provision encodes."""
    return {band for part in body["ranges"] for band in _encoded(part.get("penalty") or {})}


def _plain(text: str) -> str:
    """A passage in figures and marks of one kind; 5,000 is a number, a comma elsewhere ends a clause."""
    plain = re.sub(r"(?<=\d),(?=\d{3})", "", unicodedata.normalize("NFKC", text).replace(" ", ""))
    return plain.translate(str.maketrans(",;:", "，；："))


def bands_in(text: str) -> Iterator[Band]:
    """The fines that a passage names: N元以上M元以下, M元以下, N元 (as far as 罚款 follows or 处 goes before)."""
    plain = _plain(text)
    plain = PERCENT.sub(lambda match: f"{number_of(match[1] or match[2]) / 100}倍", plain)
    for band, _ in _matched(plain):
        yield band


def _forces(text: str) -> Iterator[tuple[Band, str]]:
    plain = _plain(text)
    plain = PERCENT.sub(lambda match: f"{number_of(match[1] or match[2]) / 100}倍", plain)
    whole = FREE_LIST.search(plain) is not None
    for band, at in _matched(plain):
        clause = STOPS.split(plain[:at])[-1] if plain[:at] else ""
        yield band, MAY if whole or re.search(FREE, clause + "处") else SHALL


def _matched(plain: str) -> Iterator[tuple[Band, int]]:
    for match in BAND.finditer(plain):
        low, _, high, unit, cap = match.groups()
        after, before = plain[match.end() : match.end() + 8], plain[: match.start()][-12:]
        if not re.match(r"(?:以下)?(?:的)?(?:标准)?罚款", after) and not re.search(
            r"罚款$|处以?(?:违法所得)?$", before
        ):
            continue
        top = number_of(high)
        bottom = number_of(low) if low else Decimal(0) if cap else top
        yield (unit, bottom, top), match.start()


def _encoded_forces(penalty: Mapping[str, object]) -> Iterator[tuple[Band, str]]:
    for band in _encoded({"fine": penalty.get("fine")}):
        yield band, force_of(penalty["fine"])
    also = under(penalty, "also")
    for who in also:
        yield from _encoded_forces(under(also, who))


def _encoded(penalty: Mapping[str, object]) -> Iterator[Band]:
    fine, also = under(penalty, "fine"), under(penalty, "also")
    unit = "倍" if "times" in fine else "元"
    top = fine.get("fixed", fine.get("to"))
    if top is not None and "each" not in fine and "share" not in fine:
        yield unit, Decimal(str(fine.get("fixed", fine.get("from", 0)))), Decimal(str(top))
    for further in ("without", "fallback", "otherwise"):
        if further in fine:
            yield from _encoded({"fine": fine[further]})
    for who in also:
        yield from _encoded(under(also, who))


def _say(band: Band) -> str:
    unit, low, high = band
    low_, high_ = (f"{end.normalize():f}" for end in (low, high))
    return f"{high_}{unit}" if low == high else f"{low_}-{high_}{unit}" if low else f"{high_}{unit}以下"


def bound_differences(body: ProvisionData, near: str) -> Iterator[TextDifference]:
    """以上、以下、超过、不足 of a threshold: whether the number itself belongs to it."""
    spoken = set(_spoken(near))
    for part in (body, *body["ranges"]):
        for fact, op, value in _bounds(part.get("when")):
            forms = StatedNumber((fact,), value, False).forms
            same = {sign for number, sign in spoken if number in forms and sign[0] == op[0]}
            if same and op not in same:
                yield TextDifference(
                    f"bound:{fact} {op} {value}",
                    f"条件写“{op} {value}”，法条这个数{'含' if '=' in next(iter(same)) else '不含'}本数",
                )


def _bounds(condition: object) -> Iterator[tuple[str, str, Decimal]]:
    if isinstance(condition, list):
        for item in condition:
            yield from _bounds(item)
    elif isinstance(condition, dict):
        for key, value in condition.items():
            if key in ("any", "all"):
                yield from _bounds(value)
            elif isinstance(value, str) and (match := BOUND.match(value)):
                yield key, match[1], Decimal(match[2])
            elif isinstance(value, str) and (span := re.match(r"^([\[(])(\d[\d.]*)\.\.(\d[\d.]*)([\])])$", value)):
                yield key, ">=" if span[1] == "[" else ">", Decimal(span[2])
                yield key, "<=" if span[4] == "]" else "<", Decimal(span[3])


def _spoken(text: str) -> Iterator[tuple[Decimal, str]]:
    plain = _plain(text)
    plain = PERCENT.sub(lambda match: f"{number_of(match[1] or match[2])}%", plain)
    for word, sign in WORDS:
        for match in re.finditer(rf"(?<![不未]){word}[^\d，。；:、以]{{0,6}}?({N})", plain):
            yield number_of(match[1]), sign
    for word, sign in AFTER:
        for match in re.finditer(rf"({N})[^\d，。；:、]{{0,3}}{word}", plain):
            if "罚款" not in plain[match.end() : match.end() + 22].split("，")[0].split("；")[0]:
                yield number_of(match[1]), sign


def article_differences(body: ProvisionData, cited: list[str], text: Text) -> Iterator[TextDifference]:
    """Articles that a whole text does not have."""
    missing = [article for article in cited if article not in text.articles]
    if text.whole and (missing or not cited) and "未核" not in str(body.get("cite")):
        yield TextDifference("article:missing", f"{text.name} 没有{'、'.join(missing) or '这样的条文'}")
