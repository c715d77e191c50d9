"""Further kinds of slips, thought of as somebody from outside would plant them: what had no operator in ``slip_kinds`` yet.

Importing this module adds them to ``KINDS``. Where a kind says nothing else, it is one edit of text at one place.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from slip_kinds import (
    AUTHORITY,
    CASES,
    FACTS,
    HEADER,
    KINDS,
    LAW,
    LIST,
    VIOLATION,
    WORDS,
    Chance,
    Files,
    Slip,
    borrowed,
    dropped,
    edit,
    line,
    moved,
    one_of,
    put,
    short,
    times,
)

WAIVERS, CHANGES = r"^waivers\.yaml$", r"^CHANGELOG\.yaml$"
CHINESE = "一二三四五六七八九"
MEASURES = "warning|criticism|suspend_licence|downgrade|revoke|suspend_business|close"
ITEM = r"^  - id: [^\n]+\n(?:    [^\n]*\n)+"  # an entry of a list

WORDS |= {
    "alias of another violation", "remark of another violation", "label of a sibling", "authority of another violation",
    "document of another source", "law: item of a provision", "law: paragraph of a provision",
    "law: item of a range", "law: document number", "law: order dropped", "law: order of another provision", "order of a tier",
    "label of another entry", "cite of another entry", "address of another entry", "number in the words of an entry",
    "label of another fact", "evidence of another fact", "clauses swapped", "fact under a new id",
    "fixed of a fact", "label of another area", "law: duty of a provision", "law: month of its beginning", "duty dropped",
    "month of its beginning", "golden case moved", "waiver until far ahead", "waiver of another law", "waiver dropped",
    "changelog: version", "changelog: area", "changelog: entry dropped", "law: repealed on another day",
    "golden case of another violation", "number of a document",
}  # fmt: skip


def transposed(match: re.Match[str], _: Chance) -> str:
    """The first two digits of a number (group n) in the wrong order."""
    number = match["n"]
    at = match.start("n") - match.start()
    return match[0][:at] + number[1] + number[0] + number[2:] + match[0][at + len(number) :]


def neighbour(match: re.Match[str], chance: Chance) -> str:
    """A Chinese numeral (group n) one off."""
    at = CHINESE.index(match["n"])
    other = CHINESE[at + 1] if at == 0 or (at < len(CHINESE) - 1 and chance.random() < 0.5) else CHINESE[at - 1]
    start = match.start("n") - match.start()
    return match[0][:start] + other + match[0][start + 1 :]


def one_off(match: re.Match[str], chance: Chance) -> str:
    """A number (group n) one more or less, but not nothing."""
    number = int(match["n"])
    start = match.start("n") - match.start()
    new = number + 1 if number < 2 or chance.random() < 0.5 else number - 1
    return match[0][:start] + str(new) + match[0][start + len(match["n"]) :]


def kin(name: str, where: str, pattern: str, key: Callable[[str], str]) -> None:
    """A kind that puts group 1 of another file of the same kin in the place of one's own."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        found = {path: match for path, text in files.items() if re.search(where, path)
                 if (match := re.search(pattern, text, re.MULTILINE))}  # fmt: skip
        for path in chance.sample(sorted(found), len(found)):
            match = found[path]
            others = sorted({other[1] for at, other in found.items() if key(at) == key(path)} - {match[1]})
            if others:
                new, (start, end) = chance.choice(others), match.span(1)
                text = files[path][:start] + new + files[path][end:]
                return Slip(name, f"{short(match[1])} → {short(new)}", {path: text})
        return None

    KINDS[name] = kind


def among(name: str, where: str, pattern: str) -> None:
    """A kind that puts group 1 of another match, in whichever file, in the place of one's own."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        found = [(path, match) for path, text in files.items() if re.search(where, path)
                 for match in re.finditer(pattern, text, re.MULTILINE)]  # fmt: skip
        if not found:
            return None
        path, match = chance.choice(found)
        others = sorted({other[1] for _, other in found} - {match[1]})
        if not others:
            return None
        new, (start, end) = chance.choice(others), match.span(1)
        text = files[path][:start] + new + files[path][end:]
        return Slip(name, f"{short(match[1])} → {short(new)}", {path: text})

    KINDS[name] = kind


def exchanged(name: str, where: str, pattern: str) -> None:
    """A kind that swaps groups 1 and 2 of one match."""

    def change(match: re.Match[str], _: Chance) -> str:
        (a, b), (c, d) = (tuple(at - match.start() for at in match.span(group)) for group in (1, 2))
        text = match[0]
        return text[:a] + match[2] + text[b:c] + match[1] + text[d:]

    edit(name, where, pattern, change)


# --- violations
edit("bound transposed", VIOLATION, r'when: \{[^{}]*?"[^"]*?(?P<n>[1-9][1-9]\d*)[\])"]', transposed)
edit("amount transposed", VIOLATION, r"(?:fixed|to|cap|from|each): (?P<n>[1-9][1-9]\d*)(?![\d.])", transposed)
edit("multiple of a row", VIOLATION, r"times: \w+, (?:from: \d+, to|from): (?P<n>\d+)(?![\d.])", one_off)
edit("share with a further zero", VIOLATION, r"share: \[0\.(?=[37])|share: \[0(?:\.3)?, 0\.(?=[37])", put(r"\g<0>0"))
edit(
    "share in per cent",
    VIOLATION,
    r"share: \[(0\.3, 0\.7|0, 0\.3)\]",
    lambda m, _: "share: [30, 70]" if "0.7" in m[0] else "share: [0, 30]",
)
edit("share of another split", VIOLATION, r"share: \[(?:0, 0\.3|0\.3, 0\.7|0\.7, 1)\]",
     lambda m, _: m[0].replace("0.3", "0.4") if "0.3" in m[0] else m[0].replace("0.7", "0.6"))  # fmt: skip
edit("tier is all of the law", VIOLATION, r"penalty: \{fine: \{share: [^{}]*\}\}", put("penalty: statute"))
edit("value let into a tier", VIOLATION, r"(?<=when: \{)harm: \[none, slight\]", put("harm: [none, slight, serious]"))
edit(
    "value dropped from a tier",
    VIOLATION,
    r"\[(\w+), \w+(?:, \w+)*\](?=[,}])",
    lambda m, _: m[0].replace(f"{m[1]}, ", "", 1),
)
edit("any is all", VIOLATION, r"when: \{any: \[", put("when: {all: ["))
edit(
    "measure of a tier dropped", VIOLATION, rf"(?<=penalty: \{{)(?:{MEASURES}): (?:shall|may|\{{[^{{}}]*\}}), ", put("")
)
edit("measure of a tier in another force", VIOLATION, rf"(?<=[{{ ])((?:{MEASURES}): )(shall|may)(?=[,}}])",
     lambda m, _: m[1] + ("may" if m[2] == "shall" else "shall"))  # fmt: skip
edit("addressee of a tier dropped", VIOLATION, r", also: \{\w+: \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\}", put(""))
edit("per another unit", VIOLATION, r"per: (?P<n>\d+)", times("0"))
edit("amount to close at", VIOLATION, r'closes:\n(?:  - .*\n)*?  - \{when: \{\w+: "= (?P<n>\d+)', times("0"))
edit("first match", VIOLATION, r"^tiers:", put("hit: first\ntiers:"))
edit("order of a tier", VIOLATION, r"(?<=, orders: \[)[^\]]+(?=\]\}$)", one_of("责令停业", "公开道歉", "没收车辆"))
edit("id is not the file's", VIOLATION, r"(?<=^violation: )\S+", lambda m, c: dropped(m[0], c))
edit("authority dropped", VIOLATION, r"^authority: \S+\n", put(""))
edit("duty dropped", VIOLATION, r"^duty: .*\n", put(""))
edit(
    "element of another value",
    VIOLATION,
    r"(?<=^elements: \{)(\w+): (?!true|false)(\w+)(?=[,}])",
    lambda m, _: f"{m[1]}: none",
)
borrowed("alias of another violation", VIOLATION, r"^aliases: (\[.*\])$")
borrowed("remark of another violation", VIOLATION, r"^remark: (.+)$")
edit("authority of another violation", VIOLATION, r"^(sector: (?!maritime|port)\S+)$", put(r"\1\nauthority: maritime"))
borrowed("document of another source", VIOLATION, r"^source: \{kind: published, document: ([^,}]+)")
edit("number of a document", VIOLATION, r"(?<=〕)(?P<n>\d+)(?=号)", one_off)
kin(
    "label of a sibling",
    r"^national/.*" + VIOLATION,
    r"^label: (.+)$",
    lambda path: path.rpartition("/")[2].partition(".")[0],
)
kin(
    "conditions of a sibling",
    r"^national/.*" + VIOLATION,
    r"^elements: (.+)$",
    lambda path: path.rpartition("/")[2].rpartition(".")[0].rpartition(".")[0],
)
# --- laws
edit("law: item of a provision", LAW, rf"cite: [^,{{}}\n]*第(?P<n>[{CHINESE}])项(?=$|,)", neighbour)
edit("law: paragraph of a provision", LAW, rf"cite: [^,{{}}\n]*第(?P<n>[{CHINESE}])款", neighbour)
edit("law: item of a range", LAW, rf"\{{range: [^{{}}\n]*?cite: [^,]*?第(?P<n>[{CHINESE}])项", neighbour)
edit("law: document number", LAW, r"^document: .*?第(?P<n>\d+)号", one_off)
edit("law: addressee dropped", LAW, r", also: \{\w+: \{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}\}", put(""))
edit(
    "law: another addressee",
    LAW,
    r"(?<=also: \{)(?:responsible_person|captain|responsible_crew)",
    one_of("responsible_person", "captain", "responsible_crew"),
)
edit("law: order dropped", LAW, r"^    orders: \[.*\]\n", put(""))
among("law: order of another provision", LAW, r"^    orders: (\[.*\])$")
edit(
    "law: range of the other case",
    LAW,
    r"(?<=when: \{)(\w+): (true|false)",
    lambda m, _: f"{m[1]}: {'false' if m[2] == 'true' else 'true'}",
)
edit("law: range dropped", LAW, r"^      - \{range: .*\n", put(""))
edit("law: condition of a range dropped", LAW, r'(?<=when: \{)(\w+: (?:"[^"]*"|\w+|\[[^\]]*\])), (?=\w)', put(""))
edit(
    "law: another measure",
    LAW,
    r"\b(?:revoke|suspend_licence|suspend_business|close)(?=: )",
    one_of("revoke", "suspend_licence", "suspend_business"),
)
edit("law: multiple", LAW, r"times: \w+, (?:from: \d+, to|from): (?P<n>\d+)(?![\d.])", one_off)
edit("law: amount transposed", LAW, r"(?:fixed|to|cap|from|each): (?P<n>[1-9][1-9]\d*)(?![\d.])", transposed)
edit("law: length of a measure", LAW, r'(?:years|months|days): "?\[?(?P<n>[1-9]\d*)', one_off)
edit("law: until a year later", LAW, r'^until: "20\d(?P<n>\d)', one_off)
edit(
    "law: month of its beginning",
    LAW,
    r'^effective: "20\d\d-(?P<n>\d\d)',
    lambda m, _: m[0][:-2] + f"{int(m['n']) % 12 + 1:02}",
)
edit("law: repealed on another day", LAW, r'provision: [^,]+, date: "20\d(?P<n>\d)', one_off)
edit("law: replaces another version", LAW, r'(?<=^supersedes: ")20\d\d', lambda m, _: str(int(m[0]) - 1))
exchanged("law: amounts of two ranges swapped", LAW, r"fine: (\{[^{}]*\}).*\n.*fine: (\{[^{}]*\})")
among("law: duty of a provision", LAW, r"^  [a-z0-9-]+: \{cite: (第[^,]+), label")
# --- lists
edit("violation dropped from a list", LIST, r"(?<=violations: \[)[a-z.*-]+, ", put(""))
among("violation of another entry", LIST, r"^    violations: (\[.*\])$")
among("label of another entry", LIST, r"^    label: (.+)$")
among("cite of another entry", LIST, r"^    cite: (\[.*\])$")
among("address of another entry", LIST, r"(?<=url: \")([^\"]+)")
among("conditions of another entry", LIST, r"^    when: (\{.*\})")
edit(
    "number in the words of an entry", LIST, rf"^    label: .*?(?P<n>[{CHINESE}])(?=[次个人年月日天盏米吨])", neighbour
)
edit("exception of an entry dropped", LIST, r"^    unless: .*\n", put(""))
edit(
    "entry of another rank", LIST, r"source: \{kind: published, document", put("source: {kind: proposed, method: 参照")
)
edit(
    "entry of a law called published",
    LIST,
    r"source: \{kind: statute, cite: [^{}]*\}",
    put("source: {kind: published, document: 国办发〔2022〕27号}"),
)


def _twice(files: Files, chance: Chance) -> Slip | None:
    """An entry written twice, the second under another id."""
    paths = [path for path, text in files.items() if re.search(LIST, path) and re.search(ITEM, text, re.MULTILINE)]
    path = chance.choice(paths)
    entry = chance.choice(re.findall(ITEM, files[path], re.MULTILINE))
    copy = re.sub(r"^  - id: (\S+)", r"  - id: \1-2", entry)
    return Slip("", short(copy), {path: files[path].rstrip("\n") + "\n" + copy})


KINDS["entry twice"] = _twice
# --- headers
edit(
    "month of its beginning",
    HEADER,
    r'^effective: "20\d\d-(?P<n>\d\d)',
    lambda m, _: m[0][:-2] + f"{int(m['n']) % 12 + 1:02}",
)
edit("rounding up", HEADER, r"mode: down", put("mode: up"))
edit(
    "authority of another area", HEADER, r"(?<=^authority: )\S+", one_of("transport", "maritime", "shanghai-transport")
)
edit("label of another area", HEADER, r"(?<=^label: )\S+", one_of("浙江", "江苏", "河北", "上海", "广东"))
edit("code dropped", HEADER, r'(?<=^codes: \[)"\d+", ', put(""))
edit("unified item dropped", HEADER, r"^  - [a-z-]+\.[a-z.-]+\n", put(""))
edit("mitigation without a floor", HEADER, r"(?<=share_of_cap: \{from: 0, to: )0\.04", put("0.4"))
edit("heavier from another part", HEADER, r"share: \[0\.7, 1\](?=\n)", put("share: [0.5, 1]"))
# --- facts
line("fact twice", FACTS, r"^  \w+: \{.*\}$", twice=True)
line(
    "fact under a new id",
    FACTS,
    r"^  [a-z]\w+: \{.*\}$",
    change=lambda text, _: text + re.sub(r"^  (\w+)", r"  \1_again", text),
)
among("label of another fact", FACTS, r"^  \w+: \{label: ([^,}]+)")
among("evidence of another fact", FACTS, r"evidence: ([^,}\n]+)")
exchanged("clauses swapped", FACTS, r"clauses: \{\w+: ([^,{}\"]+), \w+: ([^,{}\"]+)")
exchanged("names of two values swapped", FACTS, r"values: \{\w+: ([^,{}\"]+), \w+: ([^,{}\"]+)")
edit(
    "usual range of a fact",
    FACTS,
    r'typical: "\[\d+\.\.(?P<n>[1-9]\d*)000?\]"',
    lambda m, _: m[0].replace(m["n"], m["n"][:1] + "000"),
)
edit(
    "fixed of a fact",
    FACTS,
    r"fixed: (?:certificate|limit|person)",
    one_of("fixed: certificate", "fixed: limit", "fixed: person"),
)
edit(
    "type of a fact",
    FACTS,
    r"type: (?:decimal|money|integer)(?=,)",
    one_of("type: decimal", "type: money", "type: integer"),
)
edit("minus is plus", FACTS, r'(derive: "[^"]*\w) - ', put(r"\1 + "))
edit("counted otherwise", FACTS, r", (?:distinct: true|including_this: true|dated: act)", put(""))
edit("kind of what is counted", FACTS, r"count: prior_decision", put("count: exempt_decision"))
# --- the rest
edit("threshold lacks a zero", AUTHORITY, r"(?:person|organisation): \d+0(?!\d)", lambda m, _: m[0][:-1])
edit("authority: notice dropped", AUTHORITY, r"^    - \{stage: .*\n", put(""))
edit("waiver without its region", WAIVERS, r"^    regions:\n(?:      - .*\n)+", put(""))
edit("waiver of a wider region", WAIVERS, r"^      - \".*?: \[\d+(?:\.\d+)?\.\.(?P<n>[1-9]\d*)(?=[\].])", times("0"))
edit("waiver until far ahead", WAIVERS, r'(?<=expires: ")20\d\d', lambda m, _: str(int(m[0]) + 10))
edit("waiver of another law", WAIVERS, r"(?<=^    law: )\S+", one_of("highway-law", "port-law", "channel-law"))
edit("waiver dropped", WAIVERS, r"^  - finding: .*\n(?:    .*\n)+", put(""))
edit("changelog: version", CHANGES, r'(?<=version: ")20\d\d', lambda m, _: str(int(m[0]) + 1))
edit("changelog: area", CHANGES, r"(?<=- area: )\S+", lambda m, c: dropped(m[0], c))
edit("changelog: entry dropped", CHANGES, r"^  - area: .*\n(?:    .*\n)+", put(""))
moved("golden case moved", r"^national/.*" + CASES, lambda path: path.replace("national/", "yangtze-delta/", 1))
edit(
    "golden case: another tier", CASES, r"(?<=tier: )(?:slight|general|serious)", one_of("slight", "general", "serious")
)
edit("golden case of another violation", CASES, r"(?<=violation: )[a-z.-]+", lambda m, c: dropped(m[0], c))
