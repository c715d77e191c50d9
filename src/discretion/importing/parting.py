"""Several tiers in one text, and a condition and its penalty: 占用面积5平方米以下的，处500元以下罚款. Parted where the words say it, or not at all."""

from __future__ import annotations

import re

from discretion.importing.limits import alone
from discretion.importing.spelling import tidy
from discretion.importing.standard import PENALTY, Standard, read_standard
from discretion.importing.titles import level_of

_NUMBER = r"(?:\d{1,2}[.．、]|[一二三四五六七八九十]、|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)])?"
_TIERS = re.compile(
    rf"(?:^|(?<=[\n；。]))\s*{_NUMBER}\s*"
    r"(?:【(?P<mark>[一-鿿]{2,6})】[：:]?|(?P<level>[一-鿿]{2,6})(?:\s*[：:]|[ \t]*\n|的[，,：:]))"
)
_STYLES = (r"\d{1,2}[.．、](?!\d)", r"[（(]\d{1,2}[）)]", r"[（(][一二三四五六七八九十]{1,3}[）)]", "[①②③④⑤⑥⑦⑧⑨⑩]")
_COLON = re.compile(r"的?[：:](?=\s*(?:可以?|并|处|责令|没收|给予|警告|不予|罚款|吊销|暂扣))")
_COMMA = re.compile(
    r"的?[；，](?=责令|没收|可以?处|并?处(?:以?[\d一二三四五六七八九十]|不超过|警告|罚款)|给予|警告|罚款|吊销|暂扣|不予|免[予于]|有违法所得|违法所得)"
)
_BARE = re.compile(r"(?<=的)(?=不予|可以?处|处\d|责令|罚款\d|警告|给予警告)")
_LABEL = re.compile(r"[。；，](?:行政)?(?:处罚)?(?:自由)?(?:裁量)?(?:基准|标准|幅度)[：:]")  # …的。裁量基准：处…
_FRAMED = re.compile(  # 有下列情形之一的，处500元罚款：（1）…；（2）…
    r"(?P<frame>(?:具?有|符合)?(?:下列|以下)(?:情形|条件|情况)之一的)，(?P<penalty>[^：]+)[：:](?P<items>(?:（(?:1|一)）|1[.、]|①).+)"
)


def parted(text: str, condition: str = "") -> tuple[str, str] | None:
    """The condition and the penalty of a text.

    Args:
        text: the text.
        condition: what is known of the condition already.

    Returns:
        Both, or None where the text is a penalty alone, or nothing says where one ends.
    """
    if not text or isinstance(read_standard(alone(text)), Standard):
        return None
    flat = tidy(text)
    if (framed := _FRAMED.fullmatch(flat)) and isinstance(read_standard(framed["penalty"]), Standard):
        return f"{framed['frame']}：{framed['items']}", framed["penalty"]
    if (label := _LABEL.search(flat)) and not PENALTY.search(flat[: label.start()]):
        return flat[: label.start()], flat[label.end() :]
    cuts = [match.end() for pattern in (_COLON, _COMMA, _BARE) for match in pattern.finditer(flat)]
    cuts += [len(tidy(text[: match.end()])) for match in re.finditer(r"\n", text)]
    for cut in sorted(cuts):
        before, after = flat[:cut].strip("；，：:"), flat[cut:]
        # 扣留车辆，处3000元罚款: no condition but a measure.
        if condition and not re.search("的$|的[；，：:]$", flat[:cut]):
            continue
        if PENALTY.search(before):  # 责令改正；情节严重的，处…: a penalty stands before it, so this is no condition
            continue
        if isinstance(read_standard(alone(after)), Standard):
            return before, after
    return None


def named_tiers(text: str) -> tuple[str, dict[str, str]]:
    """轻微：…；一般：…, 【轻微】…: what stands before the tiers of a cell, and the words of each; no tier twice."""
    heads = [match for match in _TIERS.finditer(text) if level_of(match["mark"] or match["level"])]
    if not heads or (len(heads) == 1 and heads[0].start()):
        return text, {}
    ends = [*(match.start() for match in heads[1:]), len(text)]
    found = {
        match["mark"] or match["level"]: text[match.end() : end].strip() for match, end in zip(heads, ends, strict=True)
    }
    return (text[: heads[0].start()], found) if len(found) == len(heads) else (text, {})


def items(text: str) -> list[str]:
    """The numbered items of a cell, those of its first number; none where it does not begin with one."""
    style = next((style for style in _STYLES if re.match(rf"\s*{style}", text)), None)
    if style is None:
        return []
    return [piece.strip() for piece in re.split(rf"(?:^|(?<=[\n；。]))\s*{style}\s*", text) if piece.strip()]
