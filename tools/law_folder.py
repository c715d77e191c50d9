"""What the two readers of the laws read: encoded laws, and a folder of texts (by default the one beside the rules)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discretion.check.text import Text, Users, text_of, users_of
from discretion.errors import DiscretionError
from discretion.rulebook import Layer, load

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "rulesets" / "law-texts"
Law = Any  # the data of a law file: what a fault is planted in


def parser_of(about: str) -> argparse.ArgumentParser:
    """The arguments that both take."""
    parser = argparse.ArgumentParser(description=about.split("\n", maxsplit=1)[0])
    parser.add_argument("texts", nargs="?", type=Path, default=TEXTS, help="folder of law texts")
    parser.add_argument("--rulesets", type=Path, default=ROOT / "rulesets", help="folder of rulesets")
    parser.add_argument("--law", default="", help="only laws whose id contains this")
    return parser


def read(options: argparse.Namespace) -> tuple[Users, Iterator[tuple[str, Law, Text | None]]]:
    """Who rests on the laws; then every version of a law with its text. Ends with 2 when there is nothing to read."""
    for folder in (options.texts, options.rulesets):
        if not folder.is_dir():
            print(f"no such folder: {folder}", file=sys.stderr)
            sys.exit(2)
    try:
        book = load(options.rulesets)
    except DiscretionError as error:
        print(error, file=sys.stderr)
        sys.exit(2)
    texts = {path.relative_to(options.texts).as_posix(): path for path in options.texts.rglob("*.md")}
    layer = Layer.of({f"law-texts/{name}": path.read_text(encoding="utf-8") for name, path in texts.items()})
    files = {
        f"{file.model.law}@{file.model.version}": file.document.data
        for versions in book.laws.values()
        for file in versions
    }
    found = {name: law for name, law in sorted(files.items()) if options.law in name}
    if not found:
        print(f"no encoded law matches {options.law!r} in {options.rulesets}", file=sys.stderr)
        sys.exit(2)
    return users_of(book), ((name, law, text_of(law, layer)) for name, law in found.items())
