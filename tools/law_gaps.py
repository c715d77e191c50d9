"""What of the penalty articles of the encoded laws no provision encodes: the generated part ``gaps`` of docs/laws.md.

Mechanical, from the text of each law's newest version: an article that threatens a fine, a confiscation, a warning or a withdrawal, and
that no citation of the law file names; of articles of which only items are cited, the items that are not. Whose power it is, is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from discretion.check.text import CITED, ITEM, Text, chinese_number, items_of, text_of
from discretion.rulebook import Layer

PENALTY = re.compile("罚款|没收|吊销|给予警告|予以警告|处警告|停业整顿")
LONG = 400  # articles: of a code only few concern transport


def gaps(laws: list[Any], layer: Layer) -> Iterator[str]:
    """One row for every law of which something is left out. ``laws``: the law files, as data."""
    yield "| 法律 | 没有编入的条、项 |"
    yield "|---|---|"
    newest = {law["law"]: law for law in sorted(laws, key=lambda law: str(law["effective"]))}
    for law in newest.values():
        text = text_of(law, layer)
        if text is None or len(text.articles) > LONG:
            continue
        left = "、".join(left_out(text, {cite for each in laws if each["law"] == law["law"] for cite in cites(each)}))
        if left:
            yield f"| {law['label']}（`{law['law']}`） | {left} |"


def cites(law: Any) -> Iterator[str]:
    """All citations of a law file: of its provisions and of their ranges."""
    for body in law["provisions"].values():
        yield str(body["cite"])
        yield from (str(item["cite"]) for item in body.get("ranges", ()) if item.get("cite"))


def left_out(text: Text, cited: set[str]) -> Iterator[str]:
    """The articles, or items of them, that threaten a penalty and are not cited."""
    for article, lines in text.articles.items():
        if not PENALTY.search("".join(lines)):
            continue
        named = [part for cite in cited for name, part in of_articles(cite) if name == article]
        if not named:
            yield article
        elif all("项" in part for part in named):
            there = {int(chinese_number(match[1])): match[1] for line in lines if (match := ITEM.match(line))}
            missing = [there[number] for number in there if number not in set().union(*map(items_of, named))]
            if missing:
                yield article + "、".join(f"第{number}项" for number in missing)


def of_articles(cite: str) -> Iterator[tuple[str, str]]:
    """The articles of a citation, each with what is said of it: 第五条第二项、第六条 -> (第五条, 第二项、), (第六条, )."""
    found = list(CITED.finditer(cite))
    for match, after in zip(found, [*[m.start() for m in found[1:]], len(cite)], strict=True):
        yield match[0], cite[match.end() : after]
