"""Kinds of slips in logic and numbers: an exception or an element too many, an act under its neighbour's item, a multiple for an amount, a day.

Importing this module adds them to ``KINDS``. Each is one edit of text, as a pen makes it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from slip_kinds import FACTS, HEADER, KINDS, LAW, LIST, VIOLATION, WORDS, Chance, Files, Slip, edit, put, short
from slip_outside import among, exchanged

BOOLEAN = re.compile(r"^  (\w+): \{label: [^\n]*type: boolean(?![^\n]*derive)", re.MULTILINE)
PART = r"\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}"  # a flow map, three deep

WORDS |= {
    "law: acts of two items swapped", "law: a day off", "law: last day a day off", "a day off", "since a day off",
    "since of another law", "otherwise of a neighbour",
}  # fmt: skip


def added(name: str, where: str, pattern: str, written: str) -> None:
    """A kind that writes a further boolean fact, of those that files of the same sort ask for, behind a match."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        booleans = {match[1] for path, text in files.items() if re.search(FACTS, path) for match in BOOLEAN.finditer(text)}  # fmt: skip
        found = [(path, match) for path, text in files.items() if re.search(where, path)
                 for match in re.finditer(pattern, text, re.MULTILINE)]  # fmt: skip
        path, match = chance.choice(found)
        kin = path.rpartition("/")[2].partition(".")[0] if re.search(VIOLATION, path) else ""
        asked = {word for other, text in files.items() if re.search(where, other) and f"/{kin}" in other
                 for line in re.findall(r"(?:when|elements): .*", text) for word in re.findall(r"(\w+): (?:true|false)", line)}  # fmt: skip
        text = files[path]
        line = text[text.rfind("\n", 0, match.start()) + 1 : text.find("\n", match.end())]
        choice = sorted((asked & booleans) - set(re.findall(r"\w+", line)))
        if not choice:
            return None
        new = written % chance.choice(choice)
        return Slip(name, f"{short(line)} + {new.strip()}", {path: text[: match.end()] + new + text[match.end() :]})

    KINDS[name] = kind


def day(name: str, where: str, pattern: str) -> None:
    """A kind that writes the day before or the day after (group n)."""

    def change(match: re.Match[str], chance: Chance) -> str:
        new = date.fromisoformat(match["n"]) + timedelta(chance.choice((-1, 1)))
        return match[0].replace(match["n"], new.isoformat())

    edit(name, where, pattern, change)


def fines(*pick: int) -> Callable[[re.Match[str], Chance], str]:
    """The amounts a, b, c, d of two fines that follow one another, those at the places given exchanged."""

    def change(match: re.Match[str], _: Chance) -> str:
        (a, b), (c, d) = (tuple(at - match.start() for at in match.span(group)) for group in pick)
        return match[0][:a] + match[pick[1]] + match[0][b:c] + match[pick[0]] + match[0][d:]

    return change


NEXT = r"fine: \{from: (\d+), to: (\d+)[^\n]*\n(?:[^\n]*\n){0,6}?[^\n]*fine: \{from: (\d+), to: (\d+)"

# --- exceptions, elements and conditions that nobody knows
added("exception added to an entry", LIST, r"^    when: .*\n(?!    unless)", "    unless: {%s: true}\n")
added("condition added to an entry", LIST, r"^    when: \{(?=\w)", "%s: true, ")
added("denied condition added to an entry", LIST, r"^    when: \{(?=\w)", "%s: false, ")
added("element added", VIOLATION, r"^elements: \{(?=\w)", "%s: true, ")
added("denied element added", VIOLATION, r"^elements: \{(?=\w)", "%s: false, ")
added("condition added to a tier", VIOLATION, r"^  - \{tier: .*?when: \{(?=\w)", "%s: true, ")
added("law: condition added to a range", LAW, r"^      - \{range: .*?when: \{", "%s: true, ")
edit("all is any", VIOLATION, r"\{all: \[", put("{any: ["))
edit(
    "elements are alternatives",
    VIOLATION,
    r"^elements: \{(\w+: \w+), (\w+: \w+)\}$",
    put(r"elements: {any: [{\1}, {\2}]}"),
)
edit(
    "alternatives are elements",
    VIOLATION,
    r"^(elements: \{[^\n]*?)any: \[\{(\w+: [^{}]+)\}, \{(\w+: [^{}]+)\}\]",
    put(r"\1\2, \3"),
)
edit("law: any is all", LAW, r"\{any: \[", put("{all: ["))
# --- acts, items and orders
exchanged(
    "law: acts of two items swapped",
    LAW,
    r"第[一二三四五六七八九十]+项(?:, |\n    )label: ([^,}\n]+)[^\n]*\n(?:    [^\n]*\n)*?"
    r"(?:  [a-z0-9-]+: \{|  [a-z0-9-]+:\n    )cite: [^,\n]*项(?:, |\n    )label: ([^,}\n]+)",
)
exchanged(
    "names of two tiers exchanged",
    VIOLATION,
    r"\{tier: ([\w-]+, label: [^,]+),[^\n]*\n  - \{tier: ([\w-]+, label: [^,]+),",
)
edit("scope loses its neighbour", VIOLATION, r", see: \[[^\]]*\]\}$", put("}"))
among("otherwise of a neighbour", VIOLATION, r"^  - \{when: \{\w+: \w+\}, otherwise: (.+)\}$")
edit(
    "law: order for another",
    LAW,
    r"(?<=orders: \[)责令(?:限期)?改正(?=\])",
    lambda m, _: "责令停止违法行为" if "限期" in m[0] else "责令限期改正",
)
# --- forms of fines and measures
edit("law: multiple is an amount", LAW, r"times: \w+, (?=from|to)", put(""))
edit("law: amount is a multiple", LAW, r"fine: \{(?=from: \d+, to: \d+\})", put("fine: {times: illegal_gain_yuan, "))
edit("law: each is all", LAW, r"fine: \{each: (?:\{([^{}]*)\}|(\d+)), per: \d+, of: \w+[^{}]*\}",
     lambda m, _: f"fine: {{{m[1] or f'fixed: {m[2]}'}}}")  # fmt: skip
edit("law: upper bound of the next", LAW, NEXT, fines(2, 4))
edit("law: lower bound of the next", LAW, NEXT, fines(1, 3))
edit("law: month is a day", LAW, r"months(?=: \")", put("days"))
edit("months of a tier dropped", VIOLATION, r', (?:months|days|years): "[^"]*"(?=\}\}$)', put(""))
edit("month is a day", VIOLATION, r"months(?=: \")", put("days"))
edit("law: 吊销 for 可以吊销", LAW, r"revoke: \{force: may", put("revoke: {force: shall"))
edit("law: 可以吊销 for 吊销", LAW, r"revoke: \{(?=what|force: shall)(?:force: shall, )?", put("revoke: {force: may, "))
edit(
    "revocation left to choice",
    VIOLATION,
    r"(?:revoke|suspend_licence|suspend_business): \{force: shall",
    lambda m, _: m[0].replace("shall", "may"),
)
edit(
    "revocation commanded",
    VIOLATION,
    r"(?:revoke|suspend_licence|suspend_business): \{force: may",
    lambda m, _: m[0].replace("may", "shall"),
)
edit("law: fine and licence", LAW, r"choose: \[fine, \w+\]", put("choose: [warning, fine]"))
# --- facts
edit("usual range lacks a digit", FACTS, r'typical: "\[\d+\.\.[1-9]\d*0\]"', lambda m, _: m[0].replace('0]"', ']"'))
edit(
    "usual range has a further digit", FACTS, r'typical: "\[\d+\.\.[1-9]\d*\]"', lambda m, _: m[0].replace(']"', '0]"')
)
edit("usual range begins late", FACTS, r'typical: "\[(?P<n>[1-9]\d*)\.\.', lambda m, _: m[0].replace("..", "0.."))
edit("window of half a year", FACTS, r"months: 12", put("months: 6"))
edit("window of a month", FACTS, r"months: 12", put("months: 1"))
edit("window is what was before", FACTS, r"(?<![_\w])months: 12", put("before_months: 12"))
edit("counted over all", FACTS, r"finding: \{(?:count|sum): \w+", lambda m, _: m[0] + ", same: any")
edit("derived truth turned", FACTS, r"derive: \{\w+: 0", lambda m, _: m[0][:-1] + '"> 0"')
edit(
    "fixed added",
    FACTS,
    r"type: (?:boolean|enum), (?=values|severity|evidence|negative)",
    lambda m, _: "fixed: limit, " + m[0],
)
exchanged("two values out of order", FACTS, r"values: \{(?:none: [^,{}]+, )?(\w+: [^,{}\"]+), (\w+: [^,{}\"]+)")
exchanged("two values out of order in a column", FACTS, r"^    values:\n(?:      none: .*\n)?(      .*\n)(      .*\n)")
edit("fixed dropped", FACTS, r"fixed: \w+, ", put(""))
edit(
    "record of the other side",
    FACTS,
    r"within: deadline|before: (?:discovery|act)",
    lambda m, _: "before: act" if "act" not in m[0] else "before: discovery",
)
# --- presumptions
edit("presumption of a worse value", HEADER, r"(?<=[{ ])(\w+): none(?=[,}])", put(r"\1: unstated"))
edit("presumption of another number", HEADER, r"(?<=_count): 0(?=[,}])", put(": 1"))
edit("one presumption dropped", HEADER, r"(?<=[{ ])\w+: (?:true|false|none), ", put(""))
# --- days
day("law: a day off", LAW, r'^effective: "(?P<n>[\d-]+)"')
day("law: last day a day off", LAW, r'^until: "(?P<n>[\d-]+)"')
day("a day off", HEADER, r'^effective: "(?P<n>[\d-]+)"')
day("last day a day off", HEADER, r'^until: "(?P<n>[\d-]+)"')
day("since a day off", VIOLATION, r'since: "(?P<n>[\d-]+)"')
edit(
    "since of another law",
    VIOLATION,
    r'since: "[\d-]+"',
    lambda m, _: 'since: "2026-08-15"' if "2026-08-15" not in m[0] else 'since: "2026-05-01"',
)
