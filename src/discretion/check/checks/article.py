"""article: the articles of a law stand in order, each once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.text import CITED, DECREE, chinese_number, telling_pairs
from discretion.check.whole import Whole, fault, holds, mappings
from discretion.rulebook import PROVINCES, File, LawVersion, Level

SCOPE = "rulebook"
NAME = "条款次序"
SENTENCE = (
    "法律文件中的条款按条文顺序排列，同一条款项只出现一次；以日期命名的版本自该日起三百日内施行；"
    "名称、效力层级与所附原文相符；后一版本没有的罚则写明废止；条款的名称说的是所引的条文"
)
FORMULA = "∀i: article(i−1) ≤ article(i+1) ⇒ article(i−1) ≤ article(i) ≤ article(i+1)；cite(i) = cite(j) ⇒ label(i) ≠ label(j)"
LOCAL = re.compile(
    r"(?:中华人民共和国)?(?:[^（]{1,6}?(?:省|(?<!城)市|自治区|特别行政区)|"
    + "|".join(name[:2] for name in PROVINCES.values())
    + ")"
)
LEVELS = (("办法", Level.DEPARTMENTAL_RULE), ("规定", Level.DEPARTMENTAL_RULE), ("条例", Level.ADMINISTRATIVE_REGULATION),
          ("法", Level.LAW), ("法典", Level.LAW))  # fmt: skip
LOCALS = {Level.LOCAL_REGULATION, Level.LOCAL_RULE}
WAIT = 300  # days from a document to its coming into force: the longest of those encoded is five months
FEW = 2  # items of which neither is the odd one
THIRD = 3  # its article must say a third of a name, where a provision of another law has the same name
CLOSER, TIMES = 3, 2  # pairs of characters that a name must share more with another article, and how many times as many
ARTICLE = re.compile(r"第([零一二三四五六七八九十百千两]+)条(?:之([一二三四五六七八九十]+))?")


def run(whole: Whole) -> Iterator[Finding]:
    """Read the numbers of the articles as they stand in every file."""
    called: dict[str, set[str]] = defaultdict(set)  # what each name of a provision is the name of
    for file in whole.book.law_files:
        for provision in file.model.provisions.values():
            called[provision.label].add(file.model.label)
    found = [
        finding
        for file in whole.book.law_files
        for finding in (
            *_order(file),
            *_malformed(file),
            *_dated(file),
            *_head(whole, file),
            *_misnamed(whole, file, called),
        )
    ]
    used = _cited(whole)
    found += [finding for versions in whole.book.laws.values() for finding in _lost(versions, used)]
    found += [finding for file in whole.book.law_files for finding in _items(whole, file)]
    yield from found or [holds("article", "条款按条文顺序排列")]


def _items(whole: Whole, file: File[LawVersion]) -> Iterator[Finding]:
    """Of an article whose text is not at hand: one item that alone is punished otherwise than all the others."""
    text, items = whole.text(file), defaultdict(list)
    for name, provision in file.model.provisions.items():
        if (
            provision.ranges
            and "项" in provision.cite
            and (text is None or provision.cite.partition("条")[0] + "条" not in text.articles)
        ):
            items[provision.cite.rpartition("第")[0]].append(
                (repr([row.penalty for row in provision.ranges]), name, provision.cite)
            )
    for found in items.values():
        alike = Counter(penalty for penalty, *_ in found)
        for penalty, name, cite in found:
            if len(alike) == 2 and alike[penalty] == 1 and len(found) > FEW:
                message = f"《{file.model.label}》{cite}的处罚与同一条的其他{len(found) - 1}项不同，其他各项都相同"
                yield fault("article", message, file.document.position(("provisions", name, "ranges")), f"{_id(file)}/{name}/items",
                            remedy="更正处罚；原文确实不同的，附上原文")  # fmt: skip


def _dated(file: File[LawVersion]) -> Iterator[Finding]:
    """A version that is called by the day of its document begins within the year that follows."""
    version, first = file.model.version, file.model.effective
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", version):
        return
    if not 0 <= (first - date.fromisoformat(version)).days <= WAIT:
        where = file.document.position(("effective",))
        message = f"《{file.model.label}》的版本是 {version}，施行日期却是{first.isoformat()}"
        yield fault("article", message, where, f"{_id(file)}/effective", remedy="更正 effective，或者更正 version")


def _head(whole: Whole, file: File[LawVersion]) -> Iterator[Finding]:
    """The text that a law names lies there and is that law's; a kind of law is known by its name."""
    law, layer = file.model, whole.book.layer_of(file.document.name)
    for path in re.findall(r"law-texts/[^\s；;，,（）]+\.md", law.source.where):
        stem = path.rpartition("/")[2]
        if not layer.has(path):
            yield fault("article", f"《{law.label}》的原文 {path} 不在规则库里", file.document.position(("source", "where")),
                        f"{_id(file)}/where", remedy="更正文件名，或者放入原文")  # fmt: skip
        elif not stem.startswith((law.label, law.label.removeprefix("中华人民共和国"))):
            yield fault("article", f"《{law.label}》的原文却是 {stem}", file.document.position(("label",)), f"{_id(file)}/label",
                        remedy="更正 label，或者更正 source.where")  # fmt: skip
    text, decree = whole.text(file), DECREE.findall(law.document or "")
    if decree and text is not None and law.version in text.name and text.decrees and not text.decrees & {*decree}:
        yield fault("article", f"《{law.label}》写作{law.document}，原文是第{'、'.join(sorted(text.decrees))}号", file.document.position(("document",)),
                    f"{_id(file)}/document", remedy="更正 document")  # fmt: skip
    local = LOCAL.match(law.label) is not None
    rights = LOCALS if local else {level for end, level in LEVELS if law.label.endswith(end)}
    if rights and law.level not in rights:
        yield fault("article", f"《{law.label}》写作 {law.level.value}", file.document.position(("level",)), f"{_id(file)}/level",
                    remedy=f"写 level: {'或者'.join(sorted(right.value for right in rights))}")  # fmt: skip


def _lost(versions: Sequence[File[LawVersion]], used: frozenset[str]) -> Iterator[Finding]:
    """A provision that something rests on, and that the next version neither has nor calls repealed."""
    ordered = sorted(versions, key=lambda file: file.model.effective)
    for before, after in pairwise(ordered):
        repealed = {part.provision for part in after.model.repealed}
        for name in before.model.provisions:
            if (
                f"{after.model.law}/{name}" in used
                and name not in after.model.provisions
                and not {name, "*"} & repealed
            ):
                yield fault("article", f"《{after.model.label}》{after.model.version} 没有条款 {name}（上一版本{before.model.cite(name)}），也没有写明废止",
                            after.document.position(("provisions",)), f"{_id(after)}/{name}/gone", remedy="补上该条款，或者写入 repealed")  # fmt: skip
        for number, part in enumerate(after.model.repealed):
            if part.date != after.model.effective:
                yield fault("article", f"《{after.model.label}》{after.model.version} 已没有条款 {part.provision}，却写自{part.date}起废止",
                            after.document.position(("repealed", number, "date")), f"{_id(after)}/{part.provision}/repealed",
                            remedy=f"写 {after.model.effective}，或者更正版本")  # fmt: skip


def _cited(whole: Whole) -> frozenset[str]:
    """Every provision that the current rulesets cite or punish under."""
    documents = [
        document
        for ruleset in whole.current()
        for document in (
            ruleset.header.document,
            *(file.document for file in ruleset.violations.values()),
            *(file.document for file in ruleset.lists.values()),
        )
    ]
    bodies = [body for document in documents for _, body in mappings(document.data)]
    return frozenset(
        ref for body in bodies for ref in (body.get("provision"), *(body.get("cite") or ())) if isinstance(ref, str)
    )


def number(cite: str) -> tuple[int, int] | None:
    """第七十六条第一项 → (76, 0)."""
    match = ARTICLE.search(cite)
    return (int(chinese_number(match[1])), int(chinese_number(match[2])) if match[2] else 0) if match else None


def _malformed(file: File[LawVersion]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for name, provision in file.model.provisions.items():
        where = file.document.position(("provisions", name, "cite"))
        if number(provision.cite) is None and "未核" not in provision.cite:
            yield _fault(file, name, f"“{provision.cite}”不是条款项", "写 第七十六条第一项 这样的条款项")
        key = (provision.cite, provision.label)
        if key in seen:
            yield fault("article", f"{provision.cite} 与条款 {seen[key]} 相同", where, f"{_id(file)}/{name}",
                        remedy="更正 cite，或者删去重复的条款")  # fmt: skip
        seen[key] = name


def _misnamed(whole: Whole, file: File[LawVersion], called: Mapping[str, set[str]]) -> Iterator[Finding]:
    """A provision whose name says little of its own article, and far more of another one."""
    text = whole.text(file)
    if text is None:
        return
    said = text.pairs
    for name, item in file.model.provisions.items():
        cited = [article for article in CITED.findall(item.cite) if article in said]
        if not cited:
            continue
        # 违反本法第九条的, 处…: a penalty is called by the duty, which stands in the article that it names
        named = {other for article in cited for line in text.articles[article] for other in CITED.findall(line)}
        words, own = telling_pairs(item.label), {*cited, *named} & said.keys()
        fits = {article: len(words & pairs) for article, pairs in said.items() if article not in own}
        mine = len(words & frozenset().union(*(said[article] for article in own)))
        best = max(fits, key=lambda article: fits[article], default="")
        if best and fits[best] >= CLOSER + TIMES * mine:
            yield _fault(file, name, f"{item.cite}写作“{item.label}”，这是{best}说的", "更正 label，或者更正 cite")
        elif mine * THIRD < len(words) and (other := next(iter(called[item.label] - {file.model.label}), None)):
            yield _fault(file, name, f"{item.cite}写作“{item.label}”，这是《{other}》的", "更正 label，或者更正 cite")


def _order(file: File[LawVersion]) -> Iterator[Finding]:
    """A number that fits neither neighbour, while the neighbours fit each other, is a slip of the pen."""
    duties: list[tuple[str, tuple[int, int]]] = []
    penal: list[tuple[str, tuple[int, int]]] = []  # each in the order of the law; files have the duties first
    for name, item in file.model.provisions.items():
        if (at := number(item.cite)) is not None:
            (penal if item.ranges else duties).append((name, at))
    for known in (duties, penal):
        misfits = [
            (before[1], name, after[1])
            for before, (name, at), after in zip(known, known[1:], known[2:], strict=False)
            if before[1] <= after[1] and not before[1] <= at <= after[1]
        ]
        if len(misfits) == 1:  # several: the file is in another order
            (low, name, high), cite = misfits[0], file.model.provisions[misfits[0][1]].cite
            message = f"{cite} 在{_say(low)}与{_say(high)}之间，不合条文顺序"
            yield _fault(file, name, message, "更正条文序号，或者移到应在的位置")


def _say(at: tuple[int, int]) -> str:
    return f"第{at[0]}条" + (f"之{at[1]}" if at[1] else "")


def _fault(file: File[LawVersion], name: str, message: str, remedy: str) -> Finding:
    where = file.document.position(("provisions", name, "cite"))
    return fault("article", f"《{file.model.label}》{message}", where, f"{_id(file)}/{name}", remedy=remedy)


def _id(file: File[LawVersion]) -> str:
    return f"{file.model.law}@{file.model.version}"
