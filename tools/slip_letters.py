"""Kinds of slips in letters and in what is left out: a wrong character, a lost scope, a presumption, a whole file.

Importing this module adds them to ``KINDS``. The characters that are put in are common ones of the laws' texts.
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
    dropped,
    edit,
    one_of,
    put,
)
from slip_outside import CHANGES, MEASURES, among, exchanged

COMMON = "的了在一是有人这中大为上个国以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经进部度家电力里如水化高"
CHINESE = re.compile("[\u4e00-\u9fff]")
NATIONAL = r"^national/.*" + VIOLATION

WORDS |= {
    "character wrong in a name", "character twice in a name", "characters turned in a name", "character lost from a name",
    "character wrong in an advice", "character wrong in an otherwise", "character wrong in an entry", "law: character wrong in a name",
    "character wrong in a fact", "character wrong in a negative", "character wrong in values", "character wrong in clauses",
    "character wrong in a notice", "area misspelt in its label", "tier called otherwise", "case of a tier lost from its label",
    "number of a document in a method", "year of a document in a method", "see of another violation", "since of a scope",
    "reason of another presumption", "judgement added", "positive and negative swapped", "changelog: not the first", "changelog: date",
    "one duty dropped", "authority: step dropped", "golden case: reason misspelt", "orders of another entry",
}  # fmt: skip


def letter(how: str) -> Callable[[re.Match[str], Chance], str]:
    """A match with one of its Chinese characters wrong, lost, twice, or turned with the next."""

    def change(match: re.Match[str], chance: Chance) -> str:
        text = match[0]
        at = chance.choice([place.start() for place in CHINESE.finditer(text)] or [0])
        char, rest = text[at], text[at + 1 :]
        new = {"wrong": chance.choice(COMMON), "lost": "", "twice": char * 2, "turned": rest[:1] + char}[how]
        return text[:at] + new + (rest[1:] if how == "turned" else rest)

    return change


def gone(name: str, where: str) -> None:
    """A kind that removes a file."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        path = chance.choice([path for path in files if re.search(where, path)])
        return Slip(name, path, {path: None})

    KINDS[name] = kind


def reached(name: str, pattern: str, written: str) -> None:
    """A kind that writes a further violation where an entry names some."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        names = sorted(path.rpartition("/")[2].removesuffix(".yaml") for path in files if re.search(NATIONAL, path))
        found = [(path, match) for path, text in files.items() if re.search(LIST, path)
                 for match in re.finditer(pattern, text, re.MULTILINE)]  # fmt: skip
        (path, match), violation = chance.choice(found), chance.choice(names)
        text = files[path]
        return Slip(name, violation, {path: text[: match.end()] + written % violation + text[match.end() :]})

    KINDS[name] = kind


def _doubled(files: Files, chance: Chance) -> Slip | None:
    """A bound twice as high, in every tier alike: no gap and no overlap."""
    paths = [path for path, text in files.items() if re.search(VIOLATION, path) and re.search(r'"<= [5-9]\d*"', text)]
    path = chance.choice(paths)
    text = files[path]
    bound = chance.choice(re.findall(r'"<= ([5-9]\d*)"', text))
    new, after = str(int(bound) * 2), str(int(bound) + 1)
    for old, put_in in ((f'"<= {bound}"', f'"<= {new}"'), (f"[{after}..", f"[{int(new) + 1}.."),
                        (f"({bound}..", f"({new}.."), (f'"> {bound}"', f'"> {new}"')):  # fmt: skip
        text = text.replace(old, put_in)
    return Slip("", f"{bound} → {new}", {path: text})


# --- letters
edit("character wrong in a name", VIOLATION, r"(?<=^label: )[^\n]+", letter("wrong"))
edit("character twice in a name", VIOLATION, r"(?<=^label: )[^\n]+", letter("twice"))
edit("characters turned in a name", VIOLATION, r"(?<=^label: )[^\n]+", letter("turned"))
edit("character lost from a name", VIOLATION, r"(?<=^label: )[^\n]+", letter("lost"))
edit("character wrong in an advice", VIOLATION, r"(?<=^advice: )[^\n]+", letter("wrong"))
edit("character wrong in an otherwise", VIOLATION, r"(?<=otherwise: )[^\n]+", letter("wrong"))
edit("character wrong in an entry", LIST, r"(?<=^    label: )[^\n]+", letter("wrong"))
edit("law: character wrong in a name", LAW, r"(?<=[ {]label: )[^,}\n]+", letter("wrong"))
edit("character wrong in a fact", FACTS, r"(?<=label: )[^,}\n]+", letter("wrong"))
edit("character wrong in a negative", FACTS, r"(?<=negative: )[^,}\n]+", letter("wrong"))
edit("character wrong in values", FACTS, r"(?<=values: )\{[^}\n]+", letter("wrong"))
edit("character wrong in clauses", FACTS, r"(?<=clauses: )\{[^}\n]+", letter("wrong"))
edit("character wrong in a notice", AUTHORITY, r"(?<=text: )[^,\n]+", letter("wrong"))
edit("area misspelt in its label", HEADER, r"(?<=^label: )\S+", letter("wrong"))
edit("tier called otherwise", VIOLATION, r"(?<=, label: )(?:轻微|一般|严重|较重|较轻)(?=,)", letter("wrong"))
# --- violations
KINDS["bound doubled in every tier"] = _doubled
edit("one scope dropped", VIOLATION, r"(?<=^scope:\n)(  - .*\n)(?=  - )", put(""))
edit("value of a scope dropped", VIOLATION, r"(?<=^  - \{when: \{)(\w+): \[(\w+), \w+\]", put(r"\1: [\2]"))
edit("since of a scope", VIOLATION, r"(?<=since: \")20\d\d", lambda match, _: str(int(match[0]) - 1))
among("see of another violation", VIOLATION, r"^see: \[([a-z.-]+)")
edit("case of a tier lost from its label", VIOLATION, r"(?<=label: )(轻微|一般|严重|较重|较轻)（[^）]*）", put(r"\1"))
edit("closes dropped", VIOLATION, r"^closes:\n(?:  - .*\n)+", put(""))
edit("number of a document in a method", VIOLATION, r"(?<=〔2022〕)27(?=号)", one_of("72", "29", "17"))
edit("year of a document in a method", VIOLATION, r"(?<=国办发〔)2022", one_of("2021", "2002", "2020"))
edit("one duty dropped", VIOLATION, r"(?<=^duty: \{cite: \[)[a-z0-9/-]+, ", put(""))
edit("choice of a tier dropped", VIOLATION, r", choose: \[[^\]]*\]", put(""))
edit("comparison turned", VIOLATION, r"when: [^\n]*?\"[<>]", lambda m, _: m[0][:-1] + ("<" if m[0][-1] == ">" else ">"))
edit("share of a person moved", VIOLATION, r"(?<=also: \{)\w+: \{fine: \{share: \[[^\]]*\]",
     lambda m, c: re.sub(r"\[.*\]", c.choice([x for x in ("[0, 0.3]", "[0.3, 0.7]", "[0.7, 1]") if x not in m[0]]), m[0]))  # fmt: skip
gone("file of a violation lost", NATIONAL)
gone("file of a child lost", r"/[a-z-]+/[a-z-]+/2026\.1/violations/")
gone("list lost", LIST)
gone("law lost", LAW)
gone("golden cases lost", CASES)
# --- headers
among("reason of another presumption", HEADER, r"\}, basis: ([^}]+)\}$")
edit("presumptions of a reason dropped", HEADER, r"^  - \{facts: .*\n", put(""))
edit("amounts to tens", HEADER, r"(?<=rounding: \{unit: )1", one_of("10", "100"))
edit("mitigation and aggravation offset", HEADER, r"(?<=mitigated_and_heavier: )open", put("offset"))
edit("mitigation as far as the floor", HEADER, r"below: 1", put("to: 1"))
edit("silence of a supplement dropped", HEADER, r"^    unstated: .*\n", put(""))
# --- lists
reached("exception of another violation", r"^    except:\n", "      - %s\n")
reached("entry for a further violation", r"^    violations: \[", "%s, ")
among("orders of another entry", LIST, r"^    orders: (\[.*\])$")
edit("harm taken out", LIST, r"harm: \[none, slight\]", put("harm: none"))
# --- facts
exchanged("positive and negative swapped", FACTS, r"positive: ([^,}]+), negative: ([^,}]+)")
edit(
    "counted from the decision",
    FACTS,
    r"finding: \{count: prior_decision",
    put("finding: {count: prior_decision, since: decision"),
)
edit(
    "counted over the sector",
    FACTS,
    r"finding: \{count: prior_decision",
    put("finding: {count: prior_decision, same: sector"),
)
edit("counted of one kind alone", FACTS, r", of: \[[^\]]*\]", put(""))
edit("counted without end", FACTS, r", months: \d+", put(""))
edit("judgement added", FACTS, r"type: boolean", put("type: boolean, judgement: true"))
edit("any is all in a derivation", FACTS, r"derive: \{any:", put("derive: {all:"))
# --- laws and the rest
edit("law: measure in another force", LAW, rf"(?<=[{{ ])((?:{MEASURES}): )(shall|may)(?=[,}}])",
     lambda match, _: match[1] + ("may" if match[2] == "shall" else "shall"))  # fmt: skip
edit("law: choice dropped", LAW, r", choose: \[[^\]]*\]", put(""))
edit("law: who acts dropped", LAW, r"^    addressee: \w+\n", put(""))
edit(
    "authority: step dropped",
    AUTHORITY,
    r"^  (?:summary|legal_review|collective|decide_within|transfer): .*\n",
    put(""),
)
edit("changelog: not the first", CHANGES, r"effect: first", put("effect: harsher"))
edit("changelog: date", CHANGES, r'(?<=date: ")2026', put("2062"))
edit("golden case: reason misspelt", CASES, r"(?<=reasons: \[)[a-z-]+/[a-z-]+", lambda match, c: dropped(match[0], c))
