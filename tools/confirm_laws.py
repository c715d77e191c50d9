"""Confirm the encoded laws against their texts, number by number, as the check ``text`` does.

For every provision whose law has a text at hand: the cited article (paragraph, item) exists, and every amount, threshold and band of its ranges stands in
that article, in Arabic or in Chinese numerals. A number that is found is no proof of the encoding; one that is missing is nearly always a fault.

Exit code: 0 nothing contradicted, 1 something contradicted, 2 unusable input.
"""

from __future__ import annotations

import sys

from law_folder import parser_of, read

from discretion.check.text import NUMBERS, read_law, said_by


def main(arguments: list[str] | None = None) -> int:
    parser = parser_of(__doc__ or "")
    parser.add_argument("--quiet", action="store_true", help="do not list provisions without a text")
    options = parser.parse_args(arguments)
    users, laws = read(options)
    number = confirmed = contradicted = 0
    for name, law, text in laws:
        number += 1
        wrong = {} if text is None else {item.name: [d.what for d in item.unexplained if d.code.partition(":")[0] in NUMBERS]
                                         for item in read_law(law, text, users)}  # fmt: skip
        wrong = {key: said for key, said in wrong.items() if said}
        there = [
            key for key, body in law["provisions"].items() if text is not None and said_by(text, str(body["cite"]))
        ]
        good = len([key for key in there if key not in wrong])
        missing = {
            key: str(body["cite"]) for key, body in law["provisions"].items() if key not in there and key not in wrong
        }
        confirmed, contradicted = confirmed + good, contradicted + sum(map(len, wrong.values()))
        source = text.name if text else "no text"
        print(
            f"{name} {law['label']} [{source}]: {good} confirmed, {len(wrong)} contradicted, {len(missing)} unconfirmed"
        )
        for key, said in wrong.items():
            print("\n".join(f"  ✗ {key} ({law['provisions'][key]['cite']}): {what}" for what in said))
        for key, cite in () if options.quiet else missing.items():
            print(f"  - {key} ({cite}): no text at hand")
    print(f"{number} laws, {confirmed} provisions confirmed, {contradicted} contradicted")
    return 1 if contradicted else 0


if __name__ == "__main__":
    sys.exit(main())
