"""Confirm the encoded laws against their texts.

For every provision whose law has a text at hand: the cited article (paragraph, item) exists, and every amount and
threshold of its ranges stands in that article, in Arabic or in Chinese numerals. A developer's tool: a number that is
found is no proof of the encoding, a number that is missing is nearly always a fault.

Exit code: 0 nothing contradicted, 1 something contradicted, 2 unusable input.
"""

from __future__ import annotations

import argparse
import re
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT.parent / "shared" / "law-texts"

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10_000, "亿": 100_000_000}
SHARES = {"百分之": 100, "%": 100, "千分之": 1000, "‰": 1000}
NUMBER = re.compile(
    rf"(百分之|千分之)?(?:([{''.join([*DIGITS, *UNITS, *MYRIADS])}]+)|(\d+(?:\.\d+)?)([百千万亿]*))([%‰倍]?)"
)
REFERENCE = re.compile(r"第[零〇一二三四五六七八九十百千]+[条款项章节]|[(][一二三四五六七八九十]+[)]")
PLAIN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


def chinese_number(text: str) -> Decimal:
    """一万五千 -> 15000."""
    total = section = digit = 0
    for char in text:
        if char in DIGITS:
            digit = digit * 10 + DIGITS[char]
        elif char in UNITS:
            section += (digit or 1) * UNITS[char]
            digit = 0
        else:
            total = (total + section + digit) * MYRIADS[char]
            section = digit = 0
    return Decimal(total + section + digit)


def numbers_in(text: str, multiples: bool) -> set[Decimal]:
    """Every number that a legal text states (or only multiples and shares); not those of articles it refers to."""
    plain = REFERENCE.sub("", unicodedata.normalize("NFKC", text).replace(",", ""))
    found = {Decimal(1)} if "每吨" in plain else set()
    for share, chinese, digits, units, mark in NUMBER.findall(plain):
        value = chinese_number(chinese) if chinese else Decimal(digits)
        for unit in units:
            value *= (UNITS | MYRIADS)[unit]
        if scale := SHARES.get(share or mark):
            found.add(value / scale)
        if mark == "倍" or not multiples:
            found.add(value)
    return found


NUMERAL = "[零〇一二三四五六七八九十百千]+"
ARTICLE = re.compile(rf"^[#*\s]*(第{NUMERAL}条(?:之{NUMERAL})?)[*\s　]+")
ITEM = re.compile(rf"^[*\s　]*[（(]({NUMERAL})[）)]")
CITED = re.compile(rf"第{NUMERAL}条(?:之{NUMERAL})?")
CLAUSE = re.compile(rf"第({NUMERAL})([款项])")


def read_articles(path: Path) -> dict[str, list[str]]:
    """The articles of a text, each as its lines (paragraphs and items)."""
    articles: dict[str, list[str]] = {}
    current: list[str] | None = None
    for raw in path.read_text(encoding="utf-8").splitlines():
        line = raw.strip()
        if match := ARTICLE.match(line):
            current = articles.setdefault(match[1], [])
            line = line[match.end() :]
        elif line.startswith("#"):
            current = None
        if line and current is not None:
            current.append(line)
    return articles


def narrow(lines: list[str], cite: str) -> list[str] | None:
    """The lines that a citation means; None when the paragraph or item does not exist."""
    paragraphs: list[list[str]] = []
    for line in lines:
        if ITEM.match(line) and paragraphs:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    clauses = {kind: chinese_number(number) for number, kind in CLAUSE.findall(cite)}
    if paragraph := clauses.get("款"):
        if paragraph > len(paragraphs):
            return None
        paragraphs = [paragraphs[int(paragraph) - 1]]
    kept = [line for group in paragraphs for line in group]
    if "至" in cite or "、" in cite or "项" not in clauses:
        return kept
    items = [line for line in kept if (match := ITEM.match(line)) and chinese_number(match[1]) == clauses["项"]]
    return [line for line in kept if not ITEM.match(line) or line in items] if items else None


def text_of(law: dict[str, Any], texts: Path) -> Path | None:
    """The file of a law's text: named by its source, else found by label and version."""
    where = str((law.get("source") or {}).get("where", ""))
    if match := re.search(r"law-texts/([^\s；;，,]+\.md)", where):
        named = texts / match[1]
        return named if named.is_file() else None
    return next(iter(sorted(texts.rglob(f"{law.get('label')}-{law.get('version')}.md"))), None)


@dataclass(frozen=True)
class Stated:
    """A number of an encoded range."""

    path: tuple[str, ...]
    value: Decimal
    multiple: bool

    @property
    def forms(self) -> set[Decimal]:
        """The number as a text may put it: kilograms as tonnes, months as years."""
        forms = {self.value}
        if self.path[-1] == "per" or any(part.endswith("_kg") for part in self.path):
            forms.add(self.value / 1000)
        if self.path[-1] == "months":
            forms.add(self.value / 12)
        return forms


def stated(node: Any, path: tuple[str, ...] = (), multiple: bool = False) -> Iterator[Stated]:
    """Every number in a condition or penalty; zero, `per: 1` and words are no amounts."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in ("what", "of", "group", "range", "times"):
                times = "times" in node and key in ("from", "to", "above", "below")
                yield from stated(value, (*path, str(key)), times)
    elif isinstance(node, list):
        for value in node:
            yield from stated(value, path, multiple)
    elif isinstance(node, (int, float, str)) and not isinstance(node, bool):
        for digits in PLAIN.findall(str(node).replace("..", " ")):
            value = Decimal(digits)
            if value and not (path[-1] == "per" and value == 1):
                yield Stated(path, value, multiple)


@dataclass
class Report:
    law: str
    label: str
    text: Path | None
    confirmed: int = 0
    contradicted: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)


def confirm_provision(name: str, provision: dict[str, Any], articles: dict[str, list[str]], report: Report) -> None:
    cite = str(provision.get("cite", ""))
    title = f"{name} ({cite})"
    cited = CITED.findall(cite)
    missing = [article for article in cited if article not in articles]
    if not cited or missing:
        report.contradicted.append(f"{title}: {'、'.join(missing) or 'no article cited'} is not in the text")
        return
    whole = [line for article in cited for line in articles[article]]
    narrowed = narrow(whole, cite) if len(cited) == 1 else whole
    if narrowed is None:
        report.contradicted.append(f"{title}: the article has no such paragraph or item")
        return
    near, far = "\n".join(narrowed), "\n".join(whole)
    near = far if "前款" in near else near
    clean = True
    common = {"range": "provision", "when": provision.get("when"), "cumulates": provision.get("cumulates")}
    for part in (common, *(provision.get("ranges") or [])):
        for number in stated(part, (str(part.get("range")),)):
            if number.forms & numbers_in(near, number.multiple):
                continue
            clean = False
            what = f"{title}: {'.'.join(number.path)} = {number.value}{' 倍' if number.multiple else ''}"
            if number.forms & numbers_in(far, number.multiple):
                report.doubtful.append(f"{what} stands elsewhere in the article")
            else:
                report.contradicted.append(f"{what} is not in the article")
    report.confirmed += clean


def confirm_law(path: Path, texts: Path) -> Report:
    law = yaml.safe_load(path.read_text(encoding="utf-8"))
    report = Report(path.stem, str(law.get("label", "")), text_of(law, texts))
    provisions: dict[str, Any] = law.get("provisions") or {}
    if report.text is None:
        report.unconfirmed = [f"{name} ({body.get('cite', '')}): no text at hand" for name, body in provisions.items()]
        return report
    articles = read_articles(report.text)
    for name, body in provisions.items():
        confirm_provision(name, body, articles, report)
    return report


def show(report: Report, quiet: bool) -> None:
    source = report.text.name if report.text else "no text"
    counts = f"{report.confirmed} confirmed, {len(report.contradicted)} contradicted, {len(report.doubtful)} doubtful"
    print(f"{report.law} {report.label} [{source}]: {counts}, {len(report.unconfirmed)} unconfirmed")
    unconfirmed = [] if quiet else report.unconfirmed
    for mark, messages in (("✗", report.contradicted), ("?", report.doubtful), ("-", unconfirmed)):
        for message in messages:
            print(f"  {mark} {message}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="folder of law texts")
    parser.add_argument("--laws", type=Path, default=ROOT / "rulesets" / "laws", help="folder of encoded laws")
    parser.add_argument("--law", help="only laws whose id contains this")
    parser.add_argument("--quiet", action="store_true", help="do not list provisions without a text")
    options = parser.parse_args(arguments)
    for folder in (options.texts, options.laws):
        if not folder.is_dir():
            print(f"no such folder: {folder}", file=sys.stderr)
            return 2
    files = [path for path in sorted(options.laws.glob("*.yaml")) if not options.law or options.law in path.stem]
    if not files:
        print(f"no encoded law matches {options.law!r} in {options.laws}", file=sys.stderr)
        return 2
    reports: list[Report] = []
    for path in files:
        try:
            reports.append(confirm_law(path, options.texts))
        except (yaml.YAMLError, AttributeError, TypeError) as error:
            print(f"{path.name}: cannot be read: {error}", file=sys.stderr)
            return 2
        show(reports[-1], options.quiet)
    contradicted = sum(len(report.contradicted) for report in reports)
    print(f"{len(reports)} laws, {sum(r.confirmed for r in reports)} provisions confirmed, {contradicted} contradicted")
    return 1 if contradicted else 0


if __name__ == "__main__":
    sys.exit(main())
