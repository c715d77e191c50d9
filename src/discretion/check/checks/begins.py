"""begins: a version begins on a day on which something that it rests on begins."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from discretion.check.model import Finding
from discretion.check.text import Text, days_in
from discretion.check.whole import Whole, documents, fault, holds
from discretion.rulebook import File, LawVersion, Ruleset, RulesetHeader

SCOPE = "rulebook"
NAME = "起始日"
SENTENCE = (
    "基准自上级基准、所依据的法律或者所载文件的日期起施行；法律的施行日见于版本名、原文或者说明，不早于原文写明的施行之日；相继的两个版本之间不留空白，后一版本写明所替代的"
    "版本；适用范围自某日起改变的，有法律自该日起施行"
)
FORMULA = "∀s: effective(s) ∈ {effective(parent)} ∪ {effective(l): l ∈ laws(s)} ∪ dates(s)；until(lᵢ) + 1 日 = effective(lᵢ₊₁)"
GIVEN = re.compile(r"自(\d{4}年\d{1,2}月\d{1,2}日)起(?:正式)?施行")
TAKEN = re.compile(r"(\d{4}-\d\d-\d\d)(?:施行，本库自该日)?起支持")  # of an amendment whose day no text gives
ENOUGH = 3  # other versions that must say what they take the place of


def run(whole: Whole) -> Iterator[Finding]:
    """Look for the first day of every version among the days that its own files name."""
    found = [finding for ruleset in whole.book.rulesets for finding in _ruleset(whole, ruleset)]
    for versions in whole.book.laws.values():
        for file in versions:
            found += [*_law(whole, file), *_own(file, whole.text(file))]
        for older, newer in pairwise(versions):
            found += _gap(older, newer)
    found += [*_supersedes(whole), *_scopes(whole)]
    yield from found or [holds("begins", "各版本的起始日都有所据，相继的版本之间没有空白")]


def _ruleset(whole: Whole, ruleset: Ruleset) -> Iterator[Finding]:
    header = ruleset.header.model
    known: set[date] = set()
    if header.extends is not None:
        known |= {other.header.model.effective for other in whole.book.areas[header.extends]}
    written = [*documents(ruleset)]
    laws = {name for document in written for name in re.findall(r"([a-z0-9-]+)/[a-z0-9-]+", repr(document.data))}
    laws |= {"administrative-penalty-law"} if header.extends is None else set()
    known |= {file.model.effective for name in laws for file in whole.book.laws.get(name, ())}
    for document in written:
        known |= set(
            days_in(repr({key: value for key, value in document.data.items() if key not in ("effective", "until")}))
        )
    before = next(
        (other for other in whole.book.areas[header.area] if other.header.model.version == header.supersedes), None
    )
    if before is not None and before.header.model.until is not None:
        known.add(before.header.model.until + timedelta(days=1))
    own_year = header.version.startswith(str(header.effective.year))  # 2027.1 from 2027 on: its own beginning
    if header.effective not in known and not own_year:
        message = (
            f"{ruleset.id} 自{header.effective.isoformat()}起施行，上级基准、所依据的法律和所载的文件都没有这个日期"
        )
        yield fault("begins", message, ruleset.header.document.position(("effective",)), ruleset.id, area=ruleset.id,
                    remedy="更正 effective；确自该日起施行的，在 source 中写明文件的日期（date）")  # fmt: skip


def _law(whole: Whole, file: File[LawVersion]) -> Iterator[Finding]:
    law, data = file.model, file.document.data
    text = whole.text(file)
    written = {key: value for key, value in data.items() if key not in ("effective", "until", "provisions")}
    known = set(days_in(repr(written))) | (set(text.days) if text is not None else set())
    if law.version.isdigit():  # a version of a year of which no more is known
        known.add(date(int(law.version), 1, 1))
    if known and law.effective not in known and text is not None:
        message = f"《{law.label}》{law.version} 自{law.effective.isoformat()}起施行，版本名、原文和说明都没有这个日期"
        yield fault("begins", message, file.document.position(("effective",)), f"{law.law}@{law.version}",
                    remedy="更正 effective；确自该日起施行的，在 source 的 note 中写明依据")  # fmt: skip


def _own(file: File[LawVersion], text: Text | None) -> Iterator[Finding]:
    """The day that the text itself gives, or that the note takes for want of one."""
    law, note = file.model, str(file.document.data.get("source"))
    passed = next(days_in(law.version), law.effective)
    lines = [line for article in text.articles.values() for line in article] if text is not None else []
    given = [day for line in lines for said in GIVEN.findall(line) for day in days_in(said)]
    taken = [day for said in TAKEN.findall(note) for day in days_in(said)] + [passed] * ("暂取" in note)
    if given and (law.effective < given[-1] or passed <= given[-1] != law.effective):
        right, by = given[-1], "原文"
    elif taken and law.effective not in taken:
        right, by = taken[-1], "说明"
    else:
        return
    message = f"《{law.label}》{law.version} 自{law.effective.isoformat()}起施行，{by}写的是{right.isoformat()}"
    yield fault("begins", message, file.document.position(("effective",)), f"{law.law}@{law.version}/own",
                remedy=f'写 effective: "{right.isoformat()}"，或者更正说明')  # fmt: skip


def _gap(older: File[LawVersion], newer: File[LawVersion]) -> Iterator[Finding]:
    until, start = older.model.until, newer.model.effective
    if until is not None and until + timedelta(days=1) < start:
        days = (start - until).days - 1
        ends = f"{older.model.version} 施行至{until.isoformat()}，{newer.model.version} 自{start.isoformat()}起施行"
        message = f"《{newer.model.label}》{ends}，其间{days}日没有版本"
        yield fault("begins", message, newer.document.position(("effective",)), f"{newer.model.law}@{newer.model.version}/gap",
                    remedy="使相继的版本首尾相接")  # fmt: skip


def _supersedes(whole: Whole) -> Iterator[Finding]:
    """A version that does not say which one it takes the place of, where all others of the book do."""
    versions: dict[str, list[File[LawVersion] | File[RulesetHeader]]] = {
        name: [*files] for name, files in whole.book.laws.items()
    }
    versions |= {area: [ruleset.header for ruleset in rulesets] for area, rulesets in whole.book.areas.items()}
    steps = [(name, older, newer) for name, files in versions.items() for older, newer in pairwise(files)]
    silent = [step for step in steps if step[2].model.supersedes != step[1].model.version]
    if len(silent) == 1 and len(steps) > ENOUGH:
        ((name, older, newer),) = silent
        before, version = older.model.version, newer.model.version
        message = f"{name} {version} 没有写替代 {before}，其他{len(steps) - 1}个后续版本都写明所替代的版本"
        yield fault("begins", message, newer.document.position(("version",)), f"{name}@{version}/supersedes",
                    remedy=f'写 supersedes: "{before}"')  # fmt: skip


def _scopes(whole: Whole) -> Iterator[Finding]:
    """What is dealt with elsewhere from a day on (``since``): from the day of some law, of the one that it names if it names any."""
    days: dict[str, set[date]] = defaultdict(set)
    for file in whole.book.law_files:
        days[file.model.label].add(file.model.effective)
    since: dict[tuple[str, str], Counter[date | None]] = defaultdict(Counter)
    for item in whole.written():
        for part in item.file.model.scope:
            since[repr(part.when), part.otherwise][part.since] += 1
    for item in whole.written():
        for number, part in enumerate(item.file.model.scope):
            named = [label for label in days if label in part.otherwise]
            if part.since is not None and not any(part.since in days[label] for label in named or days):
                laws = f"所写的{'、'.join(f'《{label}》' for label in named)}没有一部" if named else "没有法律"
                message = f"{item.id} 的适用范围自{part.since.isoformat()}起算，{laws}自这一日起施行"
                yield item.fault("begins", message, ("scope", number, "since"), f"scope/{number}", "更正 since")
            alike = since[repr(part.when), part.otherwise]
            usual, most = alike.most_common(1)[0]
            if part.since != usual and most > alike[part.since]:
                here, there = ("自" + day.isoformat() if day else "没有起算的日期" for day in (part.since, usual))
                message = f"{item.id} 的适用范围{here}，其他{most}项同样的写的是{there}"
                yield item.fault("begins", message, ("scope", number), f"scope/{number}/usual", "更正 since")
