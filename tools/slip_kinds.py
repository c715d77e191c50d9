"""Slips of the pen in the files of a rulebook, one function a kind (the kinds of 89 that were once planted by hand).

Each takes the files (path → text) and a source of chance, and gives the files as they are after the slip: None stands for a
file that is gone. Edits are of text, so that layout, comments and places stay as an author would have left them.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

Files = Mapping[str, str]
Chance = random.Random


@dataclass(frozen=True, slots=True)
class Slip:
    """What was changed where: new texts by path (None: removed)."""

    kind: str
    text: str
    files: dict[str, str | None]


WORDS = {
    "labels of two tiers swapped", "advice of another violation", "proposal called statute", "statute called proposal", "sector wrong",
    "label of another violation", "sector dropped", "year of a document", "item of a document", "negative of another fact", "law: level",
    "law: text of another name", "authority: measure dropped", "authority: days", "authority: words of a notice",
    "authority: provision of another step", "orders of an entry dropped",
    "severity reversed", "severity dropped", "unit", "judgement dropped", "law: name of another provision",
    "law: number of an article", "duty of another violation", "file renamed",
}  # fmt: skip
"""Kinds that are faults though they may change no amount."""

Kind = Callable[[Files, Chance], Slip | None]
KINDS: dict[str, Kind] = {}
VIOLATION, LIST, HEADER = r"/violations/[^/]+\.yaml$", r"/lists/[^/]+\.yaml$", r"/ruleset\.yaml$"
FACTS, LAW, CASES, AUTHORITY = r"^facts/", r"^laws/", r"/cases/[^/]+\.yaml$", r"^authorities/"
NUMBER = r"\d+(?:\.\d+)?"


def edit(
    name: str, where: str, pattern: str, change: Callable[[re.Match[str], Chance], str], *, every: bool = False
) -> None:
    """A kind that rewrites one match of a pattern (``every``: all equal matches) in one file."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        paths = [path for path in files if re.search(where, path)]
        for path in chance.sample(paths, len(paths)):
            text = files[path]
            found = [
                m
                for m in re.finditer(pattern, text, re.MULTILINE)
                if not text[: m.start()].rpartition("\n")[2].lstrip().startswith("#")
            ]
            if not found:
                continue
            match = chance.choice(found)
            new = change(match, chance)
            if new == match[0]:
                continue
            edited = text.replace(match[0], new) if every else text[: match.start()] + new + text[match.end() :]
            return Slip(name, f"{short(match[0])} → {short(new)}", {path: edited})
        return None

    KINDS[name] = kind


def short(text: str) -> str:
    return " ".join(text.split())[:90]


def times(factor: str) -> Callable[[re.Match[str], Chance], str]:
    """The number of a match (group n), multiplied by ten or so by writing."""

    def change(match: re.Match[str], _: Chance) -> str:
        old = match["n"]
        new = old + factor if set(factor) == {"0"} else old[: -len(factor) + 1 or None] or "1"
        start, end = (at - match.start() for at in match.span("n"))
        return match[0][:start] + new + match[0][end:]

    return change


def put(new: str) -> Callable[[re.Match[str], Chance], str]:
    return lambda match, _: match.expand(new)


def one_of(*others: str) -> Callable[[re.Match[str], Chance], str]:
    return lambda match, chance: chance.choice([item for item in others if item != match[0]])


def other(where: str, pattern: str) -> Callable[[Files, Chance, str], str | None]:
    """A group of the same pattern from another file."""

    def find(files: Files, chance: Chance, own: str) -> str | None:
        found = {
            m[1]
            for path, text in files.items()
            if re.search(where, path)
            for m in re.finditer(pattern, text, re.MULTILINE)
        } - {own}
        return chance.choice(sorted(found)) if found else None

    return find


def borrowed(name: str, where: str, pattern: str) -> None:
    """A kind that puts group 1 of another file in the place of one's own."""
    find = other(where, pattern)

    def kind(files: Files, chance: Chance) -> Slip | None:
        paths = [
            path for path, text in files.items() if re.search(where, path) and re.search(pattern, text, re.MULTILINE)
        ]
        path = chance.choice(paths)
        match = re.search(pattern, files[path], re.MULTILINE)
        new = find(files, chance, match[1]) if match else None
        if match is None or new is None:
            return None
        start, end = match.span(1)
        return Slip(name, f"{short(match[1])} → {short(new)}", {path: files[path][:start] + new + files[path][end:]})

    KINDS[name] = kind


def line(
    name: str, where: str, pattern: str, *, twice: bool = False, change: Callable[[str, Chance], str] | None = None
) -> None:
    """A kind that drops, doubles or rewrites a whole line."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        paths = [
            path for path, text in files.items() if re.search(where, path) and re.search(pattern, text, re.MULTILINE)
        ]
        if not paths:
            return None
        path = chance.choice(paths)
        lines = files[path].splitlines(keepends=True)
        at = chance.choice([number for number, line in enumerate(lines) if re.search(pattern, line.rstrip("\n"))])
        new = change(lines[at], chance) if change else lines[at] * 2 if twice else ""
        return (
            None
            if new == lines[at]
            else Slip(name, short(lines[at]), {path: "".join([*lines[:at], new, *lines[at + 1 :]])})
        )

    KINDS[name] = kind


def swapped(pattern: str) -> Callable[[Files, Chance], Slip | None]:
    def kind(files: Files, chance: Chance) -> Slip | None:
        paths = [
            path
            for path, text in files.items()
            if re.search(VIOLATION, path) and len(set(re.findall(pattern, text))) > 1
        ]
        path = chance.choice(paths)
        text = files[path]
        found = list(re.finditer(pattern, text))
        pairs = [(a, b) for a, b in pairwise(found) if a[1] != b[1]]
        if not pairs:
            return None
        a, b = chance.choice(pairs)
        new = text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]
        return Slip("", f"{short(a[1])} ⇄ {short(b[1])}", {path: new})

    return kind


def moved(name: str, where: str, new: Callable[[str], str]) -> None:
    def kind(files: Files, chance: Chance) -> Slip | None:
        path = chance.choice([path for path in files if re.search(where, path)])
        return Slip(name, f"{path} → {new(path)}", {path: None, new(path): files[path]})

    KINDS[name] = kind


# --- violations
edit("bound moved", VIOLATION, r'(?<=when: \{)[^{}]*?"[^"]*?(?P<n>[1-9]\d*)[\]\)"]', times("0"))
edit(
    "bound without its number",
    VIOLATION,
    r'"(?:<=|>=) ?[\d.]+"|"[(\[][\d.]+\.\.[\d.]+\]"',
    lambda m, _: m[0].replace("=", "").replace("]", ")"),
)
edit(
    "bound with its number",
    VIOLATION,
    r'"[<>] ?[1-9][\d.]*"|"\([\d.]+\.\.[\d.]+[\])]"',
    lambda m, _: re.sub(r"([<>])(?!=)", r"\1=", m[0]).replace("(", "["),
)
edit(
    "bound slipped in every tier",
    VIOLATION,
    r"(?<=\.\.)(?P<n>[1-9]\d+)(?=[\])])|(?<=[<>]= )(?P<m>[1-9]\d+)",
    lambda m, _: m[0] + "0",
    every=True,
)
edit("amount with a further zero", VIOLATION, rf"(?:fixed|to|cap|from|each): (?P<n>{NUMBER})", times("0"))
edit("amount lacks a zero", VIOLATION, r"(?:fixed|to|cap|from|each): (?P<n>\d+0)(?!\d)", lambda m, _: m[0][:-1])
edit("amount in 万元", VIOLATION, r"(?:fixed|to|cap|from): (?P<n>\d+)0000(?!\d)", lambda m, _: m[0][:-4])
edit(
    "share wrong",
    VIOLATION,
    r"share: \[0, 0\.3\]|share: \[0\.3, 0\.7\]|share: \[0\.7, 1\]",
    one_of("share: [0, 0.3]", "share: [0.3, 0.7]", "share: [0.7, 1]"),
)
edit("condition dropped from a tier", VIOLATION, r'(?<=when: \{)(\w+: (?:"[^"]*"|\w+|\[[^\]]*\])), (?=\w)', put(""))
edit("element dropped", VIOLATION, r"(?<=^elements: \{)\w+: (?:\"[^\"]*\"|\w+|\[[^\]]*\]), (?=\w)", put(""))
edit("only element dropped", VIOLATION, r"(?<=^elements: \{)\w+: (?:\"[^\"]*\"|\w+|\[[^\]]*\])(?=\})", put(""))
edit(
    "element negated",
    VIOLATION,
    r"(?<=^elements: \{)(\w+): (true|false)",
    lambda m, _: f"{m[1]}: {'false' if m[2] == 'true' else 'true'}",
)
borrowed("provision of another violation", VIOLATION, r"^provision: (\S+)$")
borrowed("duty of another violation", VIOLATION, r"^duty: \{cite: \[([^,\]]+)\]")
edit("citation misspelt", VIOLATION, r"(?<=cite: \[)[a-z-]+/[a-z-]+", lambda m, c: dropped(m[0], c))
line("tier twice", VIOLATION, r"^  - \{tier: \w+", twice=True)
line(
    "tier copied under a new id",
    VIOLATION,
    r"^  - \{tier: \w+",
    change=lambda line, _: line + line.replace("tier: ", "tier: other-", 1),
)
line("tier dropped", VIOLATION, r"^  - \{tier: \w+")
KINDS["amounts of two tiers swapped"] = swapped(r"penalty: (\{.*\})\}")
KINDS["labels of two tiers swapped"] = swapped(r"\{tier: [\w-]+, label: ([^,]+),")
KINDS["conditions of two tiers swapped"] = swapped(r"when: (\{.*\}), penalty")
borrowed("advice of another violation", VIOLATION, r"^advice: (.+)$")
edit("force dropped", VIOLATION, r", force: (?:may|shall)(?=[,}])", put(""))
edit("force added", VIOLATION, r"(fine: \{(?:to|fixed|from|each|share)[^{}]*)\}", put(r"\1, force: may}"))
edit(
    "fact of another kind",
    VIOLATION,
    r"(?<=when: \{)\w+(?=: [\"\[])",
    one_of("polluted_area_m2", "dug_volume_m3", "occupied_area_m2", "harm", "channel_impact"),
)
edit(
    "value misspelt",
    VIOLATION,
    r"(?<=: )(?:none|slight|serious|grave|reduced|interrupted|congestion|accident)(?=[,}\]])",
    lambda m, c: dropped(m[0], c),
)
edit("measure that the law does not have", VIOLATION, r"penalty: \{(?=fine)", put("penalty: {revoke: may, "))
edit("proposal called statute", VIOLATION, r"kind: proposed", put("kind: statute"))
edit("statute called proposal", VIOLATION, r"kind: statute, cite: [^}]+", put("kind: proposed, method: 按幅度划分"))
edit(
    "sector wrong", VIOLATION, r"(?<=^sector: )\S+", one_of("highway", "waterway", "maritime", "taxi", "works", "port")
)
moved("file renamed", VIOLATION, lambda path: path.replace(".yaml", "s.yaml"))
moved("file saved as .yml", VIOLATION, lambda path: path.removesuffix("yaml") + "yml")
moved("file in a folder that is not read", LIST, lambda path: path.replace("/lists/", "/list/"))
edit("closes to the harsher range", VIOLATION, r"(?<=range: )low\S*(?=, reason)", put("high"))
edit(
    "unit slip in every tier",
    VIOLATION,
    r"(?<=\.\.)(?P<n>[1-9]\d*000)(?=[\])])|(?<=[<>] )[1-9]\d*000(?=\")",
    lambda m, _: m[0][:-3],
    every=True,
)
# --- lists
edit("entry too wide", LIST, r"(?<=violations: \[)([a-z-]+)\.[a-z-]+(?:\.[a-z-]+)*(?=[\],])", put(r"\1.*"))
edit("entry loses a condition", LIST, r"(?<=when: \{)(\w+: (?:\"[^\"]*\"|\w+|\[[^\]]*\])), (?=\w)", put(""))
edit(
    "violation misspelt in a list",
    LIST,
    r"(?<=      - )[a-z-]+\.[a-z.-]+|(?<=violations: \[)[a-z.-]+",
    lambda m, c: dropped(m[0], c),
)
edit(
    "number in a list",
    LIST,
    r'">= (?P<n>\d+)"',
    lambda m, c: m[0].replace(m["n"], str(int(m["n"]) + 1)) if c.random() < 0.5 else m[0].replace(">=", ">"),
)
edit("force in a list", LIST, r"(?<=^    force: )(?:may|shall)", one_of("may", "shall"))
edit("prevails dropped", LIST, r"^    prevails: true\n", put(""))
edit(
    "condition of a list negated",
    LIST,
    r"(?<=when: \{)(\w+): (true|false)",
    lambda m, _: f"{m[1]}: {'false' if m[2] == 'true' else 'true'}",
)
edit("entry dropped", LIST, r"^  - id: [^\n]+\n(?:    [^\n]*\n)+", put(""))


def _pasted(files: Files, chance: Chance) -> Slip | None:
    """An entry of one list pasted into another of the same ruleset."""
    source, goal = chance.sample(["lighter", "heavier", "exempt", "mitigated"], 2)
    here, there = (f"national/2026.1/lists/{name}.yaml" for name in (source, goal))
    if here not in files or there not in files:
        return None
    entries = re.findall(r"^  - id: [^\n]+\n(?:    [^\n]*\n)+", files[here], re.MULTILINE)
    if not entries:
        return None
    entry = chance.choice(entries)
    return Slip("", short(entry), {there: files[there].rstrip("\n") + "\n" + entry})


KINDS["entry pasted into another list"] = _pasted
# --- headers
edit(
    "code of a neighbour",
    HEADER,
    r'(?<=^codes: \[")(\d\d)(?=")',
    lambda m, c: c.choice([x for x in ("11", "31", "32", "34", "50", "61") if x != m[1]]),
)
edit("code that does not exist", HEADER, r'(?<=^codes: \[")(\d\d)(?=")', put("93"))
edit("effective a year late", HEADER, r'(?<=^effective: ")(20\d\d)', lambda m, _: str(int(m[1]) + 1))
edit("ended", HEADER, r'^(effective: "[^"]+")(?!.*\nuntil)', put(r'\1\nuntil: "2024-12-31"'))
edit("left a draft", HEADER, r"(?<=^status: )published", put("draft"))
edit(
    "extends another region",
    HEADER,
    r"(?<=^extends: )\S+",
    one_of("jing-jin-ji", "yangtze-delta", "chengdu-chongqing", "yellow-river"),
)
edit(
    "lighter and heavier swapped",
    HEADER,
    r"share: \[0, 0\.3\]|share: \[0\.7, 1\](?=\n)",
    one_of("share: [0, 0.3]", "share: [0.7, 1]"),
)
edit("presumed against the party", HEADER, r"(\w+): false(?=[,}])", put(r"\1: true"))
edit("records not complete", HEADER, r"(?<=complete: \[)\w+, ", put(""))
edit("old law before new law switched off", HEADER, r"benchmarks: true", put("benchmarks: false"))
edit("supplement above a number", HEADER, r'illegal_gain_yuan: "> 0"', put('illegal_gain_yuan: "> 10000"'))
edit("authority misspelt", HEADER, r"(?<=^authority: )\S+", lambda m, c: dropped(m[0], c))
edit("policy of circumstances", HEADER, r"(?<=lighter_and_heavier: )offset", put("heavier"))
# --- facts
edit(
    "severity reversed",
    FACTS,
    r"severity: (aggravating|mitigating)",
    lambda m, _: "severity: " + ("mitigating" if m[1] == "aggravating" else "aggravating"),
)


def fact(
    name: str, pattern: str, change: Callable[[re.Match[str], Chance], str], need: Callable[[str, str], bool]
) -> None:
    """A kind that rewrites one fact, of those of which it would be a fault (by its line and where it is read)."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        read = {word: kind for kind, where in (("list", LIST), ("tier", VIOLATION))
                for path, text in files.items() if re.search(where, path)
                for line in re.findall(r"when: .*", text) for word in re.findall(r"(\w+): ", line)}  # fmt: skip
        found = [(path, line, match) for path, text in files.items() if re.search(FACTS, path)
                 for line in re.findall(r"^  \w+: \{.*\}$", text, re.MULTILINE) if (match := re.search(pattern, line))
                 if need(line, read.get(line.split(":")[0].strip(), ""))]  # fmt: skip
        if not found:
            return None
        path, line, match = chance.choice(found)
        new = line[: match.start()] + change(match, chance) + line[match.end() :]
        return Slip(name, f"{short(line)} → {short(change(match, chance))}", {path: files[path].replace(line, new, 1)})

    KINDS[name] = kind


fact("severity dropped", r", severity: (?:aggravating|mitigating)", put(""), lambda _, read: bool(read))
fact(
    "values in another order",
    r"(?<=values: \{)(\w+: [^,{}]+), (\w+: [^,{}]+)",
    put(r"\2, \1"),
    lambda line, read: read == "tier" and "severity: " in line and "neutral" not in line,
)
edit(
    "range too small",
    FACTS,
    r'range: "\[(\d+)\.\.(?P<n>\d+)00\]"',
    lambda m, _: m[0].replace(m["n"] + "00]", m["n"][:1] + "]"),
)
edit("floor of a range", FACTS, r'range: "\[0\.\.', put('range: "[1..'))
edit("lookup", FACTS, r"(?<=: )(\d)(\d)000(?=\n)", lambda m, _: f"{m[2]}{m[1]}000")
edit("window", FACTS, r"months: 12", put("months: 24"))
edit("counted by another", FACTS, r"by: (?:vehicle|driver)", one_of("by: vehicle", "by: driver"))
edit("number in a derivation", FACTS, r'derive: "[^"]*?(?P<n>[1-9]\d+)', times("0"))
edit("whole numbers only", FACTS, r"digits: [123]", put("digits: 0"))
edit("unit", FACTS, r"unit: (?:kg|m2|m3|元|m)(?=[,}\n])", one_of("unit: t", "unit: m2", "unit: km", "unit: 万元"))
# --- laws
edit("law: cap with a further zero", LAW, rf"(?:to|fixed|cap): (?P<n>{NUMBER})", times("0"))
edit("law: amount lacks a zero", LAW, r"(?:to|from|cap): \d+0(?!\d)", lambda m, _: m[0][:-1])
edit(
    "law: number of a condition",
    LAW,
    r"(?<=when: \{)\w+: \"[<>]=? ?(?P<n>[1-9]\d*0000)\"",
    lambda m, _: m[0].replace("0000", ""),
)
edit(
    "law: bound with or without its number",
    LAW,
    r'"[<>]=? ?[1-9]\d+"',
    lambda m, _: m[0].replace("=", "") if "=" in m[0] else re.sub("([<>])", r"\1=", m[0]),
)
edit("law: 可以 to 应当", LAW, r", force: may(?=[,}])", put(""))
edit("law: 应当 to 可以", LAW, r"(fine: \{(?:to|from)[^{}]*\d)\}", put(r"\1, force: may}"))
edit("law: confiscation 可以", LAW, r"illegal_gain: shall", put("illegal_gain: may"))
edit("law: effective a year late", LAW, r'(?<=^effective: ")(20\d\d)', lambda m, _: str(int(m[1]) + 1))
edit("law: ended", LAW, r'^(effective: "[^"]+")$', put(r'\1\nuntil: "2024-12-31"'))
edit(
    "law: number of an article",
    LAW,
    r"第([二三四五六七八])十([一二三四五六七八九])条",
    lambda m, _: f"第{m[2]}十{m[1]}条",
)
edit("law: provision deleted", LAW, r"^  [a-z][a-z0-9-]*: \{cite: [^\n]*\n", put(""))
edit("law: per unit", LAW, r"per: (?P<n>\d+)0(?!\d)", lambda m, _: m[0][:-1])
edit("law: rounding", LAW, r"rounding: (?:down|up)", one_of("rounding: down", "rounding: up"))
edit("law: cap dropped", LAW, r", cap: \d+", put(""))
edit("law: measure dropped", LAW, r"(?:warning|revoke|suspend_license|suspend_business): \w+, ", put(""))
# --- the rest
edit("threshold of an authority", AUTHORITY, r"(?:person|organisation|days): (?P<n>\d+)", times("0"))
edit("waiver of everything", r"^waivers\.yaml$", r"(?<=finding: )\S+", put('"*"'))
edit("waiver with a wide pattern", r"^waivers\.yaml$", r"(?<=finding: )(\w+)/\S+", put(r"\1/*"))
edit("golden cases emptied", CASES, r"\A[\s\S]*\Z", put("cases: []\n"))
line("golden case deleted", CASES, r"^  - \{name: ")


# --- kinds that nobody had listed, tried by hand
edit("scope negated", VIOLATION, r"(?<=^  - \{when: \{)(\w+): true(?=\}, otherwise)", put(r"\1: false"))
edit("scope dropped", VIOLATION, r"^scope:\n(?:  - .*\n)+", put(""))
edit("sector dropped", r"^national/.*" + VIOLATION, r"^sector: \S+\n", put(""))
borrowed("label of another violation", r"^national/.*" + VIOLATION, r"^label: (.+)$")
edit("address without its scheme", r"/(?:violations|lists)/", r"(?<=url: \")https?(?=:)", lambda m, _: m[0][1:])
edit("year of a document", LIST, r"(?<=〔20)\d\d(?=〕)", lambda m, _: f"{int(m[0]) - 10:02}")
edit("item of a document", LIST, r"(?<=第)2(?=项)", put("1"))
edit("exception dropped", LIST, r"^      - [a-z.-]+\n", put(""))
edit("orders of an entry dropped", LIST, r"^    orders: .*\n", put(""))
edit("轻 for 轻或者减轻", LIST, r"^    or_mitigated: true\n", put(""))
edit(
    "不满 with its number",
    LIST,
    r'"< (\d+)"|\[(\d+)\.\.(\d+)\)',
    lambda m, _: m[0].replace("< ", "<= ").replace(")", "]"),
)
edit(
    "condition of a neighbour's entry",
    LIST,
    r"(?<=minor_report_fault: )\w+",
    one_of("late", "plan_unchanged", "wrong_form"),
)
edit("harm let in", LIST, r"harm: none", put("harm: [none, slight]"))
edit("presumption dropped", HEADER, r"(?<=\{facts: \{)(?!taxi|incap|overl|only)\w+: false, ", put(""))
edit(
    "presumption that fulfils an entry",
    HEADER,
    r"party_age: 18|incapacity: none",
    lambda m, _: m[0].replace("18", "8").replace("none", "partial"),
)
edit("supplement may", HEADER, r"illegal_gain: shall", put("illegal_gain: may"))
edit("order of a supplement", HEADER, r"orders: \[责令改正\]", put("orders: [责令停业]"))
edit("floor of mitigation", HEADER, r"share_of_floor: \{from: 0\.3", put("share_of_floor: {from: 0.03"))
edit("operands swapped", FACTS, r"max\((\w+) - (\w+), 0\)", put(r"max(\2 - \1, 0)"))
edit(
    "negative of another fact",
    FACTS,
    r"(?<=negative: )[^,}]+",
    one_of("没有拒绝、阻碍执法", "未携带船员条例规定的有效证件", "不涉嫌犯罪"),
)
edit(
    "kind of records",
    FACTS,
    r"kind: (?:correction|obstruction|disclosure|merit)(?=[,}])",
    one_of("kind: correction", "kind: obstruction", "kind: merit"),
)
edit("late for never", FACTS, r"overdue: (?:never|late)", one_of("overdue: never", "overdue: late"))
edit("law: level", LAW, r"(?<=^level: )\S+", one_of("law", "administrative-regulation", "departmental-rule"))
edit("law: text of another name", LAW, r"(?<=where: law-texts/)[^-\s]+(?=-)", lambda m, c: dropped(m[0], c))
edit("authority: measure dropped", AUTHORITY, r"revoke, |suspend_business, ", put(""))
edit("authority: days", AUTHORITY, r"(?<=days: )90", put("60"))
edit(
    "authority: words of a notice",
    AUTHORITY,
    r"十五日|百分之三",
    lambda m, _: {"十五日": "五十日", "百分之三": "百分之五"}[m[0]],
)
edit("authority: provision of another step", AUTHORITY, r"administrative-penalty-law/(?:hearing|legal-review|collective-discussion)",
      one_of("administrative-penalty-law/hearing", "administrative-penalty-law/legal-review"))  # fmt: skip

edit("entry for all violations", LIST, r"^    violations: \[[^*\]]*\]\n", put(""))
edit(
    "months of a suspension",
    VIOLATION,
    r"(?<=months: \"\[)(\d+)\.\.(\d+)",
    lambda m, c: f"{m[1]}..{int(m[2]) + c.choice((-1, 1))}",
)
edit("time of a record dropped", FACTS, r", (?:within: deadline|before: discovery)", put(""))
edit("judgement dropped", FACTS, r"(label: [^,]*(?:情节严重|行为轻微|情节较重),.*), judgement: true", put(r"\1"))
edit("lookup a step off", FACTS, r"(?<=: )\d\d000(?=\n)", lambda m, c: str(int(m[0]) + c.choice((-1000, 1000))))
borrowed("law: name of another provision", LAW, r"cite: 第[^,]*, label: ([^,}]+)")


def dropped(word: str, chance: Chance) -> str:
    """A word that lacks one of its letters."""
    at = chance.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def plant(name: str, files: Files, chance: Chance) -> Slip | None:
    """One slip of a kind, if the rulebook has a place for it."""
    found = KINDS[name](files, chance)
    return None if found is None else Slip(name, found.text, found.files)
