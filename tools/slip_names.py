"""Kinds of slips in names: a fact, an article, a person or a source that is another's, of the same type and in the same place.

Importing this module adds them to ``KINDS``. They are the slips that leave every number and every key as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from slip_kinds import (
    AUTHORITY,
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
    edit,
    one_of,
    put,
    short,
)
from slip_outside import CHINESE, among, neighbour, one_off

TESTED = r"\{(?:[^{}]*, )?(\w+): (?:true|false|\"|\[)"  # a fact in a condition, its name
FACT = re.compile(r"^  (\w+):(?: \{|\n)(.*?)(?=^  \w+:|\Z)", re.MULTILINE | re.DOTALL)
PROVISION = re.compile(r"^  ([a-z0-9-]+):(?: \{|\n)(.*?)(?=^  [a-z#]|\Z)", re.MULTILINE | re.DOTALL)

WORDS |= {
    "otherwise of another", "article in an otherwise", "article in a remark", "duty of a neighbour", "denial lost from a name",
    "number in a name", "or is and in a name", "address dropped", "date dropped", "another address of a document",
    "law: denial lost from a name", "law: what a measure takes", "law: supersedes dropped", "source of another entry",
    "cite dropped", "violations of another entry", "supplement cites another", "stage of a notice", "notice of a fine to all",
    "person whom the law does not punish", "article one off",
}  # fmt: skip


def alike(name: str, where: str, pattern: str) -> None:
    """A kind that puts another fact of the same type and file in the place of one's own (group 1)."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        facts = {
            match[1]: (typed[1], path)
            for path, text in files.items() if re.search(FACTS, path)
            for match in FACT.finditer(text) if (typed := re.search(r"type: (\w+)", match[2]))
        }  # fmt: skip
        found = [(path, match) for path, text in files.items() if re.search(where, path)
                 for match in re.finditer(pattern, text, re.MULTILINE) if match[1] in facts]  # fmt: skip
        path, match = chance.choice(found)
        near = [other for other, of in sorted(facts.items()) if of == facts[match[1]] and other != match[1]]
        return _with(name, files, path, match, chance.choice(near)) if near else None

    KINDS[name] = kind


def next_to(name: str, pattern: str, *, penal: bool) -> None:
    """A kind that puts the neighbouring provision of the same law in the place of one's own (group 1)."""

    def kind(files: Files, chance: Chance) -> Slip | None:
        found = [(path, match) for path, text in files.items() if re.search(VIOLATION, path)
                 if (match := re.search(pattern, text, re.MULTILINE))]  # fmt: skip
        for path, match in chance.sample(found, len(found)):
            law, _, slug = match[1].partition("/")
            texts = [text for name, text in files.items() if name.startswith(f"laws/{law}@")][-1:]
            names = [part[1] for text in texts for part in PROVISION.finditer(text) if ("range:" in part[2]) is penal]
            near = (
                [names[at] for at in (names.index(slug) - 1, names.index(slug) + 1) if 0 <= at < len(names)]
                if slug in names
                else []
            )
            if near:
                return _with(name, files, path, match, f"{law}/{chance.choice(near)}")
        return None

    KINDS[name] = kind


def _with(name: str, files: Files, path: str, match: re.Match[str], new: str) -> Slip:
    start, end = match.span(1)
    return Slip(name, f"{short(match[1])} → {short(new)}", {path: files[path][:start] + new + files[path][end:]})


def cut(*words: str) -> Callable[[re.Match[str], Chance], str]:
    """The match without the word at its end."""
    return lambda match, _: re.sub(f"(?:{'|'.join(words)})$", "", match[0])


# --- violations
alike("element is another fact", VIOLATION, rf"^elements: {TESTED}")
alike("tier asks another fact", VIOLATION, rf"when: {TESTED}")
alike("scope of another fact", VIOLATION, r"^  - \{when: \{(\w+): (?:true|false)\}, otherwise")
next_to("duty of a neighbour", r"^duty: \{cite: \[([a-z0-9-]+/[a-z0-9-]+)", penal=False)
next_to("provision of a neighbour", r"^provision: (\S+)$", penal=True)
among("otherwise of another", VIOLATION, r"otherwise: (.+)\}$")
edit("article in an otherwise", VIOLATION, rf"otherwise: .*?第[^条]*?(?P<n>[{CHINESE}])条", neighbour)
edit("article in a remark", VIOLATION, rf"^remark: .*?第[^条]*?(?P<n>[{CHINESE}])条", neighbour)
edit("denial lost from a name", VIOLATION, r"^label: .*?(?:未|不)", cut("未", "不"))
edit("number in a name", VIOLATION, rf"^label: .*?(?P<n>[{CHINESE}])(?=[十百个年月日次级吨米])", neighbour)
edit("or is and in a name", VIOLATION, r"^label: .*?或者", lambda match, _: match[0][:-2] + "并且")
edit("person whom the law does not punish", VIOLATION, r"(?<=also: \{)(?:responsible_person|captain|responsible_crew)",
     one_of("responsible_person", "captain", "responsible_crew"))  # fmt: skip
edit("bound of an element", VIOLATION, r'^elements: \{.*?">= \d+"', lambda match, _: match[0].replace(">=", ">"))
# --- sources
edit("date dropped", r"/(?:violations|lists)/", r', date: "20\d\d-\d\d-\d\d"', put(""))
edit("address dropped", r"/(?:violations|lists)/", r', url: "[^"]*"', put(""))
edit("another address of a document", LIST, r'(?<=url: "http)s?://[^"]*', lambda match, _: match[0][:-1])
# --- laws
edit("article one off", LAW, rf"cite: 第[^条\n]*?(?P<n>[{CHINESE}])条", neighbour)
alike("law: range of another fact", LAW, rf"when: {TESTED}")
edit("law: denial lost from a name", LAW, r"^    label: .*?(?:未|不)", cut("未", "不"))
edit("law: what a measure takes", LAW, r"(?<=what: )[^,}\"]+", put("船舶营运证"))
edit("law: supersedes dropped", LAW, r"^supersedes: .*\n", put(""))
edit("law: floor dropped", LAW, r"\{from: \d+, to", put("{to"))
# --- lists, headers, the rest
alike("entry asks another fact", LIST, rf"when: {TESTED}")
among("source of another entry", LIST, r"source: \{kind: statute, cite: (\[[^\]]*\])")
among("violations of another entry", LIST, r"^    violations: (\[[a-z.-]+\])$")
edit("cite dropped", LIST, r"^    cite: .*\n", put(""))
edit("unless denied", LIST, r"^    unless: \{\w+: true", lambda match, _: match[0].replace("true", "false"))
edit("supplement cites another", HEADER, r"cite: \[administrative-penalty-law/order-and-confiscation\]",
     put("cite: [administrative-penalty-law/educate]"))  # fmt: skip
edit("number of a version", HEADER, r'^version: "20(?P<n>\d\d)', one_off)
edit("stage of a notice", AUTHORITY, r"stage: (?:before|decision)", one_of("stage: before", "stage: decision"))
edit("notice of a fine to all", AUTHORITY, r"fine: true, ", put(""))
alike("derived from another fact", FACTS, r'derive: "[^"]*?\b(\w+)\b')
