"""Slips of an absent-minded clerk: kinds of a hundred that were written down by hand before anything was run, which nobody had listed."""

from __future__ import annotations

import re

from slip_kinds import AUTHORITY, FACTS, KINDS, LAW, LIST, VIOLATION, WORDS, Chance, Files, Slip, edit, put, short

WORDS |= {
    "cases of two duties swapped", "item lost from a name", "超过 is 以上 in a name", "law: its document's day for its beginning", "since dropped",
    "negative without its denial", "clauses of two values swapped", "usual range for the range", "authority: the next article", "provision of a twin",
}  # fmt: skip


def _duties(files: Files, chance: Chance) -> Slip | None:
    """The acts of two duties, each written at the other."""
    line = r"^    [a-z-]+/[a-z0-9-]+: (\{.*\})$"
    paths = [
        path
        for path, text in files.items()
        if re.search(VIOLATION, path) and len(re.findall(line, text, re.MULTILINE)) > 1
    ]
    path = chance.choice(paths)
    one, other = sorted(
        chance.sample(list(re.finditer(line, files[path], re.MULTILINE)), 2), key=lambda match: match.start()
    )
    text = files[path]
    new = text[: one.start(1)] + other[1] + text[one.end(1) : other.start(1)] + one[1] + text[other.end(1) :]
    return Slip("", f"{short(one[1])} ⇄ {short(other[1])}", {path: new})


def _twin(files: Files, chance: Chance) -> Slip | None:
    """The provision of another violation under the same law."""
    found = {path: match for path, text in files.items() if re.search(VIOLATION, path)
             for match in re.finditer(r"^provision: (([a-z-]+)/[a-z0-9-]+)$", text, re.MULTILINE)}  # fmt: skip
    path = chance.choice(sorted(found))
    others = sorted({match[1] for match in found.values() if match[2] == found[path][2]} - {found[path][1]})
    if not others:
        return None
    new = chance.choice(others)
    start, end = found[path].span(1)
    return Slip("", f"{found[path][1]} → {new}", {path: files[path][:start] + new + files[path][end:]})


KINDS["cases of two duties swapped"] = _duties
KINDS["provision of a twin"] = _twin
edit(
    "measure of a tier dropped",
    VIOLATION,
    r", (?:suspend_licence|revoke|suspend_business): \{force: may[^{}]*\}|, downgrade: may",
    put(""),
)
edit("item lost from a name", VIOLATION, r"(?<=^label: )([^、，\n]{2,12}、)(?=[^\n]*$)", put(""))
edit(
    "超过 is 以上 in a name",
    VIOLATION,
    r"(?<=^label: )([^\n]*?)超过([一二三四五六七八九十]+[次日天个])",
    put(r"\1\2以上"),
)
edit("since dropped", VIOLATION, r' since: "[^"]*",', put(""))
edit(
    "law: its document's day for its beginning",
    LAW,
    r'^version: "(\d{4}-\d\d-\d\d)"\neffective: "[^"]*"',
    put(r'version: "\1"\neffective: "\1"'),
)
edit("law: bracket of the one above", LAW, r"(each: (\d+)\}, .*?each: )\d+", put(r"\g<1>\2"))
edit("negative without its denial", FACTS, r"(?<=negative: )(?:未|没有|不是|不属于)", put(""))
edit(
    "clauses of two values swapped",
    FACTS,
    r"(?<=clauses: \{)(\w+): ([^,{}]+), (\w+): ([^,{}]+)",
    put(r"\1: \4, \3: \2"),
)
edit("usual range for the range", FACTS, r'range: "[^"]*", typical: ("[^"]*")', put(r"range: \1, typical: \1"))
edit("worse degree let in", LIST, r"harm: \[none, slight\]", put("harm: [none, slight, serious]"))
edit(
    "authority: the next article",
    AUTHORITY,
    r"administrative-penalty-law/hearing(?=\])",
    put("administrative-penalty-law/hearing-request"),
)
