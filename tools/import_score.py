#!/usr/bin/env python3
"""How well published tables are read: tools/import_score.py FOLDER [--show FILE].

The folder holds tables and ``expect.json``, the right reading of every row of each (its own ``format`` says what the keys mean). A reading is
right when it is exact; a condition also when it is *proposed* with the right content and asked. What the rule format cannot say, or the text does not
settle (``?`` in expect.json), is right when it is quoted and asked. A wrong number, end, unit, force, subject or joining is a wrong reading.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import permutations
from pathlib import Path
from typing import Any

from discretion.errors import DiscretionError
from discretion.importing import ReadRow, Span, read_tables
from discretion.library import Library
from discretion.rulebook import shipped_rulesets

LISTS = ("exempt", "lighter", "heavier", "mitigated")


@dataclass
class Score:
    """What was counted, and what was not right."""

    counts: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    exempt: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def count(self, what: str, right: bool, said: str) -> None:
        """Count one row."""
        pair = self.counts.setdefault(what, [0, 0])
        pair[0] += right
        pair[1] += 1
        if not right:
            self.missed.append(f"{what}: {said}")

    def share(self, what: str) -> int:
        """Percent, rounded down."""
        right, total = self.counts.get(what, [0, 0])
        return 100 * right // total if total else 100


def main() -> int:
    """Score a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rulesets", type=Path, default=None)
    parser.add_argument("--show", action="store_true", help="say every row that was not read right")
    arguments = parser.parse_args()
    expect = json.loads((arguments.folder / "expect.json").read_text())["files"]
    library = Library.load(arguments.rulesets or shipped_rulesets())
    score = Score()
    for name, wanted in expect.items():
        same = wanted.get("same_as")
        rows = expect[same]["rows"] if same else wanted["rows"]
        try:
            found = read_tables(arguments.folder / name, library.rulebook).rows
        except DiscretionError as error:
            found = []
            score.missed.append(f"{name}: {error}")
        for expected, row in pair_up(rows, found, addressed=not same):
            judge(score, f"{name} {expected['at']} {expected['tier']}", expected, row)
    if arguments.show:
        print("\n".join([*score.missed, *(f"WRONG {item}" for item in score.wrong), *(f"EXEMPT {item}" for item in score.exempt)]))  # fmt: skip
    for what, (right, total) in score.counts.items():
        print(f"{what}: {right} of {total}")
    print(
        f"kind {score.share('kind')}% fines {score.share('fines')}% orders {score.share('orders')}% "
        f"conditions {score.share('conditions')}% wrong {len(score.wrong)} exempt {len(score.exempt)}"
    )
    return 1 if score.wrong or score.exempt else 0


def pair_up(
    wanted: list[dict[str, Any]], found: list[ReadRow], *, addressed: bool
) -> Iterator[tuple[dict[str, Any], ReadRow | None]]:
    """Each expected row with the row that was read there; copies in other formats have other addresses, but the same order."""
    rest = list(found)
    for expected in wanted:
        tier = re.sub(r"\s", "", expected["tier"])
        near = [row for row in rest if not addressed or same_place(row, expected["at"])]
        named = [row for row in near if row.label == tier or (tier in LISTS and row.kind == tier)]
        chosen = named[0] if named else (near[0] if near and addressed else None)
        if chosen is not None:
            rest = [row for row in rest if row is not chosen] if addressed else rest[rest.index(chosen) + 1 :]
        yield expected, chosen


def same_place(row: ReadRow, at: str) -> bool:
    """Whether a row stands where it should; a heading of a text is its own address."""
    if at.startswith("（"):
        return at in row.block.first.sheet.text(row.block.first.number, 1) or row.block.first.sheet.title == "正文"
    return row.at == at


def judge(score: Score, where: str, expected: dict[str, Any], row: ReadRow | None) -> None:
    """Count one row."""
    listed = expected["tier"] in LISTS
    unsettled = expected.get("expressible") is False
    kind = row is not None and row.kind == (expected["tier"] if listed else "tier")
    score.count("kind", kind or (row is not None and row.kind is None and unsettled), where)
    if row is not None and row.kind == "exempt" and not listed:
        score.exempt.append(where)
    score.count("acts", row is not None and acted(expected["act"], row), where)
    if not listed:
        _penalty(score, where, expected, row, unsettled=unsettled)
    _condition(score, where, expected, row, unsettled=unsettled)


def _penalty(score: Score, where: str, expected: dict[str, Any], row: ReadRow | None, *, unsettled: bool) -> None:
    wanted = plain_penalty(expected["penalty"])
    got = None if row is None or row.penalty is None else plain_penalty(row.penalty)
    open_ = "?" in json.dumps(wanted, default=str)
    settled = json.loads(json.dumps(wanted, default=str).replace("?", ""))
    same = got is not None and json.loads(json.dumps(got, default=str)) == settled
    quoted = row is not None and row.penalty is None and bool(row.unread)
    score.count("fines", same or (quoted and (unsettled or open_)), f"{where} {row.unread if row else 'no row'}")
    if got is not None and not same:
        score.wrong.append(f"{where}: penalty {got} instead of {wanted}")
    if expected["penalty"]:
        orders = tuple(sorted(expected.get("orders", ())))
        right = row is not None and tuple(sorted(row.orders)) == orders
        score.count(
            "orders", right or (quoted and unsettled), f"{where} {row.orders if row else ''} instead of {orders}"
        )


def _condition(score: Score, where: str, expected: dict[str, Any], row: ReadRow | None, *, unsettled: bool) -> None:
    wanted = canonical(expected["when"])
    got = [] if row is None or row.situation.when is None else [row.situation.when, *row.readings]
    right = any(match(wanted, canonical(item)) for item in got)
    asked = row is not None and (bool(row.unread) or not got or bool(row.situation.questions))
    words = json.dumps(got[0] if got else None, ensure_ascii=False, default=str)
    said = f"{where} {words} instead of {json.dumps(expected['when'], ensure_ascii=False)}"
    score.count("conditions", right or (unsettled and asked and "?judgement" in expected["when"]), said)
    if right or not got or row is None:
        return
    readings = [dict(leaves(canonical(item))) for item in got]
    for name, test in leaves(wanted):
        told = [reading[name] for reading in readings if name in reading]
        if not name.startswith("?") and told and test not in told:
            score.wrong.append(f"{where}: {name} {told[0]} instead of {test}")
            return
    if (
        ("any" in wanted) != ("any" in canonical(got[0]))
        and not row.situation.questions
        and len(leaves(wanted)) == len(readings[0]) > 1
    ):
        score.wrong.append(f"{where}: alternative or joint: {words}")


def acted(label: str, row: ReadRow) -> bool:
    """Whether the violation was found, or is asked: with candidates, or as a new one."""
    told = {label[index : index + 2] for index in range(len(label) - 1)}
    if row.act.violation is None:
        return True
    best = row.act.candidates[0].label
    for words in (best, row.words):
        shared = told & {words[index : index + 2] for index in range(len(words) - 1)}
        if len(shared) * 2 >= len(told):
            return True
    return False


def plain_penalty(raw: Any) -> Any:
    """A penalty in one form: 'also' inside of its rows, forces by default, exact numbers."""
    if isinstance(raw, list):
        return [plain_penalty(item) for item in raw]
    if not isinstance(raw, dict):
        return Decimal(str(raw)) if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool) else raw
    if "rows" in raw:
        also = {"also": raw["also"]} if "also" in raw else {}
        rows = [{"when": canonical(row["when"]), "penalty": plain_penalty({**row["penalty"], **also})} for row in raw["rows"]]  # fmt: skip
        return {"rows": sorted(rows, key=str)}
    found = {key: plain_penalty(value) for key, value in raw.items()}
    if found.get("force") == "shall" and set(found) > {"force"}:
        del found["force"]
    return found


def canonical(when: Any) -> dict[str, Any]:
    """A condition in one form."""
    found: dict[str, Any] = {}
    for name, test in when.items():
        if name in ("any", "all"):
            found[name] = [canonical(part) for part in test]
        elif name == "first_offence":
            found["prior_count"] = Span.of("= 0") if test else Span.of(">= 1")
        elif isinstance(test, list):
            found[name] = tuple(sorted(test)) if len(test) > 1 else test[0]
        elif (span := Span.of(test)) is not None:
            found[name] = whole(span) if "count" in name else span
        else:
            found[name] = test
    return found


def whole(span: Span) -> Span:
    """> 2 of a count is >= 3."""
    low, high = span.low, span.high
    if low is not None and not span.low_in:
        low += 1
    if high is not None and not span.high_in:
        high -= 1
    return Span(low, low is not None, high, high is not None)


def match(wanted: dict[str, Any], got: dict[str, Any]) -> bool:
    """Whether two conditions say the same; a fact that the vocabulary lacks may have any name."""
    if ("any" in wanted) != ("any" in got):
        return False
    own = {name: test for name, test in wanted.items() if name not in ("any", "all")}
    rest = {name: test for name, test in got.items() if name not in ("any", "all")}
    for part in got.get("all", ()):
        rest.update(part)
    for part in wanted.get("all", ()):
        own.update(part)
    for name in [name for name in own if not name.startswith("?")]:
        if rest.get(name) != own[name] or name not in rest:
            return False
        del rest[name]
    unknown = [test for name, test in own.items() if name.startswith("?")]
    said = [name for name, test in rest.items() if name.startswith("draft_") and test is True]
    if any(not isinstance(test, Span) for test in unknown):  # one unknown fact may be drafted as several
        for name in said[: max(0, len(rest) - len(unknown))]:
            del rest[name]
    if len(unknown) != len(rest) or not any(fits(unknown, order) for order in permutations(rest.values())):
        return False
    if "any" in wanted:
        a, b = wanted["any"], got["any"]
        return len(a) == len(b) and any(all(map(match, a, order)) for order in permutations(b))
    return True


def fits(wanted: list[Any], got: tuple[Any, ...]) -> bool:
    """Whether drafted facts are tested as they should be: numbers alike, anything else as a fact of its own."""
    return all(
        a == b if isinstance(a, Span) and isinstance(b, Span) else not isinstance(a, Span)
        for a, b in zip(wanted, got, strict=True)
    )


def leaves(when: dict[str, Any]) -> list[tuple[str, Any]]:
    """All tests of a condition."""
    found = []
    for name, test in when.items():
        if name in ("any", "all"):
            found += [leaf for part in test for leaf in leaves(part)]
        else:
            found.append((name, test))
    return found


if __name__ == "__main__":
    sys.exit(main())
