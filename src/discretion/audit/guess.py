"""A proposal for a mapping file, from the headings of the columns and the values in them. Never used unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from discretion.audit.guess_facts import guess_facts
from discretion.audit.sample import DISTINCT, Sample
from discretion.documents import dump, read
from discretion.errors import Problem, UsageError
from discretion.library import Library

CANDIDATES = 6  # violations that are held against the columns
SURE, LIKELY = 94, 60  # scores of the catalogue's search
NEEDED = {"violation": "案由", "occurred": "违法日期", "decided": "决定日期", "fine": "罚款"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}([ T].*)?")
_ASIDE = re.compile(r"[（(\[【].*?[)）\]】]")


@dataclass
class Guess:
    """A mapping as data, and what a person should look at."""

    data: dict[str, Any] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def text(self, source: str) -> str:
        """The mapping file, with the doubts as comments at its head."""
        lines = [f"# 对照提案：由 {source} 的表头和内容推测而来，请逐项核对后使用。"]
        lines += [f"# 请核对：{doubt}" for doubt in self.doubts]
        lines += [f"# 没有用到的列：{'、'.join(self.unread)}"] if self.unread else []
        safe = [line.replace("\n", " ").replace("\r", " ") for line in lines]
        return "\n".join(safe) + "\n" + dump(self.data)


def propose(library: Library, found: Sample, day: date) -> Guess:
    """Guess what the columns mean.

    Args:
        library: its violations and facts.
        found: the head of the file.
        day: whose rules say which violations and facts there are.

    Raises:
        UsageError: nothing looks like the violation, the days or the fine: that is no table of decisions.
    """
    result, taken = Guess(), dict[str, str]()
    for name, wanted in _headings()["columns"].items():
        column = next((item for item in found.columns if item not in taken and _plain(item) in wanted), None)
        if column is not None:
            taken[column] = name
            result.data[name] = _column(name, column, found.columns[column], result)
    missing = [label for name, label in NEEDED.items() if name not in result.data]
    if missing:
        raise UsageError(
            Problem(
                f"没有认出这些列：{'、'.join(missing)}",
                allowed=tuple(found.columns),
                remedy="自己写对照文件，用 --mapping 指定",
            )
        )
    violations = _violations(library, result, found.columns, day)
    if "place" not in result.data:
        result.doubts.append("没有认出行政区划的列，全部按全国基准核对")
    if "party" not in result.data:
        result.data["party"] = {"constant": "organisation"}
        result.doubts.append("没有认出当事人类型的列，暂且全部作为单位（organisation）")
    rest = {name: values for name, values in found.columns.items() if name not in taken}
    facts, doubts, used = guess_facts(library, violations, rest, _headings()["units"], day)
    result.data["facts"] = facts
    result.doubts += doubts
    if found.encoding != "utf-8":
        result.data["encoding"] = found.encoding
    result.unread = [name for name in rest if name not in used]
    return result


@cache
def _headings() -> Mapping[str, Any]:
    text = resources.files(__package__).joinpath("headings.yaml").read_text(encoding="utf-8")
    data: Mapping[str, Any] = read(text, "headings.yaml").data
    return data


def _plain(heading: str) -> str:
    """A heading without blanks, and without what stands in parentheses."""
    return re.sub(r"\s", "", _ASIDE.sub("", heading))


def _column(name: str, column: str, values: list[str], result: Guess) -> Any:
    if name == "fine":
        unit = next((unit for unit in ("万元", "分", "角") if re.search(rf"[（(]?{unit}[)）]?$", column)), "元")
        if "元" not in column and unit == "元":
            result.doubts.append(f"“{column}”按元读取")
        return {"column": column, "unit": unit}
    if name in ("occurred", "decided", "discovered"):
        wrong = [value for value in values if DAY.fullmatch(value) is None]
        if wrong:
            result.doubts.append(f"“{column}”中有的不是 YYYY-MM-DD（例如 {wrong[0]}），这些行将不能使用")
        return column
    codes = _headings()["codes"].get(name)
    if codes is None:
        return column
    table = {value: code for value in values for code, words in codes.items() if value in words or value == code}
    unknown = [value for value in values if value not in table]
    if unknown:
        result.doubts.append(f"“{column}”中没有认出的写法：{'、'.join(unknown[:5])}，这些行将不能使用")
    return column if all(key == value for key, value in table.items()) else {"column": column, "values": table}


def _violations(library: Library, result: Guess, columns: Mapping[str, list[str]], day: date) -> list[str]:
    """Add the table of violations; what they are."""
    column = result.data["violation"]
    known = library.rulebook.sectors
    table: dict[str, str] = {}
    if len(columns[column]) == DISTINCT:
        result.doubts.append(f"案由的写法很多，只看了前{DISTINCT}种，其余的行将不能使用")
    for value in columns[column]:
        if value in known:
            table[value] = value
            continue
        hits = [hit for hit in library.search(value, "national", day, limit=CANDIDATES) if hit.score >= LIKELY]
        if not hits:
            result.doubts.append(f"案由“{value}”没有认出，这些行将不能使用")
            continue
        # of several that fit the words, the one whose facts the other columns state
        best = max(hits, key=lambda hit: (len(_stated(library, hit.violation.id, columns, day)), hit.score))
        table[value] = best.violation.id
        if best.score < SURE or len(hits) > 1:
            others = "、".join(hit.violation.label for hit in hits[:3] if hit is not best)
            result.doubts.append(
                f"案由“{value}”推测为“{best.violation.label}”" + (f"，也可能是{others}" if others else "")
            )
    if not all(key == value for key, value in table.items()):
        result.data["violation"] = {"column": column, "values": table}
    return list(dict.fromkeys(table.values()))


def _stated(library: Library, violation: str, columns: Mapping[str, list[str]], day: date) -> Mapping[str, Any]:
    return guess_facts(library, [violation], columns, _headings()["units"], day)[0]
