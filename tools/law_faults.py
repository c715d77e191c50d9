"""Break every encoded provision on purpose, one word at a time, and count what the second reader of the laws finds.

Faults: an order left out, 可以 and 应当 swapped, a measure or an addressee left out of the whole provision, a ladder 拒不 for 逾期,
由原许可机关 left out. Mutation
(tools/mutation.py) asks golden cases and proofs; of what a case seldom states, the text of the law is the witness. It reads a provision as a
whole: a measure or an addressee left out of one range of several is counted apart, as its witness is the golden case of that range.

Exit code: 0 at least 95 % found, 1 fewer.
"""

from __future__ import annotations

import copy
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

from law_folder import Law, parser_of, read

from discretion.check.text import Text, Users, read_law
from discretion.penalty import Kind

WANTED = 95
MEASURES = tuple(Kind)
LADDERS = {"correction_overdue": "refused_correction", "refused_correction": "correction_overdue"}
KINDS = {
    "order": "遗漏责令事项",
    "force": "可以与应当颠倒",
    "measure": "遗漏处罚种类",
    "addressee": "遗漏受罚主体",
    "ladder": "逾期与拒不颠倒",
    "by": "遗漏作出机关",
}
APART = {"measure of one range": "只在一个幅度中遗漏处罚种类", "addressee of one range": "只在一个幅度中遗漏受罚主体"}


def main(arguments: list[str] | None = None) -> int:
    parser = parser_of(__doc__ or "")
    parser.add_argument("--survivors", action="store_true", help="print the faults that nobody finds")
    options = parser.parse_args(arguments)
    users, laws = read(options)
    found: Counter[str] = Counter()
    made: Counter[str] = Counter()
    for name, law, text in laws:
        for kind, where, faulty in faults(law) if text is not None else ():
            made[kind] += 1
            provision, _, _ = where.partition(" ")
            noticed = text is not None and bool(_unexplained(faulty, provision, text, users))
            found[kind] += noticed
            if options.survivors and not noticed:
                print(f"{name}/{where}: {(KINDS | APART)[kind]}")
    for kind, label in (KINDS | APART).items():
        print(f"{label}：{found[kind]}/{made[kind]}")
    caught, every = (sum(counted[kind] for kind in KINDS) for counted in (found, made))
    share = 100 * caught / max(every, 1)
    print(f"{caught} of {every} faults found ({share:.1f} %)")
    return 0 if share >= WANTED else 1


def faults(law: Law) -> Iterator[tuple[str, str, Law]]:
    """Every fault: its kind, where it is, and a law of that one provision with it."""
    for name, body in law["provisions"].items():
        if not body.get("ranges"):
            continue
        for kind, where, changed in _of_provision(body):
            yield kind, f"{name} {where}".rstrip(), {**law, "provisions": {name: changed}}


def _of_provision(body: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for at in range(len(body.get("orders") or ())):
        yield "order", body["orders"][at], _without(body, "orders", at)
    if body.get("addressee"):
        yield "addressee", str(body["addressee"]), {key: value for key, value in body.items() if key != "addressee"}
    left_out = {(kind, key) for part in body["ranges"] for kind, key, _ in _left_out(part)}
    for kind, key in sorted(left_out):
        ranges = [
            next((new for of, what, new in _left_out(part) if (of, what) == (kind, key)), part)
            for part in body["ranges"]
        ]
        yield kind, key, {**body, "ranges": ranges}
    for key in sorted({key for part in body["ranges"] for key in _elsewhere(part)}):
        yield "by", key, {**body, "ranges": [_decided_here(part, key) for part in body["ranges"]]}
    for number, part in enumerate(body["ranges"]):
        for kind, where, changed in _of_range(part):
            if len(body["ranges"]) == 1 and kind in APART:
                continue  # the whole provision's
            faulty = copy.copy(body)
            faulty["ranges"] = [*body["ranges"][:number], changed, *body["ranges"][number + 1 :]]
            yield kind, f"{part.get('range', '')} {where}", faulty


def _of_range(part: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    penalty = part.get("penalty") or {}
    for at in range(len(part.get("orders") or ())):
        yield "order", part["orders"][at], _without(part, "orders", at)
    fine = penalty.get("fine")
    if isinstance(fine, dict):
        other = "shall" if fine.get("force") == "may" else "may"
        yield "force", f"fine {other}", {**part, "penalty": {**penalty, "fine": {**fine, "force": other}}}
    for kind, key, without in _left_out(part):
        yield f"{kind} of one range", key, without
    if isinstance(part.get("when"), dict) and (own := LADDERS.keys() & part["when"].keys()):
        when = {LADDERS[key] if key in own else key: value for key, value in part["when"].items()}
        yield "ladder", "、".join(sorted(own)), {**part, "when": when}


def _left_out(part: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    penalty = part.get("penalty") or {}
    for key in MEASURES:
        if key in penalty:
            yield "measure", key, {**part, "penalty": {name: value for name, value in penalty.items() if name != key}}
    for who in penalty.get("also") or ():
        others = {name: value for name, value in penalty["also"].items() if name != who}
        yield "addressee", who, {**part, "penalty": {**penalty, "also": others}}


def _elsewhere(part: dict[str, Any]) -> list[str]:
    """The measures that another body imposes."""
    return [key for key, spec in (part.get("penalty") or {}).items() if isinstance(spec, dict) and "by" in spec]


def _decided_here(part: dict[str, Any], key: str) -> dict[str, Any]:
    if key not in _elsewhere(part):
        return part
    spec = {name: value for name, value in part["penalty"][key].items() if name != "by"}
    return {**part, "penalty": {**part["penalty"], key: spec}}


def _without(body: dict[str, Any], key: str, at: int) -> dict[str, Any]:
    return {**body, key: [*body[key][:at], *body[key][at + 1 :]]}


def _unexplained(law: Law, provision: str, text: Text, users: Users) -> list[str]:
    return [item.code for found in read_law(law, text, users) if found.name == provision for item in found.unexplained]


if __name__ == "__main__":
    sys.exit(main())
