"""Read every encoded provision against its text, by vocabulary: the second reader of the laws, as the check ``text`` does.

Kinds of measure and their force, alternatives, orders, addressees, conditions, items, duties, numbers. A difference is mended in the data or stands
there with its reason, under its own name (``reading: {order:停止建设: …}``); a reason for a difference that does not exist is a difference too.

Exit code: 0 no unexplained difference, 1 some, 2 unusable input.
"""

from __future__ import annotations

import sys
from collections import Counter

from law_folder import parser_of, read

from discretion.check.text import KINDS, read_law


def main(arguments: list[str] | None = None) -> int:
    parser = parser_of(__doc__ or "")
    parser.add_argument("--text", action="store_true", help="print the passage beside its differences")
    parser.add_argument("--all", action="store_true", help="print the provisions without differences too")
    options = parser.parse_args(arguments)
    users, laws = read(options)
    counts: Counter[str] = Counter()
    seen = explained = without = 0
    for name, law, text in laws:
        if text is None:
            without += 1
            print(f"{name}: no text at hand")
            continue
        for provision in read_law(law, text, users):
            seen += bool(provision.body.get("ranges"))
            explained += len(provision.explained)
            counts.update(difference.code.split(":")[0] for difference in provision.unexplained)
            if provision.unexplained or options.all:
                print(f"{provision.law}/{provision.name} ({provision.body['cite']})")
                if options.text:
                    print(f"    「{provision.text}」")
                for difference in provision.unexplained:
                    print(f"  ✗ {difference.code}: {difference.what}")
    total = sum(counts.values())
    kinds = "，".join(f"{KINDS[kind]}{count}" for kind, count in counts.most_common())
    print(
        f"{seen} provisions read, {explained} differences explained, {total} unexplained ({kinds}); {without} laws without text"
    )
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
