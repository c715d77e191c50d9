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
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from law_texts import CITED, ROOT, TEXTS, Text, narrow, numbers_in, text_of

PLAIN = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")


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


Borrowed = dict[str, str]  # the articles of a law's provisions, for ranges that really come from another (under:)


@dataclass
class Report:
    law: str
    label: str
    text: Text | None
    confirmed: int = 0
    contradicted: list[str] = field(default_factory=list)
    doubtful: list[str] = field(default_factory=list)
    unconfirmed: list[str] = field(default_factory=list)


def confirm_provision(
    name: str, provision: dict[str, Any], articles: dict[str, list[str]], report: Report, borrowed: Borrowed
) -> None:
    cite = str(provision.get("cite", ""))
    title = f"{name} ({cite})"
    cited = CITED.findall(cite)
    missing = [article for article in cited if article not in articles]
    if missing and report.text is not None and not report.text.whole:
        report.unconfirmed.append(f"{title}: {'、'.join(missing)} is not in the fragment at hand")
        return
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
        here = near + borrowed.get(str(part.get("under")), "")  # 依照第十九条的规定处罚
        for number in stated(part, (str(part.get("range")),)):
            if number.forms & numbers_in(here, number.multiple):
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
    articles = report.text.articles
    borrowed = {
        f"{law['law']}/{name}": "\n".join(
            line for article in CITED.findall(str(body.get("cite", ""))) for line in articles.get(article, [])
        )
        for name, body in provisions.items()
    }
    for name, body in provisions.items():
        confirm_provision(name, body, articles, report, borrowed)
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
